// Questions before what cannot be undone, sending by Ctrl and Enter, and fields that step aside.
import { drafts } from "./drafts.js";

function confirmations() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-confirm]");
    if (button && !window.confirm(button.dataset.confirm)) event.preventDefault();
  });
  for (const select of document.querySelectorAll("[data-submit]")) {
    select.addEventListener("change", () => select.form.requestSubmit());
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

function sending() {
  // Ctrl and Enter send the form that is being written, by its first button or the one that says so; with Shift by its other one.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest("form");
    if (form?.getAttribute("method") !== "post") return; // a form may have a field of its own called “method”
    event.preventDefault();
    const other = event.shiftKey && form.querySelector("[data-send-more]");
    form.requestSubmit(other || form.querySelector("[data-send]") || form.querySelector("button[type=submit]"));
  });
}

function sections() {
  // A section whose field is named by the address is open, and the first field is under the cursor.
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const part = named?.closest("details.section");
  if (part) part.open = true;
  const field = named?.matches("input, select, textarea") ? named : named?.querySelector("input:not([type=hidden]), select, textarea");
  (field ?? document.querySelector("[data-first] :is(input:not([type=hidden], [type=checkbox]), select, textarea)"))?.focus();
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    const closed = target?.closest("details.section:not([open])");
    if (closed) closed.open = true;
  });
}

export function forms() {
  zones();
  sending();
  sections();
  confirmations();
  drafts();
  concerns();
}
