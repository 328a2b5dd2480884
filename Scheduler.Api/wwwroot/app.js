// Every page works without this file: it only spares page loads. Whatever fails here falls back to the link or the form itself.
const say = text => { document.getElementById('say').textContent = text ?? ''; };
const swapped = () => document.getElementById('swap');
let running, shown = location.pathname + location.search;

document.documentElement.classList.add('scripted');

// What was typed into a form of details, on its way to the next one: no address has it.
const kept = [...document.querySelectorAll('#typed [data-kept]')];
const carry = () => document.querySelectorAll('.times form').forEach(form => {
  if (!form.querySelector('[data-kept]')) form.append(...kept.map(field => field.cloneNode()));
});
document.querySelectorAll('[data-auto] [data-kept]').forEach(field => field.remove());

async function load(url, signal, headers) {
  // While a page that one went back to is loading, the browser would answer out of its cache, whatever the headers say.
  const answer = await fetch(url, { headers: { accept: 'text/html', ...headers }, signal, cache: 'no-cache' });
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

/** Shows another state of the same page: `go` names the part whose heading takes the focus. */
async function swap(url, { go, push = true } = {}) {
  running?.abort();
  const mine = running = new AbortController();
  const old = swapped();
  const waiting = setTimeout(() => { old.classList.add('busy'); old.setAttribute('aria-busy', 'true'); }, 150);
  try {
    const page = await load(url, mine.signal);
    old.replaceWith(page.getElementById('swap'));
    carry();
    document.title = page.title;
    if (push) history.pushState({}, '', url);
    shown = location.pathname + location.search;
    const heading = go && swapped().querySelector(`[data-part="${go}"] h2`);
    heading?.focus();
    say(heading?.dataset.say);
    listen();
  } catch {
    if (!mine.signal.aborted) location.href = url;
  } finally {
    clearTimeout(waiting);
    if (!mine.signal.aborted) { old.classList.remove('busy'); old.removeAttribute('aria-busy'); }
  }
}

/** Fetches this page again and changes only the parts that follow other people's bookings. */
async function refresh() {
  if (document.querySelector('.busy') || document.body.dataset.dragging) return;
  try {
    // Of somebody's change just now: a standby may not have it yet.
    const page = await load(swapped().dataset.url ?? location.href, undefined, { 'scheduler-seen': 'now' });
    const focused = document.activeElement;
    const name = focused?.getAttribute('href') ?? focused?.value;
    for (const part of swapped().querySelectorAll('[data-part]')) {
      const fresh = page.querySelector(`#swap [data-part="${part.dataset.part}"]`);
      if (!fresh || fresh.innerHTML === part.innerHTML) continue;
      const hadFocus = part.contains(focused);
      const scrolled = part.querySelector('.slots')?.scrollTop;
      part.replaceWith(fresh);
      if (scrolled) fresh.querySelector('.slots')?.scrollTo(0, scrolled);
      carry();
      if (hadFocus) ([...fresh.querySelectorAll('a, button')].find(e => (e.getAttribute('href') ?? e.value) === name) ?? fresh.querySelector('h2'))?.focus();
    }
  } catch { /* The next change, or the form itself, will tell. */ }
}

let stream, streamUrl, seen;
function listen() {
  const url = document.hidden ? undefined : swapped()?.dataset.live;
  if (url === streamUrl) return;
  stream?.close();
  streamUrl = url;
  seen = undefined;
  if (!url) return;
  stream = new EventSource(url);
  stream.onmessage = message => {
    if (seen !== undefined && seen !== message.data) refresh();
    seen = message.data;
  };
}
document.addEventListener('visibilitychange', () => { listen(); if (!document.hidden && streamUrl) refresh(); });
addEventListener('pagehide', () => { stream?.close(); streamUrl = undefined; });
addEventListener('pageshow', event => {
  document.querySelectorAll('form').forEach(form => delete form.dataset.sent);
  if (!event.persisted && performance.getEntriesByType('navigation')[0]?.type !== 'back_forward') return;
  // Back: what the browser kept may be true no longer.
  if (event.persisted && document.querySelector('[data-fresh]')) location.reload();
  else if (swapped()?.dataset.url) swap(location.href, { push: false });
  else if (swapped()?.dataset.live) refresh();
});

document.addEventListener('click', event => {
  const link = event.target.closest('[data-go]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  swap(link.href ?? link.formAction, { go: link.dataset.go });
});
// A link to a place on the same page is no other state of it.
addEventListener('popstate', () => { if (swapped()?.dataset.url && location.pathname + location.search !== shown) swap(location.href, { push: false }); });

document.addEventListener('change', event => {
  const form = event.target.closest('form[data-auto]');
  if (form && event.target.matches('select')) swap(`${form.action}?${new URLSearchParams(new FormData(form))}`).then(() => document.getElementById(event.target.id)?.focus());
});

// Another language, of the state that is shown now.
document.addEventListener('click', event => {
  const link = event.target.closest('.langs a');
  if (!link || !swapped()?.dataset.url) return;
  const url = new URL(location.href);
  url.searchParams.set('lang', link.lang);
  link.href = url.href;
});

// Inside another site's page: the frame grows with what it shows.
if (parent !== window) new ResizeObserver(() => parent.postMessage({ scheduler: document.documentElement.offsetHeight }, '*')).observe(document.body);

// One press is one booking, however often the button is pressed.
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.method !== 'post') return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = '1';
});

const page = document.querySelector('[data-url]');
// A page that answers a form has the form's address: reloading it must not send the form again.
if (page?.dataset.url && new URL(page.dataset.url, location.href).pathname !== location.pathname) history.replaceState({}, '', page.dataset.url);
if (page?.dataset.url && !new URLSearchParams(location.search).has('tz') && page.dataset.zone) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const url = new URL(page.dataset.url, location.href);
  if (zone && zone !== page.dataset.zone && zone !== 'Etc/Unknown') {
    url.searchParams.set('tz', zone);
    history.replaceState({}, '', url);
    swap(url.href, { push: false });
  }
}
document.querySelector('.alert[autofocus], h1[autofocus]')?.focus();
listen();
