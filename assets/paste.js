// What is pasted from Word or a page keeps its headings, lists, tables, emphasis and links, as Markdown.
const SKIPPED = new Set(["STYLE", "SCRIPT", "META", "LINK", "TITLE", "HEAD", "XML", "O:P"]);
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, table, pre, blockquote, div";
const LISTED = /^\s*(?:[·•o§▪–-]|\(?(\d+|[a-z])[.)])\s+/i;

function escaped(text) {
  return text.replace(/[\\`*_[\]<>|]/g, "\\$&");
}

function isBold(node) {
  const weight = node.style?.fontWeight;
  return /^(B|STRONG)$/.test(node.nodeName) ? weight !== "normal" : weight === "bold" || Number(weight) >= 600;
}

function isItalic(node) {
  return /^(I|EM)$/.test(node.nodeName) || node.style?.fontStyle === "italic";
}

function around(mark, text) {
  const inner = text.trim();
  return inner && !inner.includes("\n") ? text.replace(inner, () => mark + inner + mark) : text;
}

function linked(node, text) {
  const target = node.getAttribute("href") ?? "";
  return /^(https?:|mailto:)[^\s<>()]+$/.test(target) && text.trim() ? `[${text.trim()}](${target})` : text;
}

function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.textContent.replace(/\s+/g, " "));
  if (node.nodeType !== Node.ELEMENT_NODE || SKIPPED.has(node.nodeName)) return "";
  if (node.nodeName === "BR") return "\n";
  const text = [...node.childNodes].map(inline).join("");
  if (node.nodeName === "A") return linked(node, text);
  if (isBold(node)) return around("**", text);
  return isItalic(node) ? around("*", text) : text;
}

// Word writes an item of a list as a paragraph that begins with its sign.
function wordItem(node, text) {
  const level = /level(\d)/.exec(node.getAttribute("style") ?? "");
  const isItem = level || /^MsoList/.test(node.className);
  if (!isItem) return "";
  const sign = LISTED.exec(text);
  const depth = "  ".repeat(Math.max(0, Number(level?.[1] ?? 1) - 1));
  return `${depth}${sign?.[1] && /\d/.test(sign[1]) ? `${sign[1]}.` : "-"} ${text.replace(LISTED, "").trim()}`;
}

function paragraph(node) {
  const text = [...node.childNodes].map(inline).join("").replace(/[ \t]+/g, " ").trim();
  return wordItem(node, text) || text.replace(/\n/g, "\\\n");
}

function list(node, depth) {
  const lines = [];
  let number = Number(node.getAttribute("start") ?? 1);
  for (const item of node.children) {
    if (/^[UO]L$/.test(item.nodeName)) lines.push(list(item, depth + 1));
    if (item.nodeName !== "LI") continue;
    const inner = [...item.childNodes].filter((child) => !/^[UO]L$/.test(child.nodeName)).map(inline).join("");
    const sign = node.nodeName === "OL" ? `${number++}.` : "-";
    lines.push(`${"  ".repeat(depth)}${sign} ${inner.replace(/\s+/g, " ").trim()}`);
    for (const child of item.children) if (/^[UO]L$/.test(child.nodeName)) lines.push(list(child, depth + 1));
  }
  return lines.join("\n");
}

function table(node) {
  const rows = [...node.rows].map((row) => [...row.cells].map((cell) => inline(cell).replace(/\s+/g, " ").trim()));
  const width = Math.max(0, ...rows.map((row) => row.length));
  const line = (row) => `| ${[...row, ...Array(width - row.length).fill("")].join(" | ")} |`;
  return width ? [line(rows[0]), `|${" --- |".repeat(width)}`, ...rows.slice(1).map(line)].join("\n") : "";
}

function block(node) {
  if (/^H[1-6]$/.test(node.nodeName)) return `${"#".repeat(Number(node.nodeName[1]))} ${inline(node).replace(/\*\*|\s+/g, (found) => (found === "**" ? "" : " ")).trim()}`;
  if (/^[UO]L$/.test(node.nodeName)) return list(node, 0);
  if (node.nodeName === "TABLE") return table(node);
  return paragraph(node);
}

function blocks(node) {
  const found = [];
  for (const child of node.childNodes) {
    if (SKIPPED.has(child.nodeName)) continue;
    const holds = child.nodeType === Node.ELEMENT_NODE && !/^(P|H[1-6]|UL|OL|TABLE|PRE)$/.test(child.nodeName) && child.querySelector(BLOCKS);
    if (holds) found.push(...blocks(child));
    else found.push(child.nodeType === Node.ELEMENT_NODE ? block(child) : inline(child).trim());
  }
  return found.filter(Boolean);
}

const isItem = (text) => /^\s*(-|\d+\.) /.test(text);

export function asMarkdown(html) {
  const found = blocks(new DOMParser().parseFromString(html, "text/html").body);
  return found.reduce((text, part, at) => text + (at === 0 ? "" : isItem(part) && isItem(found[at - 1]) ? "\n" : "\n\n") + part, "");
}

export function pasting() {
  document.addEventListener("paste", (event) => {
    const field = event.target.closest?.("textarea[data-markdown]");
    const html = field && event.clipboardData?.getData("text/html");
    if (!html || !/<(h[1-6]|ul|ol|table|b|strong|p)[\s>]/i.test(html)) return;
    const text = asMarkdown(html);
    if (!text) return;
    event.preventDefault();
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
