// The page of a record: its place in the list it was opened from, undo for ten seconds, the stream's filter, files.
import { choose } from "./choose.js";
import { watch } from "./drafts.js";

const KEPT = "tandem-list";
const UNDO_SECONDS = 10;

// The list that is on the screen is kept for this tab, so that a record knows its neighbours and the way back.
function keepList() {
  const rows = document.querySelector("[data-rows][data-register]");
  if (!rows) return;
  const links = [...rows.querySelectorAll("tbody td a[href]")].filter((link) => link.closest("tr").querySelector("a") === link);
  const kept = { register: rows.dataset.register, address: location.pathname + location.search, records: links.map((link) => link.pathname) };
  sessionStorage.setItem(KEPT, JSON.stringify(kept));
}

function neighbours() {
  const place = document.querySelector("[data-neighbours]");
  const back = document.querySelector("[data-list]");
  const kept = JSON.parse(sessionStorage.getItem(KEPT) || "null");
  if (!place || !kept || kept.register !== back?.dataset.list) return;
  const at = kept.records.indexOf(location.pathname);
  if (at < 0) return;
  back.href = kept.address;
  place.hidden = false;
  place.querySelector("[data-place]").textContent = place.dataset.of.replace("{place}", at + 1).replace("{count}", kept.records.length);
  for (const [name, step] of [["previous", -1], ["next", 1]]) {
    const link = place.querySelector(`[data-${name}]`);
    const address = kept.records[at + step];
    if (address) link.href = address;
    else link.setAttribute("aria-disabled", "true");
  }
}

// The button stands in the message that says what was saved.
function undo() {
  const form = document.querySelector("[data-undo]");
  if (!form) return;
  document.querySelector(".flash.success")?.append(form);
  setTimeout(() => form.contains(document.activeElement) || form.remove(), UNDO_SECONDS * 1000);
}

function filter() {
  const part = document.getElementById("stream");
  part?.addEventListener("click", async (event) => {
    const link = event.target.closest(".streambar .tabs a");
    if (!link) return;
    event.preventDefault();
    const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
    const fresh = page.getElementById("stream");
    for (const list of ["ol.stream", "details.folded", ".streambar .tabs"]) {
      const [old, now] = [part.querySelector(`:scope ${list}`), fresh?.querySelector(`:scope ${list}`)];
      if (old && now) old.replaceWith(now);
      else if (old && list === "details.folded") old.remove();
    }
  });
}

// A field that was opened in place is at once under the cursor; a choice is saved as soon as it is made.
function inPlace() {
  document.addEventListener("htmx:load", (event) => {
    choose(event.detail.elt.parentElement ?? document);
    const form = event.detail.elt.querySelector?.(":scope > [data-property-form]");
    if (!form) return;
    const field = form.querySelector("select, textarea, input:not([type=hidden])");
    field?.focus();
    field?.select?.();
    if (form.dataset.draft) watch(form);
    form.addEventListener("change", (change) => {
      if (change.target.matches("select, input[type=hidden], input[type=checkbox]")) form.requestSubmit();
    });
    form.addEventListener("keydown", (key) => {
      if (key.key === "Escape" && !form.querySelector(".choices-list:not([hidden])")) form.querySelector("[data-cancel]").click();
    });
  });
}

function send(form, files) {
  const data = new FormData(form);
  if (files) {
    data.delete("file");
    for (const file of files) data.append("file", file);
  }
  const progress = form.querySelector("progress");
  const problem = form.querySelector("[role=alert]");
  const failed = () => {
    progress.hidden = true;
    problem.hidden = false;
  };
  problem.hidden = true;
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", (event) => {
    progress.hidden = false;
    progress.value = event.lengthComputable ? Math.round((100 * event.loaded) / event.total) : 0;
  });
  request.addEventListener("load", () => (request.status === 204 ? location.reload() : failed()));
  request.addEventListener("error", failed);
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  request.send(data);
}

function files() {
  const form = document.querySelector("form[data-files]");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
  const over = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!over(event)) return;
    event.preventDefault();
    form.closest("details").open = true;
    form.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || form.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    if (!over(event)) return;
    event.preventDefault();
    form.classList.remove("over");
    send(form, event.dataTransfer.files);
  });
}

export function record() {
  choose();
  keepList();
  neighbours();
  undo();
  filter();
  inPlace();
  files();
}
