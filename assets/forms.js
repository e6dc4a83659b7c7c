// Questions before what cannot be undone, and drafts that survive a closed window.
const PREFIX = "tandem-draft:";

function confirmations() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-confirm]");
    if (button && !window.confirm(button.dataset.confirm)) event.preventDefault();
  });
  for (const select of document.querySelectorAll("[data-submit]")) {
    select.addEventListener("change", () => select.form.requestSubmit());
  }
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !["hidden", "file", "password", "submit"].includes(field.type));
}

function keep(form, key) {
  const values = {};
  for (const field of fields(form)) values[field.name] = field.type === "checkbox" ? field.checked : field.value;
  localStorage.setItem(key, JSON.stringify(values));
}

function restore(form, key) {
  const kept = localStorage.getItem(key);
  if (!kept) return;
  const values = JSON.parse(kept);
  let differs = false;
  for (const field of fields(form)) {
    if (!(field.name in values)) continue;
    const value = values[field.name];
    if (field.type === "checkbox" ? field.checked !== value : field.value !== value) differs = true;
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
  }
  const note = form.querySelector("[data-draft-note]");
  if (differs && note) note.textContent = note.dataset.text || "↺";
}

function drafts() {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = PREFIX + location.pathname + form.dataset.draft;
    const wrong = form.querySelector(".wrong") || document.querySelector(".conflict");
    if (!wrong) restore(form, key);
    form.addEventListener("input", () => keep(form, key));
    form.addEventListener("submit", () => localStorage.removeItem(key));
  }
}

// A time zone that nobody has chosen yet is the browser's.
function zones() {
  for (const field of document.querySelectorAll("[data-zone]")) {
    if (field.value === "UTC") field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  }
}

export function forms() {
  zones();
  confirmations();
  drafts();
}
