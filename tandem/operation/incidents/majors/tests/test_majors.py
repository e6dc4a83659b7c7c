"""Major incidents: declared once, with roles, updates, top management told, and a review after it."""

from datetime import timedelta
from typing import Any

import pytest

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.models import Comment
from tandem.operation.incidents.majors.models import MajorIncident
from tandem.operation.incidents.majors.register import MAJOR_INCIDENTS
from tandem.operation.incidents.majors.updates.models import MajorIncidentUpdate
from tandem.operation.incidents.majors.updates.register import MAJOR_UPDATES
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.incidents.tests.steps import reported, take
from tests.cast import Cast

REVIEW = {"took_part": "Ada, Ben", "review": "Nobody looked from outside", "better": "Probe from outside"}


def declared(home: Cast, **values: Any) -> MajorIncident:
    """A major incident, declared by the mark on its incident."""
    incident = reported(home, is_major=True, assignee=home.users["ben"].pk, **values)
    return MajorIncident.objects.get(incident=incident)


def resolved(home: Cast, major: MajorIncident) -> MajorIncident:
    take(home, "ben", INCIDENTS, major.incident, "resolve", resolution="Certificate corrected")
    return MajorIncident.objects.get(pk=major.pk)


def told(home: Cast, major: MajorIncident) -> MajorIncident:
    return take(home, "ben", MAJOR_INCIDENTS, major, "tell-management", management_told="Ingrid Falk")


def test_mark_on_the_incident_begins_the_declaration(home: Cast) -> None:
    major = declared(home)
    assert (major.title, major.state, major.declared_at) == ("Mailbox misused", "declared", clock.now())
    assert (major.declared_by_id, major.manager_id) == (home.users["ben"].pk, home.users["ben"].pk)


def test_declaration_marks_the_incident(home: Cast) -> None:
    incident = reported(home)
    writing.create(home.actor("ben"), MAJOR_INCIDENTS, {"incident": incident.reference, "why": "All are hit"})
    assert Incident.objects.get(pk=incident.pk).is_major
    assert MajorIncident.objects.count() == 1


def test_incident_is_declared_once(home: Cast) -> None:
    major = declared(home)
    with pytest.raises(Invalid):
        writing.create(home.actor("ben"), MAJOR_INCIDENTS, {"incident": major.incident.reference})
    assert MajorIncident.objects.count() == 1


def test_mark_stays_while_the_declaration_stands(home: Cast) -> None:
    major = declared(home)
    with pytest.raises(Invalid) as refused:
        writing.change(home.actor("ben"), INCIDENTS, major.incident.reference, {"is_major": False})
    assert list(refused.value.problems) == ["is_major"]
    take(home, "ben", MAJOR_INCIDENTS, major, "stand-down", reason="Only one site")
    assert not Incident.objects.get(pk=major.incident_id).is_major


def test_what_was_stood_down_can_be_declared_anew(home: Cast) -> None:
    major = declared(home)
    take(home, "ben", MAJOR_INCIDENTS, major, "stand-down", reason="Only one site")
    writing.change(home.actor("ben"), INCIDENTS, major.incident.reference, {"is_major": True})
    assert [item.state for item in MajorIncident.objects.order_by("pk")] == ["stood-down", "declared"]


def test_declaration_is_over_and_goes_on_with_its_incident(home: Cast) -> None:
    major = resolved(home, declared(home))
    assert (major.state, major.over_at) == ("over", clock.now())
    take(home, "ben", INCIDENTS, major.incident, "reopen", reason="It is down again")
    again = MajorIncident.objects.get(pk=major.pk)
    assert (again.state, again.over_at) == ("declared", None)


def test_over_incident_of_before_is_declared_to_be_reviewed(home: Cast) -> None:
    incident = take(home, "ben", INCIDENTS, reported(home), "resolve", resolution="Certificate corrected")
    major = writing.create(home.actor("ben"), MAJOR_INCIDENTS, {"incident": incident.reference})
    assert (major.state, major.over_at) == ("over", incident.resolved_at)


