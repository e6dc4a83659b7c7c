"""Every reason's button leads where the deed can be done: to exactly the records meant, or to a new one begun."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client, RequestFactory

from tandem.faces.web.conformity import remedy_link
from tandem.faces.web.shell import Visit
from tandem.faces.web.views.lists import query_of
from tandem.ground.accounts.models import Membership, Organization, User
from tandem.ground.kernel import clock, lists, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity.engine import evaluate, evaluate_with_findings
from tandem.proof.conformity.judging import Outcome, result_of
from tandem.proof.conformity.library import library
from tandem.proof.conformity.outline import _read
from tandem.proof.conformity.planning import next_best
from tandem.proof.conformity.remedies import LACKING
from tandem.proof.conformity.tests.cheating import Cheat, adopt
from tandem.proof.conformity.tests.conftest import (
    NOW,
    SECURITY,
    SERVICE,
    TODAY,
    both_standards,
    member,
    recording,
)
from tandem.proof.conformity.vocabulary import FAILING

STANDARDS = (SECURITY, SERVICE)
Keep = Callable[..., Any]


@pytest.fixture
def hull(db: None) -> Iterator[Organization]:
    """An organization that works by both standards, on a fixed day."""
    _read.cache_clear()
    made = Organization.objects.create(slug="hull", name="Hull IT")
    with clock.fixed(NOW), organization_active(made.pk):
        both_standards()
        yield made


@pytest.fixture
def ada(hull: Organization) -> User:
    return member(hull, "ada@example.org", "Ada", "manager")


@pytest.fixture
def visit(hull: Organization, ada: User) -> Visit:
    request = RequestFactory().get("/hull/")
    request.user = ada
    actor = Actor(hull.pk, "manager", ada.name, ada.pk, "page", hull.zone)
    return Visit(request, hull, actor, Membership.objects.get(user=ada))


@pytest.fixture
def keep(hull: Organization) -> Keep:
    return recording(hull)


@pytest.fixture
def client(ada: User) -> Client:
    """Ada, signed in."""
    signed_in = Client()
    signed_in.force_login(ada)
    return signed_in


def failing(hull: Organization) -> list[Outcome]:
    """Every failing check; one of the many that are written once for all of Annex A stands for them all."""
    outcomes = evaluate(hull.pk, today=TODAY, zone=hull.zone, standards=STANDARDS).outcomes.values()
    found = {one.check.together or one.check.key: one for one in outcomes if one.is_failing}
    return list(found.values())


def test_of_an_empty_organization_every_reason_opens_a_form_that_begins_with_what_is_missing(
    hull: Organization, visit: Visit, client: Client
) -> None:
    answered = {check.together or check.key for check in library().serving(frozenset(STANDARDS)) if check.answer}
    outcomes = failing(hull)
    assert {one.check.together or one.check.key for one in outcomes} == answered
    for one in outcomes:
        link = remedy_link(visit, one.remedy)
        assert link is not None, one.check.key
        answer = client.get(link["url"], follow=True)
        assert answer.status_code == 200, one.check.key
        place = answer.redirect_chain[-1][0] if answer.redirect_chain else link["url"]
        assert urlsplit(place).path.endswith("/new/"), (one.check.key, place)
        page = answer.content.decode()
        assert '<form class="' in page or "<form method" in page, one.check.key
        if not answer.redirect_chain:
            assert one.remedy is not None
            assert all(f'name="{name}"' in page for name in one.remedy.values), (one.check.key, one.remedy)


def meant(hull: Organization, one: Outcome, register: str) -> tuple[set[int], int]:
    """The newest records that the failing parts of a check count in a register, and how many there are."""
    _report, findings = evaluate_with_findings(hull.pk, today=TODAY, zone=hull.zone)
    tallies = [
        tally
        for part, tally in findings[one.check.key]
        if part.measure.register == register and result_of(part, tally) in FAILING
    ]
    ids = {item.record_id for tally in tallies for item in tally.offenders}
    return ids, max(len(ids), *(tally.old + tally.thin + tally.bad + tally.in_use for tally in tallies))


def opened(visit: Visit, url: str) -> set[int]:
    """The records that a list of this address shows."""
    register = registers.find(urlsplit(url).path.split("/")[2])
    assert register is not None
    query = query_of(dict(parse_qsl(urlsplit(url).query)))
    return set(lists.filtered(visit.actor, register, query).values_list("pk", flat=True))


@pytest.mark.parametrize("kind", ["x", "filler"])
def test_a_list_opened_from_a_reason_holds_exactly_the_records_it_counts(
    hull: Organization, visit: Visit, client: Client, kind: str
) -> None:
    ben = member(hull, "ben@example.org", "Ben", "contributor")
    adopt(visit.actor, ben)
    Cheat(visit.actor, ben, kind).fill()
    looked_at = 0
    for one in failing(hull):
        remedy, link = one.remedy, remedy_link(visit, one.remedy)
        assert remedy is not None, one.check.key
        assert link is not None, one.check.key
        assert client.get(link["url"], follow=True).status_code == 200, link
        if remedy.action == "list":
            ids, count = meant(hull, one, remedy.register)
            shown = opened(visit, link["url"])
            assert shown >= ids, one.check.key
            assert len(shown) == count, (one.check.key, one.reason)
            looked_at += 1
    assert looked_at >= 20


def test_more_records_than_are_named_are_all_in_the_list(hull: Organization, visit: Visit, keep: Keep) -> None:
    adopt(visit.actor, visit.request.user)
    for number in range(70):
        keep("services", title=f"Service {number}", state="live", owner=None if number % 7 else visit.request.user)
    one = next(one for one in failing(hull) if one.check.key == "services-owned")
    link = remedy_link(visit, one.remedy)
    assert link is not None
    assert (one.bad + one.thin, len(one.offenders)) == (60, 50)
    assert len(opened(visit, link["url"])) == 60


def test_what_is_asked_for_one_standard_opens_what_that_standard_asks(hull: Organization, visit: Visit) -> None:
    ben = member(hull, "ben@example.org", "Ben", "contributor")
    adopt(visit.actor, ben)
    Cheat(visit.actor, ben, "x").fill()
    report = evaluate(hull.pk, today=TODAY, zone=hull.zone)
    own = [
        (standard, one)
        for standard, outcomes in report.own.items()
        for one in outcomes.values()
        if one.remedy is not None and one.remedy.action == "list"
    ]
    assert own
    for standard, one in own:
        assert one.remedy is not None
        assert one.remedy.values == {LACKING: f"{one.check.key}@{standard}"}
        link = remedy_link(visit, one.remedy)
        assert link is not None
        assert opened(visit, link["url"]) <= {item.record_id for item in one.offenders}


def test_several_checks_put_right_in_one_step_open_the_records_of_each(
    hull: Organization, visit: Visit, keep: Keep
) -> None:
    adopt(visit.actor, visit.request.user)
    first, second, other = (
        keep("controls", title=title, requirements=[f"{SECURITY}/A.8.{ref}" for ref in refs], owner=visit.request.user)
        for title, refs in (("Backups are kept", (13,)), ("Logs are read", (15,)), ("Spare", ()))
    )
    report = evaluate(hull.pk, today=TODAY, zone=hull.zone)
    step = next(step for step in next_best(report, 1_000) if len(step.checks) == 2 and "control" in step.checks[0])
    link = remedy_link(visit, step.remedy)
    assert link is not None
    assert opened(visit, link["url"]) == {first.pk, second.pk}
    assert other.pk not in opened(visit, link["url"])


def test_whoever_sees_no_conformity_narrows_no_list_by_it(hull: Organization, visit: Visit) -> None:
    staff = Actor(hull.pk, "staff", "Finn", visit.actor.user_id, "page", hull.zone)
    documents = registers.find("documents")
    assert documents is not None
    for actor, told in ((staff, "policy-27"), (visit.actor, "no-such-check")):
        with pytest.raises(Invalid):
            lists.filtered(actor, documents, query_of({LACKING: told}))
