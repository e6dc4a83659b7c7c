"""What is read from Word and PDF files, and what they call themselves."""

from pathlib import Path

import pytest

from tandem.support.documents.words import reading
from tandem.support.documents.words.recognizing import in_order, recognize
from tandem.support.documents.words.said import Said
from tandem.support.documents.words.tests import samples


def read(tmp_path: Path, name: str, content: bytes) -> Said:
    return reading.read(samples.laid(tmp_path, {name: content}))[0]


def test_word_becomes_markdown(tmp_path: Path) -> None:
    said = read(tmp_path, "backup.docx", samples.word())
    assert said.text.startswith("# Backup policy")
    assert "| Document no. | QP-07 | Version | 2.1 |" in said.text
    assert "Restores are tried every **quarter**" in said.text
    assert "- Tapes leave the house\n- Keys stay in the safe" in said.text


def test_lists_and_tables_keep_their_shape(tmp_path: Path) -> None:
    said = read(tmp_path, "shapes.docx", samples.shapes())
    assert said.text == (
        "1. Call\n2. Note\n    - who\n    - when\n3. Close\n\nIndented only.\n\n1. Anew\n\n"
        "| Left or right | first line second line |\n| --- | --- |\n| inner |  |"
    )


def test_nothing_that_stands_in_a_word_file_is_lost(tmp_path: Path) -> None:
    said = read(tmp_path, "policy.docx", samples.wrapped())
    for name in ("Incontrol", "Inserted", "Boxed", "Beside"):
        assert said.text.count(name) == 1
    assert "Deleted" not in said.text


def test_header_names_the_document(tmp_path: Path) -> None:
    names = recognize(read(tmp_path, "policy.docx", samples.wrapped()))
    assert (names.number, names.version) == ("SEC-12", "4")


def test_pdf_is_read(tmp_path: Path) -> None:
    said = read(tmp_path, "x.pdf", samples.pdf("Laptops are encrypted.", title="Laptop policy"))
    assert "Laptops are encrypted." in said.text
    assert recognize(said).title == "Laptop policy"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("scan.pdf", samples.pdf("#rect()"), "pictures"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old-word"),
        ("cut.docx", samples.word()[:3000], "damaged"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj", "damaged"),
        ("sheet.xlsx", samples.zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "unknown"),
        ("empty.txt", b"  ", "empty"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    assert read(tmp_path, name, content).code == code


def test_a_table_of_pairs_names_the_document(tmp_path: Path) -> None:
    names = recognize(read(tmp_path, "file.docx", samples.word()))
    assert (names.title, names.number, names.version, names.owner) == ("Backup policy", "QP-07", "2.1", "Ben")
    assert (names.kind, names.topic, names.classification) == ("policy", "backup", "confidential")
    assert names.where == dict.fromkeys(("number", "version", "owner", "classification"), "text") | {"title": "heading"}


@pytest.mark.parametrize(
    ("name", "number", "version", "title"),
    [
        ("POL-001 Information Security Policy v2.1 FINAL.docx", "POL-001", "2.1", "Information Security Policy"),
        ("QP_07_Change_Management_Rev3.doc", "QP_07", "3", "Change Management"),
        ("Remote work (v1_2).pdf", "", "1.2", "Remote work"),
        ("ISO 27001 scope.docx", "", "1.0", "ISO 27001 scope"),
        ("folder/Access control.docx", "", "1.0", "Access control"),
        ("01 ISP-001 Information Security Policy v3.2.docx", "ISP-001", "3.2", "Information Security Policy"),
    ],
)
def test_the_file_name_names_the_document(name: str, number: str, version: str, title: str) -> None:
    names = recognize(Said(name=name))
    assert (names.number, names.version, names.title) == (number, version, title)


@pytest.mark.parametrize(
    ("lines", "number", "version", "owner", "kind"),
    [
        (
            ["Tittel: Rutine for endring", "Dokumentnr. | PRO-07", "Versjon | 2.0", "Eier | Jonas"],
            "PRO-07",
            "2.0",
            "Jonas",
            "procedure",
        ),
        (["Titre: Politique", "Référence: P-1", "Édition: 3", "Propriétaire: Ana"], "P-1", "3", "Ana", "policy"),
        (["ISP-001 | Version 3.2 | Owner: Mira", "Title: Backup plan"], "ISP-001", "3.2", "Mira", "plan"),
        (["Data | Owner", "Title: Backup plan"], "", "1.0", "", "plan"),
    ],
)
def test_labels_of_other_languages_and_a_number_without_one_are_known(
    lines: list[str], number: str, version: str, owner: str, kind: str
) -> None:
    names = recognize(Said(name="a.docx", lines=lines))
    assert (names.number, names.version, names.owner, names.kind) == (number, version, owner, kind)


def test_a_history_of_changes_gives_the_newest_version() -> None:
    lines = ["Version | Date | Author | Change", "1.9 | 2024-01-05 | Ada | First", "1.10 | 2025-02-01 | Ada | Second"]
    assert recognize(Said(name="a.docx", lines=lines)).version == "1.10"


def test_labels_of_lines_are_read() -> None:
    lines = ["Title: Cryptography", "Document owner: Ada Holm Revision: B", "Doc. No.: IT/4.2", "Status: draft"]
    names = recognize(Said(name="a.docx", lines=lines))
    assert (names.title, names.owner, names.version, names.number) == ("Cryptography", "Ada Holm", "B", "IT/4.2")


@pytest.mark.parametrize("line", ["Owner: ______", "Owner: [enter name]", "Owner: <tbd>", "Owner:"])
def test_a_place_to_fill_in_is_no_owner(line: str) -> None:
    assert recognize(Said(name="a.docx", lines=[line])).owner == ""


def test_versions_stand_in_their_order() -> None:
    assert sorted(["2.0", "1.10", "A", "1.9"], key=in_order) == ["A", "1.9", "1.10", "2.0"]


@pytest.mark.parametrize(
    "lines",
    [
        ["Dokumentennummer | QM 4.2", "Bezeichnung | Übergabe", "Prozesseigner | Ida", "Revisionsstand | 3"],
        ["N° de document : QM 4.2", "Intitulé : Übergabe", "Pilote du processus : Ida", "Indice : 3"],
        ["Dok.-Nr. | Benennung | Fassung | Dokumenteigner", "QM 4.2 | Übergabe | 3 | Ida"],
    ],
)
def test_labels_are_known_in_german_and_french(lines: list[str]) -> None:
    names = recognize(Said(name="a.docx", lines=lines))
    assert (names.number, names.title, names.owner, names.version) == ("QM 4.2", "Übergabe", "Ida", "3")


@pytest.mark.parametrize("heading", ["1 Zweck", "2.1. General", "Purpose and scope", "Objet"])
def test_the_heading_of_a_chapter_is_no_title(heading: str) -> None:
    assert recognize(Said(name="IT-4 Handover v2.docx", text=f"# {heading}\n\nWho goes says so.")).title == "Handover"
    assert recognize(Said(name="IT-4 Handover v2.docx", text="# 24 hours of duty\n\nText")).title == "24 hours of duty"
