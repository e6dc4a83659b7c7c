"""Files of documents as organizations have them, made for the tests."""

import io
import zipfile
from pathlib import Path

import docx
import typst
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn


def word(*, title: str = "Backup policy", heading: str = "", properties: dict[str, str] | None = None) -> bytes:
    """A Word document with a heading, a table of pairs, a list and a text."""
    document = docx.Document()
    for name, value in (properties or {}).items():
        setattr(document.core_properties, name, value)
    document.add_heading(heading or title, level=1)
    table = document.add_table(rows=0, cols=4)
    for cells in (("Document no.", "QP-07", "Version", "2.1"), ("Owner", "Ben", "Classification", "Confidential")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    paragraph = document.add_paragraph("Restores are tried every ")
    paragraph.add_run("quarter").bold = True
    document.add_paragraph("Tapes leave the house", style="List Bullet")
    document.add_paragraph("Keys stay in the safe", style="List Bullet")
    return saved(document)


def shapes() -> bytes:
    """A Word file with counted and nested lists, an indented paragraph, lines in a cell, and a table within a table."""
    document = docx.Document()
    for text, style in (
        ("Call", "List Number"),
        ("Note", "List Number"),
        ("who", "List Bullet 2"),
        ("when", "List Bullet 2"),
        ("Close", "List Number"),
        ("Indented only.", "List Paragraph"),
        ("Anew", "List Number"),
    ):
        document.add_paragraph(text, style=style)
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Left or right", "first line\nsecond line"
    table.cell(1, 0).add_table(rows=1, cols=1).cell(0, 0).text = "inner"
    return saved(document)


def wrapped() -> bytes:
    """A Word document whose words stand where plain readers miss them: control, insertion, text box; one is deleted."""
    document = docx.Document()
    body = document.element.body
    w = nsdecls("w")
    body.insert(
        0, parse_xml(f"<w:sdt {w}><w:sdtContent><w:p><w:r><w:t>Incontrol</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    )
    body.insert(1, parse_xml(f'<w:p {w}><w:ins w:id="1" w:author="a"><w:r><w:t>Inserted</w:t></w:r></w:ins></w:p>'))
    body.insert(
        2, parse_xml(f'<w:p {w}><w:del w:id="2" w:author="a"><w:r><w:delText>Deleted</w:delText></w:r></w:del></w:p>')
    )
    box = OxmlElement("w:txbxContent")
    box.append(parse_xml(f"<w:p {w}><w:r><w:t>Boxed</w:t></w:r></w:p>"))
    run = document.add_paragraph("Beside").runs[0]._r
    holder = OxmlElement("w:pict")
    holder.append(box)
    run.append(holder)
    document.sections[0].header.paragraphs[0].text = "Document ID: SEC-12 Rev. 4"
    assert body.findall(qn("w:sdt"))
    return saved(document)


def saved(document: object) -> bytes:
    """The bytes of a document."""
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def pdf(text: str, title: str = "") -> bytes:
    """A PDF with this text."""
    source = f"#set document(title: {title!r})\n".replace("'", '"') if title else ""
    return bytes(typst.compile((source + text).encode(), format="pdf"))


def zipped(files: dict[str, bytes]) -> bytes:
    """These files as a zip, by their paths."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def laid(folder: Path, files: dict[str, bytes]) -> list[tuple[Path, str]]:
    """These files in a folder, as pairs of path and name."""
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return [(folder / name, name) for name in files]
