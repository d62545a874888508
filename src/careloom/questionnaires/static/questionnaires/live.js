/* Comfort only: shows what is typed in the preview a moment later; the button does the same. */
(() => {
  const form = document.querySelector('form[data-live]'), button = document.getElementById('look-now');
  let wait = 0;
  if (form && button) form.addEventListener('input', (e) => {
    if (e.target.name && e.target.name.startsWith('w:')) { clearTimeout(wait); wait = setTimeout(() => form.requestSubmit(button), 700); }
  });
})();
