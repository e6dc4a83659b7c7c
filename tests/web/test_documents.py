"""Templates, reading and comparing documents, page by page."""

from typing import Any

import pytest
from django.test import Client

from tandem.ground.kernel import registers, tenancy, writing
from tandem.support.documents.models import Document
from tandem.support.documents.reading.models import Acknowledgement
from tandem.support.documents.versions.models import DocumentVersion
from tests.cast import Cast

HOSTILE = "# Hi\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)>\n\n{{ 7*7 }}"


@pytest.fixture
def enter(home: Cast) -> Any:
    def entered(name: str) -> Client:
        client = Client()
        client.force_login(home.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return entered


def write(home: Cast, text: str, title: str = "Access", **values: Any) -> Document:
    """A document of Ada's in force, written by Ben."""
    documents, versions = registers.find("documents"), registers.find("document-versions")
    assert documents is not None
    assert versions is not None
    ada, ben = home.actor("ada"), home.actor("ben")
    document = writing.create(ada, documents, {"title": title, "owner": home.users["ada"], **values})
    version = writing.create(ben, versions, {"document": document, "number": "1.0", "text": text})
    writing.transition(ben, versions, version.reference, "submit")
    writing.transition(ada, versions, version.reference, "approve")
    return Document.objects.get(pk=document.pk)


def test_a_set_is_begun_with_one_click(home: Cast, enter: Any) -> None:
    client = enter("ben")
    page = client.get("/home/documents/templates/")
    assert page.content.decode().count('name="template"') == 63
    told = {"template": ["backup", "isms-scope"], "owner": home.users["ada"].pk}
    assert client.post("/home/documents/templates/", told).status_code == 302
    assert sorted(Document.objects.values_list("template", "state", "owner__name")) == [
        ("backup", "draft", "Ada"),
        ("isms-scope", "draft", "Ada"),
    ]
    again = client.post("/home/documents/templates/", told)
    assert again.status_code == 422
    assert "is begun already: DOC-" in again.content.decode()
    assert Document.objects.count() == 2


@pytest.mark.parametrize(
    ("asked", "count"),
    [("q=chain+of+custody", 1), ("q=A.5.28&standard=iso-27001:2022", 1), ("standard=nothing", 0), ("q=%3Cb%3E", 0)],
)
def test_templates_are_found_by_word_and_clause(home: Cast, enter: Any, asked: str, count: int) -> None:
    text = enter("ada").get(f"/home/documents/templates/?{asked}").content.decode()
    assert text.count('name="template"') == count


def test_nonsense_begins_nothing(home: Cast, enter: Any) -> None:
    client = enter("ada")
    for told in (
        {},
        {"template": "nothing"},
        {"template": ["backup", "nothing"]},
        {"template": "backup", "owner": "x"},
    ):
        assert client.post("/home/documents/templates/", told).status_code == 422
    assert enter("cleo").post("/home/documents/templates/", {"template": "backup"}).status_code == 403
    assert client.get("/home/documents/templates/nothing/").status_code == 404
    assert not Document.objects.exists()


def test_a_preview_inside_the_list_is_only_its_text(home: Cast, enter: Any) -> None:
    whole = enter("ada").get("/home/documents/templates/backup/").content.decode()
    part = enter("ada").get("/home/documents/templates/backup/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    assert "How it is checked" in part
    assert "Bring the services in operation into the register." in part


def test_a_hostile_text_is_only_text(home: Cast, enter: Any) -> None:
    document = write(home, HOSTILE)
    text = enter("ada").get(f"/home/documents/{document.reference}/read/").content.decode()
    assert "<script>alert" not in text
    assert 'href="javascript' not in text
    assert "<img" not in text
    assert "{{ 7*7 }}" in text


def test_staff_read_and_confirm_what_they_are_asked_to(home: Cast, enter: Any) -> None:
    secret = write(home, "Ring twice.", classification="restricted", read_by="everybody")
    finn = enter("finn")
    assert finn.get(f"/home/documents/{secret.reference}/read/").status_code == 404
    mine = Acknowledgement.objects.get(owner=home.users["finn"])
    assert f"/home/acknowledgements/{mine.reference}/read/" in finn.get("/home/work/").content.decode()
    page = finn.get(f"/home/acknowledgements/{mine.reference}/read/")
    assert "Ring twice." in page.content.decode()
    assert finn.post(f"/home/acknowledgements/{mine.reference}/read/").status_code == 302
    mine.refresh_from_db()
    assert mine.state == "read"
    others = Acknowledgement.objects.get(owner=home.users["cleo"])
    assert finn.get(f"/home/acknowledgements/{others.reference}/read/").status_code == 404
    assert enter("gil").post(f"/home/documents/{secret.reference}/read/").status_code == 403


def test_staff_read_what_is_public_or_internal_and_in_force(home: Cast, enter: Any) -> None:
    open_one, closed = write(home, "By role."), write(home, "Keys.", "Keys", classification="confidential")
    finn = enter("finn")
    page = finn.get(f"/home/documents/{open_one.reference}/read/").content.decode()
    assert "By role." in page
    assert "I have read it" in page
    assert finn.get(f"/home/documents/{closed.reference}/read/").status_code == 404
    assert finn.post(f"/home/documents/{open_one.reference}/read/").status_code == 302
    assert Acknowledgement.objects.get().owner == home.users["finn"]


def test_a_draft_is_not_offered_as_the_version_in_force(home: Cast, enter: Any) -> None:
    document = write(home, "Old.")
    versions = registers.find("document-versions")
    assert versions is not None
    told = {"document": document, "number": "2.0", "text": "New."}
    draft = writing.create(home.actor("ben"), versions, told)
    address = f"/home/documents/{document.reference}/read/"
    assert "Old." in enter("finn").get(f"{address}?version={draft.reference}").content.decode()
    assert "New." in enter("cleo").get(f"{address}?version={draft.reference}").content.decode()
    assert enter("cleo").get(f"{address}?version=VER-99").status_code == 404


def test_versions_stand_side_by_side(home: Cast, enter: Any) -> None:
    document = write(home, "Rights end in five days.")
    versions = registers.find("document-versions")
    assert versions is not None
    told = {"document": document, "number": "2.0", "text": "Rights end in two <b>days</b>."}
    writing.create(home.actor("ben"), versions, told)
    address = f"/home/documents/{document.reference}/differences/"
    page = enter("cleo").get(address).content.decode()
    assert "<del>five</del>" in page
    assert "<ins>two</ins>" in page
    assert "<b>days" not in page
    assert "Both texts are the same." in enter("cleo").get(f"{address}?from=VER-1&to=VER-1").content.decode()
    for asked in ("from=VER-9", "to=template", "to=%00"):
        assert enter("cleo").get(f"{address}?{asked}").status_code == 404
    assert enter("cleo").post(address, {"number": "3.0"}).status_code == 404
    assert enter("finn").get(address).status_code == 404


def test_a_newer_template_is_shown_and_taken_as_a_draft(home: Cast, enter: Any) -> None:
    client = enter("ada")
    client.post("/home/documents/templates/", {"template": "backup"})
    document = Document.objects.get()
    Document.objects.filter(pk=document.pk).update(template_version=0)
    assert "A newer template exists" in client.get(f"/home/documents/{document.reference}/").content.decode()
    address = f"/home/documents/{document.reference}/differences/"
    assert client.get(f"{address}?to=template").status_code == 200
    assert client.post(address, {"number": "0.1"}).url.endswith("?to=template")
    assert DocumentVersion.objects.count() == 1
    client.post(address, {"number": "0.2"})
    assert sorted(DocumentVersion.objects.values_list("number", "state")) == [("0.1", "draft"), ("0.2", "draft")]
    document.refresh_from_db()
    assert document.template_version == 1


def test_an_exception_that_follows_on_begins_with_the_same_words(home: Cast, enter: Any) -> None:
    exceptions = registers.find("policy-exceptions")
    assert exceptions is not None
    words = {"deviation": "No & yes", "place": "A", "reason": "B", "measures": "C", "title": "Old <b>scanner</b>"}
    told = {"document": write(home, "x"), "owner": home.users["ben"], "expires_on": "2026-09-01", **words}
    asked = writing.create(home.actor("ben"), exceptions, told)
    writing.transition(home.actor("ada"), exceptions, asked.reference, "approve")
    page = enter("ben").get(f"/home/policy-exceptions/{asked.reference}/").content.decode()
    link = page.split('<div class="beside"><a class="btn" href="')[1].split('"')[0].replace("&amp;", "&")
    form = enter("ben").get(link).content.decode()
    assert 'value="Old &lt;b&gt;scanner&lt;/b&gt;"' in form
    assert "No &amp; yes" in form
    assert f'value="{asked.reference}" autocomplete="off"' in form


def test_another_organization_reads_nothing(home: Cast) -> None:
    document = write(home, "By role.")
    client = Client()
    client.force_login(home.users["dan"], backend="allauth.account.auth_backends.AuthenticationBackend")
    with tenancy.organization_active(home.elsewhere.pk):
        for slug in ("home", "elsewhere"):
            assert client.get(f"/{slug}/documents/{document.reference}/read/").status_code == 404
