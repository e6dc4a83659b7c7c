"""Bringing a spreadsheet on the page: read, answer what it leaves open, make the draft."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.direction.controls.statements.models import Statement
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel import tenancy
from tests.cast import Cast

HEAD = "Control,Name,Applicable?,Justification\n"


def client_of(cast: Cast, who: str = "ben") -> Client:
    client = Client()
    client.force_login(cast.users[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def bring(cast: Cast, client: Client, text: str) -> str:
    framework = Framework.objects.get(key="iso-27001:2022")
    for ref, title in (("A.5.3", "Segregation"), ("A.5.30", "Readiness")):
        told = {"title": title, "kind": "control", "assessable": True}
        Requirement.objects.get_or_create(framework=framework, ref=ref, defaults=told)
    response = client.post("/home/statements/bring/", {"file": SimpleUploadedFile("soa.csv", text.encode())})
    assert response.status_code == 302
    return str(response.url)


def test_a_question_is_answered_and_the_draft_is_made(cast: Cast) -> None:
    client = client_of(cast)
    page = bring(cast, client, f"{HEAD}5.1,Policies,Yes,Law\n5.3,,No,Too small\n")
    assert "Which control is “5.3”?" in client.get(page).content.decode()
    assert client.post(page, {"bring": "1"}).url == page
    client.post(page, {"control soa.csv!3": "A.5.30"})
    assert "Make the draft" in client.get(page).content.decode()
    response = client.post(page, {"bring": "1"})
    with tenancy.organization_active(cast.home.pk):
        statement = Statement.objects.get()
        decided = dict(StatementEntry.objects.exclude(decision="").values_list("ref", "decision"))
    assert response.url == f"/home/statements/{statement.reference}/decide/"
    assert decided == {"A.5.1": "applicable", "A.5.30": "excluded"}


def test_an_empty_form_says_so_and_makes_nothing(cast: Cast) -> None:
    client = client_of(cast)
    page = bring(cast, client, f"{HEAD}5.1,Policies,,\n5.30,Readiness,,\n")
    assert "nobody has filled in" in client.get(page).content.decode()
    client.post(page, {"bring": "1"})
    with tenancy.organization_active(cast.home.pk):
        assert Statement.objects.count() == 0


def test_what_cannot_be_read_is_refused_at_once(cast: Cast) -> None:
    response = client_of(cast).post("/home/statements/bring/", {"file": SimpleUploadedFile("soa.xlsx", b"%PDF-1.7")})
    assert (response.status_code, b"not a table" in response.content) == (422, True)
    assert client_of(cast).post("/home/statements/bring/", {}).status_code == 422
    with tenancy.organization_active(cast.home.pk):
        assert ImportRun.objects.count() == 0


def test_readers_bring_nothing_and_others_do_not_see_it(cast: Cast) -> None:
    page = bring(cast, client_of(cast), f"{HEAD}5.1,Policies,Yes,Law\n")
    assert client_of(cast, "cleo").get(page).status_code == 404
    assert client_of(cast, "cleo").post(page, {"bring": "1"}).status_code == 404
    assert client_of(cast, "cleo").get("/home/statements/bring/").status_code == 403
