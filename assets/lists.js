// Ticks and the bar over them, chosen columns and their widths, density, filters at the cursor.
import { choose } from "./choose.js";

const numbers = new Intl.NumberFormat(document.documentElement.lang.split("-x")[0]);

function bulk() {
  for (const form of document.querySelectorAll("[data-bulk]")) {
    const bar = form.querySelector("[data-bulkbar]");
    if (!bar) continue;
    const boxes = [...form.querySelectorAll("input[name=reference]")];
    const all = form.querySelector("[data-pick-all]");
    const whole = form.querySelector("[data-whole]");
    const chosen = () => (whole?.checked ? Number(whole.dataset.wholeCount) : boxes.filter((box) => box.checked).length);
    const deed = () => {
      const select = bar.querySelector("[data-do]");
      const button = bar.querySelector("[data-deed]");
      if (!button) return;
      const isField = (select.value ?? "").startsWith("field:");
      const words = isField ? button.dataset.deedField : chosen() === 1 ? button.dataset.deedOne : button.dataset.deed;
      button.textContent = words.replace("{what}", select.selectedOptions[0]?.text ?? "").replace("{count}", numbers.format(chosen()));
    };
    const show = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      bar.hidden = ticked === 0;
      if (whole) whole.closest("label").hidden = ticked < boxes.length;
      if (whole && ticked < boxes.length) whole.checked = false;
      bar.querySelector("[data-count]").textContent = ticked;
      deed();
    };
    all?.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      show();
    });
    for (const box of boxes) box.addEventListener("change", show);
    whole?.addEventListener("change", deed);
    const fit = () => {
      const now = bar.querySelector("[data-do]")?.value ?? "";
      for (const part of bar.querySelectorAll("[data-only]")) part.hidden = !part.dataset.only.split(" ").includes(now);
      for (const part of bar.querySelectorAll("[data-not]")) part.hidden = part.dataset.not.split(" ").includes(now.split(":")[0]);
      deed();
    };
    bar.addEventListener("change", fit);
    bar.addEventListener("htmx:load", () => {
      choose(bar);
      fit();
    });
    fit();
    show();
  }
}

function columns() {
  // The ticks are there once their panel was opened.
  for (const panel of document.querySelectorAll("[data-columns]")) {
    panel.addEventListener("change", () => {
      const names = [...panel.querySelectorAll("input[type=checkbox]:checked")].map((box) => box.value).join(",");
      panel.querySelector("input[type=hidden]").value = names;
      document.querySelector("[data-layout] [name=columns]").value = names;
    });
  }
}

// A column is as wide as it was dragged, and stays so for this person.
function widths() {
  const form = document.querySelector("[data-layout]");
  if (!form) return;
  const keep = (name, width) => {
    const known = form.querySelector(`[name="width:${CSS.escape(name)}"]`);
    const input = known ?? Object.assign(document.createElement("input"), { type: "hidden", name: `width:${name}` });
    input.value = Math.round(width);
    if (!known) form.append(input);
    fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" }, keepalive: true });
  };
  const set = (head, width) => {
    head.style.width = head.style.minWidth = head.style.maxWidth = `${width}px`;
  };
  for (const head of document.querySelectorAll("th[data-column]")) {
    if (head.dataset.width) set(head, Number(head.dataset.width));
    const grip = document.createElement("span");
    grip.className = "grip";
    head.append(grip);
    grip.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      const from = event.clientX - head.offsetWidth;
      const move = (moved) => set(head, Math.min(1200, Math.max(40, moved.clientX - from)));
      grip.addEventListener("pointermove", move);
      grip.addEventListener("pointerup", () => {
        grip.removeEventListener("pointermove", move);
        keep(head.dataset.column, head.offsetWidth);
      }, { once: true });
    });
  }
}

function density() {
  const dense = localStorage.getItem("tandem-dense") === "yes";
  document.documentElement.classList.toggle("dense", dense);
  for (const button of document.querySelectorAll("[data-density]")) {
    button.addEventListener("click", () => {
      const now = document.documentElement.classList.toggle("dense");
      localStorage.setItem("tandem-dense", now ? "yes" : "no");
    });
  }
}

// The panel opens with its first field under the cursor; what was left empty does not go into the address.
function filters() {
  const panel = document.querySelector("[data-filters]");
  const fit = (part) => {
    const top = part.getBoundingClientRect().top;
    part.style.maxHeight = getComputedStyle(part).position === "fixed" ? "" : `${Math.max(160, window.innerHeight - top - 12)}px`;
  };
  const first = () => {
    if (!panel.open) return;
    fit(panel.querySelector(".panel"));
    panel.querySelector("select, input:not([type=hidden])")?.focus();
  };
  panel?.addEventListener("toggle", first);
  panel?.addEventListener("htmx:load", () => {
    choose(panel);
    first();
  });
  document.querySelector("form.filters")?.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
  });
}

// What does not fit says so at its edge; of tabs the one that is open is always in sight.
function edges() {
  for (const part of document.querySelectorAll(".list .scroll, .tabs, .subtabs, .views")) {
    const at = part.querySelector(":scope > [aria-current]");
    if (at && part.scrollWidth > part.clientWidth) part.scrollLeft = at.offsetLeft - part.offsetLeft - 40;
    const show = () => part.classList.toggle("goes-on", part.scrollWidth - part.clientWidth - part.scrollLeft > 4);
    part.addEventListener("scroll", show, { passive: true });
    new ResizeObserver(show).observe(part);
    show();
  }
}

export function lists() {
  bulk();
  columns();
  widths();
  density();
  filters();
  edges();
}
