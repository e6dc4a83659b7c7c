"""Proposing which column of a file is which field of a register."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from unicodedata import combining, normalize

from tandem.ground.exchange.heads import unnamed

NEAR = 0.86
BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
SOFT_HYPHEN = "\u00ad"
ANYTHINGS = frozenset(  # what anything may have: “Checkout Type” is that of the checkout, not of the item
    (
        "amount",
        "art",
        "category",
        "class",
        "code",
        "cost",
        "count",
        "date",
        "datum",
        "description",
        "group",
        "id",
        "identifier",
        "key",
        "kind",
        "name",
        "no",
        "note",
        "notes",
        "nr",
        "number",
        "nummer",
        "ref",
        "reference",
        "remarks",
        "state",
        "status",
        "type",
        "typ",
        "value",
    )
)
GROUPED = 3  # words of a heading that may end with the name of a field; longer ones are sentences


@dataclass(frozen=True, slots=True)
class Target:
    """A field that a column may be mapped to, with what people also call it; “a + b” for two columns together."""

    name: str
    label: str
    synonyms: tuple[str, ...] = ()


def plain(text: str) -> str:
    """A heading without case, accents, signs and extra space."""
    letters = "".join(one for one in normalize("NFKD", text.casefold()) if not combining(one) and one != SOFT_HYPHEN)
    return " ".join(re.findall(r"[^\W_]+", letters))


def propose(
    headers: Sequence[str],
    targets: Sequence[Target],
    may_hold: Callable[[int, str], bool] = lambda column, name: True,
    about: Sequence[str] = (),
) -> dict[int, str]:
    """Field by column where a heading clearly names it and the column may hold it; exact names first.

    Each field once, but for synonyms such as “first name + last name”, whose columns together fill one field. `about`
    is what a record of the register is called.
    """
    called = frozenset(plain(name) for name in about)
    words = ["" if header == unnamed(place) else _word(header, targets) for place, header in enumerate(headers)]
    last = [word.rsplit(" ", 1)[-1] for word in words]
    chosen = _together(words, targets)
    for fits in (_is_name, _is_synonym, partial(_ends_alike, called), _is_near):
        for target in targets:
            if target.name in chosen.values():
                continue
            for place, word in enumerate(words):
                if place not in chosen and word and fits(word, last[place], target) and may_hold(place, target.name):
                    chosen[place] = target.name
                    break
    return dict(sorted(chosen.items()))


def _word(header: str, targets: Sequence[Target]) -> str:
    """A heading as it is compared; a unit or scale in brackets is no part of it, where nothing is called so."""
    whole, bare = plain(header), plain(BRACKETED.sub(" ", header))
    return whole if not bare or any(_is_name(whole, "", t) or _is_synonym(whole, "", t) for t in targets) else bare


def _together(words: Sequence[str], targets: Sequence[Target]) -> dict[int, str]:
    """Columns that fill one field together, where all of them are there and no further one fills it alone."""
    chosen: dict[int, str] = {}
    for target in targets:
        alone = {word for word in words if word and (_is_name(word, "", target) or _is_synonym(word, "", target))}
        for synonym in target.synonyms:
            parts = [plain(part) for part in synonym.split(" + ")]
            if len(parts) > 1 and all(part in words for part in parts) and alone <= set(parts):
                chosen |= {words.index(part): target.name for part in parts}
                break
    return chosen


def _names(target: Target) -> set[str]:
    return {plain(target.name), plain(target.label)}


def _is_name(word: str, last: str, target: Target) -> bool:
    return word in _names(target)


def _is_synonym(word: str, last: str, target: Target) -> bool:
    return word in {plain(synonym) for synonym in target.synonyms if " + " not in synonym}


def _ends_alike(called: frozenset[str], word: str, last: str, target: Target) -> bool:
    """A grouped heading such as “Threat Probability” ends with the name; “Residual Risk” is no title of a risk.

    Where it ends with what anything may have, that of the record itself is meant only when the record is named.
    """
    known = _names(target) | {plain(synonym) for synonym in target.synonyms}
    is_grouped = target.name != "title" and last != word and last in known and len(word.split()) <= GROUPED
    return is_grouped and (last not in ANYTHINGS or word.removesuffix(f" {last}") in called)


def _is_near(word: str, last: str, target: Target) -> bool:
    known = _names(target) | {plain(synonym) for synonym in target.synonyms}
    return any(len(name) > 5 and SequenceMatcher(None, word, name).ratio() >= NEAR for name in known)
