"""A text is seen as it will be read before it is saved; nothing is kept by looking."""

import pytest
from django.test import Client

from tandem.ground.kernel import registers, writing
from tandem.ground.ledger.models import Entry
from tests.cast import Cast

TEXT = "# Access\n\nBy **role**.<script>alert(1)</script>"


@pytest.fixture
def ada(home: Cast, client: Client) -> Client:
    client.force_login(home.users["ada"])
    return client


def test_a_preview_shows_what_was_written_and_keeps_nothing(home: Cast, ada: Client) -> None:
    before = Entry.objects.count()
    part = ada.post("/home/documents/preview/text/", {"text": TEXT}, headers={"HX-Request": "true"}).content.decode()
    assert "<h1>Access</h1>" in part and "<strong>role</strong>" in part and "<script>" not in part
    assert "<html" not in part
    page = ada.post("/home/documents/preview/text/", {"text": TEXT}).content.decode()
    assert "<html" in page and "<strong>role</strong>" in page and "alert(1)</script>" not in page
    assert Entry.objects.count() == before


def test_saving_comes_before_the_preview_so_that_enter_saves(home: Cast, ada: Client) -> None:
    documents = registers.find("documents")
    assert documents is not None
    writing.create(home.actor("ada"), documents, {"title": "Access", "kind": "policy", "retention_months": 36})
    form = ada.get("/home/document-versions/new/?document=DOC-1").content.decode()
    assert form.index('type="submit">Save') < form.index('data-preview="text"')
    assert 'formtarget="_blank"' in form and 'id="preview-text"' in form


def test_who_writes_no_documents_sees_no_preview(home: Cast, client: Client) -> None:
    client.force_login(home.users["cleo"])
    assert client.post("/home/documents/preview/text/", {"text": TEXT}).status_code == 403
