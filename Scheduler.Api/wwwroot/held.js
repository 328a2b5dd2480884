// Counts down how long a reserved time is held; without this file the page says until when.
const held = document.querySelector('.held[data-expires]');
if (held) {
  const left = held.querySelector('[data-left]');
  // The server's clock decides: only its distance from this one's is taken from here.
  const end = performance.now() + (Date.parse(held.dataset.expires) - Date.parse(held.dataset.now));
  const tick = () => {
    const seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    left.textContent = ` · ${left.dataset.left.replace('{0}', `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`)}`;
    if (seconds <= 60 && !held.classList.contains('soon')) {
      held.classList.add('soon');
      document.getElementById('say').textContent = held.dataset.soon;
    }
    if (seconds === 0) {
      clearInterval(timer);
      // The server says that it is over, and keeps what was typed.
      const form = document.querySelector('form[data-once]');
      if (form.dataset.sent) return;
      form.insertAdjacentHTML('beforeend', '<input type="hidden" name="lapsed" value="1">');
      form.submit();
    }
  };
  const timer = setInterval(tick, 1000);
  tick();
}
