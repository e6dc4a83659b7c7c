"""A ticket on its way: caller, waiting, template and checklist, parts, escalations, replies, watchers."""

from datetime import timedelta

import pytest

from tandem.ground.kernel import clock, comments, registers, writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.patterns.acting import tandem
from tandem.operation.incidents.answers.register import CANNED_ANSWERS
from tandem.operation.incidents.answers.rules import written_for
from tandem.operation.incidents.escalations.models import IncidentEscalation
from tandem.operation.incidents.escalations.register import INCIDENT_ESCALATIONS
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.pending import come_back
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.incidents.steps.models import IncidentStep
from tandem.operation.incidents.steps.register import INCIDENT_STEPS
from tandem.operation.incidents.templates.register import INCIDENT_TEMPLATES
from tandem.operation.incidents.tests.steps import reported, take
from tandem.operation.incidents.times.register import INCIDENT_TIMES
from tandem.operation.incidents.times.rules import minutes_on
from tandem.operation.incidents.watchers.models import IncidentWatcher
from tandem.operation.incidents.watchers.register import INCIDENT_WATCHERS
from tests.cast import Cast


def fresh(incident: Incident) -> Incident:
    return Incident.objects.get(pk=incident.pk)


def contact(home: Cast, customer: str = "Nordlig Handel", name: str = "Jens Holm") -> tuple[str, str]:
    """References of a customer and of somebody there."""
    ada = home.actor("ada")
    kept = writing.create(ada, registers.find("customers"), {"title": customer})
    person = writing.create(ada, registers.find("customer-contacts"), {"customer": kept.reference, "title": name})
    return kept.reference, person.reference


def said(home: Cast, name: str, incident: Incident, text: str, *, public: bool = True) -> Comment:
    kind, audience = ("reply", "public") if public else ("note", "internal")
    return comments.add(home.actor(name), INCIDENTS, incident.reference, text, kind=kind, audience=audience)


def test_caller_at_a_customer_says_which_customer_and_by_which_name(home: Cast) -> None:
    customer, person = contact(home)
    incident = reported(home, contact=person)
    assert (incident.customer.reference, incident.reported_by) == (customer, "Jens Holm")


def test_caller_is_of_the_customer_of_the_incident(home: Cast) -> None:
    _customer, person = contact(home)
    other, _person = contact(home, "Kust & Hamn", "Liv Dahl")
    with pytest.raises(Invalid) as refused:
        reported(home, contact=person, customer=other)
    assert list(refused.value.problems) == ["contact"]


def test_what_waits_comes_back_by_itself_when_its_time_has_come(home: Cast) -> None:
    incident = take(home, "ben", INCIDENTS, reported(home), "start")
    until = clock.now() + timedelta(hours=3)
    take(
        home,
        "ben",
        INCIDENTS,
        incident,
        "wait",
        pending_on="customer",
        pending_why="Which printer",
        pending_until=until.isoformat(),
    )
    assert come_back(tandem(home.home)) == 0
    with clock.fixed(until + timedelta(minutes=1)):
        assert come_back(tandem(home.home)) == 1
    back = fresh(incident)
    assert (back.state, back.pending_on, back.pending_why, back.pending_until) == ("in-progress", "", "", None)


def test_nothing_waits_without_end(home: Cast) -> None:
    incident = take(home, "ben", INCIDENTS, reported(home), "start")
    waiting = take(home, "ben", INCIDENTS, incident, "wait", pending_on="supplier")
    assert waiting.pending_until == clock.now() + timedelta(days=7)


def test_nothing_waits_for_a_time_that_has_passed(home: Cast) -> None:
    incident = take(home, "ben", INCIDENTS, reported(home), "start")
    with pytest.raises(Invalid) as refused:
        take(home, "ben", INCIDENTS, incident, "wait", pending_on="supplier", pending_until=clock.now().isoformat())
    assert list(refused.value.problems) == ["pending_until"]
    assert fresh(incident).state == "in-progress"


def template(home: Cast) -> str:
    values = {
        "title": "Site offline",
        "category": "Carrier",
        "impact": 1,
        "urgency": 1,
        "group": "Network",
        "checklist": ["Call the carrier", "Tell the customer"],
    }
    return str(writing.create(home.actor("ben"), INCIDENT_TEMPLATES, values).reference)


def test_template_gives_what_the_incident_does_not_say(home: Cast) -> None:
    incident = reported(home, template=template(home), group="Service desk")
    assert (incident.category, incident.priority, incident.group) == ("Carrier", 1, "Service desk")
    assert list(incident.steps.order_by("position").values_list("title", flat=True)) == [
        "Call the carrier",
        "Tell the customer",
    ]


