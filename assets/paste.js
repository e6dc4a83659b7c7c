// What is pasted from Word or a page keeps its headings, lists, tables, emphasis and links, as Markdown.
const SKIPPED = new Set(["STYLE", "SCRIPT", "META", "LINK", "TITLE", "HEAD", "XML", "O:P", "DEL"]); // DEL: struck out by a tracked change
const REMARKS = /mso-element: ?comment|mso-comment-reference|display: ?none/; // comments beside the text
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, table, pre, blockquote, div";
const APART = /^(P|DIV|LI|UL|OL|TABLE|TR|TD|TH|H[1-6]|BLOCKQUOTE)$/; // their words never run into those beside them
const INDENT = "    "; // below a number as below a bullet
const LISTED = /^\s*([·•o§▪–-]|\(?[\da-z]{1,4}(?:\.\d+)*[.)])\s+/i;

function isSkipped(node) {
  return SKIPPED.has(node.nodeName) || REMARKS.test(node.getAttribute?.("style") ?? "") || /msocom/i.test(node.className ?? "");
}

function escaped(text) {
  return text.replace(/[\\`*_[\]<>|]/g, "\\$&");
}

// Two runs of bold text beside each other are one.
function joined(nodes) {
  return [...nodes].map(inline).join("").replace(/(?<![\\*])\*{4}(?!\*)/g, "");
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
  if (node.nodeType !== Node.ELEMENT_NODE || isSkipped(node)) return "";
  if (node.nodeName === "BR") return "\n";
  const text = joined(node.childNodes);
  if (APART.test(node.nodeName)) return ` ${text} `;
  if (node.nodeName === "A") return linked(node, text);
  if (/^(S|STRIKE)$/.test(node.nodeName)) return around("~~", text);
  if (isBold(node)) return around("**", text);
  return isItalic(node) ? around("*", text) : text;
}

// Word writes an item of a list as a paragraph that begins with its sign; a paragraph below an item has none.
function wordItem(node, text) {
  const level = Number(/level(\d)/.exec(node.getAttribute("style") ?? "")?.[1] ?? 1);
  const sign = /^MsoList|mso-list/.test(`${node.className} ${node.getAttribute("style")}`) && LISTED.exec(text);
  if (!sign) return "";
  const number = /^\(?(\d+)[.)]$/.exec(sign[1]);
  const kept = number || sign[1].length === 1 ? "" : `${sign[1]} `; // letters and 2.1 are what other places name
  return `${INDENT.repeat(level - 1)}${number ? `${number[1]}.` : "-"} ${kept}${text.replace(LISTED, "").trim()}`;
}

function paragraph(nodes, node) {
  const text = joined(nodes).replace(/[ \t]+/g, " ").trim();
  if (node && /^MsoTitle$/.test(node.className)) return `# ${text.replaceAll("**", "")}`;
  // a line that begins with the sign of a heading is none
  return (node && wordItem(node, text)) || text.replace(/^ ?([#=])/gm, "\\$1").replace(/ ?\n ?/g, "\\\n");
}

function list(node, depth) {
  const lines = [];
  let number = Number(node.getAttribute("start") ?? 1);
  for (const item of node.children) {
    if (/^[UO]L$/.test(item.nodeName)) lines.push(list(item, depth + 1));
    if (item.nodeName !== "LI") continue;
    const inner = joined([...item.childNodes].filter((child) => !/^[UO]L$/.test(child.nodeName)));
    const sign = node.nodeName === "OL" ? `${number++}.` : "-";
    lines.push(`${INDENT.repeat(depth)}${sign} ${inner.replace(/\s+/g, " ").trim()}`);
    for (const child of item.children) if (/^[UO]L$/.test(child.nodeName)) lines.push(list(child, depth + 1));
  }
  return lines.join("\n");
}

// The cells of a table in their columns; what spans several stands in the first of them.
function grid(node) {
  const rows = [...node.rows].map(() => []);
  [...node.rows].forEach((row, at) => {
    for (const cell of row.cells) {
      let column = 0;
      while (rows[at][column] !== undefined) column += 1;
      for (const below of rows.slice(at, at + cell.rowSpan)) for (let right = 0; right < cell.colSpan; right += 1) below[column + right] = "";
      rows[at][column] = inline(cell).replace(/\s+/g, " ").trim();
    }
  });
  return rows;
}

function table(node) {
  const rows = grid(node);
  const width = Math.max(0, ...rows.map((row) => row.length));
  const line = (row) => `| ${Array.from({ length: width }, (_, at) => row[at] ?? "").join(" | ")} |`;
  return width ? [line(rows[0]), `|${" --- |".repeat(width)}`, ...rows.slice(1).map(line)].join("\n") : "";
}

function block(node) {
  if (/^H[1-6]$/.test(node.nodeName)) return `${"#".repeat(Number(node.nodeName[1]))} ${inline(node).replace(/\*\*|\s+/g, (found) => (found === "**" ? "" : " ")).trim()}`;
  if (/^[UO]L$/.test(node.nodeName)) return list(node, 0);
  if (node.nodeName === "TABLE") return table(node);
  return paragraph(node.childNodes, node);
}

// What stands in one line, bold words and links among it, is one paragraph.
function blocks(node) {
  const found = [];
  let line = [];
  const end = () => {
    found.push(paragraph(line));
    line = [];
  };
  for (const child of node.childNodes) {
    if (isSkipped(child)) continue;
    const isElement = child.nodeType === Node.ELEMENT_NODE;
    if (!isElement || !(child.matches(BLOCKS) || child.querySelector(BLOCKS))) {
      line.push(child);
      continue;
    }
    end();
    const holds = !/^(P|H[1-6]|UL|OL|TABLE|PRE)$/.test(child.nodeName) && child.querySelector(BLOCKS);
    if (holds) found.push(...blocks(child));
    else found.push(block(child));
  }
  end();
  return found.filter(Boolean);
}

const isItem = (text) => /^\s*(-|\d+\.) /.test(text);

// A list whose first item stood deeper begins at the margin: further in it would be read as a listing of a program.
function outdented(found) {
  let from = 0;
  return found.map((part, at) => {
    if (!isItem(part)) return part;
    if (at === 0 || !isItem(found[at - 1])) from = /^ */.exec(part)[0].length;
    return part.replace(new RegExp(`^ {0,${from}}`, "gm"), "");
  });
}

export function asMarkdown(html) {
  const found = outdented(blocks(new DOMParser().parseFromString(html, "text/html").body));
  return found.reduce((text, part, at) => text + (at === 0 ? "" : isItem(part) && isItem(found[at - 1]) ? "\n" : "\n\n") + part, "");
}

export function pasting() {
  document.addEventListener("paste", (event) => {
    const field = event.target.closest?.("textarea[data-markdown]");
    const html = field && event.clipboardData?.getData("text/html");
    if (!html || !/<(h[1-6]|ul|ol|table|b|strong|em|i|a|p)[\s>]/i.test(html)) return;
    const text = asMarkdown(html);
    if (!text) return;
    event.preventDefault();
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
