"""Proposing which column of a file is which field of a register."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache, partial
from unicodedata import combining, normalize

from tandem.ground.exchange.heads import unnamed

NEAR = 0.86
BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
PATH = re.compile(r"\w+(?:\.\w+)+")
WRAPPERS = frozenset(("fields", "attributes", "data", "properties", "record"))  # hold a record and are none
INNER = frozenset(("name", "value", "displayname", "display_name", "label", "text"))  # what an object is shown by
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
    """A field that a column may be mapped to, with what people also call it; “a + b” for two columns together.

    `own` are the words among them that its register alone uses, which count before those that every register shares.
    """

    name: str
    label: str
    synonyms: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


@lru_cache(8_192)
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
    for fits in (_is_name, _is_own, _is_synonym, partial(_ends_alike, called), _is_near):
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
    header = _end_of(header) if PATH.fullmatch(header) else header
    whole, bare = plain(header), plain(BRACKETED.sub(" ", header))
    return whole if not bare or any(_is_name(whole, "", t) or _is_synonym(whole, "", t) for t in targets) else bare


def _end_of(path: str) -> str:
    """What the end of a path into an object says, as “status” of “fields.status.name”.

    What anything may have, as in “status.id”, says nothing without the object that has it.
    """
    parts = path.split(".")
    while len(parts) > 1 and parts[-1].casefold() in INNER:
        parts.pop()
    is_anythings = len(parts) > 1 and plain(parts[-1]) in ANYTHINGS and parts[-2].casefold() not in WRAPPERS
    return path if is_anythings else parts[-1]


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


@lru_cache(2_048)
def _names(target: Target) -> frozenset[str]:
    return frozenset((plain(target.name), plain(target.label)))


@lru_cache(2_048)
def _known(target: Target) -> frozenset[str]:
    return _names(target) | {plain(synonym) for synonym in target.synonyms}


@lru_cache(2_048)
def _alone(target: Target) -> frozenset[str]:
    return frozenset(plain(synonym) for synonym in target.synonyms if " + " not in synonym)


def _is_name(word: str, last: str, target: Target) -> bool:
    return word in _names(target)


def _is_own(word: str, last: str, target: Target) -> bool:
    return any(word == plain(synonym) for synonym in target.own)


def _is_synonym(word: str, last: str, target: Target) -> bool:
    return word in _alone(target)


def _ends_alike(called: frozenset[str], word: str, last: str, target: Target) -> bool:
    """A grouped heading such as “Threat Probability” ends with the name; “Residual Risk” is no title of a risk.

    Where it ends with what anything may have, that of the record itself is meant only when the record is named.
    """
    known = _known(target)
    is_grouped = target.name != "title" and last != word and last in known and len(word.split()) <= GROUPED
    return is_grouped and (last not in ANYTHINGS or word.removesuffix(f" {last}") in called)


def _is_near(word: str, last: str, target: Target) -> bool:
    return any(_is_like(word, name) for name in _known(target) if len(name) > 5)


@lru_cache(65_536)
def _is_like(word: str, name: str) -> bool:
    """Whether two words are spelled nearly alike; lengths that differ too much are told at once."""
    if 2 * min(len(word), len(name)) < NEAR * (len(word) + len(name)):
        return False
    return SequenceMatcher(None, word, name).ratio() >= NEAR
