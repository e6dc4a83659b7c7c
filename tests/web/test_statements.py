"""Statements on the web: every file, every refusal, nonsense in every form."""

from typing import Any

import pytest
from django.test import Client

from tandem.direction.controls.models import Control
from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.direction.controls.statements.models import Statement
from tandem.ground.catalogue.models import Framework, Mapping, MappingRow, Requirement
from tandem.ground.kernel import registers, tenancy, writing
from tandem.proof.reporting.statement import FORMS
from tests.cast import Cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NEW, OLD = "iso-27001:2022", "iso-27001:2013"


@pytest.fixture
def stated(cast: Cast) -> Cast:
    """A statement of Ben's over two controls, with an edition to carry it over to."""
    with tenancy.organization_active(cast.home.pk):
        new = Framework.objects.get(key=NEW)
        Requirement.objects.create(
            framework=new, ref="A.5.2", title="Roles", kind="control", assessable=True, position=9
        )
        old = Framework.objects.create(
            key=OLD, standard="iso-27001", edition="2013", name="2013", kind="standard", origin="built-in"
        )
        before = Requirement.objects.create(
            framework=old, ref="A.6.1.1", title="Roles", kind="control", assessable=True
        )
        mapping = Mapping.objects.create(key="x", source=old, target=new, origin="built-in")
        after = Requirement.objects.get(ref="A.5.2")
        MappingRow.objects.create(mapping=mapping, source=before, target=after, relation="equal", change="same")
        writing.create(cast.actor("ben"), registers.find("statements"), {"title": "SoA"})
    signed_in(cast, "ben").post("/home/statements/SOA-1/fill/")
    return cast


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name], backend=BACKEND)
    return client


def post(cast: Cast, name: str, page: str, who: str = "ben", **told: Any) -> Any:
    return signed_in(cast, who).post(f"/home/statements/{name}/{page}/", told, headers={"HX-Request": "true"})


def entries(cast: Cast, **fields: Any) -> list[StatementEntry]:
    with tenancy.organization_active(cast.home.pk):
        return list(StatementEntry.objects.filter(**fields).order_by("pk"))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("who", ["ben", "cleo", "gil"])
def test_whoever_may_read_it_may_save_it(stated: Cast, form: Any, who: str) -> None:
    response = signed_in(stated, who).get(f"/home/statements/SOA-1/file/{form.key}/")
    assert response.status_code == 200
    assert response["Content-Type"] == form.media_type
    assert f"home-soa-1.{form.ending}" in response["Content-Disposition"]
    assert len(response.content) > 100


def test_there_is_no_other_form_and_nothing_for_staff(stated: Cast) -> None:
    assert signed_in(stated, "ben").get("/home/statements/SOA-1/file/odt/").status_code == 404
    assert signed_in(stated, "finn").get("/home/statements/SOA-1/file/pdf/").status_code == 404
    assert signed_in(stated, "dan").get("/home/statements/SOA-1/file/pdf/").status_code == 404


def test_several_are_decided_and_taken_back(stated: Cast) -> None:
    references = [entry.reference for entry in entries(stated)]
    told = post(stated, "SOA-1", "together", reference=references, decision="applicable").content.decode()
    assert "2 of 2 decided" in told
    assert [entry.decision for entry in entries(stated)] == ["applicable", "applicable"]
    assert "0 of 2 decided" in post(stated, "SOA-1", "take-back").content.decode()
    assert "nothing of yours" in post(stated, "SOA-1", "take-back").content.decode()


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"reference": "SOAE-99", "decision": "applicable"},
        {"reference": "SOAE-1", "decision": "perhaps"},
        {"reference": "SOAE-1", "decision": "excluded"},
        {"reference": "SOAE-1", "justification": "x" * 6_000},
        {"reference": "RISK-1", "because_law": "maybe"},
    ],
)
def test_nonsense_decides_nothing(stated: Cast, told: dict[str, str]) -> None:
    assert post(stated, "SOA-1", "together", **told).status_code == 200
    assert [(entry.decision, entry.justification) for entry in entries(stated)] == [("", ""), ("", "")]


def test_a_reader_decides_nothing(stated: Cast) -> None:
    for page in ("together", "take-back", "begin"):
        told = {"reference": "SOAE-1", "decision": "applicable", "framework": OLD}
        assert post(stated, "SOA-1", page, "cleo", **told).status_code == 403
    assert {entry.decision for entry in entries(stated)} == {""}


def test_another_edition_is_begun_and_discarded(stated: Cast) -> None:
    references = [entry.reference for entry in entries(stated)]
    post(stated, "SOA-1", "together", reference=references, decision="applicable")
    response = post(stated, "SOA-1", "begin", framework=OLD)
    assert response.url == "/home/statements/SOA-2/transition/"
    work = signed_in(stated, "cleo").get(response.url).content.decode()
    assert "To confirm" in work
    assert "A.5.1" in work  # fell away: nothing in 2013 goes on with it
    assert post(stated, "SOA-1", "begin", framework="nowhere").url == "/home/statements/SOA-1/decide/"
    signed_in(stated, "ada").post("/home/statements/SOA-2/discard/")
    with tenancy.organization_active(stated.home.pk):
        assert list(Statement.objects.values_list("reference", flat=True)) == ["SOA-1"]


def test_versions_are_compared_on_the_page_and_in_files(stated: Cast) -> None:
    client = signed_in(stated, "ben")
    post(stated, "SOA-1", "begin")
    post(stated, "SOA-2", "together", reference="SOAE-3", decision="applicable")
    page = client.get("/home/statements/SOA-2/compare/?with=SOA-1").content.decode()
    assert "One decision differs between SOA-1 and SOA-2" in page
    assert (
        client.get("/home/statements/SOA-2/compare/?with=SOA-1&form=json").json()["controls"][0]["control"] == "A.5.1"
    )
    assert client.get("/home/statements/SOA-2/compare/?with=SOA-1&form=xlsx").content[:2] == b"PK"
    assert client.get("/home/statements/SOA-2/compare/?with=SOA-9").status_code == 404
    assert client.get("/home/statements/SOA-2/versions/").status_code == 200


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"recurring": "nothing"},
        {"requirement": "rubbish"},
        {"recurring": "log-review", "due": "tomorrow"},
        {"recurring": "log-review", "due": "2026-02-31"},
        {"recurring": "log-review", "owner": "nobody@example.org"},
    ],
)
def test_nonsense_begins_no_control(stated: Cast, told: dict[str, str]) -> None:
    response = signed_in(stated, "ben").post("/home/controls/begin/", told)
    assert response.status_code == 422
    with tenancy.organization_active(stated.home.pk):
        assert Control.objects.count() == 0


def test_controls_are_begun_by_those_who_write(stated: Cast) -> None:
    assert signed_in(stated, "cleo").post("/home/controls/begin/", {"recurring": "log-review"}).status_code == 403
    assert signed_in(stated, "ben").post("/home/controls/begin/", {"recurring": "log-review"}).status_code == 302
    with tenancy.organization_active(stated.home.pk):
        assert list(Control.objects.values_list("title", "state")) == [("Log review", "planned")]
