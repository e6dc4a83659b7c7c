"""How often: what one person may set, what needs two, what follows for records, and how far what is due may slip."""

from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Any

import pytest
from django.test import Client

from tandem.ground.accounts.models import Membership, User
from tandem.ground.kernel import clock, registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.registers import Register
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.how_often.models import PlannedInterval
from tandem.proof.conformity.how_often.planned import planned
from tandem.proof.conformity.how_often.register import PLANNED_INTERVALS
from tests.cast import Cast

WHY = "Nothing about these parties changes within three years, as their contracts run five"


def suppliers() -> Register:
    register = registers.find("suppliers")
    assert register is not None
    return register


@pytest.fixture
def eve(home: Cast) -> Actor:
    """A second manager."""
    user = User.objects.create_user("eve@example.org", "Eve", "pass-word-12345")
    Membership.objects.create(organization=home.home, user=user, role="manager")
    return replace(home.actor("ada"), user_id=user.pk, label="Eve")


def set_interval(home: Cast, key: str = "suppliers.next_review", **values: Any) -> Any:
    return writing.create(home.actor("ada"), PLANNED_INTERVALS, {"interval": key, "months": 6, **values})


def test_every_register_that_is_looked_at_again_has_its_interval() -> None:
    known = planned()
    assert {"suppliers.next_review", "documents.next_review", "risk-methods.next_review"} <= known.keys()
    assert (known["suppliers.next_review"].default, known["risks.next_review"].default) == (12, None)
    assert "continuity-plans.next_review" in known and "continuity-plans.next_test" in known


def test_new_records_begin_with_what_is_set_and_old_ones_keep_theirs(home: Cast) -> None:
    ada = home.actor("ada")
    before = writing.create(ada, suppliers(), {"title": "Carrier"})
    made = set_interval(home)
    assert (made.state, made.months_in_force, made.title) == ("in-force", 6, "Suppliers: next review of performance")
    after = writing.create(ada, suppliers(), {"title": "Power"})
    before.refresh_from_db()
    assert (before.review_months, after.review_months) == (12, 6)
    writing.transition(ada, PLANNED_INTERVALS, made.reference, "end", reason="As proposed again")
    assert writing.create(ada, suppliers(), {"title": "Water"}).review_months == 12


@pytest.mark.parametrize("values", [{"months": 25}, {"grace_days": 32}])
def test_what_is_long_needs_a_reason_of_substance(home: Cast, values: dict[str, int]) -> None:
    for reason in ("", "x", "because because because"):
        with pytest.raises(Invalid) as refused:
            set_interval(home, reason=reason, **values)
        assert list(refused.value.problems) == ["reason"]
    assert not PlannedInterval.objects.exists()


def test_what_is_long_counts_once_a_second_person_confirmed_it(home: Cast, eve: Actor) -> None:
    ada = home.actor("ada")
    made = set_interval(home)
    asked = writing.change(ada, PLANNED_INTERVALS, made.reference, {"months": 36, "reason": WHY})
    assert (asked.state, asked.months_in_force) == ("proposed", 6)
    with pytest.raises((Invalid, NotPermitted)):
        writing.transition(ada, PLANNED_INTERVALS, made.reference, "confirm")
    assert writing.create(ada, suppliers(), {"title": "Carrier"}).review_months == 6
    confirmed = writing.transition(eve, PLANNED_INTERVALS, made.reference, "confirm")
    assert (confirmed.state, confirmed.months_in_force, confirmed.confirmed_by_id) == ("in-force", 36, eve.user_id)
    assert writing.create(ada, suppliers(), {"title": "Power"}).review_months == 36


def test_an_import_of_a_long_interval_waits_as_the_page_does(home: Cast) -> None:
    fields = {"interval": "suppliers.next_review", "months": 48, "reason": WHY}
    brought = writing.create(home.actor("ada").importing(), PLANNED_INTERVALS, fields)
    assert (brought.state, brought.months_in_force) == ("proposed", None)
    assert writing.create(home.actor("ada"), suppliers(), {"title": "Carrier"}).review_months == 12


def test_a_record_alone_asks_for_no_more_than_two_years(home: Cast, eve: Actor) -> None:
    methods = registers.find("risk-methods")
    assert methods is not None

    def approved(title: str) -> Any:
        made = writing.create(home.actor("ben"), methods, {"title": title, "look_months": 36})
        return writing.transition(eve, methods, made.reference, "approve")

    assert approved("Five by five").next_review == date(2028, 3, 2)
    made = set_interval(home, "risk-methods.next_review", months=36, reason=WHY)
    writing.transition(eve, PLANNED_INTERVALS, made.reference, "confirm")
    assert approved("Four by four").next_review == date(2029, 3, 2)


def test_a_method_that_still_fits_is_confirmed_without_a_new_version(home: Cast, eve: Actor) -> None:
    methods = registers.find("risk-methods")
    assert methods is not None
    made = writing.create(home.actor("ben"), methods, {"title": "Five by five"})
    writing.transition(eve, methods, made.reference, "approve")
    with clock.fixed(clock.now() + timedelta(days=300)):
        fits = writing.transition(home.actor("ada"), methods, made.reference, "confirm-review")
        assert (fits.state, fits.edition, fits.last_review) == ("approved", "1", date(2026, 12, 27))
    assert fits.next_review == date(2027, 12, 27)
    assert methods.model.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"key": "nowhere.next_review"}, "interval"),
        ({"months": 0}, "months"),
        ({"months": 61, "reason": WHY}, "months"),
        ({"grace_days": 93, "reason": WHY}, "grace_days"),
        ({"key": "risks.next_review", "months": 6}, "months"),
    ],
)
def test_what_cannot_be_set(home: Cast, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_interval(home, **values)
    assert list(refused.value.problems) == [field]


def test_an_interval_is_set_once(home: Cast) -> None:
    set_interval(home)
    with pytest.raises(Invalid, match="sets this interval already"):
        set_interval(home, months=3)


def test_what_is_due_is_stale_only_after_its_grace_now_and_in_the_past(home: Cast) -> None:
    ada = home.actor("ada")
    issues = registers.find("context-issues")
    assert issues is not None
    register = registers.find("interested-parties")
    assert register is not None
    for kept in (issues, register):
        made = writing.create(ada, kept, {**kept.example.values, "owner": ada.user_id})
        kept.model.objects.filter(pk=made.pk).update(next_review=ada.today - timedelta(days=10))
    assert _counted(home)["old"] > 0
    set_interval(home, "context-issues.next_review", grace_days=10)
    set_interval(home, "interested-parties.next_review", grace_days=10)
    assert _counted(home)["old"] == 0
    later = evaluate(home.home.pk, today=ada.today + timedelta(days=1), zone=UTC, standards=("iso-27001:2022",))
    assert sum(outcome.old for outcome in later.outcomes.values()) > 0


def _counted(home: Cast) -> dict[str, int]:
    today = home.actor("ada").today
    report = evaluate(home.home.pk, today=today, zone=UTC, standards=("iso-27001:2022",))
    return {"old": sum(outcome.old for outcome in report.outcomes.values())}


def test_the_page_shows_every_interval_with_what_depends_on_it(home: Cast) -> None:
    set_interval(home, grace_days=14)
    client = Client()
    client.force_login(home.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/home/planned-intervals/all/").content.decode()
    assert page.count('class="btn small"') == len(planned())
    assert "14 days" in page and "6 months" in page
    client.force_login(home.users["cleo"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert 'class="btn small"' not in client.get("/home/planned-intervals/all/").content.decode()
