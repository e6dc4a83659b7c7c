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
    field.evaluate(PASTE, FROM_WORD)
    expect(field).to_have_value(MARKDOWN)
