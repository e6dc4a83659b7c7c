"""Existing documents brought in one go, and the words of files on versions."""

from pathlib import Path
from typing import Any

import docx
import pytest

from tandem.ground.kernel import files, search, writing
from tandem.ground.kernel.errors import NotPermitted
from tandem.ground.kernel.models import Attachment
from tandem.support.documents.citing import citations
from tandem.support.documents.models import Document
from tandem.support.documents.register import DOCUMENTS
from tandem.support.documents.versions.models import DocumentVersion
from tandem.support.documents.versions.register import DOCUMENT_VERSIONS
from tandem.support.documents.words import bringing, unpacking
from tandem.support.documents.words.tests import samples
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def paths(tmp_path: Path, given: dict[str, bytes]) -> list[unpacking.Brought]:
    (tmp_path / "unpacked").mkdir(exist_ok=True)
    return unpacking.every(samples.laid(tmp_path / "sent", given), tmp_path / "unpacked")


def bring(home: Cast, tmp_path: Path, given: dict[str, bytes], who: str = "ben") -> list[bringing.Outcome]:
    return bringing.bring(home.actor(who), paths(tmp_path, given))


def simple(number: int) -> bytes:
    document = docx.Document()
    document.add_paragraph(f"Word{number}word is said here.")
    return samples.saved(document)


def test_fifty_in_one_go_and_nothing_lost(home: Cast, tmp_path: Path) -> None:
    given = {f"folder/Procedure {number} v1.{number}.docx": simple(number) for number in range(50)}
    outcomes = bring(home, tmp_path, {"all.zip": samples.zipped(given)})
    assert [outcome.becomes for outcome in outcomes] == ["document"] * 50
    assert Document.objects.count() == DocumentVersion.objects.count() == Attachment.objects.count() == 50
    numbers = set(DocumentVersion.objects.values_list("number", flat=True))
    assert numbers == {f"1.{number}" for number in range(50)}
    for number in (0, 49):
        (hit,) = search.everywhere(home.actor("ada"), f"word{number}word")
        (kept,) = files.of(DOCUMENT_VERSIONS, hit.record_id)
        assert kept.name == f"Procedure {number} v1.{number}.docx"
        with files.opened(home.actor("ada"), DOCUMENT_VERSIONS, hit.reference, kept.pk)[1] as original:
            assert original.read() == given[f"folder/{kept.name}"]


def test_the_same_files_again_change_nothing(home: Cast, tmp_path: Path) -> None:
    given = {"Backup.docx": samples.word(), "a.txt": b"Some words."}
    bring(home, tmp_path, given)
    outcomes = bring(home, tmp_path, given)
    assert {outcome.becomes for outcome in outcomes} == {"known"}
    assert DocumentVersion.objects.count() == 2


def test_names_are_kept_where_they_belong(home: Cast, tmp_path: Path) -> None:
    (outcome,) = bring(home, tmp_path, {"x.docx": samples.word()}, who="ada")
    document = Document.objects.get(reference=outcome.document)
    assert (document.title, document.external_id, document.owner.name) == ("Backup policy", "QP-07", "Ben")
    version = document.versions.get()
    assert (version.number, version.state, document.state) == ("2.1", "draft", "draft")
    assert version.words.startswith("# Backup policy")


def test_an_owner_who_is_no_member_is_named(home: Cast, tmp_path: Path) -> None:
    (outcome,) = bring(home, tmp_path, {"x.txt": b"Owner: Zora Unknown\nWords."})
    assert Document.objects.get().owner == home.users["ben"]
    assert "Zora Unknown is no member here" in outcome.notes[-1]


def test_two_files_of_one_title_become_two_versions(home: Cast, tmp_path: Path) -> None:
    given = {
        "b/Access v2.txt": b"Second words.",
        "a/Access v1.txt": b"First words.",
        "c/Access v2.txt": b"Other words.",
    }
    outcomes = bring(home, tmp_path, given)
    assert [(outcome.becomes, outcome.version) for outcome in outcomes] == [
        ("document", "1"),
        ("version", "2"),
        ("version", "2-2"),
    ]
    assert list(Document.objects.get().versions.order_by("pk").values_list("number", flat=True)) == ["1", "2", "2-2"]


