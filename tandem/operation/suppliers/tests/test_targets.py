"""Targets of suppliers held against what customers were promised."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tandem.ground.accounts.models import Membership, User
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.operation.suppliers.targets.background import hold_targets
from tandem.operation.suppliers.tests.agreed import add, contract, register, step, supplier
from tests.cast import Cast

OFFICE = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "08:00-17:00")
ALWAYS = dict.fromkeys((*OFFICE, "saturday", "sunday"), "0-24")
YEAR = "Out of our hands until the lines are new"


def eve(home: Cast) -> Actor:
    user = User.objects.filter(email="eve@example.org").first()
    if user is None:
        user = User.objects.create_user("eve@example.org", "Eve", "pass-word-12345")
        Membership.objects.create(organization=home.home, user=user, role="manager")
    return replace(home.actor("ada"), user_id=user.pk, label="Eve")


def hours(home: Cast, title: str, week: dict[str, str]) -> Any:
    made = add(home, "calendars", title=title, zone="Europe/Vienna", **week)
    return writing.transition(eve(home), register("calendars"), made.reference, "approve")


def promised(home: Cast, calendar: Any, service: Any, *targets: dict[str, Any]) -> Any:
    """A version in force for a new customer."""
    customer = add(home, "customers", title="Berglund")
    agreement = add(home, "agreements", customer=customer, title="With Berglund")
    version = add(home, "agreement-versions", agreement=agreement, number="1", calendar=calendar)
    for target in targets:
        add(home, "service-targets", agreement_version=version, service=service, **target)
    step(home, version, "send")
    values = {"agreed_by": "Head of finance"}
    return writing.transition(eve(home), register("agreement-versions"), version.reference, "approve", values)


@pytest.fixture
def lines(home: Cast) -> Any:
    return add(home, "services", title="Lines")


@pytest.fixture
def draft(home: Cast) -> Any:
    return contract(home, supplier(home))


def test_a_target_below_what_customers_were_promised_is_weaker_and_says_why(home: Cast, lines: Any, draft: Any) -> None:
    asked = {"kind": "availability", "share": "99.8"}
    promised(home, hours(home, "Always", ALWAYS), lines, asked, {"kind": "resolution", "minutes": 240, "share": 90})
    weak = add(home, "supplier-targets", contract=draft, service=lines, kind="availability", share="99.5")
    assert weak.alignment == "weaker"
    assert weak.finding == "Availability, Lines (Berglund) asks for 99.8 percent, the supplier gives 99.5."
    slow = add(home, "supplier-targets", contract=draft, service=lines, kind="resolution", minutes=241, share=95)
    assert slow.finding == (
        "Resolution, Lines (Berglund) has to be kept in 240 minutes; the supplier's 241 may end later."
    )
    writing.change(home.actor("ada"), register("supplier-targets"), slow.reference, {"minutes": 240})
    slow.refresh_from_db()
    assert (slow.alignment, slow.finding) == ("holds", "")


def test_the_hours_of_both_sides_count(home: Cast, lines: Any, draft: Any) -> None:
    office, always = hours(home, "Office", OFFICE), hours(home, "Always", ALWAYS)
    promised(home, always, lines, {"kind": "resolution", "minutes": 240, "share": 90})
    made = {"contract": draft, "service": lines, "kind": "resolution", "minutes": 240, "share": 90}
    by_day = add(home, "supplier-targets", **made, calendar=office)
    assert by_day.alignment == "weaker"
    change = {"calendar": always}
    assert (
        writing.change(home.actor("ada"), register("supplier-targets"), by_day.reference, change).alignment == "holds"
    )


def test_around_the_clock_holds_up_hours_of_the_office(home: Cast, lines: Any, draft: Any) -> None:
    office, always = hours(home, "Office", OFFICE), hours(home, "Always", ALWAYS)
    promised(home, office, lines, {"kind": "resolution", "minutes": 480, "share": 90})
    made = {"contract": draft, "service": lines, "kind": "resolution", "share": 90, "calendar": always}
    assert add(home, "supplier-targets", **made, minutes=480).alignment == "holds"


@pytest.mark.parametrize(("priority", "alignment"), [(0, "weaker"), (1, "weaker"), (2, "alone")])
def test_a_target_holds_up_tickets_of_its_own_priority(
    home: Cast, lines: Any, draft: Any, priority: int, alignment: str
) -> None:
    urgent = {"kind": "resolution", "priority": 1, "minutes": 60, "share": 90}
    promised(home, hours(home, "Always", ALWAYS), lines, urgent)
    made = {"contract": draft, "service": lines, "kind": "resolution", "minutes": 90, "share": 90}
    assert add(home, "supplier-targets", **made, priority=priority).alignment == alignment


def test_a_promise_that_comes_into_force_later_is_noticed_at_once(home: Cast, lines: Any, draft: Any) -> None:
    made = add(home, "supplier-targets", contract=draft, service=lines, kind="availability", share="99.5")
    assert made.alignment == "alone"
    version = promised(home, hours(home, "Always", ALWAYS), lines, {"kind": "availability", "share": "99.8"})
    made.refresh_from_db()
    assert (made.alignment, made.version) == ("weaker", 2)
    type(version).objects.filter(pk=version.pk).update(state="superseded")
    hold_targets()
    made.refresh_from_db()
    assert (made.alignment, made.finding, made.version) == ("alone", "", 3)


def test_a_weaker_target_is_accepted_by_somebody_else_until_it_changes(home: Cast, lines: Any, draft: Any) -> None:
    promised(home, hours(home, "Always", ALWAYS), lines, {"kind": "availability", "share": "99.8"})
    weak = add(home, "supplier-targets", contract=draft, service=lines, kind="availability", share="99.5")
    step(home, draft, "sign")
    values = {"accepted_because": YEAR, "accepted_until": "2027-03-01"}
    with pytest.raises(Invalid, match="Somebody other than you"):
        step(home, weak, "accept", **values)
    weak.refresh_from_db()
    assert (weak.state, weak.version) == ("promised", 1)
    accepted = writing.transition(eve(home), register("supplier-targets"), weak.reference, "accept", values)
    assert (accepted.state, accepted.accepted_until, accepted.accepted_by.name) == ("accepted", date(2027, 3, 1), "Eve")
    amended = step(home, weak, "amend", "Weaker still", share="99.4")
    assert (amended.state, amended.accepted_by, amended.accepted_until) == ("promised", None, None)


def test_targets_of_an_agreed_contract_stand(home: Cast, lines: Any, draft: Any) -> None:
    made = add(home, "supplier-targets", contract=draft, service=lines, kind="availability", share="99.5")
    step(home, draft, "sign")
    with pytest.raises((Invalid, NotPermitted)):
        writing.change(home.actor("ada"), register("supplier-targets"), made.reference, {"share": "90"})
    made.refresh_from_db()
    assert (str(made.share), made.version) == ("99.500", 1)


@pytest.mark.parametrize(
    ("problem", "values"),
    [
        ("words", {"kind": "other"}),
        ("service", {"kind": "availability", "share": "99"}),
        ("minutes", {"kind": "response", "minutes": None, "service": True}),
        ("share", {"kind": "availability", "share": "0", "service": True}),
    ],
)
def test_a_target_has_a_figure_or_words(
    home: Cast, lines: Any, draft: Any, problem: str, values: dict[str, Any]
) -> None:
    given = values | ({"service": lines} if values.get("service") else {})
    with pytest.raises(Invalid) as refused:
        add(home, "supplier-targets", contract=draft, **given)
    assert list(refused.value.problems) == [problem]
    assert not draft.targets.exists()
