"""Merging into the older incident and splitting one off: clocks, comments, files, parts, who may know."""

from datetime import timedelta

import pytest

from tandem.ground.kernel import clock, comments, files, registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.models import Comment, Link
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.incidents.tests.steps import JUDGED, reported, take
from tandem.operation.incidents.watchers.register import INCIDENT_WATCHERS
from tests.cast import Cast


def older(home: Cast, **values: object) -> Incident:
    """An incident that was opened two hours ago."""
    return reported(home, opened_at=(clock.now() - timedelta(hours=2)).isoformat(), **values)


def merged(home: Cast, incident: Incident, kept: Incident) -> Incident:
    return take(home, "ben", INCIDENTS, incident, "merge", merged_into=kept.reference)


def test_merged_incident_points_on_and_takes_nothing_more(home: Cast) -> None:
    kept, incident = older(home), reported(home)
    gone = merged(home, incident, kept)
    assert (gone.state, gone.merged_into) == ("cancelled", kept)
    with pytest.raises(NotPermitted, match=f"merged into {kept.reference}"):
        writing.change(home.actor("ben"), INCIDENTS, incident.reference, {"title": "Another"})
    link = Link.objects.get(register="incidents", record_id=incident.pk)
    assert (link.kind, link.to_record_id) == ("duplicate-of", kept.pk)


def test_what_was_said_and_attached_is_carried_over_by_whom_and_when_it_was(home: Cast) -> None:
    kept, incident = older(home), reported(home)
    written = comments.add(home.actor("finn"), INCIDENTS, reported(home, "finn").reference, "Elsewhere")
    noted = comments.add(home.actor("ada"), INCIDENTS, incident.reference, "Same gateway as before", kind="note")
    files.attach(home.actor("ben"), INCIDENTS, incident.reference, "log.txt", [b"gateway down"])
    with clock.fixed(clock.now() + timedelta(hours=1)):
        merged(home, incident, kept)
    carried = Comment.objects.get(register="incidents", record_id=kept.pk)
    facts = (carried.text, carried.kind, carried.audience, carried.created_by_id, carried.created_at)
    assert facts == ("Same gateway as before", "note", "internal", home.users["ada"].pk, noted.created_at)
    assert [item.name for item in files.of(INCIDENTS, kept.pk)] == ["log.txt"]
    assert [item.name for item in files.of(INCIDENTS, incident.pk)] == ["log.txt"]
    assert written.record_id != kept.pk


def test_what_is_said_later_on_a_merged_incident_stands_on_the_other_too(home: Cast) -> None:
    kept, incident = older(home), reported(home)
    merged(home, incident, kept)
    comments.add(home.actor("ben"), INCIDENTS, incident.reference, "It is back at our place", audience="public")
    assert Comment.objects.get(register="incidents", record_id=kept.pk).text == "It is back at our place"


def test_parts_earlier_merged_ones_and_watchers_go_on_with_the_other(home: Cast) -> None:
    kept, incident = older(home), older(home)
    part, earlier = reported(home, parent=incident.reference), reported(home)
    merged(home, earlier, incident)
    writing.create(home.actor("cleo"), INCIDENT_WATCHERS, {"incident": incident.reference})
    merged(home, incident, kept)
    assert Incident.objects.get(pk=part.pk).parent == kept
    assert Incident.objects.get(pk=earlier.pk).merged_into == kept
    assert [watcher.owner_id for watcher in kept.watchers.all()] == [home.users["cleo"].pk]


def test_watcher_is_not_shown_a_confidential_incident_by_merging(home: Cast) -> None:
    kept, incident = older(home, is_confidential=True, owner=home.users["ben"].pk), reported(home)
    writing.create(home.actor("cleo"), INCIDENT_WATCHERS, {"incident": incident.reference})
    merged(home, incident, kept)
    assert not kept.watchers.exists()


def refused(home: Cast, incident: Incident, kept: Incident, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        merged(home, incident, kept)
    there = Incident.objects.get(pk=incident.pk)
    assert (there.state, there.merged_into_id) == (incident.state, None)


def test_older_incident_is_not_merged_into_the_younger_one(home: Cast) -> None:
    refused(home, older(home), reported(home), "younger")


def test_incident_is_not_merged_into_itself(home: Cast) -> None:
    incident = reported(home)
    refused(home, incident, incident, "itself")


def test_nothing_is_merged_into_what_is_over(home: Cast) -> None:
    kept = older(home)
    take(home, "ben", INCIDENTS, kept, "cancel", reason="Test")
    refused(home, reported(home), kept, "is over")


def test_incidents_of_two_customers_are_not_merged(home: Cast) -> None:
    ada, customers = home.actor("ada"), registers.find("customers")
    first, second = (writing.create(ada, customers, {"title": title}).reference for title in ("Nordlig", "Kust"))
    refused(home, reported(home, customer=first), older(home, customer=second), "different customers")


def test_confidential_incident_is_not_merged_into_one_that_everybody_sees(home: Cast) -> None:
    kept = older(home)
    refused(home, reported(home, is_confidential=True, owner=home.users["ben"].pk), kept, "confidential")


def test_security_incident_is_not_made_to_disappear_by_merging(home: Cast) -> None:
    kept = older(home)
    incident = take(home, "ben", INCIDENTS, reported(home), "assess", **JUDGED)
    refused(home, incident, kept, "security")


def test_major_incident_is_not_merged_away(home: Cast) -> None:
    kept = older(home)
    refused(home, reported(home, is_major=True), kept, "major")


def test_what_is_split_off_has_the_same_caller_and_counts_from_the_same_time(home: Cast) -> None:
    ada = home.actor("ada")
    customer = writing.create(ada, registers.find("customers"), {"title": "Nordlig"}).reference
    first = older(home, customer=customer, channel="phone", reported_by="Jens", is_confidential=True)
    split = reported(home, "ada", split_from=first.reference)
    assert (split.customer, split.reported_by, split.channel) == (first.customer, "Jens", "phone")
    assert (split.opened_at, split.is_confidential) == (first.opened_at, True)
    link = Link.objects.get(register="incidents", record_id=split.pk)
    assert (link.kind, link.to_record_id) == ("related", first.pk)


def test_split_is_for_good(home: Cast) -> None:
    split = reported(home, split_from=older(home).reference)
    with pytest.raises(Invalid) as wrong:
        writing.change(home.actor("ben"), INCIDENTS, split.reference, {"split_from": ""})
    assert list(wrong.value.problems) == ["split_from"]
