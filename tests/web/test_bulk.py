"""One thing for many records: the step asks for its person, what is refused says the field by its name."""

from typing import Any

import pytest
from django.test import Client

from tandem.evaluation.audits.samples.models import AuditSample
from tandem.evaluation.audits.samples.register import AUDIT_SAMPLES
from tandem.evaluation.audits.tests.conftest import audit, both, hal, programme, running
from tandem.ground.exchange import runs
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid
from tests.cast import Cast

__all__ = ["audit", "both", "hal", "programme", "running"]


def browser(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def incidents(home: Cast) -> list[Any]:
    register = registers.find("incidents")
    assert register is not None
    titles = ("No wireless", "Printer “3” is <gone>")
    return [writing.create(home.actor("ada"), register, {"title": title}) for title in titles]


def test_many_are_assigned_to_somebody_at_once(home: Cast) -> None:
    made, ada = incidents(home), browser(home, "ada")
    panel = ada.get("/home/incidents/panels/bulk/", headers={"HX-Request": "true"}).content.decode()
    assert 'name="of:assign:assignee"' in panel
    assert 'data-deed="{what} {count} incidents"' in panel
    sent = {"do": "assign", "reference": [one.reference for one in made]}
    sent["of:assign:assignee"] = home.users["ben"].email
    ada.post("/home/incidents/bulk/", {**sent, "back": "/home/incidents/"})
    for one in made:
        one.refresh_from_db()
    assert [(one.state, one.assignee) for one in made] == [("assigned", home.users["ben"])] * 2


def test_what_is_refused_names_the_field_as_people_do(home: Cast) -> None:
    made, ada = incidents(home), browser(home, "ada")
    sent = {"do": "assign", "reference": made[0].reference, "of:assign:assignee": "Nobody Known"}
    page = ada.post("/home/incidents/bulk/", {**sent, "back": "/home/incidents/"}, follow=True).content.decode()
    assert f"{made[0].reference}: Assigned to: “Nobody Known”" in page
    made[0].refresh_from_db()
    assert (made[0].state, made[0].assignee) == ("new", None)


def test_what_a_step_settled_for_good_is_not_taken_back(both: Cast, running: Any) -> None:
    values = {"audit": running, "title": "Are they planned?", "population": "audits", "wanted": 1}
    sample = writing.create(both.actor("ada"), AUDIT_SAMPLES, values)
    sent = {"reference": sample.reference, "back": "/home/audit-samples/"}
    for step in ("commit", "freeze", "draw"):
        browser(both, "ada").post("/home/audit-samples/bulk/", {**sent, "do": step})
    for run in ImportRun.objects.order_by("-pk"):
        with pytest.raises(Invalid):
            runs.take_back(both.actor("ada"), run)
    drawn = AuditSample.objects.get()
    assert (drawn.state, drawn.drawn) == ("drawn", [running.reference])
