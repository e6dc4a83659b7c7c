// Fields that find a record or a person while somebody types; without this they take an exact reference or name.
let number = 0;

async function asked(address, text, signal) {
  const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}q=${encodeURIComponent(text)}`, { signal });
  return answer.ok ? (await answer.json()).options : [];
}

function option(choice, id) {
  const item = document.createElement("li");
  item.id = id;
  item.role = "option";
  item.textContent = choice.label;
  item.choice = choice;
  if (choice.note) {
    const note = document.createElement("small");
    note.textContent = choice.note;
    item.append(note);
  }
  return item;
}

class Chooser {
  constructor(input) {
    this.input = input;
    this.id = `choices-${(number += 1)}`;
    this.carried = this.carry();
    this.list = document.createElement("ul");
    this.list.id = this.id;
    this.list.role = "listbox";
    this.list.className = "choices-list";
    this.list.tabIndex = -1; // a list that scrolls is no stop of the Tab key
    this.list.hidden = true;
    this.status = document.createElement("span");
    this.status.className = "unseen";
    this.status.role = "status";
    input.after(this.list, this.status);
    this.announce();
    this.listen();
  }

  // What is sent is the reference or key; what is read is the name.
  carry() {
    const { input } = this;
    const carried = document.createElement("input");
    carried.type = "hidden";
    carried.name = input.name;
    carried.value = input.dataset.value ?? input.value;
    input.removeAttribute("name");
    carried.shownBy = input;
    if (input.dataset.shown) input.value = input.dataset.shown;
    input.after(carried);
    return carried;
  }

  carryTyped() {
    this.carried.value = this.typed();
  }

  // What somebody types at the moment, and is looked for.
  typed() {
    return this.input.value.trim();
  }

  announce() {
    const { input } = this;
    input.role = "combobox";
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.id);
    input.setAttribute("aria-expanded", "false");
    this.list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() || input.placeholder);
  }

  listen() {
    const { input, list } = this;
    input.addEventListener("input", () => {
      this.carryTyped();
      this.isStale = true; // what is listed, or still on its way, answers what was typed before
      this.asking?.abort();
      this.mark(null);
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.look(), 140);
    });
    input.addEventListener("click", () => input.focus());
    input.addEventListener("focus", () => input.value || this.look());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 120));
    list.addEventListener("mousedown", (event) => {
      const item = event.target.closest("li[role=option]");
      event.preventDefault();
      if (item) this.take(item);
    });
  }

  async look() {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      this.show(await asked(this.input.dataset.choose, this.typed(), this.asking.signal));
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(choices) {
    const { list, input } = this;
    if (document.activeElement !== input) return;
    this.isStale = false;
    list.replaceChildren(...choices.map((choice, place) => option(choice, `${this.id}-${place}`)));
    list.hidden = !choices.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    this.status.textContent = choices.length ? String(choices.length) : "–";
    this.mark(this.typed() ? list.firstElementChild : null);
    if (this.isAwaited && list.firstElementChild) this.take(list.firstElementChild);
    this.isAwaited = false;
  }

  mark(item) {
    for (const other of this.list.children) other.setAttribute("aria-selected", String(other === item));
    if (item) {
      this.input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const items = [...this.list.children];
    const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.look();
      else this.mark(items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length]);
    } else if (event.key === "Enter" && this.isStale && this.typed() && !event.ctrlKey && !event.metaKey) {
      event.preventDefault(); // taken as soon as it is listed
      this.isAwaited = true;
    } else if (event.key === "Enter" && !this.list.hidden && items[at] && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.take(items[at]);
    } else if (event.key === "Tab" && !this.list.hidden && items[at] && this.typed()) this.take(items[at]);
    else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      event.preventDefault();
      this.close();
    }
  }

  take(item) {
    this.input.value = item.choice.label;
    this.carried.value = item.choice.value;
    this.close();
    this.carried.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    this.isStale = false;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

// A field that keeps several, separated by commas: the one at the end is looked for, and written in full.
class Completer extends Chooser {
  carry() {
    return this.input;
  }

  carryTyped() {}

  typed() {
    return this.input.value.slice(this.input.value.lastIndexOf(",") + 1).trim();
  }

  take(item) {
    const { input } = this;
    const before = input.value.slice(0, input.value.lastIndexOf(",") + 1).trim();
    input.value = `${before ? `${before} ` : ""}${item.choice.value}${input.dataset.many === "one" ? "" : ", "}`;
    this.close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

export function choose(root = document) {
  for (const input of root.querySelectorAll("input[data-choose]:not([type=checkbox])")) {
    if (input.role !== "combobox") "many" in input.dataset ? new Completer(input) : new Chooser(input);
  }
}
