"""Requirements as people write them in spreadsheets: “A.5.9”, “ISO 27001 A.8.13”, “8.2.6 / A.5.12”, “clause 4.1”."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from tandem.ground.catalogue.models import Requirement
from tandem.ground.catalogue.vocabulary import parse_requirement_key

STANDARD: Final = re.compile(r"(?:ISO(?:\s*/\s*IEC)?)?[\s-]*(27001|20000(?:-1)?)(?:\s*:\s*\d{4})?", re.IGNORECASE)
REFERENCE: Final = re.compile(r"(?<![\w.])(?:A\.)?\d{1,2}(?:\.\d{1,2}){1,4}(?![\w]|\.\d)", re.IGNORECASE)
BETWEEN: Final = re.compile(
    r"(?:clauses?|controls?|annex(?:\s+a)?|section|kapitel|kap|ziffer|punkt|abschnitt|chapitre|and|und|et|og|no|nr|§|[\s/,;:+&().-])*",
    re.IGNORECASE,
)
PREFIXES: Final = {"27001": "iso-27001:", "20000": "iso-20000-1:", "20000-1": "iso-20000-1:"}


def in_full(words: Iterable[str], among: Iterable[str]) -> list[str]:
    """The keys of the requirements that these words name in one of the standards, such as `iso-27001:2022/A.5.9`.

    What is a key already, what is in several of them (4.1 without its standard), in none, or something else, stays.
    """
    given = list(words)
    named = {word: _named(word) for word in given if not _is_key(word)}
    if not any(named.values()):
        return given
    known = _known({reference for pairs in named.values() for _prefix, reference in pairs}, tuple(among))
    full = [key for word in given for key in _keys(word, named.get(word, []), known)]
    return list(dict.fromkeys(full))


def _is_key(word: str) -> bool:
    try:
        parse_requirement_key(word)
    except ValueError:
        return False
    return True


def _named(word: str) -> list[tuple[str, str]]:
    """The references in a word, each with the beginning of its standard's key where that stands before it."""
    rest = REFERENCE.sub(" ", STANDARD.sub(" ", word))
    if not BETWEEN.fullmatch(rest):
        return []
    references, prefix, at = [], "", 0
    for reference in REFERENCE.finditer(STANDARD.sub(lambda match: " " * len(match[0]), word)):
        for standard in STANDARD.finditer(word, at, reference.start()):
            prefix = PREFIXES[standard[1]]
        references.append((prefix, reference[0].upper()))
        at = reference.end()
    return references


def _known(references: set[str], among: tuple[str, ...]) -> Mapping[str, list[str]]:
    """The keys of each of these references in the standards."""
    rows = Requirement.objects.current().filter(ref__in=references, framework__key__in=among)
    keys: dict[str, list[str]] = {}
    for row in rows.select_related("framework").order_by("framework__key"):
        keys.setdefault(row.ref, []).append(row.key)
    return keys


def _keys(word: str, pairs: list[tuple[str, str]], known: Mapping[str, list[str]]) -> list[str]:
    """The keys that a word means; the word itself where one of its references is in none or in several."""
    keys = []
    for prefix, reference in pairs:
        fitting = [key for key in known.get(reference, []) if key.startswith(prefix)]
        if len(fitting) != 1:
            return [word]
        keys += fitting
    return keys or [word]
