"""Somebody of a customer, on every route of the pages and of the API: what is theirs and public, and nothing else."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tandem.faces.web.operation.portal.tests.conftest import Two
from tandem.ground.accounts import access, operations
from tandem.ground.accounts.models import ApiToken, Membership
from tandem.ground.accounts.operations import Whose
from tandem.ground.kernel import clock, comments, files, inbox, lists, permissions, registers, search, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotFound, NotPermitted
from tandem.ground.ledger.models import Entry
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.requests.register import SERVICE_REQUESTS
from tests.web.test_routes import OUTSIDE, address, routes

ROUTES = [route for route in routes() if route[0] not in OUTSIDE]
OPEN = {
    "enter": 302,
    "organizations": 200,
    "help": 200,
    "help-search": 200,
    "help-article": 404,
    "help-broken": 200,
    "help-need": 200,
    "help-ask": 404,
    "help-items": 200,
    "help-item": 404,
    "help-policies": 200,
    "help-policy": 404,
    "help-status": 200,
    "service-catalogue": 200,
    "my-settings": 200,
}
ANSWERS = {"help-reply", "help-works"}  # those that people of a customer may send
SECRETS = ("Secondmail", "They always complain", "secret plan")


def api_addresses(reference: str, key: str) -> list[str]:
    """A real address of every operation of the API that belongs to an organization."""
    parts = {"slug": "home", "key": key, "reference": reference, "step_key": "close", "template_key": "backup"}
    addresses = []
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and str(entry.pattern) == "api/v1/":
            for operation in entry.url_patterns:
                if isinstance(operation, URLPattern) and "<slug:slug>" in str(operation.pattern):
                    filled = re.sub(r"<\w+:(\w+)>", lambda name: str(parts.get(name[1], 1)), str(operation.pattern))
                    addresses.append("/api/v1/" + filled)
    return addresses


def actor_of(two: Two) -> Actor:
    return access.acting(Membership.objects.select_related("organization", "user").get(user=two.hana), "page")


@pytest.fixture
def said(two: Two) -> Two:
    """What is written inside on both tickets, and a file of each."""
    ada = two.home.actor("ada")
    for part in (two.mine, two.theirs):
        for register, record in ((INCIDENTS, part.incident), (SERVICE_REQUESTS, part.request)):
            comments.add(ada, register, record.reference, "They always complain.")
            comments.add(ada, register, record.reference, "We look into it now.", audience="public")
            files.attach(ada, register, record.reference, "log.txt", [b"secret plan"])
    return two


@pytest.mark.one_in(3)
@pytest.mark.parametrize(("name", "pattern", "parts"), ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_but_those_of_the_portal_is_none(
    said: Two, name: str, pattern: str, parts: list[str], method: str
) -> None:
    before = Entry.objects.count()
    response = getattr(said.client(), method)(address(pattern, name), {"text": "x", "title": "x", "works": "yes"})
    if method == "get" and name in OPEN:
        assert response.status_code == OPEN[name]
    elif name not in OPEN:
        assert response.status_code in (404, 405)
        assert Entry.objects.count() == before
    text = response.content.decode()
    assert not [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("method", ["get", "post", "patch", "delete"])
def test_the_api_is_no_door_for_them(said: Two, method: str) -> None:
    before = Entry.objects.count()
    addresses = api_addresses(said.mine.incident.reference, "incidents")
    assert len(addresses) > 15
    for known in addresses:
        response = getattr(said.client(), method)(known, content_type="application/json")
        assert response.status_code in (403, 404, 405), known
        assert b"Firstmail" not in response.content
    assert Entry.objects.count() == before


@pytest.mark.parametrize("kind", ["incident", "request"])
def test_another_customers_item_is_not_there_and_nothing_changes(said: Two, kind: str) -> None:
    theirs = getattr(said.theirs, kind)
    client, before = said.client(), Entry.objects.count()
    base = f"/home/help/items/{theirs.reference}/"
    assert client.get(base).status_code == 404
    assert client.post(f"{base}reply/", {"text": "Hello"}).status_code == 404
    assert client.post(f"{base}works/", {"works": "yes"}).status_code == 404
    assert Entry.objects.count() == before


@pytest.mark.parametrize("kind", ["incident", "request"])
def test_their_own_item_shows_what_is_public_and_nothing_inside(said: Two, kind: str) -> None:
    text = said.client().get(f"/home/help/items/{getattr(said.mine, kind).reference}/").content.decode()
    assert "We look into it now." in text
    assert "They always complain" not in text
    assert "log.txt" not in text
    assert "/home/incidents/" not in text
    assert "/home/service-requests/" not in text


def test_lists_hold_what_is_theirs_alone(said: Two) -> None:
    text = said.client().get("/home/help/items/?of=all").content.decode()
    assert "Firstmail without mail" in text
    assert "Firstmail needs a screen" in text
    assert "Secondmail" not in text
    assert "Secondmail" not in said.client().get(
        "/home/help/search/?q=Secondmail+without+mail"
    ).content.decode().replace('value="Secondmail without mail"', "").replace("title=Secondmail%20without%20mail", "")


def test_below_the_pages_it_is_the_same(said: Two) -> None:
    hana = actor_of(said)
    for register in registers.every():
        seen = {record.reference for record in permissions.visible(hana, register)}
        assert seen <= {said.mine.incident.reference, said.mine.request.reference}, register.key
    assert lists.page(hana, INCIDENTS, lists.Query(filters={})).count == 1
    assert {hit.reference for hit in search.everywhere(hana, "mail screen")} <= {said.mine.incident.reference}
    assert not [task for task in inbox.waiting(hana) if "Secondmail" in task.title]
    with pytest.raises(NotFound):
        files.opened(hana, INCIDENTS, said.theirs.incident.reference, 1)


def test_they_change_no_field_and_take_no_step_themselves(said: Two) -> None:
    hana, mine = actor_of(said), said.mine.incident
    mine.refresh_from_db()
    before = (mine.version, mine.state, mine.priority)
    for attempt in (
        lambda: writing.change(hana, INCIDENTS, mine.reference, {"priority": 1}),
        lambda: writing.transition(hana, INCIDENTS, mine.reference, "start"),
        lambda: writing.delete(hana, INCIDENTS, mine.reference),
        lambda: writing.create(hana, INCIDENTS, {"title": "Mine", "customer": said.mine.customer}),
    ):
        with pytest.raises((NotPermitted, Invalid)):
            attempt()
    mine.refresh_from_db()
    assert (mine.version, mine.state, mine.priority) == before


def test_a_role_without_its_customer_sees_nothing(said: Two) -> None:
    nobody = Actor(said.home.home.pk, "customer", "Nobody", said.hana.pk)
    assert not permissions.visible(nobody, INCIDENTS).exists()


def test_what_was_said_to_a_customer_is_handed_to_no_other(said: Two) -> None:
    ben, other = said.home.actor("ben"), {"customer": said.mine.customer.reference, "contact": None}
    for register, record in ((INCIDENTS, said.theirs.incident), (SERVICE_REQUESTS, said.theirs.request)):
        for values in (other, {"customer": None, "contact": None}):
            with pytest.raises(Invalid, match="for the customer it is of"):
                writing.change(ben, register, record.reference, values)
        record.refresh_from_db()
        assert record.customer == said.theirs.customer
        quiet = {"title": "Nothing was said yet", "customer": said.theirs.customer.reference}
        wrong = writing.create(ben, register, quiet)
        assert writing.change(ben, register, wrong.reference, other).customer == said.mine.customer


def test_no_token_is_given_to_them(said: Two) -> None:
    with pytest.raises(NotPermitted):
        operations.issue_token(actor_of(said), "Mine", ApiToken.Scope.READ, clock.now())
    assert not ApiToken.objects.filter(user=said.hana).exists()


def test_role_and_customer_go_together(said: Two) -> None:
    ada, ben = said.home.actor("ada"), said.home.users["ben"]
    for role, whose in (("customer", Whose()), ("manager", Whose(said.mine.customer.pk))):
        stranger = operations.create_user(f"{role}@example.com", role)
        with pytest.raises(Invalid):
            operations.add_member(ada, stranger, role, of=whose)
    with pytest.raises(Invalid):
        operations.add_member(ada, ben, "customer", of=Whose(said.mine.customer.pk))
    with pytest.raises(Invalid):
        operations.add_member(ada, said.hana, "manager")
    with pytest.raises(Invalid):
        operations.add_member(ada, said.hana, "customer", of=Whose(said.mine.customer.pk, said.theirs.site.pk))
    assert Membership.objects.get(user=ben).role == "contributor"
    assert Membership.objects.get(user=said.hana).role == "customer"


def test_somebody_of_one_site_sees_that_site_and_their_own(said: Two) -> None:
    ada = said.home.actor("ada")
    other = writing.create(ada, INCIDENTS, {"title": "Elsewhere at Firstmail", "customer": said.mine.customer})
    operations.add_member(ada, said.hana, "customer", of=Whose(said.mine.customer.pk, said.mine.site.pk))
    client = said.client()
    assert client.get(f"/home/help/items/{said.mine.incident.reference}/").status_code == 200
    assert client.get(f"/home/help/items/{other.reference}/").status_code == 404
    sent = client.post("/home/help/broken/", {"title": "Printer", "urgency": "2", "description": "", "service": ""})
    assert client.get(sent.url).status_code == 200


def test_invitation_from_the_customers_page_lets_one_in(two: Two) -> None:
    page = f"/home/customers/{two.mine.customer.reference}/people/"
    assert two.client("ben").post(page, {"email": "lea@example.com"}).status_code == 403
    shown = two.client("ada").post(page, {"email": "lea@example.com", "site": two.mine.site.reference})
    secret = re.search(r"/join/([^/]+)/", shown.content.decode())
    assert secret is not None
    operations.accept(secret[1], user=None, name="Lea", password="pass-word-98765")
    member = Membership.objects.get(user__email="lea@example.com")
    assert (member.role, member.customer_id, member.site_id) == ("customer", two.mine.customer.pk, two.mine.site.pk)
    two.client("ada").post(page, {"end": member.pk})
    assert not Membership.objects.filter(pk=member.pk).exists()


def test_a_stranger_is_asked_to_sign_in() -> None:
    assert Client().get("/home/help/").status_code == 302


def test_a_site_of_another_customer_is_refused(two: Two) -> None:
    page = f"/home/customers/{two.mine.customer.reference}/people/"
    answer: Any = two.client("ada").post(page, {"email": "lea@example.com", "site": two.theirs.site.reference})
    assert answer.status_code == 422


def test_they_choose_their_language_and_nothing_else(two: Two, settings: Any) -> None:
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    client = two.client()
    page = client.get("/home/settings/mine/").content.decode()
    assert 'name="language"' in page
    assert 'name="assigned"' not in page
    assert client.post("/home/settings/mine/", {"language": "de", "assigned": "at-once"}).status_code == 302
    two.hana.refresh_from_db()
    assert two.hana.language == "de"
    assert Membership.objects.get(user=two.hana).notices == {}
    assert client.get("/home/help/")["Content-Language"] == "de"
