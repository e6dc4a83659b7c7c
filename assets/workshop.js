// The workshop: a digit judges and goes on, Enter goes on, arrows change the row; what the steps mean stands beside.
export function workshop() {
  const table = document.querySelector("[data-workshop]");
  if (!table) return;
  const fields = () => [...table.querySelectorAll("input.grade, select")].filter((field) => !field.disabled);
  const column = (field) => field.name;
  const move = (field, step) => {
    const same = fields().filter((other) => column(other) === column(field));
    same[same.indexOf(field) + step]?.focus();
  };
  const next = (field) => {
    const all = fields();
    const target = all[all.indexOf(field) + 1];
    target?.focus();
    target?.select?.();
  };
  const meanings = [...document.querySelectorAll("[data-meaning]")];
  const show = (scale) => {
    if (!meanings.some((part) => part.dataset.meaning === scale)) return;
    for (const part of meanings) part.hidden = part.dataset.meaning !== scale;
  };
  show(meanings[0]?.dataset.meaning);
  table.addEventListener("focusin", (event) => {
    if (event.target.dataset.scale) show(event.target.dataset.scale);
  });
  table.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches("input.grade")) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(field, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      next(field);
    } else if (/^[1-9]$/.test(event.key) && Number(field.dataset.most) < 10 && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      field.value = event.key;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      next(field);
    }
  });
}
