// Dragging with a mouse or a pen only fills the forms that keyboard and touch use: nothing is saved here.
const Step = 15;
const text = minute => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
let drag;

const trackAt = event => document.elementsFromPoint(event.clientX, event.clientY).find(e => e.classList?.contains('track'));
const minuteAt = (track, y) => {
  const box = track.getBoundingClientRect();
  const week = track.closest('.week');
  const [first, last] = ['--first', '--last'].map(name => Number(week.style.getPropertyValue(name)));
  const minute = first + ((y - box.top) / box.height) * (last - first);
  return Math.min(last, Math.max(first, Math.round(minute / Step) * Step));
};

function show(track, from, until) {
  drag.ghost ??= Object.assign(document.createElement('div'), { className: 'ghost' });
  const first = Number(track.closest('.week').style.getPropertyValue('--first'));
  drag.ghost.style.top = `calc(${from - first} * var(--m))`;
  drag.ghost.style.height = `calc(${until - from} * var(--m))`;
  drag.ghost.textContent = `${text(from)} – ${text(until)}`;
  if (drag.ghost.parentElement !== track) track.append(drag.ghost);
}

function end() {
  drag?.ghost?.remove();
  drag?.item?.classList.remove('dragged');
  delete document.body.dataset.dragging;
  drag = undefined;
}

document.addEventListener('dragstart', event => { if (event.target.closest?.('.week')) event.preventDefault(); });

document.addEventListener('pointerdown', event => {
  const track = event.target.closest('.track');
  if (!track || event.button || event.pointerType === 'touch' || getComputedStyle(track).cursor !== 'crosshair') return;
  const link = event.target.closest('.appt a');
  drag = { x: event.clientX, y: event.clientY, track, link, item: link?.parentElement };
  if (link) {
    drag.offset = event.clientY - drag.item.getBoundingClientRect().top;
    drag.minutes = Number(link.dataset.minutes);
  } else {
    drag.from = minuteAt(track, event.clientY);
  }
});

document.addEventListener('pointermove', event => {
  if (!drag || (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 6)) return;
  event.preventDefault();
  getSelection().removeAllRanges();
  drag.moved = true;
  document.body.dataset.dragging = '1';
  drag.item?.classList.add('dragged');
  if (drag.link) {
    const track = trackAt(event) ?? drag.to ?? drag.track;
    drag.to = track;
    drag.start = minuteAt(track, event.clientY - drag.offset);
    show(track, drag.start, drag.start + drag.minutes);
  } else {
    const at = minuteAt(drag.track, event.clientY);
    [drag.start, drag.until] = at >= drag.from ? [drag.from, Math.max(at, drag.from + Step)] : [at, drag.from];
    show(drag.track, drag.start, drag.until);
  }
});

document.addEventListener('pointerup', () => {
  if (!drag?.moved) { drag = undefined; return; }
  const { link, to, track, start, until } = drag;
  const date = (to ?? track).closest('.day').dataset.date;
  end();
  if (link) {
    // The click that ends a drag would open the link as it is.
    addEventListener('click', event => { event.preventDefault(); event.stopPropagation(); }, { capture: true, once: true });
    location.href = `${link.getAttribute('href')}?date=${date}&time=${encodeURIComponent(text(start))}`;
    return;
  }
  const form = document.querySelector('#add form');
  form.elements.date.value = date;
  form.elements.start.value = text(start);
  form.elements.end.value = text(until % 1440);
  form.scrollIntoView({ block: 'center' });
  form.elements.what.focus();
});

addEventListener('keydown', event => { if (event.key === 'Escape') end(); });
document.addEventListener('pointercancel', end);
