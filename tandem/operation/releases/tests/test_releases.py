"""Releases: of a kind in use, tried, approved by another, deployed with a way back, looked at."""

from datetime import date
from typing import Any

import pytest

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.operation.releases.models import Release
from tandem.operation.releases.register import RELEASES
from tandem.operation.releases.types.register import RELEASE_TYPES
from tests.cast import Cast

BEFORE = {"baseline": "Settings exported", "way_back": "Old version in the second slot"}


def kind(home: Cast) -> Any:
    described = {"title": "Monthly", "frequency": "Each month", "handling": "By the runbook"}
    made = writing.create(home.actor("ben"), RELEASE_TYPES, described)
    return writing.transition(home.actor("ben"), RELEASE_TYPES, made.reference, "use")


def planned(home: Cast, **values: object) -> Release:
    given = {"title": "Shop 4.2", "owner": home.users["ben"].pk, "contents": "Search", **values}
    return writing.create(home.actor("ben"), RELEASES, given)


def step(home: Cast, name: str, release: Release, key: str, reason: str = "", **values: object) -> Release:
    return writing.transition(home.actor(name), RELEASES, release.reference, key, values, reason=reason)


def approved(home: Cast, **values: object) -> Release:
    release = planned(home, type=kind(home).reference, **values)
    step(home, "ben", release, "build")
    step(home, "ben", release, "test", criteria="Found in a second")
    return step(home, "ada", release, "approve", test_result="Half a second")


def now(release: Release) -> Release:
    return Release.objects.get(pk=release.pk)


def test_kind_in_use_says_how_often_and_how(home: Cast) -> None:
    made = writing.create(home.actor("ben"), RELEASE_TYPES, {"title": "Monthly"})
    with pytest.raises(Invalid) as refused:
        writing.transition(home.actor("ben"), RELEASE_TYPES, made.reference, "use")
    assert list(refused.value.problems) == ["frequency", "handling"]
    with pytest.raises(Invalid) as unused:
        planned(home, type=made.reference)
    assert list(unused.value.problems) == ["type"]
    assert not Release.objects.exists()


def test_kind_in_use_is_looked_at_in_a_year(home: Cast) -> None:
    assert kind(home).next_review == date(2027, 3, 2)


def test_release_without_a_kind_is_not_built(home: Cast) -> None:
    release = planned(home)
    with pytest.raises(Invalid):
        step(home, "ben", release, "build")
    assert now(release).state == "planned"


def test_owner_and_writer_do_not_approve(home: Cast) -> None:
    release = planned(home, type=kind(home).reference)
    step(home, "ben", release, "build")
    step(home, "ben", release, "test", criteria="Found in a second")
    with pytest.raises(Invalid):
        step(home, "ben", release, "approve", test_result="Half a second")
    assert now(release).approved_by is None


def test_contents_are_fixed_by_the_approval_and_free_again_without_it(home: Cast) -> None:
    release = approved(home)
    with pytest.raises(Invalid) as refused:
        writing.change(home.actor("ben"), RELEASES, release.reference, {"contents": "Search and more"})
    assert list(refused.value.problems) == ["contents"]
    back = step(home, "ben", release, "take-back", reason="One more repair")
    assert (back.approved_by, back.approved_on, back.state) == (None, None, "building")
    assert writing.change(home.actor("ben"), RELEASES, release.reference, {"contents": "More"}).contents == "More"


@pytest.mark.parametrize("missing", ["baseline", "way_back"])
def test_deployment_keeps_the_state_before_and_a_way_back(home: Cast, missing: str) -> None:
    release = approved(home)
    with pytest.raises(Invalid) as refused:
        step(home, "ben", release, "deploy", **(BEFORE | {missing: ""}))
    assert list(refused.value.problems) == [missing]
    assert now(release).deployed_on is None
    assert step(home, "ben", release, "deploy", **BEFORE).deployed_on == date(2026, 3, 2)


def test_review_counts_the_incidents_of_the_two_weeks_after(home: Cast) -> None:
    service = writing.create(home.actor("ada"), registers.find("services"), {"title": "Shop"})
    release = approved(home, service=service.reference)
    step(home, "ben", release, "deploy", deployed_on="2026-02-01", **BEFORE)
    for day in ("2026-01-31", "2026-02-01", "2026-02-14", "2026-02-15"):
        values = {"title": "Slow", "service": service.reference, "opened_at": f"{day}T09:00:00Z"}
        writing.create(home.actor("ben"), registers.find("incidents"), values)
    reviewed = step(home, "ben", release, "review", success="issues", analysis="Slow for a day")
    assert (reviewed.incidents_after, reviewed.reviewed_on) == (2, date(2026, 3, 2))


def test_backed_out_release_is_looked_at_too_and_then_closed(home: Cast) -> None:
    release = step(home, "ben", approved(home), "deploy", **BEFORE)
    step(home, "ben", release, "back-out", reason="Orders twice")
    with pytest.raises(Invalid) as refused:
        step(home, "ben", release, "review", success="failed")
    assert list(refused.value.problems) == ["analysis"]
    step(home, "ben", release, "review", success="failed", analysis="The queue was not empty")
    closed = step(home, "ben", release, "close")
    with pytest.raises(NotPermitted):
        writing.change(home.actor("ada"), RELEASES, closed.reference, {"title": "Other"})
