// Puts the booking page into a site: <script src="https://appointments.example.org/embed.js" data-type="visit" async></script>
// data-provider, data-type and data-lang choose where it begins; data-title names the frame for whoever listens to the page.
(() => {
  const script = document.currentScript;
  const { type, provider, lang, title } = script.dataset;
  const url = new URL(provider ? `/book/${encodeURIComponent(provider)}` : '/book', script.src);
  if (type) url.searchParams.set('type', type);
  if (lang) url.searchParams.set('lang', lang);
  const frame = document.createElement('iframe');
  frame.src = url.href;
  frame.title = title || 'Book an appointment';
  frame.style.cssText = 'border:0;width:100%;min-height:30rem;display:block;color-scheme:normal';
  let height = 0;
  addEventListener('message', event => {
    if (event.source !== frame.contentWindow || event.origin !== url.origin || !(event.data?.scheduler > 0)) return;
    // Another page: its beginning is what one wants to see.
    if (event.data.scheduler < height && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
    height = event.data.scheduler;
    frame.style.height = `${height}px`;
  });
  script.after(frame);
})();
