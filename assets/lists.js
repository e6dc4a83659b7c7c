// Ticks and the bar over them, chosen columns, density.
function bulk() {
  for (const form of document.querySelectorAll("[data-bulk]")) {
    const bar = form.querySelector("[data-bulkbar]");
    if (!bar) continue;
    const boxes = [...form.querySelectorAll("input[name=reference]")];
    const all = form.querySelector("[data-pick-all]");
    const show = () => {
      const count = boxes.filter((box) => box.checked).length;
      bar.hidden = count === 0;
      bar.querySelector("[data-count]").textContent = count;
      say();
    };
    all?.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      show();
    });
    for (const box of boxes) box.addEventListener("change", show);
    const say = () => {
      // The button says what it will do: “Assign 12 incidents”.
      const button = bar.querySelector("[data-bulk-button]");
      const deed = bar.querySelector("select[name=do]")?.selectedOptions[0]?.textContent.trim();
      const count = boxes.filter((box) => box.checked).length;
      if (button && deed && count) button.textContent = `${deed} ${count} ${count === 1 ? button.dataset.single : button.dataset.many}`;
    };
    const fit = () => {
      const chosen = bar.querySelector("select[name=do]")?.value;
      say();
      for (const part of bar.querySelectorAll("[data-only]")) part.hidden = part.dataset.only !== chosen;
      for (const part of bar.querySelectorAll("[data-not]")) part.hidden = part.dataset.not.split(" ").includes(chosen);
    };
    bar.addEventListener("change", fit);
    bar.addEventListener("htmx:load", fit);
    fit();
  }
}

function columns() {
  // The ticks are there once their panel was opened.
  for (const panel of document.querySelectorAll("[data-columns]")) {
    panel.addEventListener("change", () => {
      const chosen = [...panel.querySelectorAll("input[type=checkbox]:checked")].map((box) => box.value);
      panel.querySelector("input[type=hidden]").value = chosen.join(",");
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

export function lists() {
  bulk();
  columns();
  density();
}
