// What stands beside a list: it follows the row, and its deeds are done there. Keys that are pressed before it has
// come are held and given to it then, so that none goes to the ticket before.
import htmx from "htmx.org";
import { choose } from "./choose.js";
import { watch } from "./drafts.js";

const MOVES = ["j", "k"];
const SETTLED = ["htmx:afterSettle", "htmx:responseError", "htmx:sendError"]; // one that was put off is followed by the next
let due;
let asking = "";
let request;
let held = [];

const pane = () => document.getElementById("preview");
const isShown = () => Boolean(pane()?.getClientRects().length);

// A ticket that is asked for while another one is on its way puts that one off; this is no error.
function overtaken(reason) {
  if (reason !== undefined) throw reason;
}

// Where there is no room beside the list, the pane rises over it once somebody moves to a row; Escape puts it down.
export function raise(row) {
  if (row.dataset.previewUrl && !isShown()) pane()?.classList.add("raised");
}

export function putDown() {
  if (!pane()?.classList.contains("raised")) return false;
  pane().classList.remove("raised");
  return true;
}

// Moves come one after another; nothing is asked for until they rest.
export function ask(row) {
  if (!row.dataset.previewUrl || !isShown()) return;
  pane().dataset.now = row.dataset.previewUrl;
  clearTimeout(due);
  due = setTimeout(() => {
    due = undefined;
    htmx.ajax("GET", row.dataset.previewUrl, { source: pane(), target: pane(), swap: "innerHTML" }).catch(overtaken);
  }, 60);
}

// Whether a key has to wait, unless a field took it already: moves go on while the pane is only asked for, and fields elsewhere take what is typed.
export function isAsking(event, isTyping) {
  if (event.defaultPrevented || !(due || asking) || event.key === "Shift" || event.key === "Control") return false;
  if (isTyping) return asking === "post" && pane().contains(event.target);
  return asking === "post" || held.length > 0 || !MOVES.includes(event.key);
}

export function hold(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  held.push({ key: event.key, ctrlKey: event.ctrlKey, metaKey: event.metaKey, shiftKey: event.shiftKey });
}

function give(pressed) {
  const at = document.activeElement ?? document.body;
  const event = new KeyboardEvent("keydown", { ...pressed, bubbles: true, cancelable: true });
  if (at.dispatchEvent(event) && pressed.key.length === 1 && at.matches("textarea, input[type=text]")) {
    at.setRangeText(pressed.key, at.selectionStart, at.selectionEnd, "end");
    at.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// A line that was brought anew is still the one at which somebody is.
function mark() {
  const rows = [...document.querySelectorAll("tr[data-preview-url]")];
  rows.find((row) => row.dataset.previewUrl === pane().dataset.now)?.classList.add("at");
}

function release() {
  const waiting = held;
  held = [];
  while (waiting.length && !due && !asking) give(waiting.shift());
  held = [...waiting, ...held];
}

function bring(id, text = "") {
  const [part, form] = [document.getElementById("deed-form"), document.getElementById(id)];
  part.replaceChildren(form.content.cloneNode(true));
  htmx.process(part);
  choose(part);
  if (part.querySelector("form[data-draft]")) watch(part.querySelector("form[data-draft]"));
  const field = part.querySelector("textarea, select, input:not([type=hidden])");
  if (text) field.value = text;
  field?.focus();
  part.scrollIntoView({ block: "nearest" });
}

function clicked(event) {
  const link = event.target.closest("[data-inline]");
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    bring(link.dataset.inline);
  }
  const answer = event.target.closest("[data-answer]");
  if (answer) bring("form-reply", answer.dataset.answer);
  if (event.target.closest("[data-put-away]")) document.getElementById("deed-form").replaceChildren();
}

// The lines that say what is typed stay; Enter goes back to the list with them, Escape with all.
function narrow(field) {
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLocaleLowerCase();
    for (const line of document.querySelectorAll("tr[data-preview-url]")) line.hidden = !line.textContent.toLocaleLowerCase().includes(wanted);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      field.value = "";
      field.dispatchEvent(new Event("input"));
    }
    if (!["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    field.blur();
  });
}

export function onReady() {
  const part = pane();
  if (!part) return;
  const field = document.querySelector("[data-narrow]");
  if (field) narrow(field);
  part.addEventListener("click", clicked);
  part.addEventListener("click", (event) => event.target.closest("[data-put-down]") && putDown());
  part.addEventListener("change", (event) => event.target.closest("[data-at-once]") && event.target.type === "hidden" && event.target.form.requestSubmit());
  part.addEventListener("keydown", (event) => event.key === "Escape" && event.target.blur());
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target !== part) return;
    asking = event.detail.requestConfig.verb;
    request = event.detail.xhr;
  });
  for (const name of SETTLED) {
    document.addEventListener(name, (event) => {
      if (!request || event.detail.xhr !== request) return;
      asking = "";
      request = undefined;
      mark();
      choose(part);
      if (event.detail.failed || name !== "htmx:afterSettle") held = [];
      part.querySelector("#deed-form .wrong :is(textarea, select, input:not([type=hidden]))")?.focus();
      release();
    });
  }
}