def test_retired_template_cannot_be_chosen(home: Cast) -> None:
    reference = template(home)
    writing.transition(home.actor("ben"), INCIDENT_TEMPLATES, reference, "retire")
    with pytest.raises(Invalid) as refused:
        reported(home, template=reference)
    assert list(refused.value.problems) == ["template"]


def test_incident_is_resolved_once_its_checklist_is_done_or_left_out(home: Cast) -> None:
    incident = reported(home, template=template(home))
    first, second = IncidentStep.objects.filter(incident=incident).order_by("position")
    with pytest.raises(Invalid, match="still open: 2"):
        take(home, "ben", INCIDENTS, incident, "resolve", resolution="Line is back")
    assert fresh(incident).state == "new"
    done = take(home, "ben", INCIDENT_STEPS, first, "do")
    assert (done.done_by_id, done.done_at) == (home.users["ben"].pk, clock.now())
    take(home, "ben", INCIDENT_STEPS, second, "skip", reason="They called us")
    assert take(home, "ben", INCIDENTS, incident, "resolve", resolution="Line is back").state == "resolved"


def test_parts_are_resolved_with_the_whole_except_security_incidents(home: Cast) -> None:
    whole = reported(home, category="Carrier")
    part = reported(home, parent=whole.reference)
    own_end = reported(home, parent=whole.reference, is_security=True, security_reason="Somebody listened in")
    take(home, "ben", INCIDENTS, whole, "resolve", resolution="Line is back")
    resolved = fresh(part)
    assert (resolved.state, resolved.category) == ("resolved", "Carrier")
    assert resolved.resolution == f"Resolved together with {whole.reference}, which it was part of."
    assert fresh(own_end).state == "new"


def test_incident_is_not_part_of_what_is_part_of_it(home: Cast) -> None:
    whole = reported(home)
    part = reported(home, parent=whole.reference)
    below = reported(home, parent=part.reference)
    with pytest.raises(Invalid) as refused:
        writing.change(home.actor("ben"), INCIDENTS, whole.reference, {"parent": below.reference})
    assert list(refused.value.problems) == ["parent"]


def escalated(home: Cast, incident: Incident, name: str = "ben", **values: object) -> IncidentEscalation:
    escalation = {"incident": incident.reference, "title": "Nobody here knows the broker", **values}
    return writing.create(home.actor(name), INCIDENT_ESCALATIONS, escalation)


def test_those_who_know_more_take_the_incident_over(home: Cast) -> None:
    incident = reported(home, group="Service desk", assignee=home.users["ben"].pk)
    escalated(home, incident, to_group="Platform")
    passed_on = fresh(incident)
    assert (passed_on.group, passed_on.assignee_id, passed_on.reassignments) == ("Platform", None, 1)


def test_who_decides_is_asked_and_the_incident_stays(home: Cast) -> None:
    incident = reported(home, group="Service desk", assignee=home.users["ben"].pk)
    asked = escalated(home, incident, kind="hierarchical", to_person=home.users["ada"].pk)
    assert (fresh(incident).group, fresh(incident).assignee_id) == ("Service desk", home.users["ben"].pk)
    with pytest.raises(Invalid, match="Somebody other"):
        take(home, "ben", INCIDENT_ESCALATIONS, asked, "answer", answer="Go ahead")
    assert IncidentEscalation.objects.get(pk=asked.pk).state == "asked"
    assert take(home, "ada", INCIDENT_ESCALATIONS, asked, "answer", answer="Go ahead").answered_by_id is not None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "to_group"),
        ({"kind": "hierarchical", "to_group": "Board"}, "to_person"),
        ({"to_person": "ben"}, "to_person"),
    ],
)
def test_escalation_goes_to_somebody_else(home: Cast, values: dict[str, str], field: str) -> None:
    if "to_person" in values:
        values = {"to_person": str(home.users["ben"].pk)}
    with pytest.raises(Invalid) as refused:
        escalated(home, reported(home), **values)
    assert list(refused.value.problems) == [field]
    assert not IncidentEscalation.objects.exists()


def test_resolved_incident_is_not_escalated(home: Cast) -> None:
    incident = take(home, "ben", INCIDENTS, reported(home), "resolve", resolution="Mailbox is back")
    with pytest.raises(Invalid) as refused:
        escalated(home, incident, to_group="Platform")
    assert list(refused.value.problems) == ["incident"]


