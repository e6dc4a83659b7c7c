"""A text in Markdown as plain data that a template sets: headings, paragraphs, items, tables, each of marked runs."""

from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from tandem.ground.kernel import marked

PATIENCE = 2.0  # seconds of processor time
DEEPEST = 4  # level of a heading on paper
Block = dict[str, Any]
Runs = list[dict[str, Any]]


def blocks(text: str) -> list[Block]:
    """The text in its parts; what costs too much to read is set as it was written."""
    try:
        parts = list(_blocks(marked.tokens(text, PATIENCE)))
    except (marked.TooCostly, RecursionError):
        return [{"kind": "code", "text": text}]
    return _in_steps(parts)


def _in_steps(parts: list[Block]) -> list[Block]:
    """Headings go down one level at a time, as readers of screens need them."""
    levels: list[int] = []
    for block in parts:
        if block["kind"] == "heading":
            while levels and levels[-1] >= block["level"]:
                levels.pop()
            levels.append(block["level"])
            block["level"] = min(len(levels), DEEPEST)
    return parts


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    lists: list[list[Any]] = []
    kind, level, rows = "paragraph", 0, list[list[Runs]]()
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append([token.type == "ordered_list_open", int(token.attrGet("start") or 1) - 1, False])
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            lists[-1][1] += 1
            lists[-1][2] = True
        elif token.type == "heading_open":
            kind, level = "heading", int(token.tag[1])
        elif token.type == "paragraph_open":
            kind = "paragraph"
        elif token.type == "tr_open":
            rows.append([])
            kind = "cell"
        elif token.type == "table_close":
            yield {"kind": "table", "rows": rows}
            rows = []
        elif token.type in ("fence", "code_block"):
            yield {"kind": "code", "text": token.content.rstrip("\n")}
        elif token.type == "hr":
            yield {"kind": "rule"}
        elif token.type == "inline" and kind == "cell":
            rows[-1].append(_runs(token.children or []))
        elif token.type == "inline":
            yield _line(kind, level, lists, _runs(token.children or []))


def _line(kind: str, level: int, lists: list[list[Any]], runs: Runs) -> Block:
    if kind == "heading":
        return {"kind": "heading", "level": level, "runs": runs}
    if not lists:
        return {"kind": "paragraph", "runs": runs}
    is_ordered, number, is_first = lists[-1]
    lists[-1][2] = False
    mark = (f"{number}." if is_ordered else "•") if is_first else ""
    return {"kind": "item", "depth": len(lists), "mark": mark, "runs": runs}


def _runs(children: Sequence[Token]) -> Runs:
    runs: Runs = []
    strong = emphasis = 0
    target = ""
    for token in children:
        strong += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        emphasis += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        if token.type == "link_open":
            target = _safe(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            target = ""
        text = "\n" if token.type == "hardbreak" else " " if token.type == "softbreak" else token.content
        if text:
            marks = {"strong": strong > 0, "emphasis": emphasis > 0, "code": token.type == "code_inline"}
            runs.append({"text": text, "to": target, **marks})
    return runs


def _safe(target: str) -> str:
    return target if target.startswith(("https://", "http://", "mailto:")) else ""
