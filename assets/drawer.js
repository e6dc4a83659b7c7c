// The drawer: a short form over any page, which stays where it is; without script its link opens the form's own page.
import htmx from "htmx.org";
import { choose } from "./choose.js";
import { watch } from "./drafts.js";

// The priority that follows from what is chosen, in words.
function priority(form) {
  const line = form.querySelector("[data-priority-line]");
  const words = JSON.parse(form.dataset.priorities);
  const badge = line.querySelector("[data-tone]");
  badge.textContent = words[`${form.elements.impact.value} ${form.elements.urgency.value}`] ?? "";
  badge.className = `badge ${{ 1: "bad", 2: "waiting" }[badge.textContent[0]] ?? "active"}`;
  line.hidden = !badge.textContent;
}

// The service of what somebody uses is the one that is meant, unless another is chosen.
function service(form, box) {
  const radios = [...form.querySelectorAll("[name=service]")];
  const meant = radios.find((radio) => radio.value === box.dataset.service);
  if (meant && box.checked && !radios.some((radio) => radio.checked)) meant.checked = true;
}

function changed(form, field) {
  if (field.name === "caller" && field.type === "hidden") form.elements.title.focus();
  if (field.name === "items") service(form, field);
  priority(form);
}

function onward(event, form) {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !event.target.matches("input[type=text]")) return;
  event.preventDefault();
  const fields = [...form.querySelectorAll("input[type=text], textarea, input[type=radio]:checked")];
  fields[fields.indexOf(event.target) + 1]?.focus();
}

// What is known comes when it comes, so that Tab passes it by: the arrow down goes there from the line above it, and
// the arrows go on from one to the next and back.
function toWhatIsKnown(event, form) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const known = [...form.querySelectorAll("#quick-known [tabindex]")];
  const stops = [form.elements.title, ...known];
  const at = stops.indexOf(event.target);
  if (!step || at < 0 || !known.length) return;
  event.preventDefault();
  stops[Math.min(stops.length - 1, Math.max(0, at + step))].focus();
}

// The services that a caller likely means do not come under the fingers of somebody who is choosing one.
function keepServices(event) {
  if (event.detail.target?.id === "quick-services" && event.detail.target.contains(document.activeElement)) event.detail.shouldSwap = false;
}

export function quick(form) {
  choose(form);
  priority(form);
  form.addEventListener("keydown", (event) => toWhatIsKnown(event, form));
  form.addEventListener("htmx:oobBeforeSwap", keepServices);
  form.addEventListener("change", (event) => changed(form, event.target));
  form.addEventListener("keydown", (event) => event.defaultPrevented || onward(event, form));
  form.addEventListener("click", (event) => {
    const use = event.target.closest("[data-use]");
    if (!use) return;
    form.elements.use.value = use.dataset.use;
    form.requestSubmit(form.querySelector("[data-send]"));
  });
  form.querySelector("[data-all-fields]").addEventListener("click", (event) => {
    const told = new URLSearchParams();
    for (const name of ["title", "description", "service", "impact", "urgency"]) if (form.elements[name]?.value) told.set(name, form.elements[name].value);
    event.target.search = told;
  });
}

async function open(dialog, link) {
  const body = dialog.querySelector("[data-drawer-body]");
  dialog.showModal();
  if (!body.querySelector("form")) {
    await htmx.ajax("GET", link.href, { target: body, swap: "innerHTML" });
    const form = body.querySelector("form");
    form.elements.back.value = location.pathname + location.search;
    quick(form);
    watch(form);
  }
  body.querySelector("[data-first]").focus();
}

export function drawer() {
  const page = document.querySelector("main form[data-quick]");
  if (page) quick(page);
  const dialog = document.getElementById("drawer");
  if (!dialog || page) return;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-drawer]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(dialog, link);
  });
  dialog.addEventListener("click", (event) => (event.target === dialog || event.target.closest("[data-close]")) && dialog.close());
}