def test_a_document_that_is_there_gets_a_further_version(home: Cast, tmp_path: Path) -> None:
    document = writing.create(home.actor("ada"), DOCUMENTS, {"title": "Access", "owner": home.users["ada"]})
    (outcome,) = bring(home, tmp_path, {"ACCESS v3.txt": b"Third words."})
    assert (outcome.becomes, outcome.document) == ("version", document.reference)


def test_every_file_has_an_outcome(home: Cast, tmp_path: Path) -> None:
    given = {
        "good.txt": b"Words.",
        "sheet.xlsx": samples.zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}),
        "old.doc": b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
        "cut.docx": samples.word()[:2000],
        "~$good.docx": b"lock",
    }
    outcomes = {outcome.file: outcome.becomes for outcome in bring(home, tmp_path, given)}
    assert outcomes == {"good.txt": "document", "sheet.xlsx": "refused", "old.doc": "document", "cut.docx": "refused"}
    assert Attachment.objects.count() == 2


def test_looking_through_writes_nothing(home: Cast, tmp_path: Path) -> None:
    planned = bringing.plan(home.actor("ben"), paths(tmp_path, {"x.docx": samples.word()}))
    assert [planned_file.outcome.becomes for planned_file in planned] == ["document"]
    assert not Document.objects.exists()


def test_readers_bring_nothing(home: Cast, tmp_path: Path) -> None:
    with pytest.raises(NotPermitted):
        bring(home, tmp_path, {"x.txt": b"Words."}, who="cleo")
    assert not Document.objects.exists()


def draft(home: Cast, **values: Any) -> Any:
    document = writing.create(home.actor("ada"), DOCUMENTS, {"title": "Access", "owner": home.users["ada"]})
    return writing.create(home.actor("ben"), DOCUMENT_VERSIONS, {"document": document, "number": "1.0", **values})


def attach(home: Cast, version: Any, content: bytes, name: str = "a.docx") -> Any:
    return files.attach(home.actor("ben"), DOCUMENT_VERSIONS, version.reference, name, [content])


def test_a_file_on_a_draft_gives_it_its_words(home: Cast) -> None:
    version = draft(home)
    kept = attach(home, version, samples.word())
    assert "Restores are tried" in DocumentVersion.objects.get(pk=version.pk).words
    assert [hit.reference for hit in search.everywhere(home.actor("ada"), "restores tried")] == [version.reference]
    files.remove(home.actor("ben"), DOCUMENT_VERSIONS, version.reference, kept.pk)
    assert DocumentVersion.objects.get(pk=version.pk).file_text == ""
    assert search.everywhere(home.actor("ada"), "restores tried") == []


def test_what_was_sent_for_review_keeps_its_words(home: Cast) -> None:
    version = draft(home)
    attach(home, version, samples.word())
    writing.transition(home.actor("ben"), DOCUMENT_VERSIONS, version.reference, "submit")
    attach(home, version, samples.pdf("Something else entirely."), "b.pdf")
    assert "Something else" not in DocumentVersion.objects.get(pk=version.pk).words


def test_the_text_of_a_file_can_be_gone_on_with(home: Cast) -> None:
    version = draft(home)
    attach(home, version, samples.word())
    writing.transition(home.actor("ben"), DOCUMENT_VERSIONS, version.reference, "take-words")
    assert DocumentVersion.objects.get(pk=version.pk).text.startswith("# Backup policy")


def test_citations_name_the_whole_document_only(home: Cast) -> None:
    version = draft(home, text="Itself.")
    document = version.document
    other = writing.create(home.actor("ada"), DOCUMENTS, {"title": "Other", "owner": home.users["ada"]})
    for number, text in (("1", f"See {document.reference} for more."), ("2", f"See {document.reference}1 only.")):
        writing.create(home.actor("ben"), DOCUMENT_VERSIONS, {"document": other, "number": number, "text": text})
    (cited,) = citations(home.actor("ada"), document)
    assert (cited.reference, cited.before, cited.name, cited.after) == (
        other.reference,
        "See",
        document.reference,
        "for more.",
    )
