"""The texts of the library in other languages: catalogue, checks, templates, ready-made lists, demonstration.

They are data, not code: the folder of a language has them in a file of its own, `library.po` beside `django.po`. Each
text is looked up by its English words. What a file does not translate stays English; what people wrote is not touched.
"""

import gettext
from collections.abc import Callable, Iterator
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from django.conf import settings
from django.utils.translation import get_language, to_locale

T = TypeVar("T")
DOMAIN: Final = "library"
HERE: Final = Path(__file__).parent
CATALOGUE: Final = frozenset({"about", "evidence", "goes_wrong", "reason", "title", "what_helps"})
CHECKS: Final = frozenset({"good", "lack", "limits", "name", "noun", "old", "question", "thin", "title", "together"})
LISTS: Final = frozenset(
    {
        "about",
        "description",
        "impact_criteria",
        "impact_scale",
        "keep",
        "label",
        "likelihood_meaning",
        "likelihood_scale",
        "test_method",
        "title",
    }
)
STORY: Final[frozenset[str] | None] = None  # under any key
NO_TEXTS: Final = frozenset({"attributes", "filters", "must", "must_not", "remedy", "values", "where"})
FILES: Final[tuple[tuple[str, frozenset[str] | None], ...]] = (
    ("ground/catalogue/library/frameworks/*.yaml", CATALOGUE),
    ("ground/catalogue/library/mappings/*.yaml", CATALOGUE),
    ("ground/catalogue/library/pitfalls.yaml", CATALOGUE),
    ("**/checks.yaml", CHECKS),
    ("ground/catalogue/library/checks/*.yaml", CHECKS),
    ("evaluation/reviews/agenda.yaml", LISTS),
    ("evaluation/audits/areas.yaml", LISTS),
    ("proof/planner/merging.yaml", LISTS),
    ("direction/controls/recurring.yaml", LISTS),
    ("direction/risks/library_data/*.yaml", LISTS),
    ("**/demonstration.yaml", STORY),
    ("faces/cli/demonstration/*.yaml", STORY),
)
PAPERS: Final = "support/documents/library/*.md"
FENCE: Final = "---\n"


def said(text: str) -> str:
    """A text of the library in the language that is spoken now; as it is where nobody translated it."""
    words = _words(get_language() or "")
    return words.gettext(text) if text and words is not None else text


def translated(value: Any, keys: frozenset[str] | None) -> Any:
    """What a library file holds, its texts under these keys in the language that is spoken now; None means all keys."""
    return value if _words(get_language() or "") is None else _translated(value, keys, is_text=keys is None)


def paper(text: str) -> str:
    """A longer text, paragraph by paragraph."""
    return "\n\n".join(said(part) for part in text.split("\n\n"))


def by_language(read: Callable[[], T]) -> Callable[[], T]:
    """A reader of library files that reads once for each language that has words for them, and once for all others."""
    kept: dict[str, T] = {}

    @wraps(read)
    def spoken() -> T:
        language = get_language() or ""
        known = language if _words(language) is not None else ""
        if known not in kept:
            kept[known] = read()
        return kept[known]

    return spoken


@lru_cache(64)
def _words(language: str) -> gettext.NullTranslations | None:
    """What a language has of them; None for English and for a language that has none."""
    locale = to_locale(language)
    for folder in settings.LOCALE_PATHS:
        for name in dict.fromkeys((locale, locale.partition("_")[0])):
            file = Path(folder) / name / "LC_MESSAGES" / f"{DOMAIN}.mo"
            if name and file.is_file():
                with file.open("rb") as compiled:
                    return gettext.GNUTranslations(compiled)
    return None


def _translated(value: Any, keys: frozenset[str] | None, *, is_text: bool) -> Any:
    if isinstance(value, str):
        return said(value) if is_text and (keys is not None or " " in value.strip()) else value
    if isinstance(value, list):
        return [_translated(part, keys, is_text=is_text) for part in value]
    if isinstance(value, dict):
        return {
            key: _translated(part, keys, is_text=_says(key, keys)) if _opens(key, keys) else part
            for key, part in value.items()
        }
    return value


def _says(key: str, keys: frozenset[str] | None) -> bool:
    return keys is None or key in keys


def _opens(key: str, keys: frozenset[str] | None) -> bool:
    return keys is None or key not in NO_TEXTS


def texts() -> Iterator[tuple[str, str]]:
    """Every text that can be translated, with the file that it stands in."""
    for pattern, keys in FILES:
        for file in sorted(HERE.glob(pattern)):
            if "tests" not in file.parts:
                data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
                yield from ((_name(file), text) for text in _of_data(data, keys, is_text=keys is None))
    for file in sorted(HERE.glob(PAPERS)):
        _nothing, head, body = file.read_text(encoding="utf-8").split(FENCE, 2)
        about = yaml.safe_load(head)
        yield from ((_name(file), text) for text in (about["title"], about["purpose"], *body.strip().split("\n\n")))


def _name(file: Path) -> str:
    return file.relative_to(HERE).as_posix()


def _of_data(value: Any, keys: frozenset[str] | None, *, is_text: bool) -> Iterator[str]:
    if isinstance(value, str) and is_text and (keys is not None or " " in value.strip()):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _of_data(part, keys, is_text=is_text)
    elif isinstance(value, dict):
        for key, part in value.items():
            if _opens(key, keys):
                yield from _of_data(part, keys, is_text=_says(key, keys))


def extracted(file: Any, keywords: Any, comments: Any, options: Any) -> Iterator[tuple[int, None, str, list[str]]]:
    """For Babel, which reads one file: every text of the whole library, once."""
    return ((1, None, text, [name]) for name, text in texts() if text.strip())
