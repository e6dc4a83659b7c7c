// Ctrl K or / opens the palette, ? shows the keys, n adds, e edits; j, k, Enter and x
// move in a list, and what stands beside a list follows.
import htmx from "htmx.org";

const typing = (target) => target.matches("input, textarea, select, [contenteditable]");
let previewing;

function preview(row) {
  const pane = document.getElementById("preview");
  if (!pane || !row.dataset.previewUrl || !pane.offsetParent) return;
  clearTimeout(previewing);
  previewing = setTimeout(() => htmx.ajax("GET", row.dataset.previewUrl, { target: pane, swap: "innerHTML" }), 90);
}

function mark(rows, row) {
  for (const other of rows) other.classList.remove("at");
  row.classList.add("at");
  row.scrollIntoView({ block: "nearest" });
  preview(row);
}

function move(rows, step) {
  const now = rows.findIndex((row) => row.classList.contains("at"));
  mark(rows, rows[Math.min(rows.length - 1, Math.max(0, now + step))]);
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

const rowsOf = () => [...document.querySelectorAll("[data-rows] tbody tr")].filter((row) => row.querySelector("a"));
const palette = (text) => document.dispatchEvent(new CustomEvent("tandem:palette", { detail: text }));

function follow() {
  for (const table of document.querySelectorAll("[data-preview]")) {
    const rows = rowsOf();
    if (rows.length) rows[0].classList.add("at");
    table.addEventListener("click", (event) => {
      const row = event.target.closest("tr[data-preview-url]");
      const pane = document.getElementById("preview");
      if (!row || event.target.closest("a, button") || !pane?.offsetParent) return;
      mark(rowsOf(), row);
    });
  }
}

export function keyboard() {
  follow();
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      palette("");
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || event.target.closest("dialog")) return;
    if (event.key === "/" || event.key === "?") {
      event.preventDefault();
      palette(event.key === "?" ? "?" : "");
      return;
    }
    const rows = rowsOf();
    if (rows.length && inList(event, rows)) {
      event.preventDefault();
      return;
    }
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (target) {
      event.preventDefault();
      target.click();
    }
  });
}
