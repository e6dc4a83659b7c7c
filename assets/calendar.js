// The change calendar: a change is dragged to another day; the form below it does the same without a pointer.
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
    if (day.contains(dragged)) return;
    form.elements.change.value = dragged.dataset.change;
    form.elements.version.value = dragged.dataset.version;
    form.elements.day.value = day.dataset.day;
    form.elements.time.value = "";
    form.requestSubmit();
  });
  form.elements.change.addEventListener("change", () => {
    form.elements.version.value = "";
  });

  function mark(day) {
    for (const marked of days.querySelectorAll(".over")) marked.classList.toggle("over", marked === day);
    if (day) day.classList.add("over");
  }
}
