"""Nine places, not ninety registers: where everything is, for whom, and that nobody stands before an empty one."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.faces.web import navigation, places
from tandem.faces.web.places import MOST_PLACES, MOST_TABS, NINE, PLACES_OF, home_of
from tandem.ground.accounts import operations, pins
from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import permissions, registers, writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.tenancy import organization_active
from tests.cast import ROLES, Cast

HTMX = {"HX-Request": "true"}
AUDIENCES = [(role, "") for role in ROLES.values()] + [("contributor", job) for job in ("agent", "engineer", "officer")]


def browser(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def shown(client: Client, address: str, headers: dict[str, str] | None = None) -> str:
    response = client.get(address, headers=headers or {})
    assert response.status_code == 200, address
    return response.content.decode()


def rail(page: str) -> list[str]:
    """The titles in the rail of a page."""
    found = re.search(r'<nav class="places".*?</nav>', page, re.DOTALL)
    assert found is not None
    return re.findall(r"<span>([^<]+)</span>", found[0])


def test_every_register_has_a_home_that_is_a_place() -> None:
    assert {home_of(register) for register in registers.every()} <= {place.key for place in NINE}


def test_every_register_says_its_home() -> None:
    assert places.check_places() == []


def test_a_register_without_a_home_is_named_and_shown_in_the_place_of_its_wing(monkeypatch: pytest.MonkeyPatch) -> None:
    register = registers.find("suppliers")
    assert register is not None
    monkeypatch.setattr(type(register.place), "home", property(lambda _self: ""))
    monkeypatch.setattr(registers, "every", lambda: (register,))
    assert home_of(register) == "services"
    assert [found.id for found in places.check_places()] == ["tandem.W010"]


@pytest.mark.parametrize(("role", "job"), AUDIENCES)
def test_nobody_has_more_than_nine_places_or_a_place_with_more_than_seven_tabs(role: str, job: str) -> None:
    those = navigation.places_of(role, job, "home")
    assert 1 <= len(those) <= MOST_PLACES
    for place in those:
        assert 1 <= len([tab for tab in place.tabs if not tab.is_set_up]) <= MOST_TABS
        assert [tab.is_set_up for tab in place.tabs[:-1]] == [False] * (len(place.tabs) - 1)


@pytest.mark.parametrize("name", ROLES)
def test_each_place_and_tab_opens_for_those_who_have_it(home: Cast, name: str) -> None:
    client = browser(home, name)
    for place in navigation.places_of(ROLES[name], "", "home"):
        for link in place.links():
            assert client.get(link.url, follow=True).status_code == 200, link.url


def test_a_manager_finds_every_register_in_a_tab_or_on_the_records_it_belongs_to() -> None:
    linked = {link.register for place in navigation.places_of("manager", "", "home") for link in place.links()}
    for register in registers.every():
        if permissions.role_views("manager", register) and not register.place.parent:
            assert register.key in linked, register.key


def test_every_list_can_be_gone_to_by_name() -> None:
    urls = {link.url for link in navigation.everything("manager", "", "home")}
    assert {f"/home/{register.key}/" for register in registers.every()} <= urls


def test_each_role_begins_in_its_own_place(home: Cast) -> None:
    begins = {name: browser(home, name).get("/home/").url for name in ROLES}
    assert begins == {
        "ada": "/home/board/",
        "ben": "/home/board/",
        "cleo": "/home/board/",
        "finn": "/home/help/",
        "gil": "/home/invitation/",
    }


@pytest.mark.parametrize(("job", "address"), [("agent", "queue"), ("engineer", "work"), ("officer", "work")])
def test_a_job_decides_the_places_and_not_what_may_be_done(home: Cast, job: str, address: str) -> None:
    operations.add_member(home.actor("ada"), home.users["ben"], "contributor", job=job)
    client = browser(home, "ben")
    assert client.get("/home/").url == f"/home/{address}/"
    seen = rail(shown(client, f"/home/{address}/"))
    assert set(seen) <= {str(place.title) for place in PLACES_OF[job]}
    assert client.get("/home/risks/new/").status_code == 200


def test_a_job_is_for_those_who_run_the_system(home: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        operations.add_member(home.actor("ada"), home.users["finn"], "staff", job="agent")
    assert set(refused.value.problems) == {"job"}
    assert Membership.objects.get(organization=home.home, user=home.users["finn"]).job == ""


def test_the_rail_marks_the_place_of_the_page(home: Cast) -> None:
    page = shown(browser(home, "ada"), "/home/suppliers/?view=all")
    assert re.search(r'<a href="/home/services/" aria-current="page">', page)
    assert re.search(r'<a href="/home/suppliers/" aria-current="page">Suppliers</a>', page)


def test_a_count_stands_only_where_this_person_must_act(home: Cast) -> None:
    ada, risks = home.actor("ada"), registers.find("risks")
    actions = registers.find("actions")
    assert risks is not None and actions is not None
    writing.create(ada, actions, {"title": "Call the carrier", "owner": ada.user_id, "due": ada.today})
    own, others = (shown(browser(home, name), "/home/work/") for name in ("ada", "ben"))
    assert re.findall(r"<b>(\d+)<span", own) == ["1"]
    assert re.findall(r"<b>(\d+)<span", others) == []


def test_the_old_address_of_a_wing_leads_to_a_place(home: Cast) -> None:
    assert browser(home, "ada").get("/home/wings/operation/").url == "/home/services/"
    assert browser(home, "ada").get("/home/wings/nothing/").status_code == 404


def test_a_place_has_its_figures_and_they_are_links(home: Cast) -> None:
    ada, risks = home.actor("ada"), registers.find("risks")
    assert risks is not None
    writing.create(ada, risks, {"title": "Fire", "availability": True, "owner": ada.user_id})
    page = shown(browser(home, "ada"), "/home/risks/?view=all")
    line = re.search(r'<p class="figure-line">(.*?)</p>', page, re.DOTALL)
    assert line is not None
    assert re.search(r'<a href="/home/risks/\?[^"]*view=open"><b>1</b> open risks</a>', line[1])


def test_switching_the_organization_keeps_the_page(home: Cast) -> None:
    with organization_active(home.elsewhere.pk):
        Membership.objects.create(organization=home.elsewhere, user=home.users["ada"], role="manager")
    client = browser(home, "ada")
    assert client.get("/elsewhere/?from=/home/suppliers/").url == "/elsewhere/suppliers/"
    assert client.get("/elsewhere/?from=/home/suppliers/SUP-1/").url == "/elsewhere/suppliers/"
    assert client.get("/elsewhere/?from=/home/nothing/").url == "/elsewhere/board/"
    assert client.get("/elsewhere/?from=//evil.example/suppliers/").url == "/elsewhere/board/"
    headers = {**HTMX, "HX-Current-URL": "http://testserver/home/suppliers/"}
    assert "/elsewhere/?from=/home/suppliers/" in shown(client, "/home/organizations/", headers)


def test_five_views_can_be_pinned_each_with_its_count(home: Cast) -> None:
    client = browser(home, "ada")
    for view in ("open", "untreated", "overdue", "stale", "reassess"):
        assert client.post("/home/risks/pin/", {"view": view}).status_code == 302
    membership = Membership.objects.get(organization=home.home, user=home.users["ada"])
    assert len(membership.pins) == pins.MOST_PINS
    page = shown(client, "/home/work/")
    assert page.count("<em>0</em>") == pins.MOST_PINS
    assert (
        "Five views are pinned" in client.post("/home/risks/pin/", {"view": "security"}, follow=True).content.decode()
    )
    client.post("/home/risks/pin/", {"view": "open"})
    assert ["risks", "open"] not in Membership.objects.get(pk=membership.pk).pins


def test_somebody_elses_view_cannot_be_pinned_into_sight(home: Cast) -> None:
    ben = browser(home, "ben")
    ben.post("/home/risks/views/", {"name": "Secret of Ben", "query": "state=identified"})
    ada = browser(home, "ada")
    ada.post("/home/risks/pin/", {"view": "saved-1"})
    assert "Secret of Ben" not in shown(ada, "/home/work/")


def test_pins_cost_two_statements_however_many_there_are(home: Cast) -> None:
    client = browser(home, "ada")

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get("/home/work/")
        return len(seen)

    statements()
    without = statements()
    for view in ("open", "untreated", "overdue", "stale", "reassess"):
        client.post("/home/risks/pin/", {"view": view})
    assert statements() == without + 1


def test_clients_show_each_organization_apart(home: Cast) -> None:
    with organization_active(home.elsewhere.pk):
        Membership.objects.create(organization=home.elsewhere, user=home.users["ada"], role="reader")
    page = shown(browser(home, "ada"), "/clients/")
    assert re.findall(r'<a href="/(\w+)/"><b>', page) == ["elsewhere", "home"]
    assert browser(home, "ada").get("/")["Location"] == "/clients/"
    assert browser(home, "ben").get("/")["Location"] == "/home/"
    system = {"title": "ISMS", "standard": "iso-27001:2022", "surveillance_on": "2026-05-04"}
    writing.create(home.actor("ada"), registers.find("management-systems"), system)  # type: ignore[arg-type]
    assert "4 May 2026" in shown(browser(home, "ada"), "/clients/")
    assert re.findall(r'<a href="/(\w+)/"><b>', shown(browser(home, "dan"), "/clients/")) == ["elsewhere"]


@pytest.fixture(autouse=True)
def _fresh(request: Any) -> None:
    navigation._built.cache_clear()


def test_an_auditor_sees_what_is_asked_for_and_every_list_that_is_asked_first(home: Cast) -> None:
    lead, audits = home.actor("ada"), registers.declared("audits")
    audit = writing.create(lead, audits, audits.example.values)
    given = {"audit": audit.reference, "title": "Reviews of suppliers", "asked_on": "2026-03-02", "due": "2026-03-09"}
    writing.create(lead, registers.declared("evidence-requests"), given)
    page = shown(browser(home, "gil"), "/home/invitation/")
    assert "Reviews of suppliers" in page
    assert "/home/reviews/?view=all" in page
    assert "/home/audit-samples/?view=all" in page
