// Deciding controls by keyboard alone. While rows are chosen, a decision means all of them; "?" shows every key.
const table = () => document.querySelector("[data-soa]");
const rows = () => [...(table()?.querySelectorAll("tbody tr[id]") ?? [])];
const boxes = () => rows().map((row) => row.querySelector("[data-choose]")).filter(Boolean);
const chosen = () => boxes().filter((box) => box.checked);
const bar = () => document.querySelector("[data-soa-bar]");
const at = () => rows().find((row) => row.classList.contains("at"));
let anchor = null;

function go(row) {
  if (!row) return;
  for (const other of rows()) other.classList.toggle("at", other === row);
  row.scrollIntoView({ block: "nearest" });
}

function step(row, by) {
  const all = rows();
  go(all[all.indexOf(row) + by] ?? row);
}

const isDecided = (row) =>
  Boolean(row.querySelector("[data-yes]:checked, [data-no]:checked")) && !row.querySelector("[data-confirm-entry]");

function nextUndecided(row) {
  const all = rows();
  const from = all.indexOf(row) + 1;
  go([...all.slice(from), ...all.slice(0, from)].find((other) => !isDecided(other)));
}

function show() {
  const form = bar();
  if (!form) return;
  const count = chosen().length;
  form.hidden = count === 0;
  form.querySelector("[data-chosen]").textContent = count;
}

function choose(row, extend) {
  const all = rows();
  const box = row.querySelector("[data-choose]");
  if (!box) return;
  if (extend && anchor && all.some((other) => other.id === anchor)) {
    const ends = [all.findIndex((other) => other.id === anchor), all.indexOf(row)].sort((a, b) => a - b);
    for (const other of all.slice(ends[0], ends[1] + 1)) other.querySelector("[data-choose]").checked = true;
  } else {
    box.checked = !box.checked;
    anchor = row.id;
  }
  show();
}

function chooseNone() {
  for (const box of boxes()) box.checked = false;
  anchor = null;
  show();
}

function decide(row, key) {
  const click = (selector) => row.querySelector(selector)?.click();
  if (key === "y") {
    click("[data-yes]:not(:disabled)");
    step(row, 1);
  } else if (key === "n") {
    if (!row.querySelector("[data-no]:not(:disabled)")) return;
    click("[data-no]");
    go(row);
    row.querySelector("textarea").focus();
  } else if (key === "c") {
    click("[data-confirm-entry]");
    step(row, 1);
  } else click(`[data-reason="${key}"]:not(:disabled)`);
}

function decideChosen(row, key) {
  const form = bar();
  if (key === "y") form.querySelector("[data-bulk-yes]").click();
  else if (key === "n") form.querySelector("[data-bulk-why]").focus();
  else if (key === "c") form.querySelector("[data-bulk-confirm]").click();
  else {
    const has = chosen()[0].closest("tr").querySelector(`[data-reason="${key}"]`).checked;
    form.querySelector(`[data-bulk-${has ? "unreason" : "reason"}="${key}"]`).click();
  }
}

function writing(event) {
  const field = event.target;
  if (event.key === "Escape") field.blur();
  else if (event.key === "Enter" && field.matches("[data-bulk-why]")) {
    event.preventDefault();
    bar().querySelector("[data-bulk-no]").click();
  } else if (event.key === "Enter" && !event.shiftKey && field.matches("[data-soa] textarea")) {
    event.preventDefault();
    const row = field.closest("tr");
    field.blur();
    step(row, 1);
  }
}

function pressed(event) {
  if (!table() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.target.matches("input[type=text], input[type=search], textarea, select")) {
    writing(event);
    return;
  }
  const row = at() ?? rows()[0];
  if (event.key === "?") document.getElementById("soa-help")?.showModal();
  else if (event.key === "f") {
    const links = [...document.querySelectorAll("#soa-live .tabs a")];
    const now = links.findIndex((link) => link.hasAttribute("aria-current"));
    links[(now + 1) % links.length]?.click();
  } else if (event.key === "z") document.querySelector("[data-take-back]")?.click();
  else if (event.key === "Escape") chooseNone();
  else if (!row) return;
  else if (event.key === "x" || event.key === "X") {
    go(row);
    choose(row, event.key === "X");
  } else if (event.key === "u") nextUndecided(row);
  else if (/^[ync1-4]$/.test(event.key)) (chosen().length ? decideChosen : decide)(row, event.key);
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

export function soa() {
  for (const button of document.querySelectorAll("[data-open]"))
    button.addEventListener("click", () => document.getElementById(button.dataset.open).showModal());
  const live = document.getElementById("soa-live");
  if (!live) return;
  document.addEventListener("keydown", pressed);
  live.addEventListener("click", (event) => {
    const box = event.target.closest("[data-choose]");
    if (!box) return;
    const row = box.closest("tr");
    if (event.shiftKey && anchor) choose(row, true);
    else anchor = row.id;
    show();
  });
  let place = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target === live) place = at()?.id;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target !== live) return;
    anchor = null;
    go(document.getElementById(place) ?? live.querySelector("tr[data-touched]") ?? rows()[0]);
  });
}
