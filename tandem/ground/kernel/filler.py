"""Texts that are there so that something is there: placeholders, filler in several languages, keys struck at random."""

import re
from typing import Final

_PLACEHOLDERS: Final = """
a aaa abc asd asdf asdfg bar beispiel beispieltext bla blabla blah blindtext blub dummy ejemplo etc exemple
foo gggg hjkl ipsum jkl jklö lorem muster mustertext n na placeholder platzhalter qwerty qwertz relleno tba tbd
todo xxx xyz yxcv yyy zxcv zzz абвгд йцукен пример текст тест фыва ячсм
"""
_FILLER: Final = """
accumsan accusam adipiscing aliqua aliquam aliquip aliquyam amet anim ante aliquet aute autem bibendum blandit
cillum commodo congue consectetuer consectetur consequat convallis cras culpa cupidatat curabitur dapibus dasd
deserunt diam dictum dignissim do dolor dolore donec duis duo ea efficitur egestas eget eirmod eiusmod eleifend
elementum elit elitr enim eos erat eros esse est et etiam eu euismod ex excepteur exercitation facilisis
faucibus felis fermentum feugiat finibus fringilla fugiat fusce gravida gubergren habitant hendrerit iaculis id
imperdiet in incididunt integer interdum invidunt ipsum irure justo kasd labore laboris laborum lacinia lacus
laoreet lectus leo libero ligula lobortis lorem luctus maecenas magna malesuada massa mattis mauris maximus metus
minim mollis mollit morbi nam nec neque nibh nisi nisl no nonumy nostrud nulla nullam nunc occaecat odio officia
orci ornare pariatur pellentesque pharetra phasellus placerat porta porttitor posuere praesent proident pulvinar
purus quam qui quis quisque rebum reprehenderit rhoncus risus rutrum sadipscing sagittis sanctus sapien sea sed
sem semper sint sit sodales stet sunt suscipit takimata tellus tempor tempus tincidunt tortor tristique turpis
ullamco ullamcorper ultrices ultricies urna ut varius vehicula vel velit veniam venenatis vero vestibulum vitae
vivamus viverra voluptate voluptua volutpat vulputate
"""
PLACEHOLDERS: Final = frozenset(_PLACEHOLDERS.split())
FILLER: Final = frozenset(_FILLER.split())
MOST_FILLER: Final = 0.5  # of the words of a text
LEAST_FOR_FILLER: Final = 6  # words from which on a text can be filler
LEAST_FOR_STRUCK: Final = 8  # words from which on a text can be struck at random
MOST_STRUCK: Final = 0.5
LONGEST_WORD: Final = 70  # letters; no language needs more
MOST_AIR: Final = 3.0  # characters of a text for each that belongs to a word
LEAST_FOR_AIR: Final = 120  # characters from which on a text can be mostly air
_STRUCK: Final = re.compile(r"(?<![^ ])[bcdfghjklmnpqrstvwxz]{3,}(?![^ ])")


def is_filler(words: tuple[str, ...]) -> bool:
    """Whether a text of these words is a placeholder, Lorem ipsum, struck at random, or one word without end."""
    if PLACEHOLDERS.issuperset(words) or max(map(len, words), default=0) > LONGEST_WORD:
        return True
    if len(words) >= LEAST_FOR_FILLER and _share(words, FILLER) > MOST_FILLER:
        return True
    return len(words) >= LEAST_FOR_STRUCK and struck(words) > MOST_STRUCK * len(words)


def _share(words: tuple[str, ...], known: frozenset[str]) -> float:
    return sum(word in known for word in words) / len(words)


def struck(words: tuple[str, ...]) -> int:
    """How many of these words are in Latin letters without a vowel, as what fingers strike is."""
    return len(_STRUCK.findall(" ".join(words)))


def is_mostly_air(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text is long by its signs and spaces only, so far as its words were read."""
    return len(text) >= LEAST_FOR_AIR and len(text) > MOST_AIR * (sum(map(len, words)) + len(words))
