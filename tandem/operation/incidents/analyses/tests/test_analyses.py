"""Analyses of security incidents: counted while in hand, fixed once done."""

from typing import Any

import pytest

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.operation.incidents.analyses.models import SecurityAnalysis
from tandem.operation.incidents.analyses.register import SECURITY_ANALYSES
from tandem.operation.incidents.tests.steps import assessed, reported, take
from tests.cast import Cast


def begun(home: Cast, **values: Any) -> SecurityAnalysis:
    today = clock.today(home.home.zone)
    days = {"begins": today.replace(day=1).isoformat(), "ends": today.isoformat()}
    return writing.create(home.actor("ben"), SECURITY_ANALYSES, {"title": "This month", **days, **values})


def test_security_incidents_are_counted_by_kind(home: Cast) -> None:
    reported(home)
    assessed(home)
    assessed(home, security_category="malware")
    assessed(home, "ada", security_category="malware")
    analysis = begun(home)
    assert (analysis.count, analysis.kinds) == (
        3,
        "2 × Malicious software\n1 × Account taken over or misused",
    )


def test_finished_analysis_stays_as_it_was(home: Cast) -> None:
    written = {"findings": "Deception leads by far", "better": "Call back more often"}
    analysis = take(home, "ben", SECURITY_ANALYSES, begun(home), "finish", **written)
    assert (analysis.analysed_on, analysis.analysed_by_id) == (clock.today(home.home.zone), home.users["ben"].pk)
    with pytest.raises(NotPermitted):
        writing.change(home.actor("ben"), SECURITY_ANALYSES, analysis.reference, {"better": "Nothing"})
    assert SecurityAnalysis.objects.get(pk=analysis.pk).better == "Call back more often"


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"begins": "2026-03-02", "ends": "2026-03-01"}, "ends"),
        ({"begins": "2026-01-01", "ends": "2099-01-01"}, "ends"),
        ({"begins": "2024-01-01", "ends": "2026-01-01"}, "begins"),
    ],
)
def test_period_has_come_and_can_be_looked_at(home: Cast, days: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        begun(home, **days)
    assert list(refused.value.problems) == [field]
    assert not SecurityAnalysis.objects.exists()
