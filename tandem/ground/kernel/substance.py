"""Whether texts say something.

What is too short, one phrase again and again, or only repeats what stands elsewhere counts as empty. It
reads texts as a careful auditor would at first glance; it does not understand them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import nsmallest
from itertools import islice
from typing import Any, Final

from tandem.ground.kernel.filler import is_filler, is_mostly_air
from tandem.ground.kernel.likeness import are_alike, is_copied, marks_of, runs_of

LEAST_LETTERS: Final = 2  # different ones, in a text altogether
OFTEN_SAID: Final = 80  # letters of a text that may stand on many records, and is judged once
LONGEST_FIGURE: Final = 40  # letters of what is said in figures alone
MOST_ORIGINALS: Final = 5  # oldest texts with which the others that may be alike are compared
MOST_CANDIDATES: Final = 200
MOST_WORDS: Final = 400  # that are looked at
LONG: Final = 8  # words from which on the same text on two records is no coincidence
LEAST_FOR_PHRASES: Final = 6  # words from which on a phrase can be said to come again and again
LEAST_VARIETY: Final = 0.25  # different words of all words
MOST_LIKE_BEFORE: Final = 0.8  # words that are the same one phrase later
RUN: Final = 3  # words by which the beginning of a phrase is known again
_SIGN: Final = r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # written without spaces between words
_WORD: Final = re.compile(rf"{_SIGN}|(?:(?!{_SIGN})[^\W\d_])+")

Words = tuple[str, ...]
Place = tuple[int, int, str]  # record, place and name of a field
Key = Words | int  # how a text begins, or a run that stands in it
Texts = Mapping[str, str]  # what a record says, by field
NOTHING: Final[frozenset[str]] = frozenset()
NOTHING_BROUGHT: Final[frozenset[int]] = frozenset()
NOTHING_KNOWN: Final[frozenset[int]] = frozenset()


def words_of(text: str) -> Words:
    """The words of a text in small letters, without numbers; the first 400."""
    return tuple(match[0].lower() for match in islice(_WORD.finditer(text), MOST_WORDS))


def is_empty(words: Words) -> bool:
    """Whether a text of these words says nothing by itself."""
    return _has_few_letters(words) or is_filler(words) or is_one_phrase(words)


def _has_few_letters(words: Words) -> bool:
    """Whether hardly any different letters stand in the words; the first word tells it of nearly every text."""
    return len(set("".join(words[:1]))) < LEAST_LETTERS and len(frozenset().union(*words)) < LEAST_LETTERS


def is_too_little(text: str) -> bool:
    """Whether something stands there that says nothing by itself, such as “x”; where nothing stands, others ask."""
    return _says_too_little(text) if len(text) <= OFTEN_SAID else _says_too_little.__wrapped__(text)


@lru_cache(1_024)
def _says_too_little(text: str) -> bool:
    words = words_of(text)
    if not text.strip() or (not words and is_figure(text)):
        return False
    return is_empty(words) or is_mostly_air(text, words)


def is_figure(text: str) -> bool:
    """Whether a text without words says something in figures, such as 24 × 7."""
    return len(text) <= LONGEST_FIGURE and len({letter for letter in text if letter.isdigit()}) > 1


def is_one_phrase(words: Words) -> bool:
    """Whether a text is mostly one word or phrase, again and again."""
    if len(words) < LEAST_FOR_PHRASES:
        return len(words) > 2 and len(set(words)) == 1
    if len(set(words)) < LEAST_VARIETY * len(words):
        return True
    later = _begins_again(words)
    if not later or later > len(words) // 2:
        return False
    same = sum(one == other for one, other in zip(words, words[later:], strict=False))
    return same >= MOST_LIKE_BEFORE * (len(words) - later)


def _begins_again(words: Words) -> int:
    """Where the words with which a text begins come again in it; 0 when they do not."""
    begins = (at for at, word in enumerate(words) if word == words[0] and 0 < at <= len(words) - RUN)
    return next((at for at in begins if words[at : at + RUN] == words[:RUN]), 0)


def repeats(words: Words, earlier: Words) -> bool:
    """Whether a long text is the beginning of another one, or the other way round."""
    shared = min(len(words), len(earlier))
    return shared >= LONG and words[:shared] == earlier[:shared]


@dataclass(frozen=True, slots=True)
class Substance:
    """Which fields of which records of one register count as empty although something stands in them.

    Texts that also stand on an earlier record count as empty unless `may_repeat`. `brought` are records whose approval
    counts for nothing yet: on them the fields `given` by it count as empty too. `own` are fields that say nothing by
    themselves; `long` are the texts that may repeat each other, by how they begin and by some of their runs, and
    `repeated` which of them do. `known` are the runs of words of texts that everybody has.
    """

    empty: Mapping[int, frozenset[str]] = field(default_factory=dict)
    own: Mapping[int, frozenset[str]] = field(default_factory=dict)
    long: Mapping[Key, Mapping[Place, Words]] = field(default_factory=dict)
    repeated: Mapping[Key, frozenset[Place]] = field(default_factory=dict)
    keys: Mapping[int, frozenset[Key]] = field(default_factory=dict)  # under which the texts of a record are known
    may_repeat: bool = False
    brought: frozenset[int] = NOTHING_BROUGHT
    given: frozenset[str] = NOTHING
    known: frozenset[int] = NOTHING_KNOWN

    @property
    def void(self) -> Mapping[int, frozenset[str]]:
        """By record, every field that counts as empty."""
        if not self.brought:
            return self.empty
        return {**self.empty, **{pk: self.empty.get(pk, NOTHING) | self.given for pk in self.brought}}

    def after(self, texts: Mapping[int, Texts | None]) -> "Substance":
        """The same once these records say this, or are gone."""
        following = _Following(self)
        for record_id in texts:
            following.forget(record_id)
        for record_id, told in texts.items():
            following.read(record_id, told or {})
        return following.settled(texts)


class _Following:
    """What is known of a register while some of its texts are read anew; what was known before stays as it was."""

    def __init__(self, before: Substance) -> None:
        self.before = before
        self.empty, self.own, self.keys = dict(before.empty), dict(before.own), dict(before.keys)
        self.long, self.repeated = dict(before.long), dict(before.repeated)
        self.touched: dict[Key, dict[Place, Words]] = {}

    def forget(self, record_id: int) -> None:
        self.own.pop(record_id, None)
        for key in self.keys.pop(record_id, ()):
            group = self._group(key)
            for place in [place for place in group if place[0] == record_id]:
                del group[place]

    def read(self, record_id: int, told: Texts) -> None:
        names, long = _read(told, self.before.known)
        if names:
            self.own[record_id] = names
        keys = set[Key]()
        for number, (name, words) in enumerate(long):
            marks: tuple[Key, ...] = () if self.before.may_repeat else marks_of(words)
            for key in (words[:LONG], *marks):
                self._group(key)[record_id, number, name] = words
                keys.add(key)
        if keys:
            self.keys[record_id] = frozenset(keys)

    def _group(self, key: Key) -> dict[Place, Words]:
        if key not in self.touched:
            self.touched[key] = dict(self.long.get(key, {}))
        return self.touched[key]

    def settled(self, texts: Mapping[int, Texts | None]) -> Substance:
        concerned = set(texts)
        for key, group in self.touched.items():
            was, now = self.repeated.get(key, frozenset()), self._repeated(key, group)
            _put(self.long, key, group)
            _put(self.repeated, key, now)
            concerned.update(place[0] for place in was ^ now)
        repeated = self._names_repeated(concerned)
        for record_id in concerned:
            _put(self.empty, record_id, self.own.get(record_id, NOTHING) | repeated.get(record_id, NOTHING))
        old = self.before
        found = (self.empty, self.own, self.long, self.repeated, self.keys)
        return Substance(*found, old.may_repeat, old.brought, old.given, old.known)

    def _repeated(self, key: Key, group: Mapping[Place, Words]) -> frozenset[Place]:
        return frozenset() if self.before.may_repeat else frozenset(_repeated(key, group))

    def _names_repeated(self, record_ids: Iterable[int]) -> dict[int, frozenset[str]]:
        """By record: the fields that repeat another text, of these records at least."""
        names: dict[int, set[str]] = {}
        for key in {key for record_id in record_ids for key in self.keys.get(record_id, ())}:
            for record_id, _number, name in self.repeated.get(key, ()):
                names.setdefault(record_id, set()).add(name)
        return {record_id: frozenset(found) for record_id, found in names.items()}


def _read(told: Texts, known: frozenset[int]) -> tuple[frozenset[str], list[tuple[str, Words]]]:
    """Fields that say nothing, and the long texts, of one record; the first field is its name."""
    empty: set[str] = set()
    long: list[tuple[str, Words]] = []
    seen: list[Words] = []
    for name, text in told.items():
        words = words_of(text) if text else ()
        if not text or (not words and is_figure(text)):
            continue
        if _says_nothing(text, words, known) or words in seen or any(repeats(words, earlier) for earlier in seen):
            empty.add(name)
            continue
        seen.append(words)
        if len(words) >= LONG:
            long.append((name, words))
    return frozenset(empty), long


def _says_nothing(text: str, words: Words, known: frozenset[int]) -> bool:
    """Whether a text says nothing by itself, or nothing that everybody could not have copied."""
    if is_empty(words) or (len(words) < MOST_WORDS and is_mostly_air(text, words)):
        return True
    return len(words) >= LONG and is_copied(words, known)


def _repeated(key: Key, group: Mapping[Place, Words]) -> Iterator[Place]:
    """Of the texts known under one key, all but the oldest that say the same."""
    if len(group) > 1:
        yield from _alike(group) if isinstance(key, int) else _beginning_alike(group)


def _beginning_alike(group: Mapping[Place, Words]) -> Iterator[Place]:
    first: list[Words] = []  # sorted; none of them is the beginning of another
    for place, words in sorted(group.items()):
        at = bisect_left(first, words)
        if any(repeats(words, earlier) for earlier in first[max(at - 1, 0) : at + 1]):
            yield place
        else:
            first.insert(at, words)


def _alike(group: Mapping[Place, Words]) -> Iterator[Place]:
    first: list[frozenset[int]] = []
    for place, words in nsmallest(MOST_CANDIDATES, group.items()):
        runs = runs_of(words)
        if any(are_alike(runs, earlier) for earlier in first):
            yield place
        elif len(first) < MOST_ORIGINALS:
            first.append(runs)


def _put(held: dict[Any, Any], key: Any, value: Any) -> None:
    if value:
        held[key] = value
    else:
        held.pop(key, None)


def substance_of(
    texts: Iterable[tuple[int, Texts]], *, may_repeat: bool, known: frozenset[int] = NOTHING_KNOWN
) -> Substance:
    """What is empty among the texts of a whole register."""
    return Substance(may_repeat=may_repeat, known=known).after(dict(texts))
