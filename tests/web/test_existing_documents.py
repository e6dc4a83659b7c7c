"""Existing documents brought on the page and on the command line; a version printed; where a document is cited."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tandem.faces.cli.drafting import documents as command
from tandem.ground.kernel import clock, jobs, writing
from tandem.proof.reporting import document as printed
from tandem.support.documents.models import Document
from tandem.support.documents.register import DOCUMENTS
from tandem.support.documents.versions.models import DocumentVersion
from tandem.support.documents.versions.register import DOCUMENT_VERSIONS
from tandem.support.documents.words import reading
from tandem.support.documents.words.tests import samples
from tests.cast import Cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def visitor(cast: Cast, name: str) -> Client:
    """One of the cast, signed in."""
    client = Client()
    client.force_login(cast.users[name], BACKEND)
    return client


def address(name: str, *parts: Any) -> str:
    """Address of a page at home."""
    return reverse(name, args=("home", *parts))


def upload(client: Client, given: dict[str, bytes]) -> str:
    """Bring files; the address of what was found in them."""
    sent = [SimpleUploadedFile(name, content) for name, content in given.items()]
    response = client.post(address("bring-documents"), {"file": sent})
    assert response.status_code == 302
    return str(response.url)


def test_documents_are_looked_through_and_brought(home: Cast) -> None:
    client = visitor(home, "ben")
    page = upload(client, {"x.docx": samples.word(), "sheet.xlsx": samples.zipped({"[Content_Types].xml": b""})})
    told = client.get(page).content.decode()
    for words in ("Backup policy", "QP-07", "2.1", "It is neither Word nor PDF nor plain text."):
        assert words in told
    assert not Document.objects.exists()
    assert client.post(f"{page}run/").url == page
    assert DocumentVersion.objects.get().number == "2.1"
    assert DocumentVersion.objects.get().reference in client.get(page).content.decode()
    client.post(f"{page}run/")
    assert DocumentVersion.objects.count() == 1


def test_many_documents_come_in_the_background(home: Cast) -> None:
    client = visitor(home, "ben")
    page = upload(client, {"all.zip": samples.zipped({f"{at}.txt": b"Words %d." % at for at in range(20)})})
    assert "hx-get" in client.get(page).content.decode()
    assert jobs.run_all() == 1
    client.post(f"{page}run/")
    assert jobs.run_all() == 1
    assert Document.objects.count() == 20


def test_readers_are_refused(home: Cast) -> None:
    assert visitor(home, "cleo").get(address("bring-documents")).status_code == 403


def test_nothing_chosen_is_said(home: Cast) -> None:
    response = visitor(home, "ben").post(address("bring-documents"), {})
    assert response.status_code == 422
    assert "Choose a file first." in response.content.decode()


def test_the_command_brings_a_folder(home: Cast, tmp_path: Path) -> None:
    samples.laid(tmp_path / "docs", {"x.docx": samples.word(), "deep/a.txt": b"Words."})
    dry = CliRunner().invoke(command, ["bring", "home", str(tmp_path / "docs"), "--dry-run", "--json"])
    assert (dry.exit_code, json.loads(dry.stdout)["is_written"]) == (0, False)
    assert not Document.objects.exists()
    done = CliRunner().invoke(command, ["bring", "home", str(tmp_path / "docs")])
    assert done.exit_code == 0
    assert "Brought 2 documents and 0 further versions (0 known, 0 refused) from 2 files." in done.output
    (tmp_path / "docs" / "b.docx").write_bytes(b"broken")
    again = CliRunner().invoke(command, ["bring", "home", str(tmp_path / "docs")])
    assert again.exit_code == 1
    assert "b.docx: refused." in again.output


def approved(home: Cast, number: str, text: str, document: Any = None) -> Any:
    """A version of a document, approved by another."""
    values = {"title": "Access policy", "owner": home.users["ada"], "kind": "policy"}
    document = document or writing.create(home.actor("ada"), DOCUMENTS, values)
    told = {"document": document, "number": number, "text": text}
    version = writing.create(home.actor("ben"), DOCUMENT_VERSIONS, told)
    writing.transition(home.actor("ben"), DOCUMENT_VERSIONS, version.reference, "submit")
    return writing.transition(home.actor("ada"), DOCUMENT_VERSIONS, version.reference, "approve")


def words_of(tmp_path: Path, content: bytes) -> str:
    """What stands in a PDF."""
    return reading.read(samples.laid(tmp_path, {"printed.pdf": content}))[0].text


def test_a_printed_version_says_what_it_is(home: Cast, tmp_path: Path) -> None:
    text = "# Access\n\nBy **role** only.\n\n- one\n- two\n\n| A | B |\n|---|---|\n| c | d |\n\n### Deep\n\n`code`\n"
    first = approved(home, "1.0", text)
    content = visitor(home, "ada").get(address("document-pdf", first.reference)).content
    told = words_of(tmp_path, content)
    for words in ("Access policy", "Version 1.0", "By role only.", "in force", "Ada", first.document.reference):
        assert words in told
    assert "SUPERSEDED" not in told
    approved(home, "2.0", "By role and need.", first.document)
    old = words_of(tmp_path, visitor(home, "ada").get(address("document-pdf", first.reference)).content)
    assert "SUPERSEDED" in re.sub(r"\s", "", old)


@pytest.mark.parametrize(
    ("state", "words"), [("draft", "draft"), ("in-review", "in review"), ("superseded", "superseded")]
)
def test_what_is_not_in_force_is_marked(home: Cast, state: str, words: str) -> None:
    version = DocumentVersion(document=Document(title="A", state="effective"), state=state)
    assert printed.watermark(version, clock.now().date()) == words


def test_staff_print_what_is_in_force_only(home: Cast) -> None:
    first = approved(home, "1.0", "By role.")
    second = approved(home, "2.0", "By role and need.", first.document)
    staff = visitor(home, "finn")
    assert staff.get(address("document-pdf", second.reference)).status_code == 200
    assert staff.get(address("document-pdf", first.reference)).status_code == 404


def test_citations_are_shown(home: Cast) -> None:
    first = approved(home, "1.0", "By role.")
    other = writing.create(home.actor("ada"), DOCUMENTS, {"title": "Other rules", "owner": home.users["ada"]})
    told = {"document": other, "number": "1", "text": "As the Access policy says."}
    writing.create(home.actor("ben"), DOCUMENT_VERSIONS, told)
    page = visitor(home, "ada").get(address("document-cited", first.document.reference)).content.decode()
    assert "Other rules" in page
    assert "<mark>Access policy</mark>" in page
