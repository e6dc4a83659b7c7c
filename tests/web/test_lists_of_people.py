"""Lists as people use them: addresses that say what is set, columns remembered, many records changed at once."""

import re
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client

from tandem.faces.web.views import bulk
from tandem.ground.kernel import jobs, writing
from tandem.ground.kernel.models import Job
from tandem.operation.services.register import SERVICES
from tests.cast import Cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LIST = "/home/services/"


def browser(home: Cast, name: str) -> Client:
    client = Client()
    client.force_login(home.users[name], backend=BACKEND)
    return client


@pytest.fixture
def services(home: Cast) -> list[Any]:
    ada = home.actor("ada")
    return writing.create_many(ada, SERVICES, [{"title": f"Service {number}"} for number in range(3)])


def titles(client: Client, address: str) -> int:
    return client.get(address).content.decode().count('name="reference"')


def test_an_address_holds_only_what_is_set(home: Cast, services: list[Any]) -> None:
    client = browser(home, "ada")
    assert client.get(f"{LIST}?q=&state=proposed&owner=").url == f"{LIST}?state=proposed"
    assert client.get(f"{LIST}?q=&state=").url == f"{LIST}?view=all"


def test_a_view_that_an_address_names_alone_shows_what_it_is_for(home: Cast, services: list[Any]) -> None:
    view = SERVICES.listing.views[0]
    address = browser(home, "ada").get(f"{LIST}?view={view.key}").url
    assert parse_qs(address.partition("?")[2]) == {
        name: [value] for name, value in {**view.filters, "sort": view.sort, "view": view.key}.items() if value
    }


def test_the_view_that_is_searched_in_stays_marked(home: Cast, services: list[Any]) -> None:
    page = browser(home, "ada").get(f"{LIST}?view=all&q=mail").content.decode()
    assert re.search(r'<a href="[^"]*view=all"[^>]*aria-current="page"', page)


def test_what_a_list_does_not_know_is_left_aside(home: Cast, services: list[Any]) -> None:
    client = browser(home, "ada")
    assert titles(client, f"{LIST}?utm_source=mail&state=proposed") == 3
    assert titles(client, f"{LIST}?state=live&nonsense=1") == 0


def test_columns_and_widths_are_remembered_for_one_person(home: Cast, services: list[Any]) -> None:
    ada = browser(home, "ada")
    sent = {"columns": "reference,title,updated_at,secret", "width:title": "320", "width:owner": "9", "back": LIST}
    assert ada.post(f"{LIST}layout/", sent).url == LIST
    home.users["ada"].refresh_from_db()
    kept = {"services": {"columns": ["reference", "title", "updated_at"], "widths": {"title": 320}}}
    assert home.users["ada"].list_layouts == kept
    page = ada.get(f"{LIST}?view=all").content.decode()
    assert 'data-column="updated_at"' in page and 'data-column="title" data-width="320"' in page
    assert 'data-column="updated_at"' not in browser(home, "ben").get(f"{LIST}?view=all").content.decode()


@pytest.mark.parametrize(
    ("do", "value", "field", "wanted"),
    [
        ("field:criticality", "high", "criticality", "high"),
        ("field:kind", "internal", "kind", "internal"),
        ("tag", "", "tags", ["north"]),
    ],
)
def test_many_are_changed_at_once(
    home: Cast, services: list[Any], do: str, value: str, field: str, wanted: Any
) -> None:
    sent = {"reference": [one.reference for one in services[:2]], "do": do, f"value:{field}": value, "tag": "north"}
    browser(home, "ada").post(f"{LIST}bulk/", {**sent, "back": LIST})
    values = [getattr(one, field) for one in SERVICES.model.objects.order_by("pk")]
    assert values[0] == values[1] != values[2]
    assert values[0] == wanted


def test_a_tag_is_taken_off(home: Cast, services: list[Any]) -> None:
    ada = home.actor("ada")
    writing.change(ada, SERVICES, "SVC-1", {"tags": ["north", "old"]})
    browser(home, "ada").post(f"{LIST}bulk/", {"reference": ["SVC-1"], "do": "untag", "tag": "old", "back": LIST})
    assert SERVICES.model.objects.get(reference="SVC-1").tags == ["north"]


def test_all_that_match_are_changed_and_no_others(home: Cast, services: list[Any]) -> None:
    ada = home.actor("ada")
    writing.transition(ada, SERVICES, "SVC-2", "design")
    sent = {"whole": "1", "do": "tag", "tag": "all", "back": f"{LIST}?state=proposed", "reference": ["SVC-2"]}
    browser(home, "ada").post(f"{LIST}bulk/", sent)
    tagged = [one.reference for one in SERVICES.model.objects.order_by("pk") if one.tags == ["all"]]
    assert tagged == ["SVC-1", "SVC-3"]


def test_very_many_are_changed_in_the_background_as_who_asked(
    home: Cast, services: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    sent = {"whole": "1", "do": "tag", "tag": "all", "back": f"{LIST}?view=all"}
    browser(home, "ada").post(f"{LIST}bulk/", sent)
    assert SERVICES.model.objects.filter(version=1).count() == 3
    jobs.run_all()
    assert [one.tags for one in SERVICES.model.objects.all()] == [["all"]] * 3
    assert Job.objects.get(task="change-many").result == {"done": 3, "refused": 0, "reasons": []}


@pytest.mark.parametrize("name", ["cleo", "gil", "finn", "dan"])
def test_who_may_not_change_changes_nothing(home: Cast, services: list[Any], name: str) -> None:
    sent = {"reference": ["SVC-1"], "do": "tag", "tag": "x", "back": LIST}
    browser(home, name).post(f"{LIST}bulk/", sent)
    browser(home, name).post(f"{LIST}bulk/", {**sent, "whole": "1"})
    assert all(one.version == 1 and one.tags == [] for one in SERVICES.model.objects.all())
