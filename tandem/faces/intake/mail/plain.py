"""HTML of messages as plain text: paragraphs, lists and links stay readable, quotes are marked, nothing is loaded."""

import re
from html.parser import HTMLParser

BLOCKS = frozenset({"p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr", "section"})
UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript"})
SPACES = re.compile(r"[ \t\r\n\xa0\u200b]+")
MANY_LINES = re.compile(r"\n{3,}")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.quotes = 0
        self.unseen = 0
        self.link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.unseen += 1
        elif tag == "br" or tag in BLOCKS:
            self._end_line(is_block=tag != "br")
        elif tag == "li":
            self._end_line(is_block=True)
            self.lines[-1] += "* "
        elif tag == "td" and self.lines[-1].strip("> "):
            self.lines[-1] += " "
        elif tag == "blockquote":
            self._end_line(is_block=True)
            self.quotes += 1
            self.lines[-1] = self._mark()
        elif tag == "a":
            self.link = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag == "blockquote":
            self.quotes = max(0, self.quotes - 1)
            self._end_line(is_block=True)
        elif tag in BLOCKS:
            self._end_line(is_block=True)
        elif tag == "a":
            self._end_link()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            text = SPACES.sub(" ", data)
            line = self.lines[-1]
            self.lines[-1] += text.lstrip() if line == self._mark() or line.endswith(" ") else text

    def _mark(self) -> str:
        return "> " * self.quotes

    def _end_link(self) -> None:
        if self.link.startswith(("http://", "https://")) and self.link not in self.lines[-1]:
            self.lines[-1] += f" <{self.link[:500]}>"
        self.link = ""

    def _end_line(self, *, is_block: bool = False) -> None:
        if self.lines[-1].strip("> ") or not is_block:
            self.lines.append(self._mark())
        else:
            self.lines[-1] = self._mark()


def from_html(html: str) -> str:
    """What a reader would see of a page, as lines of text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [line.rstrip() for line in reader.lines]
    return MANY_LINES.sub("\n\n", "\n".join(lines)).strip()
