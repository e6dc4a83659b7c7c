"""Values keep what they were measured by: definition and target of their day, and what was counted."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tandem.evaluation.measurements.background import count
from tandem.evaluation.measurements.models import Indicator
from tandem.evaluation.measurements.register import INDICATORS
from tandem.evaluation.measurements.results.models import Measurement
from tandem.evaluation.measurements.results.register import MEASUREMENTS
from tandem.evaluation.measurements.rules import is_reached, value_of
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.register import ACTIONS
from tests.cast import Cast


def in_use(home: Cast, **values: Any) -> Indicator:
    given = {
        "title": "Tickets in time",
        "subject": "system",
        "method": "Counted from the tickets",
        "numerator_is": "Tickets in time",
        "denominator_is": "Tickets",
        "target": 90,
        "owner": home.users["ben"].pk,
        "analyst": home.users["ada"].pk,
        "judged_when": "Each quarter",
        **values,
    }
    made = writing.create(home.actor("ben"), INDICATORS, given)
    begun: Indicator = writing.transition(home.actor("ben"), INDICATORS, made.reference, "begin")
    return begun


def taken(home: Cast, indicator: Indicator, day: str, numerator: int, denominator: int | None) -> Measurement:
    values = {"indicator": indicator.reference, "title": day, "measured_on": day, "numerator": numerator}
    made: Measurement = writing.create(home.actor("ben"), MEASUREMENTS, values | {"denominator": denominator})
    return made


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "value"),
    [(19, 20, "%", "95.000"), (3, 4, "hours", "0.750"), (7, None, "tickets", "7"), (0, 0, "%", None)],
)
def test_a_value_is_a_share_a_ratio_or_a_count(
    numerator: int, denominator: int | None, unit: str, value: str | None
) -> None:
    whole = None if denominator is None else Decimal(denominator)
    assert value_of(Decimal(numerator), whole, unit) == (None if value is None else Decimal(value))


def test_better_is_higher_or_lower() -> None:
    assert is_reached(Decimal(5), Decimal(4), "lower") is False
    assert is_reached(Decimal(5), Decimal(4), "higher") is True
    assert is_reached(Decimal(4), Decimal(4), "lower") is True
    assert is_reached(None, Decimal(4), "lower") is None


def test_a_value_keeps_definition_and_target_of_its_day(home: Cast) -> None:
    indicator = in_use(home)
    first = taken(home, indicator, "2026-02-01", 91, 100)
    values = {"target": 95, "method": "Counted without tests"}
    changed = writing.change(home.actor("ben"), INDICATORS, indicator.reference, values)
    second = taken(home, changed, "2026-03-01", 91, 100)
    kept = [
        (one.value, one.definition, one.target_then, one.is_reached)
        for one in Measurement.objects.filter(pk__in=(first.pk, second.pk)).order_by("pk")
    ]
    assert kept == [(Decimal(91), 1, Decimal(90), True), (Decimal(91), 2, Decimal(95), False)]


def test_a_value_written_down_late_keeps_what_was_in_force_when_it_was_measured(home: Cast) -> None:
    indicator = in_use(home)
    with clock.fixed(clock.now().replace(month=4, day=10)):
        anew = {"target": 4, "unit": "days", "better": "lower"}
        changed = writing.change(home.actor("ben"), INDICATORS, indicator.reference, anew)
    with clock.fixed(clock.now().replace(month=5, day=10)):
        rows = [taken(home, changed, day, 3, 4) for day in ("2026-02-01", "2026-04-09", "2026-04-10")]
        judged = writing.transition(
            home.actor("ada"), MEASUREMENTS, rows[1].reference, "judge", {"verdict": "fine", "judgement": "As agreed"}
        )
        moved = writing.change(home.actor("ben"), MEASUREMENTS, rows[2].reference, {"measured_on": "2026-03-20"})
    kept = [
        (row.value, row.unit_then, row.target_then, row.definition, row.is_reached) for row in (*rows, judged, moved)
    ]
    first, second = (Decimal(75), "%", Decimal(90), 1, False), (Decimal("0.75"), "days", Decimal(4), 2, True)
    assert kept == [first, first, second, first, first]


def test_a_value_that_is_judged_after_another_definition_stays_as_it_was(home: Cast) -> None:
    indicator = in_use(home)
    value = taken(home, indicator, "2026-02-01", 19, 20)
    Measurement.objects.update(unit_then="", better_then="")
    with clock.fixed(clock.now().replace(month=4, day=10)):
        writing.change(home.actor("ben"), INDICATORS, indicator.reference, {"unit": "share", "better": "lower"})
        verdict = {"verdict": "fine", "judgement": "As it should be"}
        judged = writing.transition(home.actor("ada"), MEASUREMENTS, value.reference, "judge", verdict)
    assert (judged.value, judged.is_reached, judged.unit_then) == (Decimal(95), True, "%")


def test_another_target_is_no_other_definition(home: Cast) -> None:
    indicator = in_use(home)
    assert writing.change(home.actor("ben"), INDICATORS, indicator.reference, {"target": 95}).definition == 1


def test_the_next_value_is_due_an_interval_after_the_newest(home: Cast) -> None:
    indicator = in_use(home, every_months=1)
    assert indicator.next_due == date(2026, 4, 2)
    taken(home, indicator, "2026-02-20", 9, 10)
    taken(home, indicator, "2026-01-10", 9, 10)
    now = Indicator.objects.get()
    assert (now.last_measured, now.next_due) == (date(2026, 2, 20), date(2026, 3, 20))


def test_a_judged_value_stands(home: Cast) -> None:
    value = taken(home, in_use(home), "2026-02-20", 9, 10)
    verdict = {"verdict": "fine", "judgement": "As it should be"}
    judged = writing.transition(home.actor("ada"), MEASUREMENTS, value.reference, "judge", verdict)
    assert (judged.judged_by_id, judged.judged_on) == (home.users["ada"].pk, date(2026, 3, 2))
    with pytest.raises(Invalid) as refused:
        writing.change(home.actor("ben"), MEASUREMENTS, value.reference, {"numerator": 10})
    assert list(refused.value.problems) == ["numerator"]
    assert Measurement.objects.get().numerator == 9


def test_it_names_what_it_measures(home: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        in_use(home, subject="service")
    assert refused.value.problems == {"service": ["Name what is measured."]}


def test_figures_are_counted_from_the_registers_on_the_day_they_are_due(home: Cast) -> None:
    for title, due, is_done in (("Early", "2026-03-10", True), ("Late", "2026-03-20", False)):
        action = writing.create(home.actor("ben"), ACTIONS, {"title": title, "due": due})
        if is_done:
            writing.transition(home.actor("ben"), ACTIONS, action.reference, "finish")
    in_use(home, query="actions-in-time", every_months=1)
    count()
    assert not Measurement.objects.exists()
    with clock.fixed(clock.now().replace(month=4, day=2)):
        count()
        count()
    value = Measurement.objects.get()
    assert (value.numerator, value.denominator, value.value, value.title) == (
        1,
        2,
        Decimal(50),
        "2 Mar 2026 to 2 Apr 2026",
    )
