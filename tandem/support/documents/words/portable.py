"""A PDF as plain text, page by page."""

import re
from pathlib import Path

from pypdf import PdfReader

from tandem.support.documents.words.said import LONGEST, Said, tidy

MOST_PAGES = 2_000
FIRST_LINES = 60
PROPERTIES = ("title", "subject", "author", "keywords")


def read(path: Path, name: str) -> Said:
    """The words of a PDF that is not protected; one of pictures alone has none."""
    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        return Said(name=name, code="encrypted")
    pages: list[str] = []
    size = 0
    for page in reader.pages[:MOST_PAGES]:
        pages.append(_flowing(page.extract_text()))
        size += len(pages[-1])
        if size > LONGEST:
            break
    text = tidy("\n\n".join(filter(None, pages)))
    lines = [line.strip() for line in text.splitlines() if line.strip()][:FIRST_LINES]
    return Said(name=name, text=text, lines=lines, properties=_properties(reader), code="" if text else "pictures")


def _properties(reader: PdfReader) -> dict[str, str]:
    metainfo = reader.metadata
    properties = {name: tidy(str(getattr(metainfo, name, "") or ""))[:300] for name in PROPERTIES} if metainfo else {}
    return {name: text for name, text in properties.items() if text}


def _flowing(text: str) -> str:
    """Lines of a page, with words that were divided at the end of a line in one piece."""
    return re.sub(r"(?<=[^\W\d_])-\n(?=[a-zß-ÿ])", "", text).strip()
