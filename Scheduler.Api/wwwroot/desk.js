// The board and the page of booking work without this file: it adds arrow keys, the moving line for now, and finding a client while one types.
const place = (element, name = '--a') => Number(element.style.getPropertyValue(name));
const all = () => [...document.querySelectorAll('.board .track a')];
const within = column => [...column.querySelectorAll('.track a')];

/** Tab stops once in the board; the arrows reach the rest. */
function stopAt(link) {
  const links = all();
  const now = place(document.querySelector('.board') ?? document.body, '--now');
  const stop = link ?? links.find(a => a === document.activeElement) ?? links.find(a => place(a.parentElement) >= now) ?? links[0];
  for (const a of links) a.tabIndex = a === stop ? 0 : -1;
}

function beside(link, step) {
  const columns = [...document.querySelectorAll('.board .column')].filter(column => within(column).length);
  const links = within(columns[columns.indexOf(link.closest('.column')) + step] ?? link.closest('.column'));
  const start = place(link.parentElement);
  return links.findLast(a => place(a.parentElement) <= start) ?? links[0];
}

document.addEventListener('keydown', event => {
  const link = event.target.closest?.('.board .track a');
  if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
  const own = within(link.closest('.column'));
  const at = own.indexOf(link);
  const to = {
    ArrowUp: () => own[at - 1], ArrowDown: () => own[at + 1], Home: () => own[0], End: () => own.at(-1),
    ArrowLeft: () => beside(link, -1), ArrowRight: () => beside(link, 1),
  }[event.key];
  if (!to) return;
  event.preventDefault();
  to()?.focus();
});
document.addEventListener('focusin', event => { if (event.target.matches('.board .track a')) stopAt(event.target); });

// The server says which minute it is at the office; from there on the distance counts, whatever the clock of this computer shows.
let shown;
function tick() {
  const board = document.querySelector('.board.is-now');
  if (!board) return;
  if (shown?.board !== board) shown = { board, minute: place(board, '--now'), at: performance.now() };
  board.style.setProperty('--now', Math.floor(shown.minute + (performance.now() - shown.at) / 60000));
}
setInterval(tick, 15000);

const swap = document.getElementById('swap');
if (swap?.querySelector('.board')) {
  new MutationObserver(() => { stopAt(); tick(); }).observe(swap, { childList: true, subtree: true });
  stopAt();
  tick();
  const scroll = swap.querySelector('.scroll');
  const board = swap.querySelector('.board.is-now');
  const track = board?.querySelector('.track');
  if (track) {
    const [now, first, last] = ['--now', '--first', '--last'].map(name => place(board, name));
    const pixels = track.offsetHeight / (last - first);
    // From a half hour on, so that the names on top cut nothing in two.
    scroll.scrollTop = Math.floor((now - first - scroll.clientHeight / 3 / pixels) / 30) * 30 * pixels;
  }
}

// Dragging with a mouse or a pen asks, and then sends the form that an appointment's own page has.
const Step = 15;
const text = minute => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
let drag;

function minuteAt(track, y) {
  const [first, last] = ['--first', '--last'].map(name => place(track.closest('.board'), name));
  const box = track.getBoundingClientRect();
  return Math.min(last - Step, Math.max(first, Math.round((first + (y - box.top) / box.height * (last - first)) / Step) * Step));
}

function endDrag() {
  drag?.ghost?.remove();
  drag?.item.classList.remove('dragged');
  delete document.body.dataset.dragging;
  drag = undefined;
}

function ask({ link, to, start }) {
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const field = (name, value) => make('input', { type: 'hidden', name, value });
  const named = to.querySelector('h2').firstElementChild.textContent;
  const no = make('button', { type: 'button', textContent: 'No' });
  const dialog = make('dialog', {}, make('form', { method: 'post', action: `${link.getAttribute('href')}/move` },
    make('h2', { id: 'ask', textContent: `Move ${link.querySelector('b').textContent} to ${text(start)}, ${named}?` }),
    field('date', link.closest('.board').dataset.date), field('time', text(start)), field('provider', to === link.closest('.column') ? '' : to.dataset.provider),
    make('div', { className: 'actions' }, make('button', { className: 'primary', textContent: 'Move' }), no)));
  dialog.setAttribute('aria-labelledby', 'ask');
  no.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => { dialog.remove(); link.focus(); });
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener('dragstart', event => { if (event.target.closest?.('.board')) event.preventDefault(); });
document.addEventListener('pointerdown', event => {
  const link = event.target.closest('.column[data-provider] .entry a');
  if (!link || event.button || event.pointerType === 'touch') return;
  const item = link.parentElement;
  drag = { x: event.clientX, y: event.clientY, link, item, column: link.closest('.column'), offset: event.clientY - item.getBoundingClientRect().top };
});
document.addEventListener('pointermove', event => {
  if (!drag || (!drag.ghost && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 6)) return;
  event.preventDefault();
  getSelection().removeAllRanges();
  document.body.dataset.dragging = '1';
  drag.item.classList.add('dragged');
  drag.ghost ??= Object.assign(document.createElement('div'), { className: 'ghost' });
  const over = document.elementsFromPoint(event.clientX, event.clientY).find(e => e.matches?.('.column[data-provider] .track'));
  drag.to = over?.closest('.column') ?? drag.to ?? drag.column;
  const track = drag.to.querySelector('.track');
  const minutes = place(drag.item, '--b') - place(drag.item);
  drag.start = minuteAt(track, event.clientY - drag.offset);
  drag.ghost.style.top = `calc(${drag.start - place(track.closest('.board'), '--first')} * var(--m))`;
  drag.ghost.style.height = `calc(${minutes} * var(--m))`;
  drag.ghost.textContent = text(drag.start);
  if (drag.ghost.parentElement !== track) track.append(drag.ghost);
});
document.addEventListener('pointerup', () => {
  const moved = drag;
  endDrag();
  if (!moved?.ghost) return;
  // The click that ends a drag would open the link as it is.
  const swallow = event => { event.preventDefault(); event.stopPropagation(); };
  addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener('click', swallow, { capture: true }));
  if (moved.start !== place(moved.item) || moved.to !== moved.column) ask(moved);
});
document.addEventListener('pointercancel', endDrag);
addEventListener('keydown', event => { if (event.key === 'Escape') endDrag(); });

let finding;
async function find(form) {
  const asked = form.elements.q.value;
  const body = new URLSearchParams(new FormData(form));
  body.set('find', '1');
  const answer = await fetch(form.action, { method: 'post', body, headers: { accept: 'text/html' } }).catch(() => undefined);
  const fresh = answer?.ok && new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-part="found"]');
  if (fresh && form.elements.q.value === asked) form.querySelector('[data-part="found"]').replaceChildren(...fresh.childNodes);
}
document.addEventListener('input', event => {
  const form = event.target.closest('form[data-find]');
  if (!form) return;
  if (event.target.name === 'q') {
    clearTimeout(finding);
    finding = setTimeout(() => find(form), 150);
  } else if (['firstName', 'lastName'].includes(event.target.name) && event.target.value) {
    const add = form.querySelector('[name="client"][value="new"]');
    if (add) add.checked = true;
  }
});
document.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.target.name !== 'q' || !event.target.form?.matches('[data-find]')) return;
  event.preventDefault();
  clearTimeout(finding);
  find(event.target.form);
});

const print = document.querySelector('[data-print]');
if (print) {
  print.hidden = false;
  print.addEventListener('click', () => window.print());
}
