// Do next: the form of a deed in a drawer over the board; saving brings the next one, and closing shows the board anew.
import htmx from "htmx.org";
import { choose } from "./choose.js";
import { watch } from "./drafts.js";

function ready(body) {
  const form = body.querySelector("form");
  choose(body);
  if (form) watch(form);
  const first = body.querySelector("[data-first] :is(input:not([type=hidden], [type=checkbox]), select, textarea)");
  const wanted = form?.dataset.wanted && document.getElementById(form.dataset.wanted);
  (body.querySelector(".wrong :is(input, select, textarea)") || wanted || first || body.querySelector("h2"))?.focus();
}

export function deeds() {
  const dialog = document.getElementById("deeds");
  const body = dialog?.querySelector("[data-deed-body]");
  if (!dialog) return;
  let isSaved = false;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-deed]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    body.replaceChildren();
    dialog.showModal();
    htmx.ajax("GET", link.href, { target: body, swap: "innerHTML" });
  });
  body.addEventListener("htmx:afterSettle", () => ready(body));
  body.addEventListener("htmx:afterRequest", (event) => {
    isSaved ||= event.detail.requestConfig.verb === "post" && event.detail.successful;
  });
  dialog.addEventListener("click", (event) => (event.target === dialog || event.target.closest("[data-close]")) && dialog.close());
  dialog.addEventListener("close", () => isSaved && location.reload());
}
