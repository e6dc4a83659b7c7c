"""The one place that knows typst: data and a template of ours become a tagged PDF (PDF/UA-1)."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent / "templates"


class CannotTypeset(RuntimeError):
    """A template of ours that typst refuses; the message says where."""


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Typeset a template such as `statement` with plain data; the same data gives the same bytes on one machine."""
    source = (TEMPLATES / f"{template}.typ").read_bytes()
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        return bytes(typst.compile(source, format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"]))
    except typst.TypstError as error:
        raise CannotTypeset(f"{template}: {error}") from error
