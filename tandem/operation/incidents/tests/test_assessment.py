"""Whether an event is a security incident, and what one needs on its way."""

from datetime import timedelta

import pytest
from django.test import Client

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.ledger import states
from tandem.operation.incidents.evidence.register import EVIDENCE
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.incidents.tests.steps import JUDGED, assessed, kept, reported, take
from tests.cast import Cast


def test_assessment_notes_who_when_and_why(home: Cast) -> None:
    incident = take(home, "ben", INCIDENTS, reported(home, "finn"), "assess", **JUDGED)
    assert (incident.security_assessed_by_id, incident.security_assessed_at) == (home.users["ben"].pk, clock.now())
    assert (incident.state, incident.is_security, incident.aware_at) == ("new", True, clock.now())
    entry = states.history(home.home.pk, "incidents", incident.pk)[0]
    assert (entry.action, entry.actor) == ("assess", "Ben")


def test_assessment_needs_a_reason(home: Cast) -> None:
    incident = reported(home)
    with pytest.raises(Invalid) as refused:
        take(home, "ben", INCIDENTS, incident, "assess", is_security=True)
    assert list(refused.value.problems) == ["security_reason"]
    assert Incident.objects.get(pk=incident.pk).security_assessed_at is None


def test_assessment_as_none_is_kept_as_well(home: Cast) -> None:
    incident = take(home, "ben", INCIDENTS, reported(home), "assess", is_security=False, security_reason="A typo")
    assert (incident.is_security, incident.security_assessed_by_id) == (False, home.users["ben"].pk)


@pytest.mark.parametrize("name", ["cleo", "finn", "gil"])
def test_readers_staff_and_auditors_do_not_assess(home: Cast, name: str) -> None:
    incident = reported(home, "ada", owner=home.users["finn"].pk)
    with pytest.raises(NotPermitted):
        take(home, name, INCIDENTS, incident, "assess", **JUDGED)


def test_flag_of_staff_is_a_suspicion_until_it_is_assessed(home: Cast) -> None:
    incident = reported(home, "finn", is_security=True, owner=home.users["finn"].pk)
    assert (incident.is_security, incident.security_assessed_at) == (True, None)
    take(home, "ben", INCIDENTS, incident, "assess", is_security=False, security_reason="Own newsletter")
    with pytest.raises(Invalid) as refused:
        writing.change(home.actor("finn"), INCIDENTS, incident.reference, {"is_security": True})
    assert list(refused.value.problems) == ["is_security"]


def test_change_of_flag_in_the_form_needs_a_reason(home: Cast) -> None:
    incident = reported(home)
    with pytest.raises(Invalid) as refused:
        writing.change(home.actor("ben"), INCIDENTS, incident.reference, {"is_security": True})
    assert list(refused.value.problems) == ["security_reason"]


def test_known_since_is_not_in_time_to_come(home: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        assessed(home, aware_at=clock.now() + timedelta(minutes=1))
    assert list(refused.value.problems) == ["aware_at"]


def refusal(home: Cast, incident: Incident, key: str, **values: str) -> str:
    with pytest.raises(Invalid) as refused:
        take(home, "ben", INCIDENTS, incident, key, **values)
    return str(refused.value.problems["transition"][0])


def test_security_incident_is_resolved_once_assessed_classified_and_evidenced(home: Cast) -> None:
    incident = reported(home, "finn", is_security=True)
    assert refusal(home, incident, "resolve", resolution="Blocked").startswith("Assess first")
    incident = take(home, "ben", INCIDENTS, incident, "assess", **(JUDGED | {"personal_data": "unknown"}))
    assert refusal(home, incident, "resolve", resolution="Blocked").startswith("Say first what kind")
    incident = take(home, "ben", INCIDENTS, incident, "assess", **JUDGED)
    assert refusal(home, incident, "resolve", resolution="Blocked").startswith("Keep an item of evidence")
    kept(home, incident)
    assert take(home, "ben", INCIDENTS, incident, "resolve", resolution="Blocked").state == "resolved"


def test_service_incident_needs_no_evidence(home: Cast) -> None:
    assert take(home, "ben", INCIDENTS, reported(home), "resolve", resolution="Restarted").state == "resolved"


def test_withdrawn_evidence_is_none(home: Cast) -> None:
    incident = assessed(home)
    from_elsewhere = kept(home, incident)
    take(home, "ben", EVIDENCE, from_elsewhere, "withdraw", reason="Another incident's log")
    assert refusal(home, incident, "resolve", resolution="Blocked").startswith("Keep an item of evidence")


def test_manager_waives_evidence_with_a_reason_under_their_name(home: Cast) -> None:
    incident = assessed(home)
    with pytest.raises(NotPermitted):
        take(home, "ben", INCIDENTS, incident, "waive-evidence", evidence_waiver="Logs are gone")
    with pytest.raises(Invalid):
        take(home, "ada", INCIDENTS, incident, "waive-evidence")
    waived = take(home, "ada", INCIDENTS, incident, "waive-evidence", evidence_waiver="Logs are gone")
    assert (waived.evidence_waived_by_id, waived.evidence_waived_at) == (home.users["ada"].pk, clock.now())
    assert take(home, "ben", INCIDENTS, incident, "resolve", resolution="Blocked").state == "resolved"


def test_waiver_is_not_for_incidents_with_evidence(home: Cast) -> None:
    incident = assessed(home)
    kept(home, incident)
    with pytest.raises(Invalid):
        take(home, "ada", INCIDENTS, incident, "waive-evidence", evidence_waiver="No need")


def test_security_incident_is_not_cancelled(home: Cast) -> None:
    incident = assessed(home)
    with pytest.raises(Invalid):
        take(home, "ben", INCIDENTS, incident, "cancel", reason="Never mind")
    assert Incident.objects.get(pk=incident.pk).state == "new"


@pytest.mark.parametrize("flags", [{"is_security": True}, {"is_major": True}])
def test_security_and_major_incidents_close_with_lessons(home: Cast, flags: dict[str, bool]) -> None:
    incident = reported(home, **flags, security_category="rights", personal_data="no")
    if incident.is_security:
        kept(home, incident)
    take(home, "ben", INCIDENTS, incident, "resolve", resolution="Put right")
    assert refusal(home, incident, "close").startswith("Write the lessons")
    writing.change(home.actor("ben"), INCIDENTS, incident.reference, {"lessons": "Two people look at rights"})
    assert take(home, "ben", INCIDENTS, incident, "close").state == "closed"


def test_assessment_stands_on_the_page_as_a_step(home: Cast) -> None:
    incident, client = reported(home), Client()
    client.force_login(home.users["ben"])
    address = f"/home/incidents/{incident.reference}/steps/assess/"
    assert "Assess security" in client.get(f"/home/incidents/{incident.reference}/").content.decode()
    page = client.get(address).content.decode()
    assert 'name="security_reason"' in page and 'name="personal_data"' in page
    sent = {**JUDGED, "is_security": "true", "is_service": "true", "version": incident.version}
    assert client.post(address, sent).status_code == 302
    assert Incident.objects.get(pk=incident.pk).is_security is True
