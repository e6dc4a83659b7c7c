// What was found while typing: arrows move through it, Enter goes there, Escape closes it.
export function palette() {
  const input = document.querySelector("[data-palette]");
  const found = document.getElementById("found");
  if (!input || !found) return;
  const links = () => [...found.querySelectorAll("a")];
  const mark = (step) => {
    const all = links();
    const now = all.findIndex((link) => link.classList.contains("at"));
    const next = Math.min(all.length - 1, Math.max(0, now + step));
    all[now]?.classList.remove("at");
    all[next]?.classList.add("at");
    all[next]?.scrollIntoView({ block: "nearest" });
  };
  const close = () => found.replaceChildren();
  input.addEventListener("input", () => input.value.trim() || close());
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") close();
    else if (event.key === "Enter") {
      const link = found.querySelector("a.at");
      if (!link) return;
      event.preventDefault();
      link.click();
    }
  });
  document.addEventListener("click", (event) => {
    if (!found.contains(event.target) && event.target !== input) close();
  });
}
