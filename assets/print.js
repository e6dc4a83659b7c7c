// Printing: a page says under which head of the ledger it was printed, asked for only then.
export function printing() {
  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
  const head = document.querySelector("[data-head]");
  if (!head) return;
  window.addEventListener("beforeprint", () => {
    const request = new XMLHttpRequest();
    request.open("GET", head.dataset.head, false); // the print does not wait for an answer that comes later
    try {
      request.send();
    } catch {
      return; // without the server the page prints without a head
    }
    if (request.status === 200) head.textContent = request.responseText;
  });
}
