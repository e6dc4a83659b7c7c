// The change calendar: a change is dragged to another day, or carried there by keys; the form below does the same.
export function calendar() {
  const days = document.querySelector("[data-change-days]");
  const form = document.querySelector("[data-change-move]");
  if (!days || !form) return;
  let dragged = null;

  days.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-change]");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.change);
  });
  days.addEventListener("dragover", (event) => {
    const day = event.target.closest("[data-day]");
    if (!dragged || !day) return;
    event.preventDefault();
    mark(day);
  });
  days.addEventListener("dragend", () => {
    dragged = null;
    mark(null);
  });
  days.addEventListener("drop", (event) => {
    const day = event.target.closest("[data-day]");
    if (!dragged || !day) return;
    event.preventDefault();
    send(dragged, day);
  });
  form.elements.change.addEventListener("change", () => {
    form.elements.version.value = "";
  });

  // By keyboard: `m` on a change picks it up, arrows choose the day, Enter moves it there, Escape leaves it.
  const told = form.querySelector("[data-told]");
  const cells = [...days.querySelectorAll("[data-day]")];
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  let picked = null;
  let place = 0;

  days.addEventListener("keydown", (event) => {
    const change = event.target.closest("[data-change]");
    if (event.ctrlKey || event.metaKey || event.altKey || !change) return;
    if (!picked && event.key === "m") pick(change);
    else if (!picked) return;
    else if (event.key in steps) choose(place + steps[event.key]);
    else if (event.key === "Enter") send(picked, cells[place]);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  days.addEventListener("focusout", () => picked && leave());

  function pick(change) {
    picked = change;
    place = cells.indexOf(change.closest("[data-day]"));
    choose(place);
  }

  function choose(next) {
    place = Math.min(Math.max(next, 0), cells.length - 1);
    mark(cells[place]);
    told.textContent = told.dataset.told
      .replace("{reference}", picked.dataset.change)
      .replace("{day}", cells[place].dataset.words);
  }

  function leave() {
    picked = null;
    mark(null);
    told.textContent = "";
  }

  function send(change, day) {
    if (day.contains(change)) return leave();
    form.elements.change.value = change.dataset.change;
    form.elements.version.value = change.dataset.version;
    form.elements.day.value = day.dataset.day;
    form.elements.time.value = "";
    form.requestSubmit();
  }

  function mark(day) {
    for (const marked of days.querySelectorAll(".over")) marked.classList.toggle("over", marked === day);
    if (day) day.classList.add("over");
  }
}
