// What a form would make of what is typed, shown beside it while one types; the form has a button that does the same.
let previewing;
document.addEventListener('input', event => {
  const form = event.target.closest('form[data-preview]');
  if (!form) return;
  clearTimeout(previewing);
  previewing = setTimeout(async () => {
    const body = new URLSearchParams(new FormData(form));
    body.set('preview', '1');
    const answer = await fetch(location.href, { method: 'post', body, headers: { accept: 'text/html' } }).catch(() => undefined);
    const fresh = answer && new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-part="preview"]');
    if (fresh) document.querySelector('[data-part="preview"]').replaceWith(fresh);
  }, 300);
});
