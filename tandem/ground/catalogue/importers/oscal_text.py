"""The prose of OSCAL: parameters put in readably, links and parts as plain text, everything of bounded length."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

Entry = dict[str, Any]

INSERT: Final = re.compile(r"\{\{\s*(?:insert:\s*)?(?:param(?:eter)?\s*[,:]\s*)?(?P<id>[^\s{},]+)\s*\}\}")
LINK: Final = re.compile(r"\[(?P<words>[^\[\]]{0,300})\]\((?:[^()]|\([^()]{0,100}\)){0,500}\)")
NESTED_LIMIT: Final = 4  # a parameter whose choices name parameters whose choices …
PARAMETER_LIMIT: Final = 1_000
MOST_CHOICES: Final = 30
PART_DEPTH: Final = 12
PROSE_LIMIT: Final = 20_000
ASSESSING: Final = ("assessment", "objective", "objectives")


def words(value: object, limit: int = 300) -> str:
    """A value as text of at most so many characters; nothing for lists and objects."""
    if value is None or isinstance(value, dict | list):
        return ""
    text = str(value).replace("\x00", "").strip()
    return text if len(text) <= limit else text[: limit - 2].rstrip() + " …"


def entries(holder: object, key: str) -> Iterator[Entry]:
    """The objects of a list inside an object; what is no object is passed over."""
    content = holder.get(key) if isinstance(holder, dict) else None
    yield from (entry for entry in (content if isinstance(content, list) else []) if isinstance(entry, dict))


def texts(holder: object, key: str) -> list[str]:
    """The texts of a list inside an object; one text alone as a list of one."""
    content = holder.get(key) if isinstance(holder, dict) else None
    return [text for text in map(words, content if isinstance(content, list) else [content]) if text]


def prop(holder: Entry, name: str, kind: str = "") -> str:
    """The value of a property by name and class; empty when there is none."""
    for entry in entries(holder, "props"):
        if entry.get("name") == name and words(entry.get("class")) == kind:
            return words(entry.get("value"))
    return ""


def readable(parameters: Mapping[str, Entry]) -> dict[str, str]:
    """Each parameter as its value, or in brackets as what is to be decided; parameters inside them likewise."""
    wordings: dict[str, str] = {}
    for _level in range(NESTED_LIMIT):
        wordings = {
            name: words(_parameter(name, parameter, wordings), PARAMETER_LIMIT)
            for name, parameter in parameters.items()
        }
    return wordings


def _parameter(name: str, parameter: Entry, wordings: Mapping[str, str]) -> str:
    if values := texts(parameter, "values"):
        return filled(", ".join(values), wordings)
    chosen = parameter.get("select")
    if choices := texts(chosen, "choice"):
        several = isinstance(chosen, dict) and chosen.get("how-many") == "one-or-more"
        offered = "; ".join(filled(choice, wordings) for choice in choices[:MOST_CHOICES])
        return f"[one or more of: {offered}]" if several else f"[one of: {offered}]"
    return f"[{words(parameter.get('label')) or name}]"


def filled(prose: str, wordings: Mapping[str, str]) -> str:
    """Prose without the marks of links and with its parameters written out; an unknown one keeps its name."""
    plain = LINK.sub(lambda link: link["words"], prose)
    return INSERT.sub(lambda insert: wordings.get(insert["id"], f"[{insert['id']}]"), plain)


def said(control: Entry, parameters: Mapping[str, str], limit: int) -> str:
    """What a control says: its statement with lettered items, then what else it tells, but not how it is assessed."""
    parts = [part for part in entries(control, "parts") if not words(part.get("name")).startswith(ASSESSING)]
    parts.sort(key=lambda part: part.get("name") != "statement")
    paragraphs: list[str] = []
    for part in parts:
        paragraph = "\n".join(_until(_lines(part, parameters, 0), limit))
        paragraphs += [paragraph] if paragraph else []
        if sum(map(len, paragraphs)) > limit:
            break
    return words("\n\n".join(paragraphs), limit)


def _until(lines: Iterable[str], limit: int) -> Iterator[str]:
    """The lines until they hold more characters than the limit."""
    for line in lines:
        yield line
        limit -= len(line)
        if limit < 0:
            return


def _lines(part: Entry, parameters: Mapping[str, str], depth: int) -> Iterator[str]:
    prose = filled(words(part.get("prose"), PROSE_LIMIT), parameters)
    label = prop(part, "label")
    if prose or label:
        yield "  " * max(0, depth - 1) + " ".join(filter(None, (label, prose)))
    if depth < PART_DEPTH:
        for below in entries(part, "parts"):
            yield from _lines(below, parameters, depth + 1)


def examined(control: Entry, parameters: Mapping[str, str], limit: int) -> str:
    """What an assessor looks at, one thing a line, where the catalogue says so."""
    lines: list[str] = []
    for part in entries(control, "parts"):
        if words(part.get("name")).startswith("assessment") and _method(part) == "EXAMINE":
            lines += [words(below.get("prose"), limit) for below in entries(part, "parts")]
    return words("\n".join(_until(_things(lines, parameters), limit)), limit)


def _things(lines: Iterable[str], parameters: Mapping[str, str]) -> Iterator[str]:
    for prose in lines:
        yield from filter(None, (thing.strip() for thing in filled(prose, parameters).split("\n")))


def _method(part: Entry) -> str:
    return next((words(entry.get("value")) for entry in entries(part, "props") if entry.get("name") == "method"), "")
