"""The one place that knows typst: data and a template of ours become a tagged PDF (PDF/UA-1)."""

import json
from collections.abc import Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.proof.reporting import characters

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
FONTS = HERE / "fonts"
UNSHOWN = "could not be displayed"
AT_ONCE = 64  # characters that are tried together
MOST_TRIALS = 600
MOST_NAMED = 80
TRIAL = "#set document(title: told.text)\n#told.text"


class CannotTypeset(RuntimeError):
    """A template of ours that typst refuses; the message says where."""


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Typeset a template such as `statement` with plain data; the same data gives the same bytes on one machine.

    A character that no font here draws stands as its number and is named on the last page: a document with a name in
    a rare script is a document.
    """
    source = _source(template)
    clean = characters.everywhere(lambda text: characters.in_order(characters.legible(text)), data)
    last: typst.TypstError | None = None
    for undrawn in _guesses(clean):
        written = characters.everywhere(partial(characters.spelled, undrawn=undrawn), clean)
        try:
            return _compiled(source, written | {"undrawn": _note(undrawn)})
        except typst.TypstError as error:
            if UNSHOWN not in str(error):
                raise CannotTypeset(f"{template}: {error}") from error
            last = error
    raise CannotTypeset(f"{template}: {last}") from last


def can_draw(picture: bytes) -> bool:
    """Whether a picture, such as a logo, is one that can be set."""
    trial = '#set document(title: "t")\n#image(bytes(told.picture), alt: "t")'
    try:
        _compiled(_house() + trial, {"picture": list(picture)})
    except typst.TypstError:
        return False
    return True


def _source(template: str) -> str:
    own = (TEMPLATES / f"{template}.typ").read_text(encoding="utf-8")
    return _house() + own + (HERE / "templates" / "undrawn.typ").read_text(encoding="utf-8")


@cache
def _house() -> str:
    """What every template begins with: the data, colours, fonts, letterhead."""
    return (HERE / "templates" / "house.typ").read_text(encoding="utf-8")


def _note(undrawn: frozenset[str]) -> list[str]:
    """What the last page says of characters that could not be drawn; nothing when all were."""
    if not undrawn:
        return []
    heading = ngettext("A character that no font here draws", "Characters that no font here draws", len(undrawn))
    known = characters.named(undrawn)
    left = len(known) - MOST_NAMED
    more = [ngettext("and %(count)d more", "and %(count)d more", left) % {"count": left}] if left > 0 else []
    where = _("In the text each stands as its number. A font that has them can be put into the folder TANDEM_FONTS.")
    return [heading, where, "; ".join([*known[:MOST_NAMED], *more])]


def _guesses(data: Any) -> Iterable[frozenset[str]]:
    """Which characters cannot be drawn: none; those that fail alone; all beyond the Latin ones."""
    yield frozenset()
    rare = characters.rare(data)
    yield _undrawn(rare)
    yield frozenset(rare)


DRAWN: dict[str, bool] = {}


def _undrawn(rare: set[str]) -> frozenset[str]:
    """Those that fail when they are tried, each character once in the life of the process."""
    unknown = sorted(rare - DRAWN.keys())
    trials = [unknown[start : start + AT_ONCE] for start in range(0, len(unknown), AT_ONCE)]
    for _number in range(MOST_TRIALS):
        if not trials:
            break
        tried = trials.pop()
        if len(tried) == 1 or _is_drawn(tried):
            DRAWN.update(dict.fromkeys(tried, len(tried) > 1 or _is_drawn(tried)))
        else:
            half = len(tried) // 2
            trials += [tried[:half], tried[half:]]
    return frozenset(character for character in rare if not DRAWN.get(character, False))


def _is_drawn(some: Iterable[str]) -> bool:
    try:
        _compiled(_house() + TRIAL, {"text": " ".join(some)})
    except typst.TypstError:
        return False
    return True


@cache
def _fonts() -> typst.Fonts:
    """The fonts that come along, those of the machine, and those of the folder that the operator names."""
    folders = [str(FONTS), *([str(settings.TANDEM_FONTS)] if settings.TANDEM_FONTS else [])]
    return typst.Fonts(include_system_fonts=True, font_paths=folders)


def _compiled(source: str, data: Mapping[str, Any]) -> bytes:
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    made = typst.compile(source.encode(), format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"], font_paths=_fonts())
    return bytes(made)
