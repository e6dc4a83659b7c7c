"""Markdown that costs too much is shown as it was written; everything else as it is meant."""

import pytest

from tandem.faces.web.markdown_text import markdown

COSTLY = {
    "brackets": "[" * 20_000,
    "stars": "*a" * 10_000,
    "links": "[a](" * 10_000,
    "images": "![" * 20_000,
    "table": "|a|b|\n|-|-|\n" + "|x|y|\n" * 10_000,
    "references": "[a]: /u\n" * 5_000 + "[a]" * 5_000,
    "too long": "word " * 50_000,
}


@pytest.mark.parametrize("name", COSTLY)
def test_what_costs_too_much_is_shown_plain(name: str) -> None:
    assert markdown(COSTLY[name]).startswith("<pre>")


def test_what_is_shown_plain_is_escaped() -> None:
    assert "<script>" not in markdown("<script>alert(1)</script>" + "[" * 20_000)


def test_ordinary_text_keeps_its_form() -> None:
    assert markdown("# Title\n\nA **word**.") == "<h1>Title</h1>\n<p>A <strong>word</strong>.</p>\n"


def test_a_wide_table_moves_alone() -> None:
    table = markdown("| about | who |\n| --- | --- |\n| policies | top management |")
    assert table.startswith('<div class="scroll" tabindex="0"><table>')
    assert table.count("<div") == table.count("</div>") == 1
