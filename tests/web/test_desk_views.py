"""The open tickets by state, by person and by group: each figure is the length of the list that it opens."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import clock, writing
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.register import INCIDENTS
from tandem.support.people.register import PEOPLE
from tests.cast import Cast
from tests.web.test_suggestions import signed_in

LINK = re.compile(r'<a href="(/home/incidents/\?[^"]+)">([\d,]+)</a>')
REFERENCE = re.compile(r"/home/incidents/(INC-[\d-]+)/")


def ticket(home: Cast, title: str, **values: Any) -> str:
    """An incident that somebody reported."""
    said = {"impact": 3, "urgency": 3, "reported_as": "disruption"}
    return str(writing.create(home.actor("ada"), INCIDENTS, {"title": title, **said, **values}).reference)


@pytest.fixture
def desk(home: Cast) -> dict[str, str]:
    """Four open tickets: one of nobody, two of Ben of which one waits, one that is old and pressing; one is solved."""
    ben, ada = home.users["ben"].pk, home.actor("ada")
    with clock.fixed(clock.now() - timedelta(days=20)):
        old = ticket(home, "Old", group="Network", impact=1, urgency=1)
    names = {"old": old, "nobody": ticket(home, "Nobody's", group="Platform")}
    for title in ("works", "waits", "done"):
        names[title] = ticket(home, title, group="Platform")
        writing.transition(ada, INCIDENTS, names[title], "assign", {"assignee": ben})
    until = (clock.now() + timedelta(days=3)).isoformat()
    writing.transition(
        ada,
        INCIDENTS,
        names["waits"],
        "wait",
        {"pending_on": "customer", "pending_why": "An answer", "pending_until": until},
    )
    done = {"resolution_code": "Solved", "resolution": "Restarted"}
    writing.transition(ada, INCIDENTS, names["done"], "resolve", done)
    return names


def page(client: Client, address: str) -> str:
    answer = client.get(f"/home/queue/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", ["states/", "states/?tab=nobody", "states/?tab=mine", "people/"])
def test_every_figure_opens_as_many_tickets_as_it_says(home: Cast, desk: dict[str, str], address: str) -> None:
    client = signed_in(home, "ben")
    figures = [(unescape(link), int(count)) for link, count in LINK.findall(page(client, address))]
    assert any(count for _link, count in figures)
    for link, count in figures:
        rows = client.get(link).content.decode().partition("<tbody")[2]
        assert len(set(REFERENCE.findall(rows))) == count, link


def test_each_state_has_its_column_and_what_is_solved_has_none(home: Cast, desk: dict[str, str]) -> None:
    text = page(signed_in(home, "ben"), "states/")
    lanes = [set(REFERENCE.findall(lane)) for lane in text.split('class="lane"')[1:]]
    assert lanes == [{desk["old"], desk["nobody"]}, {desk["works"]}, set(), {desk["waits"]}]


def test_workload_says_who_has_how_much(home: Cast, desk: dict[str, str]) -> None:
    text = page(signed_in(home, "ada"), "people/")
    rows = {
        re.sub(r"<[^>]+>", "", row.partition("</th>")[0]).strip(): [int(count) for _link, count in LINK.findall(row)]
        for row in text.split('<th scope="row">')[1:]
    }
    assert rows == {"nobody": [2, 1, 0, 1], "Ben": [2, 0, 1, 0], "Platform": [3, 0, 1, 0], "Network": [1, 1, 0, 1]}


def test_my_group_is_my_unit_and_that_of_tickets_i_have(home: Cast, desk: dict[str, str]) -> None:
    assert 'href="?tab=group"' not in page(signed_in(home, "ada"), "")
    text = page(signed_in(home, "ben"), "?tab=group")
    assert 'href="?tab=group" aria-current="page">My group: Platform <b>3</b>' in text
    assert set(REFERENCE.findall(text)) == {desk["nobody"], desk["works"], desk["waits"]}
    writing.create(home.actor("ada"), PEOPLE, {"title": "Ada", "user": home.users["ada"].pk, "unit": "Network"})
    assert set(REFERENCE.findall(page(signed_in(home, "ada"), "?tab=group"))) == {desk["old"]}


def test_an_engineer_begins_with_the_queue_of_their_group(home: Cast, desk: dict[str, str]) -> None:
    Membership.objects.filter(user=home.users["ben"]).update(job="engineer")
    assert desk["old"] not in page(signed_in(home, "ben"), "")
    assert desk["old"] in page(signed_in(home, "ben"), "?tab=all")


@pytest.mark.parametrize("address", ["", "states/", "people/"])
def test_what_is_confidential_counts_for_nobody_else(home: Cast, desk: dict[str, str], address: str) -> None:
    Incident.objects.filter(reference=desk["old"]).update(is_confidential=True, is_security=True)
    text = page(signed_in(home, "cleo"), address)
    assert desk["old"] not in text
    assert "Network" not in text
