"""Texts as the full-text index keeps them, and what somebody typed in the same terms.

Three things no tokenizer of the databases does alike: letters are folded (“Straße” is “strasse”, “Łódź” is “lodz”), so
that either way of writing finds the other; Chinese, Japanese and Korean are kept as overlapping pairs of characters, so
that words are found that no space sets apart; and names with signs in them (“C++”, “.NET”, “10.0.0.12:8080”) are kept
whole, their signs written as letters.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

MOST_WORDS: Final = 12
LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t"}
)
ACCENTS: Final = re.compile("[\u0300-\u036f]")
WORD: Final = re.compile(r"\w+")
UNSPACED: Final = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"  # signs of repetition, kana, Chinese
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f]+"  # Hangul, further Chinese
)
AROUND: Final = "\"'“”„‘’«»()[]{}<>|,;!?=*"
NAMES: Final = re.compile(rf"[^\s{re.escape(AROUND)}]+")  # a text of one long word is passed once, not once a letter
SIGN: Final = re.compile(r"[+#@:/.]")
PARTS: Final = re.compile(r"[@/]+")
PORT: Final = re.compile(r":\d+$")
ENOUGH: Final = 3  # letters of each word beside a stroke, as in “backup/restore”, which finds the two words as well
NUMBERED = re.compile(r"-(?<=\w-)(?=\d)")  # PostgreSQL reads the 4711 of XK-4711 as a negative number


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to be found: all tokens of any of these sequences, each at the beginning of a word."""

    either: tuple[tuple[str, ...], ...]

    @property
    def letters(self) -> int:
        """How much it says: the letters of its shortest sequence."""
        return min(sum(map(len, tokens)) for tokens in self.either)


def fold(text: str) -> str:
    """Small letters without accents; letters that are no letter with an accent become those people type for them."""
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", ACCENTS.sub("", parted)).translate(LETTERS)


def indexed(text: str) -> str:
    """What the index keeps of a text: its folded words, and tokens for what no tokenizer keeps together."""
    folded = fold(text)
    names = filter(SIGN.search, NAMES.findall(folded)) if SIGN.search(folded) else ()
    tokens = [token for name in names for token in _signed(name)]
    if not folded.isascii():
        tokens += [pair for run in UNSPACED.findall(folded) for pair in _pairs(run)]
    apart = NUMBERED.sub(" ", folded) if "-" in folded else folded
    return f"{apart}\n{' '.join(tokens)}" if tokens else apart


def terms(text: str) -> list[Term]:
    """What somebody typed, at most twelve terms; all of them have to be found."""
    found: list[Term] = []
    for typed in fold(text).split():
        name = _whole(typed.strip(AROUND))
        if _is_signed(name):
            found.append(_term_of_name(name))
        else:
            found += [_term_of_word(word) for word in WORD.findall(typed)]
    return found[:MOST_WORDS]


def _term_of_word(word: str) -> Term:
    """A word as it stands; where it holds unspaced script, its pairs, and what stands beside them."""
    runs = UNSPACED.findall(word)
    if not runs:
        return Term(((word,),))
    pairs = [pair for run in runs for pair in _asked_pairs(run)]
    return Term(((*(rest for rest in UNSPACED.split(word) if rest), *pairs),))


def _term_of_name(name: str) -> Term:
    words = tuple(WORD.findall(name))
    is_two_words = all(len(word) >= ENOUGH and word.isalpha() for word in words) and "/".join(words) == name
    return Term(((_written(name),), words) if is_two_words else ((_written(name),),))


def _signed(name: str) -> list[str]:
    """The tokens of a name with signs: itself, the parts of an address, and a port."""
    whole = _whole(name)
    if not _is_signed(whole):
        return []
    port = PORT.search(whole)
    parts = [_whole(part) for part in PARTS.split(whole)]
    parts += [PORT.sub("", part) for part in parts] + ([port[0]] if port else [])
    return [_written(part) for part in dict.fromkeys([whole, *parts]) if _is_signed(part)]


def _whole(name: str) -> str:
    """A name without what ends a sentence; a dot before it and signs of addition behind it belong to it."""
    return name.rstrip(".:/@").lstrip("/@")


def _is_signed(name: str) -> bool:
    return not WORD.fullmatch(name) and SIGN.search(name) is not None and WORD.search(name) is not None


def _written(name: str) -> str:
    """A name with its signs as letters, so that it is one token for every tokenizer, and begins as the name begins."""
    return "".join(letter if letter.isalnum() else f"q{ord(letter):x}q" for letter in name)


def _pairs(run: str) -> list[str]:
    """Each character with the one behind it; the last stands alone, so that any of them begins a token."""
    return [run[place : place + 2] for place in range(len(run))]


def _asked_pairs(run: str) -> list[str]:
    return _pairs(run)[:-1] if len(run) > 1 else [run]
