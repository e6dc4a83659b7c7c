"""Agreements, their hours, versions, targets and results."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tandem.ground.clocks import calendars
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted, WriteError
from tandem.operation.agreements.calendars import public
from tandem.operation.agreements.tests.promises import (
    ALWAYS,
    BOTH,
    OFFICE,
    add,
    calendar,
    eve,
    promise,
    register,
)
from tandem.operation.agreements.versions.operations import look_at_remarks
from tests.cast import Cast


def refused(problem: str, attempt: Any) -> str:
    with pytest.raises(Invalid) as invalid:
        attempt()
    assert problem in invalid.value.problems
    return str(invalid.value.problems[problem][0])


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("monday", "8 to"),
        ("tuesday", "17:00-08:00"),
        ("wednesday", "08:00-25:00"),
        ("thursday", "08:00-12:00, 11:00-13:00"),
        ("friday", "08:61-12:00"),
        ("saturday", "24 hours"),
    ],
)
def test_hours_that_cannot_be_read_name_their_day(home: Cast, day: str, text: str) -> None:
    refused(day, lambda: add(home, "calendars", title="Odd", zone="UTC", **{**OFFICE, day: text}))
    assert not register("calendars").model.objects.exists()


def test_a_calendar_without_hours_is_refused(home: Cast) -> None:
    said = refused("monday", lambda: add(home, "calendars", title="Never", zone="UTC"))
    assert said.startswith("A calendar without hours")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("zone", "Vienna"),
        ("country", "XX"),
        ("region", "BAVARIA"),
        ("closed", ["24.12.2026"]),
        ("special", ["2026-12-24"]),
        ("special", ["2026-12-24 noon"]),
    ],
)
def test_places_and_days_that_are_none_are_refused(home: Cast, name: str, value: Any) -> None:
    given = {"title": "Odd", "zone": "UTC", "country": "AT", **OFFICE, name: value}
    refused(name, lambda: add(home, "calendars", **given))


def test_holidays_are_taken_over_when_hours_come_into_force(home: Cast) -> None:
    made = calendar(home, country="at", closed=["2026-03-06"], special=["2026-03-07 09:00-12:00"])
    assert made.public["2026-12-25"] == "Christmas Day"
    assert (min(made.public)[:4], max(made.public)[:4]) == ("2023", "2036")
    begin = datetime(2026, 3, 5, 23, tzinfo=UTC)
    assert calendars.open_between(made.hours, begin, datetime(2026, 3, 8, 23, tzinfo=UTC)) == 3 * 3600


def test_a_holiday_that_moves_later_moves_nothing_in_force(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = calendar(home, country="AT")
    before = calendars.after(made.hours, datetime(2026, 12, 24, 8, tzinfo=UTC), 16 * 3600)
    monkeypatch.setattr(public, "of", lambda *place: {"2026-12-28": "Moved here"})
    again = type(made).objects.get(pk=made.pk)
    assert calendars.after(again.hours, datetime(2026, 12, 24, 8, tzinfo=UTC), 16 * 3600) == before
    newer = writing.transition(home.actor("ada"), register("calendars"), made.reference, "revise")
    draft = type(made).objects.get(title="Office", state="draft")
    writing.transition(eve(home), register("calendars"), draft.reference, "approve")
    draft.refresh_from_db()
    made.refresh_from_db()
    assert (newer.pk, draft.number, draft.state, made.state) == (made.pk, 2, "approved", "superseded")
    assert list(draft.public) == ["2026-12-28"]
    assert "2026-12-25" in made.public


def test_hours_in_force_do_not_change_and_nobody_approves_their_own(home: Cast) -> None:
    made = calendar(home)
    with pytest.raises(NotPermitted, match="in force"):
        writing.change(home.actor("ada"), register("calendars"), made.reference, {"monday": "0-24"})
    draft = add(home, "calendars", title="Mine", zone="UTC", **OFFICE)
    with pytest.raises(WriteError, match="Somebody other than you"):
        writing.transition(home.actor("ada"), register("calendars"), draft.reference, "approve")
    assert register("calendars").model.objects.get(pk=draft.pk).state == "draft"


def test_a_version_in_force_puts_its_agreement_in_force_and_the_one_before_out(home: Cast) -> None:
    agreed, hours = promise(home), calendar(home)
    first = agreed.version("1.0", hours)
    agreed.agreement.refresh_from_db()
    assert (agreed.agreement.state, agreed.agreement.begins_on) == ("active", date(2026, 3, 2))
    assert agreed.agreement.next_review == date(2027, 3, 2)
    agreed.step("agreement-versions", first, "revise")
    draft = type(first).objects.get(agreement=agreed.agreement, state="draft")
    assert draft.number == "2.0"
    assert [(target.kind, target.minutes) for target in draft.service_targets.order_by("pk")] == [
        ("response", 60),
        ("resolution", 480),
    ]
    agreed.step("agreement-versions", draft, "send")
    agreed.approve(draft)
    first.refresh_from_db()
    assert first.state == "superseded"


def test_a_version_without_targets_or_by_hours_not_in_force_is_not_sent(home: Cast) -> None:
    agreed = promise(home)
    bare = add(home, "agreement-versions", agreement=agreed.agreement, number="1", calendar=calendar(home))
    draft_hours = add(home, "calendars", title="Later", zone="UTC", **OFFICE)
    early = add(home, "agreement-versions", agreement=agreed.agreement, number="2", calendar=draft_hours)
    for version, words in ((bare, "what is promised"), (early, "not in force")):
        with pytest.raises(WriteError, match=words):
            agreed.step("agreement-versions", version, "send")
        version.refresh_from_db()
        assert version.state == "draft"


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ((("response", 0, 600), ("resolution", 0, 480)), "has to be resolved within 480"),
        ((("resolution", 1, 240), ("response", 1, 241)), "has to be resolved within 240"),
        ((("resolution", 0, 240), ("response", 3, 300)), "has to be resolved within 240"),
        ((("resolution", 1, 500), ("resolution", 2, 480)), "Priority 1 would be slower than priority 2"),
    ],
)
def test_targets_that_cannot_be_kept_together_are_refused(home: Cast, targets: Any, words: str) -> None:
    agreed, hours = promise(home), calendar(home)
    said = refused("minutes", lambda: agreed.version("1.0", hours, targets))
    assert words in said
    assert register("service-targets").model.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("minutes", {"kind": "resolution"}),
        ("minutes", {"kind": "resolution", "minutes": 0}),
        ("minutes", {"kind": "resolution", "minutes": 10_000_000}),
        ("share", {"kind": "resolution", "minutes": 10, "share": 101}),
        ("share", {"kind": "availability", "share": 0}),
    ],
)
def test_a_target_needs_a_figure_that_can_be_kept(home: Cast, name: str, values: Any) -> None:
    agreed = promise(home)
    version = add(home, "agreement-versions", agreement=agreed.agreement, number="1", calendar=calendar(home))
    common = {"agreement_version": version, "service": agreed.service}
    refused(name, lambda: add(home, "service-targets", **common, **values))


def test_targets_of_a_version_that_was_sent_stand(home: Cast) -> None:
    agreed = promise(home)
    version = agreed.version("1.0", calendar(home))
    target = version.service_targets.first()
    with pytest.raises(NotPermitted, match="sent out"):
        writing.change(home.actor("ada"), register("service-targets"), target.reference, {"minutes": 9})
    more = {"agreement_version": version, "service": agreed.service, "kind": "availability", "share": 99}
    refused("agreement_version", lambda: add(home, "service-targets", **more))


def test_what_may_surprise_is_said(home: Cast) -> None:
    agreed, hours = promise(home, ends_on="2027-12-31"), calendar(home, "Always", ALWAYS)
    version = add(home, "agreement-versions", agreement=agreed.agreement, number="1", calendar=hours)
    for kind, minutes, share in (("availability", None, "99.9"), ("resolution", 240, "90")):
        values = {"kind": kind, "minutes": minutes, "share": share}
        add(home, "service-targets", agreement_version=version, service=agreed.service, **values)
    agreed.step("agreement-versions", version, "send")
    agreed.approve(version)
    version.refresh_from_db()
    assert "43 minutes of outage a month" in version.remarks
    given = {"title": "Carrier", "service": agreed.service, "owner": home.users["ben"].pk, "selected_by": "Price"}
    carrier = add(home, "suppliers", **given)
    clauses = {"scope": "Lines", "authorities": "Duty engineer", "expires_on": "2027-06-30"}
    contract = add(home, "supplier-contracts", supplier=carrier, title="Frame", **clauses)
    agreed.step("supplier-contracts", contract, "sign")
    look_at_remarks(home.actor("ada"))
    version.refresh_from_db()
    assert "Carrier, whose contract ends on 30 Jun 2027, before this agreement" in version.remarks
    agreed.step("supplier-contracts", contract, "prolong", reason="Another year", expires_on="2028-01-31")
    look_at_remarks(home.actor("ada"))
    version.refresh_from_db()
    assert "Carrier" not in version.remarks


def result(home: Cast, target: Any, **values: Any) -> Any:
    given = {"period_start": "2026-02-01", "period_end": "2026-02-28", **values}
    return add(home, "service-results", target=target, **given)


def test_a_missed_target_is_asked_about_and_only_others_let_nothing_follow(home: Cast) -> None:
    agreed = promise(home, owner=home.users["ada"].pk)
    target = agreed.version("1.0", calendar(home)).service_targets.get(kind="resolution")
    missed = result(home, target, counted=9, within=8)
    missed.refresh_from_db()
    target.refresh_from_db()
    assert (missed.achieved, missed.is_met, missed.title) == (
        Decimal("88.888"),
        False,
        f"{target.title}, February 2026",
    )
    assert (missed.action.owner_id, missed.action.due) == (home.users["ada"].pk, date(2026, 4, 1))
    assert target.last_result == date(2026, 2, 28)
    with pytest.raises(WriteError, match="Somebody other than you"):
        agreed.step("service-results", missed, "excuse", excuse="Storm")
    excused = writing.transition(
        eve(home), register("service-results"), missed.reference, "excuse", {"excuse": "Storm"}
    )
    assert (excused.state, excused.excused_by_id) == ("excused", eve(home).user_id)


def test_what_was_kept_has_nothing_to_follow(home: Cast) -> None:
    agreed = promise(home)
    target = agreed.version("1.0", calendar(home)).service_targets.get(kind="resolution")
    kept = result(home, target, counted=10, within=9)
    assert (kept.is_met, kept.action) == (True, None)
    with pytest.raises(WriteError, match="was kept"):
        writing.transition(eve(home), register("service-results"), kept.reference, "excuse", {"excuse": "x"})


def test_a_share_is_never_rounded_up_to_a_promise(home: Cast) -> None:
    agreed = promise(home)
    target = agreed.version("1.0", calendar(home)).service_targets.get(kind="resolution")
    close = result(home, target, counted=1_000_000, within=899_999)
    assert (close.achieved, close.is_met) == (Decimal("89.999"), False)
    with clock.fixed(datetime(2026, 5, 2, tzinfo=UTC)):
        nothing = result(home, target, period_start="2026-04-01", period_end="2026-04-30", counted=0, within=0)
    assert (nothing.achieved, nothing.is_met) == (Decimal(100), True)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("within", {"counted": 3, "within": 4}),
        ("achieved", {"counted": 3}),
        ("period_end", {"achieved": 90, "period_end": "2026-01-31"}),
        ("period_end", {"achieved": 90, "period_end": "2026-03-31"}),
    ],
)
def test_figures_that_do_not_go_together_are_refused(home: Cast, name: str, values: Any) -> None:
    agreed = promise(home)
    target = agreed.version("1.0", calendar(home), BOTH).service_targets.get(kind="resolution")
    refused(name, lambda: result(home, target, **values))
    assert not register("service-results").model.objects.exists()
