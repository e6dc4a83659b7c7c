// Tables that are wider than a phone: each row becomes a block whose cells say what they are.
const PHONE = window.matchMedia("(max-width: 700px)");
const MOST_COLUMNS = 8;

function heads(table) {
  const rows = table.tHead ? [...table.tHead.rows] : [];
  const cells = rows.length === 1 ? [...rows[0].cells] : [];
  return cells.some((cell) => cell.colSpan > 1) ? [] : cells;
}

function stack(table) {
  const titles = heads(table);
  if (!titles.length || titles.length > MOST_COLUMNS) return;
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  if (rows.some((row) => row.cells.length !== titles.length)) return;
  for (const row of rows) {
    for (const [place, cell] of [...row.cells].entries()) {
      const title = titles[place].textContent.trim();
      if (place && title && !cell.dataset.label && cell.textContent.trim()) cell.dataset.label = title;
    }
  }
  table.classList.add("stacked", "flow");
}

function fit() {
  if (!PHONE.matches) return;
  for (const part of document.querySelectorAll(".scroll:has(> table.rows:not(.stacked))")) {
    if (part.closest(".list") || part.scrollWidth <= part.clientWidth + 1) continue;
    stack(part.querySelector("table.rows"));
  }
}

export function narrow() {
  fit();
  document.addEventListener("htmx:afterSettle", fit);
  document.addEventListener("toggle", fit, true);
}
