// Keys 1, 2 and 3 press the answers of the record in view. Without script the buttons and their access keys do the same.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=hidden]), textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const button = document.querySelector(`.screening-answers [data-key="${event.key}"]`);
  if (button) button.click();
});
