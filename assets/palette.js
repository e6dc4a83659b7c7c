// References of the records that were open last in an organization, kept on this device; never their titles.
const inside = location.pathname.slice(document.documentElement.dataset.root?.length ?? 1);
const place = inside.match(/^([^/]+)\/(?:[a-z-]+\/([A-Z]+-[\d-]+)\/)?/);
const kept = place && `tandem-recent-${place[1]}`;

function recent() {
  try {
    return JSON.parse(localStorage.getItem(kept)) || [];
  } catch {
    return [];
  }
}

function remember() {
  if (!place?.[2]) return;
  const others = recent().filter((reference) => reference !== place[2]);
  localStorage.setItem(kept, JSON.stringify([place[2], ...others].slice(0, 6)));
}

// The palette: opened by Ctrl K, / or a click; arrows choose, Enter opens the first hit, Escape closes it.
export function palette() {
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const input = dialog.querySelector("[data-palette]");
  const found = document.getElementById("found");
  let asked;
  let shownFor; // the text that the hits are for
  let isWanted = false; // Enter was pressed before they came
  let moves = 0; // and arrows
  const links = () => [...found.querySelectorAll("a, button")];
  const mark = (index) => {
    const all = links();
    for (const link of all) link.classList.remove("at");
    const chosen = all[Math.min(all.length - 1, Math.max(0, index))];
    chosen?.classList.add("at");
    chosen?.scrollIntoView({ block: "nearest" });
  };
  remember();
  const at = () => links().findIndex((link) => link.classList.contains("at"));
  const open = (text = "") => {
    if (!dialog.open) dialog.showModal();
    input.value = text;
    moves = 0;
    input.focus();
    input.dispatchEvent(new CustomEvent("palette", { bubbles: true }));
  };
  input.addEventListener("htmx:configRequest", (event) => {
    if (!input.value.trim()) event.detail.parameters.recent = recent().join(",");
    asked = input.value;
  });
  input.addEventListener("input", () => (moves = 0));
  const enter = () => found.querySelector(".at")?.click();
  found.addEventListener("htmx:afterSwap", () => {
    shownFor = asked;
    mark(moves);
    if (isWanted && shownFor === input.value) enter();
    isWanted = isWanted && shownFor !== input.value;
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") isWanted = false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      moves = Math.max(0, at() + (event.key === "ArrowDown" ? 1 : -1));
      mark(moves);
    } else if (event.key === "Enter") {
      isWanted = shownFor !== input.value;
      if (!isWanted && !found.querySelector(".at")) return;
      event.preventDefault();
      if (!isWanted) enter();
    }
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  for (const link of document.querySelectorAll("[data-open-palette]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      open();
    });
  }
  document.addEventListener("tandem:palette", (event) => open(event.detail || ""));
}