def test_who_was_told_when_and_by_whom_is_kept(home: Cast) -> None:
    major = told(home, declared(home))
    assert (major.management_told, major.management_told_at) == ("Ingrid Falk", clock.now())
    assert major.management_told_by_id == home.users["ben"].pk


def test_top_management_was_not_told_in_time_to_come(home: Cast) -> None:
    major = declared(home)
    later = (clock.now() + timedelta(hours=1)).isoformat()
    with pytest.raises(Invalid) as refused:
        take(home, "ben", MAJOR_INCIDENTS, major, "tell-management", management_told="Ingrid", management_told_at=later)
    assert list(refused.value.problems) == ["management_told_at"]
    assert MajorIncident.objects.get(pk=major.pk).management_told_at is None


def test_review_comes_after_top_management_was_told(home: Cast) -> None:
    major = resolved(home, declared(home))
    with pytest.raises(Invalid, match="top management"):
        take(home, "ben", MAJOR_INCIDENTS, major, "review", **REVIEW)
    assert MajorIncident.objects.get(pk=major.pk).state == "over"
    reviewed = take(home, "ben", MAJOR_INCIDENTS, told(home, major), "review", **REVIEW)
    assert (reviewed.state, reviewed.reviewed_by_id) == ("reviewed", home.users["ben"].pk)


def test_reviewed_declaration_stays_as_it_was(home: Cast) -> None:
    major = take(home, "ben", MAJOR_INCIDENTS, told(home, resolved(home, declared(home))), "review", **REVIEW)
    with pytest.raises(NotPermitted):
        writing.change(home.actor("ben"), MAJOR_INCIDENTS, major.reference, {"why": "Another"})
    assert MajorIncident.objects.get(pk=major.pk).why == ""


def updated(home: Cast, major: MajorIncident, **values: Any) -> MajorIncidentUpdate:
    written = {"major": major.reference, "title": "Two sites wait for the carrier", **values}
    return writing.create(home.actor("ben"), MAJOR_UPDATES, written)


def test_update_for_callers_reaches_every_open_part(home: Cast) -> None:
    major = declared(home)
    part = reported(home, parent=major.incident.reference)
    over = take(
        home,
        "ben",
        INCIDENTS,
        reported(home, parent=major.incident.reference),
        "resolve",
        resolution="By mobile",
    )
    updated(home, major, audience="callers", text="The carrier needs two hours.")
    entries = Comment.objects.filter(register="incidents").order_by("record_id")
    assert [(entry.record_id, entry.audience) for entry in entries] == [
        (major.incident_id, "public"),
        (part.pk, "public"),
    ]
    assert over.pk not in {entry.record_id for entry in entries}


@pytest.mark.parametrize("audience", ["team", "staff", "management"])
def test_update_for_those_inside_is_no_reply(home: Cast, audience: str) -> None:
    update = updated(home, declared(home), audience=audience)
    assert (update.happened_at, update.written_by_id) == (clock.now(), home.users["ben"].pk)
    assert not Comment.objects.exists()


def test_update_is_not_altered(home: Cast) -> None:
    update = updated(home, declared(home))
    with pytest.raises(NotPermitted):
        writing.change(home.actor("ada"), MAJOR_UPDATES, update.reference, {"title": "Nothing happened"})
    assert MajorIncidentUpdate.objects.get(pk=update.pk).title == "Two sites wait for the carrier"


@pytest.mark.parametrize("name", ["why", "effect", "review", "better"])
@pytest.mark.parametrize("nothing", ["x", "n/a", "-- --", "aaa"])
def test_what_says_nothing_is_too_little(home: Cast, name: str, nothing: str) -> None:
    major = declared(home)
    with pytest.raises(Invalid, match=f"“{nothing}” is too little"):
        writing.change(home.actor("ben"), MAJOR_INCIDENTS, major.reference, {name: nothing})
    assert MajorIncident.objects.get().version == major.version
