// A browser hands a passkey to scripts alone. Where there are none, or no passkeys, the forms stay hidden and say so.
const able = window.isSecureContext && window.PublicKeyCredential?.parseCreationOptionsFromJSON;

/** Asks the service what is wanted, lets the browser do it, and sends the form with what came of it. */
async function run(form) {
  const fields = form.elements;
  const answer = await fetch(form.dataset.passkey, { method: 'post', body: new URLSearchParams(new FormData(form)), headers: { accept: 'application/json' } });
  const begun = await answer.json();
  if (!answer.ok) throw new Error(begun.detail);
  const credential = form.dataset.does === 'create'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(begun.options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(begun.options) });
  fields.state.value = begun.state;
  fields.credential.value = JSON.stringify(credential);
  if (fields.passkeyPassword) fields.passkeyPassword.value = '';
  form.submit();
}

for (const form of able ? document.querySelectorAll('form[data-passkey]') : []) {
  const wrong = form.querySelector('[data-wrong]');
  form.hidden = false;
  form.parentElement.querySelector('[data-unable]')?.remove();
  form.addEventListener('submit', async event => {
    event.preventDefault();
    wrong.textContent = '';
    try {
      await run(form);
    } catch (error) {
      // The browser's own messages name interfaces, and say nothing to whoever pressed the button.
      wrong.textContent = error instanceof DOMException ? 'No passkey was used. Try again, or sign in without one.' : error.message || 'That did not work. Try again.';
    }
  });
}
