// A menu that a key opened: the next key chooses in it by a letter of its words; any other letter begins to type in its field.
const LETTER = /^\p{L}$/u;

const open = () => document.querySelector("details:is([data-menu], [data-steps])[open]");

function letters(menu) {
  const taken = new Set([...menu.querySelectorAll("[data-menu-key]")].map((item) => item.dataset.menuKey));
  const items = [...menu.querySelectorAll("[data-lettered], .deed-menu > a[href*='/steps/'], .deed-menu > form[action*='/steps/'] button")];
  const free = items.filter((other) => !other.dataset.menuKey);
  for (const [item, few] of [...free.map((each) => [each, 1]), ...free.map((each) => [each, Infinity])]) { // first letters go first
    const letter = [...item.textContent.trim().toLowerCase()].slice(0, few).find((one) => LETTER.test(one) && !taken.has(one));
    if (!letter || item.dataset.menuKey) continue;
    taken.add(letter);
    item.dataset.menuKey = letter;
    item.append(" ", Object.assign(document.createElement("kbd"), { textContent: letter }));
  }
}

export function menuKey(event) {
  const menu = open();
  if (!menu) return false;
  const item = menu.querySelector(`[data-menu-key="${CSS.escape(event.key)}"]`);
  const field = menu.querySelector("input[data-choose]");
  if (item) {
    event.preventDefault();
    menu.open = false;
    item.click();
  } else if (field && LETTER.test(event.key)) field.focus();
  else return false;
  return true;
}

export function menus() {
  document.addEventListener("toggle", (event) => event.target.open && event.target.matches("details:is([data-menu], [data-steps])") && letters(event.target), true);
  document.addEventListener("click", (event) => {
    const menu = event.target.closest("summary")?.parentElement;
    if (menu?.matches("details:is([data-menu], [data-steps])")) letters(menu);
  });
}
