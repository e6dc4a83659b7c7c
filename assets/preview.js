// A text beside how it will be read: Alt and P show it, and from then on it follows what is written.
const PAUSE = 600;

export function preview() {
  const shown = new WeakMap();
  const buttonOf = (field) => field.form?.querySelector(`[data-preview="${field.name}"]`);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-preview]");
    const field = button?.form?.elements[button.dataset.preview];
    if (field && !shown.has(field)) shown.set(field, 0);
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("textarea[data-markdown]");
    if (!field || !event.altKey || event.code !== "KeyP" || !buttonOf(field)) return;
    event.preventDefault();
    buttonOf(field).click();
  });
  document.addEventListener("input", (event) => {
    if (!shown.has(event.target)) return;
    clearTimeout(shown.get(event.target));
    shown.set(event.target, setTimeout(() => buttonOf(event.target)?.click(), PAUSE));
  });
}
