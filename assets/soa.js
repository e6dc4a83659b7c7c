// Deciding controls: y applies and goes on, n asks for the justification, c confirms; j and k move as in every list.
export function soa() {
  const table = document.querySelector("[data-soa]");
  if (!table) return;
  const rows = () => [...table.querySelectorAll("tbody tr[id]")];
  const at = () => rows().find((row) => row.classList.contains("at")) ?? rows()[0];
  const go = (row) => {
    for (const other of rows()) other.classList.toggle("at", other === row);
    row?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input[type=text], input[type=search], textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const row = at();
    if (!row) return;
    if (event.key === "y") {
      row.querySelector("[data-yes]:not(:disabled)")?.click();
      go(rows()[rows().indexOf(row) + 1] ?? row);
    } else if (event.key === "n") {
      const no = row.querySelector("[data-no]:not(:disabled)");
      if (!no) return;
      no.click();
      go(row);
      row.querySelector("textarea").focus();
    } else if (event.key === "c") row.querySelector("[data-confirm-entry]")?.click();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
}
