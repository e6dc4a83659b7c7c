"""The same incidents against an agreement of 8 × 5 and of 24 × 7: both agree with the long way of counting."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tandem.ground.clocks import log, reckoning
from tandem.ground.clocks.deadlines import Kind, Target
from tandem.ground.clocks.hours import Hours
from tandem.operation.agreements.clocks.tests.test_histories import open_spans, runs

KEPT = Path(__file__).with_name("resolved.txt")
HOUR = 3_600
EIGHT_BY_FIVE = Hours("Europe/Vienna", (((8 * 60, 16 * 60),),) * 5 + ((), ()), frozenset({date(2016, 3, 28)}), {})
ALWAYS = Hours("Europe/Vienna", (((0, 1440),),) * 7, frozenset(), {})
History = list[dict[str, str]]


def histories() -> list[History]:
    """What happened to the clock of each incident that is kept."""
    lines = [line.split()[1:] for line in KEPT.read_text().splitlines() if not line.startswith("#")]
    return [[_entry(*word.split("=")) for word in line] for line in lines]


def _entry(kind: str, moment: str) -> dict[str, str]:
    return log.entry(Kind(kind), datetime.fromisoformat(moment).replace(tzinfo=UTC))


def stood(history: History, hours: Hours, wanted: int) -> tuple[str, int]:
    """How the clock stood a minute after its end."""
    end = datetime.fromisoformat(history[-1]["at"]) + timedelta(minutes=1)
    stand = reckoning.stand(history, hours, Target(wanted * HOUR), end)
    return stand.state, stand.elapsed


def counted_slowly(history: History, hours: Hours) -> int:
    """Open seconds while the clock ran, half hour by half hour."""
    end = datetime.fromisoformat(history[-1]["at"])
    ran, _left = runs(history, end)
    return sum(int((high - low).total_seconds()) for span in ran for low, high in open_spans(hours, *span))


@pytest.mark.parametrize("hours", [EIGHT_BY_FIVE, ALWAYS], ids=["8x5", "24x7"])
@pytest.mark.parametrize("wanted", [4, 8, 24, 40])
def test_results_by_the_hour_agree_with_the_long_way(hours: Hours, wanted: int) -> None:
    for history in histories():
        slow = counted_slowly(history, hours)
        assert stood(history, hours, wanted) == ("missed" if slow > wanted * HOUR else "met", slow)


def test_office_hours_never_count_more_than_all_hours() -> None:
    for history in histories():
        assert stood(history, EIGHT_BY_FIVE, 8)[1] <= stood(history, ALWAYS, 8)[1]


def test_an_agreement_of_all_hours_is_missed_more_often() -> None:
    kept = {
        name: Counter(stood(history, hours, 8)[0] for history in histories())
        for name, hours in (("8x5", EIGHT_BY_FIVE), ("24x7", ALWAYS))
    }
    assert len(histories()) == 150
    assert kept["8x5"]["met"] > kept["24x7"]["met"] > 0
    assert {sum(counter.values()) for counter in kept.values()} == {150}
