"""The one place that knows typst: data and a template of ours become a tagged PDF (PDF/UA-1)."""

import json
from collections.abc import Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import typst

from tandem.proof.reporting import characters

TEMPLATES = Path(__file__).parent / "templates"
UNSHOWN = "could not be displayed"
FEW = 40
TRIAL = '#set document(title: "t")\n#set text(lang: "en")\n#sys.inputs.data'


class CannotTypeset(RuntimeError):
    """A template of ours that typst refuses; the message says where."""


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Typeset a template such as `statement` with plain data; the same data gives the same bytes on one machine.

    Characters that no font here can show stand as their number: a document with a Chinese name is a document.
    """
    source = (TEMPLATES / f"{template}.typ").read_text(encoding="utf-8")
    legible = characters.everywhere(characters.legible, data)
    for unshown in _guesses(legible):
        try:
            return _compiled(source, characters.everywhere(partial(characters.spelled, unshown=unshown), legible))
        except typst.TypstError as error:
            if UNSHOWN not in str(error):
                raise CannotTypeset(f"{template}: {error}") from error
            last = error
    raise CannotTypeset(f"{template}: {last}") from last


def _guesses(data: Any) -> Iterable[frozenset[str]]:
    """Which characters cannot be shown: none; those that fail alone; all beyond the Latin ones."""
    yield frozenset()
    rare = characters.rare(data)
    yield frozenset(one for block in _blocks(rare) for one in _unshown(block))
    yield frozenset(rare)


def _blocks(rare: set[str]) -> list[str]:
    by_block: dict[int, list[str]] = {}
    for one in sorted(rare):
        by_block.setdefault(ord(one) >> 8, []).append(one)
    return ["".join(block) for block in by_block.values()]


@cache
def _unshown(block: str) -> str:
    """The characters of one block that fail; a long block is taken or left as a whole."""
    if _is_shown(block):
        return ""
    return block if len(block) > FEW else "".join(one for one in block if not _is_shown(one))


def _is_shown(text: str) -> bool:
    try:
        _compiled(TRIAL, " ".join(text))
    except typst.TypstError:
        return False
    return True


def _compiled(source: str, data: Any) -> bytes:
    inputs = {"data": data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)}
    return bytes(typst.compile(source.encode(), format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"]))
