// The row of a list at which somebody was, kept for this tab: after Back the list stands there again.
const place = () => `tandem-row:${location.pathname}${location.search}`;
const nameOf = (row) => row.querySelector("a[href]")?.getAttribute("href");

export function keep(row) {
  sessionStorage.setItem(place(), nameOf(row) ?? "");
}

export function kept(rows) {
  const name = sessionStorage.getItem(place());
  return name ? rows.find((row) => nameOf(row) === name) : undefined;
}
