"""Whether texts say something.

What is too short, one phrase again and again, or only repeats what stands elsewhere counts as empty. It
reads texts as a careful auditor would at first glance; it does not understand them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

LEAST_LETTERS: Final = 2  # different ones, in a text altogether
PLACEHOLDERS: Final = frozenset({"asdf", "foo", "bar", "na", "n", "a", "qwerty", "tba", "tbd", "todo", "xxx"})
MOST_WORDS: Final = 400  # that are looked at
LONG: Final = 8  # words from which on the same text on two records is no coincidence
LEAST_FOR_PHRASES: Final = 6  # words from which on a phrase can be said to come again and again
LEAST_VARIETY: Final = 0.25  # different words of all words
MOST_LIKE_BEFORE: Final = 0.8  # words that are the same one phrase later
RUN: Final = 3  # words by which the beginning of a phrase is known again
_WORD: Final = re.compile(r"[^\W\d_]+")

Words = tuple[str, ...]
Texts = Mapping[str, str]  # what a record says, by field
NOTHING: Final[frozenset[str]] = frozenset()
NOTHING_BROUGHT: Final[frozenset[int]] = frozenset()


def words_of(text: str) -> Words:
    """The words of a text in small letters, without numbers; the first 400."""
    found = []
    for match in _WORD.finditer(text):
        found.append(match.group().lower())
        if len(found) == MOST_WORDS:
            break
    return tuple(found)


def is_empty(words: Words) -> bool:
    """Whether a text of these words says nothing by itself."""
    letters = frozenset().union(*words)
    return len(letters) < LEAST_LETTERS or PLACEHOLDERS.issuperset(words) or is_one_phrase(words)


def is_figure(text: str) -> bool:
    """Whether a text without words says something in figures, such as 24 × 7."""
    return len({letter for letter in text if letter.isdigit()}) > 1


def is_one_phrase(words: Words) -> bool:
    """Whether a text is mostly one word or phrase, again and again."""
    if len(words) < LEAST_FOR_PHRASES:
        return len(words) > 2 and len(set(words)) == 1
    if len(set(words)) < LEAST_VARIETY * len(words):
        return True
    later = next((at for at in range(1, len(words) - RUN + 1) if words[at : at + RUN] == words[:RUN]), 0)
    if not later or later > len(words) // 2:
        return False
    same = sum(one == other for one, other in zip(words, words[later:], strict=False))
    return same >= MOST_LIKE_BEFORE * (len(words) - later)


def repeats(words: Words, earlier: Words) -> bool:
    """Whether a long text is the beginning of another one, or the other way round."""
    shared = min(len(words), len(earlier))
    return shared >= LONG and words[:shared] == earlier[:shared]


@dataclass(frozen=True, slots=True)
class Substance:
    """Which fields of which records of one register count as empty although something stands in them.

    Texts that also stand on an earlier record count as empty unless `may_repeat`. `brought` are records whose approval
    counts for nothing yet: on them the fields `given` by it count as empty too.
    """

    empty: Mapping[int, frozenset[str]] = field(default_factory=dict)
    long: Mapping[Words, Mapping[tuple[int, int, str], Words]] = field(default_factory=dict)  # by their first words
    may_repeat: bool = False
    brought: frozenset[int] = NOTHING_BROUGHT
    given: frozenset[str] = NOTHING

    @property
    def void(self) -> Mapping[int, frozenset[str]]:
        """By record, every field that counts as empty."""
        if not self.brought:
            return self.empty
        return {**self.empty, **{pk: self.empty.get(pk, NOTHING) | self.given for pk in self.brought}}

    def after(self, texts: Mapping[int, Texts | None]) -> "Substance":
        """The same once these records say this, or are gone."""
        empty, long, touched = dict(self.empty), dict(self.long), set[Words]()
        for start, group in long.items():
            if any(record_id in texts for record_id, _place, _name in group):
                touched.add(start)
        for start in touched:
            long[start] = {key: words for key, words in long[start].items() if key[0] not in texts}
        for record_id, told in texts.items():
            own, beginnings = _read(told or {})
            _put(empty, record_id, own)
            for place, (name, words) in enumerate(beginnings):
                start = words[:LONG]
                if start not in touched:
                    touched.add(start)
                    long[start] = dict(long.get(start, {}))
                long[start][record_id, place, name] = words  # type: ignore[index]
        for start in () if self.may_repeat else touched:
            _mark_repeated(empty, long[start])
        kept = {start: group for start, group in long.items() if group}
        return Substance(empty, kept, self.may_repeat, self.brought, self.given)


def _read(told: Texts) -> tuple[frozenset[str], list[tuple[str, Words]]]:
    """Fields that say nothing, and the long texts, of one record; the first field is its name."""
    empty: set[str] = set()
    long: list[tuple[str, Words]] = []
    seen: list[Words] = []
    for name, text in told.items():
        words = words_of(text) if text else ()
        if not text:
            continue
        if not words and is_figure(text):
            continue
        if is_empty(words) or words in seen or any(repeats(words, earlier) for earlier in seen):
            empty.add(name)
            continue
        seen.append(words)
        if len(words) >= LONG:
            long.append((name, words))
    return frozenset(empty), long


def _mark_repeated(empty: dict[int, frozenset[str]], group: Mapping[tuple[int, int, str], Words]) -> None:
    """Of the long texts that begin alike, all but the oldest that say the same count as empty."""
    first: list[Words] = []
    for (record_id, _place, name), words in sorted(group.items()):
        repeated = any(repeats(words, earlier) for earlier in first)
        held = empty.get(record_id, NOTHING)
        _put(empty, record_id, held | {name} if repeated else held - {name})
        if not repeated:
            first.append(words)


def _put(empty: dict[int, frozenset[str]], record_id: int, names: frozenset[str]) -> None:
    if names:
        empty[record_id] = names
    else:
        empty.pop(record_id, None)


def substance_of(texts: Iterable[tuple[int, Texts]], *, may_repeat: bool) -> Substance:
    """What is empty among the texts of a whole register."""
    return Substance(may_repeat=may_repeat).after(dict(texts))
