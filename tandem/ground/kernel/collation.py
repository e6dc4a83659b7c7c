"""Names in the order in which people of a language look for them: ä beside a in German, behind z in Swedish.

A name is compared by its letters without accents first, then by its accents, then by capitals. Where a language has
letters of its own, they stand behind the letter named here, as its dictionaries have them.
"""

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, TypeVar

from django.utils.translation import get_language

from tandem.ground.kernel.folding import fold

T = TypeVar("T")
Key = tuple[tuple[tuple[str, int], ...], str, str]

OWN_LETTERS: Final[dict[str, dict[str, str]]] = {
    "az": {"c": "ç", "e": "ə", "g": "ğ", "o": "ö", "s": "ş", "u": "ü"},
    "cs": {"c": "č", "r": "ř", "s": "š", "z": "ž"},
    "da": {"z": "æøå"},
    "es": {"n": "ñ"},
    "et": {"s": "šzž", "w": "õäöü"},
    "fi": {"z": "åäö"},
    "hr": {"c": "čć", "d": "đ", "s": "š", "z": "ž"},
    "hu": {"o": "öő", "u": "üű"},
    "is": {"a": "á", "d": "ð", "e": "é", "i": "í", "o": "ó", "u": "ú", "y": "ý", "z": "þæö"},
    "lt": {"c": "č", "s": "š", "z": "ž"},
    "lv": {"c": "č", "g": "ģ", "k": "ķ", "l": "ļ", "n": "ņ", "s": "š", "z": "ž"},
    "nb": {"z": "æøå"},
    "nn": {"z": "æøå"},
    "no": {"z": "æøå"},
    "pl": {"a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś", "z": "źż"},
    "ro": {"a": "ăâ", "i": "î", "s": "ș", "t": "ț"},
    "sk": {"a": "ä", "c": "č", "o": "ô", "s": "š", "z": "ž"},
    "sl": {"c": "č", "s": "š", "z": "ž"},
    "sq": {"c": "ç", "e": "ë"},
    "sv": {"z": "åäö"},
    "tr": {"c": "ç", "g": "ğ", "h": "ı", "o": "ö", "s": "ş", "u": "ü"},
}


def in_order(those: Iterable[T], name: Callable[[T], str]) -> list[T]:
    """Those in the order of their names, in the language of whoever looks."""
    place = key_in(get_language() or "")
    return sorted(those, key=lambda each: place(name(each)))


def key_in(language: str) -> Callable[[str], Key]:
    """What names are compared by in a language."""
    places = _places(language.partition("-")[0])
    return lambda name: _key(name, places)


def _key(name: str, places: dict[str, tuple[str, int]]) -> Key:
    small = unicodedata.normalize("NFC", name.strip()).casefold()
    letters = [place for letter in small for place in ([places[letter]] if letter in places else _plain(letter))]
    return tuple(letters), small, name.swapcase()


def _plain(letter: str) -> list[tuple[str, int]]:
    return [(part, 0) for part in fold(letter)]


@lru_cache(64)
def _places(language: str) -> dict[str, tuple[str, int]]:
    behind = OWN_LETTERS.get(language, {})
    return {letter: (base, place) for base, own in behind.items() for place, letter in enumerate(own, start=1)}
