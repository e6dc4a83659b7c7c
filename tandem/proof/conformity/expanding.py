"""A check that is written once and stands for one of its kind for each of many requirements."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from tandem.ground.catalogue.vocabulary import requirement_key
from tandem.proof.conformity.parsing import Place
from tandem.proof.conformity.shapes import CheckEntry

RANGE = re.compile(r"((?:[A-Z0-9]+\.)+)(\d+)(?:-(\d+))?")


def each(place: Place, entry: CheckEntry) -> Iterator[CheckEntry]:
    """The entry itself, or one for each requirement that it is for; LibraryError for a range that is none."""
    if not entry.for_each:
        yield entry
        return
    if entry.serves:
        raise place.error("A check names what it serves, or is for each of several requirements.")
    for standard, ranges in entry.for_each.items():
        for position, span in enumerate(ranges):
            for ref in _refs(place.at("for_each", standard, position), span):
                yield _for(entry, standard, ref)


def _refs(place: Place, span: str) -> Iterator[str]:
    match = RANGE.fullmatch(span)
    if match is None:
        raise place.error(f"“{span}” is no range; write A.5.1-37, or one reference.")
    start, first, last = match.groups()
    for number in range(int(first), int(last or first) + 1):
        yield f"{start}{number}"


def _for(entry: CheckEntry, standard: str, ref: str) -> CheckEntry:
    words = {"{ref}": ref, "{requirement}": requirement_key(standard, ref), "{standard}": standard}
    fields = _filled(msgspec.to_builtins(entry), words)
    fields |= {"key": f"{entry.key}-{standard.partition(':')[2]}-{ref}".lower(), "for_each": {}}
    return msgspec.convert(fields | {"serves": [words["{requirement}"]]}, CheckEntry)


def _filled(template: Any, words: dict[str, str]) -> Any:
    if isinstance(template, dict):
        return {key: _filled(value, words) for key, value in template.items()}
    if isinstance(template, list):
        return [_filled(value, words) for value in template]
    if isinstance(template, str):
        for name, word in words.items():
            template = template.replace(name, word)
    return template
