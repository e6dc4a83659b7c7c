// What was typed stays on this device until it was saved: it is offered in words, never put in by itself.
const PREFIX = "tandem-draft:";
const SENT = "tandem-sent";
const DAYS = 30;

function fields(form) {
  return [...form.elements].filter((field) => {
    const name = nameOf(field);
    return name && !["csrfmiddlewaretoken", "version", "token"].includes(name) && !["file", "password", "submit", "button"].includes(field.type);
  });
}

// A field that finds as somebody types is known by what it carries.
function nameOf(field) {
  return field.type === "hidden" && !field.shownBy ? "" : field.name;
}

function values(form) {
  const found = {};
  const seen = {};
  for (const field of fields(form)) {
    const place = (seen[field.name] = (seen[field.name] ?? 0) + 1);
    const key = place === 1 ? field.name : `${field.name}#${place}`;
    found[key] = { value: ["checkbox", "radio"].includes(field.type) ? field.checked : field.value, shown: field.shownBy?.value };
  }
  return found;
}

function take(form, kept) {
  const seen = {};
  for (const field of fields(form)) {
    const place = (seen[field.name] = (seen[field.name] ?? 0) + 1);
    const told = kept[place === 1 ? field.name : `${field.name}#${place}`];
    if (!told) continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = told.value;
    else field.value = told.value;
    if (told.shown !== undefined && field.shownBy) field.shownBy.value = told.shown;
    field.closest("details.section")?.setAttribute("open", "");
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

const read = (key) => JSON.parse(localStorage.getItem(key) || "null");
const differs = (one, other) => Object.keys(one).some((name) => JSON.stringify(one[name]?.value) !== JSON.stringify(other[name]?.value));

// The form that was sent left nothing to say against it, in the page or the part that answered: what was kept may go.
function settle(part) {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (sent && !part.querySelector(".flash.error, .flash.warning, .wrong, .conflict, [role=alert]")) localStorage.removeItem(sent);
}

// A part of a page that answered a form, before anything new is made of it; one that never came settles nothing.
function settleParts() {
  const part = (event) => (event.detail.target?.isConnected ? event.detail.target : event.target.parentElement) ?? document.body;
  document.addEventListener("htmx:afterSettle", (event) => event.detail.requestConfig?.verb === "post" && settle(part(event)), true);
  for (const name of ["htmx:responseError", "htmx:sendError"]) document.addEventListener(name, () => sessionStorage.removeItem(SENT));
}

function forgetOld() {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    const kept = read(key);
    if (!kept?.at || Date.now() - kept.at > DAYS * 86_400_000) localStorage.removeItem(key);
  }
}

function offer(form, key, kept) {
  const words = form.parentElement.querySelector(":scope > template") ?? document.getElementById("draft-words");
  if (!words) return;
  const note = words.content.firstElementChild.cloneNode(true);
  const spoken = document.documentElement.lang;
  const when = new Date(kept.at).toLocaleString(/^en(-xa)?$/.test(spoken) ? "en-GB" : spoken, { dateStyle: "medium", timeStyle: "short" });
  note.querySelector("[data-when]").textContent = when;
  note.querySelector("[data-moved]").hidden = kept.version === form.dataset.version;
  note.querySelector("[data-take]").addEventListener("click", () => {
    take(form, kept.values);
    note.remove();
  });
  note.querySelector("[data-throw]").addEventListener("click", () => {
    localStorage.removeItem(key);
    note.remove();
  });
  form.before(note);
}

export function watch(form) {
  const key = PREFIX + (document.body.dataset.me ?? "") + (form.dataset.draftAt ?? location.pathname) + form.dataset.draft;
  const mayKeep = () => !("confidential" in form.dataset) && !form.elements.is_confidential?.checked;
  const isRefused = Boolean((form.parentElement ?? document).querySelector(".wrong, .conflict"));
  const first = values(form);
  let isSent = false;
  const isChanged = () => isRefused || differs(values(form), first);
  const keep = () => {
    if (!mayKeep()) localStorage.removeItem(key);
    else if (isChanged()) localStorage.setItem(key, JSON.stringify({ at: Date.now(), version: form.dataset.version, values: values(form) }));
    else localStorage.removeItem(key);
  };
  const kept = mayKeep() && read(key);
  if (kept && !isRefused && differs(kept.values, first)) offer(form, key, kept);
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", () => {
    isSent = true;
    if (mayKeep()) sessionStorage.setItem(SENT, key);
  });
  for (const name of ["htmx:responseError", "htmx:sendError"]) form.addEventListener(name, () => (isSent = false));
  for (const link of form.querySelectorAll("[data-cancel], [data-put-away]")) {
    link.addEventListener("click", () => {
      isSent = true;
      localStorage.removeItem(key);
    });
  }
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && form.isConnected && isChanged()) event.preventDefault();
  });
}

export function drafts() {
  if (document.querySelector(".shell")) settle(document);
  else sessionStorage.removeItem(SENT);
  settleParts();
  forgetOld();
  // After other parts have made the fields what they are.
  setTimeout(() => document.querySelectorAll("form[data-draft]").forEach(watch), 0);
}
