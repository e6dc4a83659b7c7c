// Ctrl K or / opens the palette, ? shows the keys, n adds, e edits; j, k, Enter and x
// move in a list, and what stands beside a list follows.
import { ask, isAsking, hold, onReady, putDown, raise } from "./beside.js";
import { menuKey } from "./menus.js";
import { keep, kept } from "./rows.js";

const typing = (target) => target.matches("input, textarea, select, [contenteditable]");

function mark(rows, row) {
  for (const other of rows) other.classList.toggle("at", other === row);
  row.scrollIntoView({ block: "nearest" });
  keep(row);
  ask(row);
}

// Whoever moves in the list has left the button that was pressed before: Enter opens the row.
function move(rows, step) {
  document.activeElement?.blur();
  const now = rows.findIndex((row) => row.classList.contains("at"));
  const row = rows[Math.min(rows.length - 1, Math.max(0, now + step))];
  raise(row);
  mark(rows, row);
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

const rowsOf = () => [...document.querySelectorAll("[data-rows] tbody tr:not([hidden])")].filter((row) => row.querySelector("a"));
const palette = (text) => document.dispatchEvent(new CustomEvent("tandem:palette", { detail: text }));

// A list begins where it was left; one with something beside it at its first row.
function begin() {
  const rows = rowsOf();
  const row = kept(rows) ?? (document.querySelector("[data-preview]") ? rows[0] : null);
  if (row) mark(rows, row);
  document.addEventListener("click", (event) => {
    const clicked = event.target.closest("[data-rows] tbody tr");
    if (!clicked?.querySelector("a")) return;
    if (event.target.closest("a")) keep(clicked);
    else if (clicked.dataset.previewUrl && !event.target.closest("button, input, label")) {
      raise(clicked);
      mark(rowsOf(), clicked);
    }
  });
}

function pressed(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    palette("");
    return;
  }
  if (event.target.closest("dialog")) return;
  const rows = rowsOf();
  if (isAsking(event, typing(event.target))) {
    hold(event);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/" || event.key === "?") {
    event.preventDefault();
    palette(event.key === "?" ? "?" : "");
  } else if (event.key === "Escape" && putDown()) event.preventDefault();
  else if (menuKey(event)) return;
  else if (rows.length && !(event.key === "Enter" && event.target.closest("a, button, summary")) && inList(event, rows)) event.preventDefault();
  else {
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.matches("input")) target.focus();
    else target.click();
  }
}

export function keyboard() {
  onReady();
  begin();
  document.addEventListener("keydown", pressed);
}
