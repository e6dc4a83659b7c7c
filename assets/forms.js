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

function named(form) {
  // Several fields of one name are told apart by their place.
  const seen = {};
  return fields(form).map((field) => {
    const place = (seen[field.name] = (seen[field.name] ?? 0) + 1);
    return [place === 1 ? field.name : `${field.name}#${place}`, field];
  });
}

function keep(form, key) {
  const values = {};
  for (const [name, field] of named(form)) values[name] = field.type === "checkbox" ? field.checked : field.value;
  localStorage.setItem(key, JSON.stringify(values));
}

function restore(form, key) {
  const kept = localStorage.getItem(key);
  if (!kept) return;
  const values = JSON.parse(kept);
  let differs = false;
  for (const [name, field] of named(form)) {
    if (!(name in values)) continue;
    const value = values[name];
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

function concerns() {
  // Fields that do not concern what was chosen elsewhere step aside, unless something stands in them or is wrong.
  for (const form of document.querySelectorAll("form")) {
    const parts = [...form.querySelectorAll("[data-only-for]")];
    const says = (part) => [...part.querySelectorAll("input, select, textarea")].some((field) => (field.type === "checkbox" ? field.checked : field.value));
    const fit = () => {
      for (const part of parts) {
        const other = form.elements[part.dataset.onlyFor];
        const fits = !other || part.dataset.values.split(" ").includes(other.value);
        part.hidden = !fits && !says(part) && !part.classList.contains("wrong");
      }
    };
    if (!parts.length) continue;
    form.addEventListener("change", fit);
    fit();
  }
}

export function forms() {
  zones();
  confirmations();
  drafts();
  concerns();
}
