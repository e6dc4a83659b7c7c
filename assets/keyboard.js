// Ctrl K searches, / searches too, n adds, e edits; j, k, Enter and x move in a list.
const typing = (target) => target.matches("input, textarea, select, [contenteditable]");

function move(rows, step) {
  const now = rows.findIndex((row) => row.classList.contains("at"));
  const next = Math.min(rows.length - 1, Math.max(0, now + step));
  rows[now]?.classList.remove("at");
  rows[next].classList.add("at");
  rows[next].scrollIntoView({ block: "nearest" });
}

function inList(event, rows) {
  const row = rows.find((candidate) => candidate.classList.contains("at"));
  if (event.key === "j") move(rows, 1);
  else if (event.key === "k") move(rows, -1);
  else if (event.key === "Enter" && row) row.querySelector("a")?.click();
  else if (event.key === "x" && row) row.querySelector("input[type=checkbox]")?.click();
  else {
    const button = row?.querySelector(`[data-row-key="${CSS.escape(event.key)}"]`);
    if (!button) return false;
    button.click();
  }
  return true;
}

export function keyboard() {
  const find = document.querySelector("[data-palette]");
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && find) {
      event.preventDefault();
      find.focus();
      find.select();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/" && find) {
      event.preventDefault();
      find.focus();
      return;
    }
    const rows = [...document.querySelectorAll("[data-rows] tbody tr")].filter((row) => row.querySelector("a"));
    if (rows.length && inList(event, rows)) {
      event.preventDefault();
      return;
    }
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
  });
}
