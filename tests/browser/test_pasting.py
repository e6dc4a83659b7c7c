"""What is pasted from Word keeps its shape as Markdown."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {margin: 0}</style></head><body>
<h1>Access<o:p></o:p></h1><p class=MsoNormal>By <b>role</b> and <i>need</i>, see <a href="https://example.org/a">here</a>
and <a href="javascript:alert(1)">not here</a>.</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span> </span></span>First</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span> </span></span>Deeper</p>
<ol><li>One</li><li>Two</li></ol>
<table><tr><td><p>A</p></td><td>B</td></tr><tr><td>c*</td><td>d</td></tr></table></body></html>"""
REVISED = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><p class=MsoTitle>Leaving</p>
<p class=MsoNormal>Within <del cite="mailto:R" datetime="2026-01-02">two</del><ins cite="mailto:R">five</ins> days<a
class=msocomanchor href="#_msocom_1">[R1]</a>, <b>al</b><b>l</b> of it.</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>2.<span> </span></span>Deep</p>
<p class=MsoListParagraph style='mso-list:l0 level3 lfo1'><span style='mso-list:Ignore'>b)<span> </span></span>Under</p>
<p class=MsoListParagraph>Said below the list.</p>
<table><tr><td rowspan=2><p>A</p><p>and</p></td><td colspan=2>B<ul><li>x</li><li>y</li></ul></td></tr>
<tr><td>c</td><td><table><tr><td>in</td><td>side</td></tr></table></td></tr></table>
<div style='mso-element:comment-list'><p>Why five?</p></div></body></html>"""
AS_LEFT = """# Leaving

Within five days, **all** of it.

2. Deep
    - b) Under

Said below the list.

| A and | B x y |  |
| --- | --- | --- |
|  | c | in side |"""
IN_LINE = '<meta charset="utf-8"><span># One </span><b>bold</b><span> word, </span><s>gone</s>'

MARKDOWN = """# Access

By **role** and *need*, see [here](https://example.org/a) and not here.

- First
    - Deeper
1. One
2. Two

| A | B |
| --- | --- |
| c\\* | d |"""
PASTE = """(field, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "plain");
  field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_what_is_pasted_from_word_becomes_markdown(page: Page) -> None:
    page.goto("/lindfalk/document-versions/new/")
    field = page.locator("#text")
    for html, markdown in (
        (FROM_WORD, MARKDOWN),
        (REVISED, AS_LEFT),
        (IN_LINE, "\\# One **bold** word, ~~gone~~"),
    ):
        field.evaluate("field => { field.value = ''; }")
        field.evaluate(PASTE, html)
        expect(field).to_have_value(markdown)
