"""Labels for items: a code that opens what is asked of an item or its page, what it is called, as SVG or PDF."""

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

import segno

from tandem.proof.reporting import typesetting

WIDE, TALL, CODE = 620, 290, 250  # tenths of a millimetre
LONGEST = 26


def as_svg(item: Any, address: str) -> bytes:
    """One label of 62 by 29 millimetres."""
    words = [(item.reference, 44, 700, 80), (_short(item.title), 30, 500, 130), (_short(item.asset_tag), 28, 400, 175)]
    words += [(_short(item.serial_number), 28, 400, 215)]
    texts = "".join(
        f'<text x="{CODE + 40}" y="{y}" font-size="{size}" font-weight="{weight}">{escape(text)}</text>'
        for text, size, weight, y in words
        if text
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="62mm" height="29mm" viewBox="0 0 {WIDE} {TALL}"'
    ground = f'<rect width="{WIDE}" height="{TALL}" fill="#fff"/>'
    name = escape(f"{item.reference} {item.title}")
    code = f'<g transform="translate(20,20)">{_code(address)}</g>'
    return f'{head} font-family="sans-serif"><title>{name}</title>{ground}{code}{texts}</svg>'.encode()


def as_pdf(items: Iterable[tuple[Any, str]]) -> bytes:
    """One page of the size of a label for each item with the address of its page."""
    labels = [
        {
            "code": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {CODE} {CODE}">{_code(address)}</svg>',
            "reference": item.reference,
            "lines": [text for text in (_short(item.title), item.asset_tag, item.serial_number) if text],
            "address": address,
        }
        for item, address in items
    ]
    return typesetting.pdf("labels", {"labels": labels})


def _code(address: str) -> str:
    """The code as paths that fill a square; it can still be read when a seventh of it is soiled."""
    code = segno.make(address, error="m", micro=False)
    scale = CODE / code.symbol_size(border=0)[0]
    drawing = str(code.svg_inline(border=0, scale=round(scale, 4), omitsize=True))
    return drawing.replace("<svg", f'<svg width="{CODE}" height="{CODE}"', 1)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
