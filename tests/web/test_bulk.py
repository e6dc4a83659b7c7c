"""One thing for many records: the step asks for its person, what is refused says the field by its name."""

from typing import Any

from django.test import Client

from tandem.ground.kernel import registers, writing
from tests.cast import Cast


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
