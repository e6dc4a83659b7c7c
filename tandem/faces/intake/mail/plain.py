"""HTML of messages as plain text: paragraphs, lists and links stay readable, quotes are marked, nothing is loaded."""

import re
from html import unescape
from html.parser import HTMLParser

BLOCKS = frozenset({"p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr", "section"})
UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript"})
SPACES = re.compile(r"[ \t\r\n\xa0\u200b]+")
MANY_LINES = re.compile(r"\n{3,}")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
MOST = 1_000_000  # characters that are read
MOST_QUOTES = 9  # marks at the beginning of a line


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line: list[str] = [""]
        self.quotes = 0
        self.unseen = 0
        self.link, self.link_from = "", 0

    def parse_html_declaration(self, i: int) -> int:
        """Whatever is declared is no text: browsers pass over it, and what is none of HTML does not end the reading."""
        return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.unseen += 1
        elif tag == "br" or tag in BLOCKS:
            self._end_line(is_block=tag != "br")
        elif tag == "li":
            self._end_line(is_block=True)
            self.line.append("* ")
        elif tag == "td" and self._has_words():
            self.line.append(" ")
        elif tag == "blockquote":
            self._end_line(is_block=True)
            self.quotes += 1
            self.line = [self._mark()]
        elif tag == "a":
            self.link, self.link_from = dict(attrs).get("href") or "", len(self.line)

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
        if not self.unseen and (text := self._joining(SPACES.sub(" ", data))):
            self.line.append(text)

    def _joining(self, text: str) -> str:
        """Without a space where the line has one already, or has not begun."""
        return text.lstrip() if len(self.line) == 1 or self.line[-1].endswith(" ") else text

    def _mark(self) -> str:
        return "> " * min(self.quotes, MOST_QUOTES)

    def _has_words(self) -> bool:
        return any(part.strip("> ") for part in self.line)

    def _end_link(self) -> None:
        if self.link.startswith(("http://", "https://")) and self.link not in "".join(self.line[self.link_from :]):
            self.line.append(f" <{self.link[:500]}>")
        self.link = ""

    def _end_line(self, *, is_block: bool = False) -> None:
        if self._has_words() or not is_block:
            self.lines.append("".join(self.line).rstrip())
        self.line = [self._mark()]

    def read(self, html: str) -> str:
        """What stands in this HTML, line by line."""
        self.feed(html)
        self.close()
        self._end_line()
        return "\n".join(self.lines)


def from_html(html: str) -> str:
    """What a reader would see of a page, as lines of text; of a very long one the beginning."""
    seen = COMMENT.sub("", html[:MOST])
    end = seen.rfind(">") + 1  # what begins there ends nowhere, and would be looked for to the end again and again
    return MANY_LINES.sub("\n\n", f"{_Reader().read(seen[:end])}{_open_end(seen[end:])}").strip()


def _open_end(text: str) -> str:
    """What follows the last tag, as the text that it is."""
    return SPACES.sub(" ", unescape(text))