def test_time_spent_is_ones_own_of_today_and_adds_up(home: Cast) -> None:
    incident = reported(home)
    first = writing.create(
        home.actor("ben"), INCIDENT_TIMES, {"incident": incident.reference, "title": "Logs", "minutes": 25}
    )
    writing.create(home.actor("ada"), INCIDENT_TIMES, {"incident": incident.reference, "title": "Call", "minutes": 5})
    assert (first.worker_id, first.spent_on) == (home.users["ben"].pk, home.actor("ben").today)
    assert minutes_on(incident) == 30


@pytest.mark.parametrize("minutes", [0, 1441])
def test_time_spent_in_a_day_is_no_longer_than_a_day(home: Cast, minutes: int) -> None:
    values = {"incident": reported(home).reference, "title": "Logs", "minutes": minutes}
    with pytest.raises(Invalid) as refused:
        writing.create(home.actor("ben"), INCIDENT_TIMES, values)
    assert list(refused.value.problems) == ["minutes"]


def test_prepared_answer_is_filled_in(home: Cast) -> None:
    _customer, person = contact(home)
    text = "Dear {caller}, about {reference}: {title}."
    answer = writing.create(home.actor("ben"), CANNED_ANSWERS, {"title": "On it", "text": text})
    incident = reported(home, contact=person)
    assert written_for(answer, incident) == f"Dear Jens Holm, about {incident.reference}: Mailbox misused."


def test_prepared_answer_with_an_unknown_place_is_refused(home: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        writing.create(home.actor("ben"), CANNED_ANSWERS, {"title": "On it", "text": "Dear {name}"})
    assert list(refused.value.problems) == ["text"]


def test_public_reply_of_substance_informs_the_caller(home: Cast) -> None:
    incident = reported(home)
    said(home, "ben", incident, "We see it and look at the gateway now.", public=False)
    said(home, "ben", incident, "ok")
    assert fresh(incident).informed_at is None
    said(home, "ben", incident, "We see it and look at the gateway now.")
    assert fresh(incident).informed_at == clock.now()


def test_reply_of_whoever_reported_it_informs_nobody(home: Cast) -> None:
    incident = reported(home, "finn")
    said(home, "finn", incident, "It happens again since this morning.")
    assert fresh(incident).informed_at is None


def test_delay_is_told_on_the_incident_itself(home: Cast) -> None:
    incident = take(home, "ben", INCIDENTS, reported(home), "tell-delay", delay_message="The maker needs until Monday.")
    entry = Comment.objects.get(register="incidents", record_id=incident.pk)
    assert (entry.text, entry.audience) == ("The maker needs until Monday.", "public")
    assert (fresh(incident).delay_told_at, fresh(incident).informed_at) == (clock.now(), clock.now())


def watching(home: Cast, name: str, incident: Incident) -> IncidentWatcher:
    return writing.create(home.actor(name), INCIDENT_WATCHERS, {"incident": incident.reference})


def test_whoever_watches_has_news_of_others_and_none_of_their_own(home: Cast) -> None:
    incident = reported(home)
    watcher = watching(home, "cleo", incident)
    said(home, "cleo", incident, "Is there anything new?")
    assert IncidentWatcher.objects.get(pk=watcher.pk).state == "watching"
    said(home, "ben", incident, "Not yet, the maker looks at it.", public=False)
    watcher_now = IncidentWatcher.objects.get(pk=watcher.pk)
    assert (watcher_now.state, watcher_now.news) == ("news", "Ben wrote on it.")
    read = take(home, "cleo", INCIDENT_WATCHERS, watcher_now, "read")
    assert (read.state, read.news) == ("watching", "")
    take(home, "ben", INCIDENTS, incident, "resolve", resolution="Mailbox is back")
    assert IncidentWatcher.objects.get(pk=watcher.pk).news == "It is now: Resolved."


def test_nobody_watches_what_they_may_not_see(home: Cast) -> None:
    incident = reported(home, "ada", is_confidential=True)
    with pytest.raises(Invalid):
        writing.create(
            home.actor("ada"), INCIDENT_WATCHERS, {"incident": incident.reference, "owner": home.users["cleo"].pk}
        )
    assert not IncidentWatcher.objects.exists()


def test_whoever_is_named_watches_and_is_told(home: Cast) -> None:
    incident = reported(home)
    said(home, "ben", incident, "@Ada can you ask the maker? ben@cleo.example knows.", public=False)
    watcher = IncidentWatcher.objects.get(incident=incident)
    assert (watcher.owner_id, watcher.news) == (home.users["ada"].pk, "Ben named you.")


def test_naming_somebody_shows_them_no_confidential_incident(home: Cast) -> None:
    incident = reported(home, "ada", is_confidential=True)
    said(home, "ada", incident, "@Cleo must not know of this.", public=False)
    assert not IncidentWatcher.objects.exists()
