// Conveniences over pages that work without them.
import "htmx.org";
import { deeds } from "./deeds.js";
import { drawer } from "./drawer.js";
import { keyboard } from "./keyboard.js";
import { menus } from "./menus.js";
import { narrow } from "./narrow.js";
import { palette } from "./palette.js";
import { forms } from "./forms.js";
import { lists } from "./lists.js";
import { record } from "./record.js";
import { pasting } from "./paste.js";
import { preview } from "./preview.js";
import { keys } from "./keys.js";
import { soa } from "./soa.js";
import { workshop } from "./workshop.js";
import { calendar } from "./calendar.js";
import { printing } from "./print.js";

const root = document.documentElement;

function theme() {
  for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    button.addEventListener("click", () => {
      root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
      document.cookie = `theme=${root.dataset.bsTheme}; path=${root.dataset.root}; max-age=31536000; samesite=lax`;
    });
  }
}

// What scrolls sideways can be scrolled by keys, too.
function scrolling() {
  for (const part of document.querySelectorAll(".scroll:not([tabindex])")) if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
}

function rail() {
  const button = document.querySelector("[data-toggle-rail]");
  const panel = document.getElementById("rail");
  if (!button || !panel) return;
  const set = (open) => {
    panel.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", () => set(!panel.classList.contains("open")));
  document.addEventListener("click", (event) => {
    if (!panel.contains(event.target) && !button.contains(event.target)) set(false);
  });
}

function details() {
  // One open panel at a time; Escape and a click elsewhere close it.
  const panels = () => document.querySelectorAll("details.drop[open], details.who[open], details.switch[open]");
  document.addEventListener("click", (event) => {
    for (const panel of panels()) if (!panel.contains(event.target)) panel.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const panel of panels()) {
      panel.open = false;
      panel.querySelector("summary").focus();
    }
  });
}

theme();
rail();
details();
soa();
keyboard();
menus();
forms();
pasting();
preview();
lists();
record();
palette();
drawer();
deeds();
workshop();
calendar();
narrow();
keys();
printing();
scrolling();
document.addEventListener("htmx:afterSettle", scrolling);
window.addEventListener("resize", scrolling);
document.querySelector("[data-focus]")?.focus();
