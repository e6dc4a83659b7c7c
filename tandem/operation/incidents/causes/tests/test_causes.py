"""Controls that failed and risks that came true."""

from datetime import timedelta
from typing import Any

import pytest

from tandem.direction.controls.register import CONTROLS
from tandem.direction.risks.register import RISKS
from tandem.ground.kernel import inbox, links, writing
from tandem.ground.kernel.errors import Invalid, NotFound, NotPermitted
from tandem.ground.kernel.models import Action
from tandem.operation.incidents.causes.models import IncidentCause
from tandem.operation.incidents.causes.register import CAUSES
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.incidents.tests.steps import assessed, reported, take
from tests.cast import Cast


def control(home: Cast, name: str = "cleo") -> Any:
    return writing.create(home.actor("ada"), CONTROLS, {"title": "Second factor", "owner": home.users[name].pk})


def risk(home: Cast, **values: Any) -> Any:
    known = {"title": "Mailbox taken over", "likelihood": 2, "impact": 3, "confidentiality": True}
    return writing.create(home.actor("ada"), RISKS, known | {"owner": home.users["cleo"].pk} | values)


def cause(home: Cast, incident: Any, name: str = "ben", **values: Any) -> Any:
    return writing.create(home.actor(name), CAUSES, {"incident": incident.reference, **values})


def test_failed_control_gives_its_owner_an_action(home: Cast) -> None:
    incident, failed = assessed(home), control(home)
    made = cause(home, incident, kind="control-failed", control=failed.reference, explanation="Off for one group")
    action = Action.objects.get()
    assert (action.title, action.owner_id) == ("Put right: Second factor", home.users["cleo"].pk)
    assert (action.due, made.due) == (home.actor("ben").today + timedelta(days=30),) * 2
    assert (action.source_register, action.source_reference) == ("incidents", incident.reference)
    assert "Off for one group" in action.details
    assert made.reference in action.details
    assert made.title == "Second factor"


def test_failed_control_without_an_owner_is_the_incidents_owners(home: Cast) -> None:
    incident = assessed(home)
    cause(home, incident, kind="control-missing", requirement="iso-27001:2022/A.5.1", due="2026-04-01")
    action = Action.objects.get()
    assert (action.owner_id, str(action.due)) == (incident.owner_id, "2026-04-01")
    assert action.title == "Put right: A.5.1 Policies"


@pytest.mark.parametrize("kind", ["risk-came-true", "risk-again"])
def test_risk_is_to_be_assessed_again_today(home: Cast, kind: str) -> None:
    incident, known = assessed(home), risk(home)
    assert known.next_review > home.actor("ben").today
    cause(home, incident, kind=kind, risk=known.reference)
    known.refresh_from_db()
    assert known.next_review == home.actor("ben").today
    assert (known.reference, "Assess the risk again") in [
        (task.reference, task.what) for task in inbox.waiting(home.actor("cleo"))
    ]
    assert Action.objects.count() == 0


def test_closed_risk_that_came_true_is_open_again(home: Cast) -> None:
    known = risk(home)
    writing.transition(home.actor("ada"), RISKS, known.reference, "close", {}, reason="Never seen")
    cause(home, assessed(home), kind="risk-came-true", risk=known.reference)
    known.refresh_from_db()
    assert (known.state, known.next_review) == ("assessed", home.actor("ben").today)


def test_cause_is_read_from_both_ends(home: Cast) -> None:
    incident, failed, known = assessed(home), control(home), risk(home)
    cause(home, incident, kind="control-bypassed", control=failed.reference)
    cause(home, incident, kind="risk-came-true", risk=known.reference)
    actor = home.actor("ben")
    assert [linked.reference for linked in links.of(actor, CONTROLS, failed.pk)] == [incident.reference]
    notes = [(linked.reference, linked.note) for linked in links.of(actor, INCIDENTS, incident.pk)]
    assert notes == [(failed.reference, "Control was got round"), (known.reference, "Risk came true")]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"kind": "control-failed"}, "control"),
        ({"kind": "control-failed", "requirement": "iso-27001:2022/Z.9"}, "requirement"),
        ({"kind": "control-failed", "requirement": "A.5.1"}, "requirement"),
        ({"kind": "risk-came-true"}, "risk"),
        ({"kind": "risk-came-true", "requirement": "iso-27001:2022/A.5.1"}, "risk"),
        ({"kind": "nonsense"}, "kind"),
        ({}, "kind"),
    ],
)
def test_cause_names_its_control_or_its_risk(home: Cast, values: dict[str, str], wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        cause(home, assessed(home), **values)
    assert wrong in refused.value.problems
    assert IncidentCause.objects.count() == 0


def test_cause_is_about_a_control_or_a_risk_not_both(home: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        cause(home, assessed(home), kind="control-failed", control=control(home).reference, risk=risk(home).reference)
    assert list(refused.value.problems) == ["risk"]


def test_what_a_cause_is_about_stays(home: Cast) -> None:
    made = cause(home, assessed(home), kind="control-failed", control=control(home).reference)
    with pytest.raises(Invalid) as refused:
        writing.change(home.actor("ben"), CAUSES, made.reference, {"kind": "control-missing"})
    assert list(refused.value.problems) == ["kind"]
    changed = writing.change(home.actor("ben"), CAUSES, made.reference, {"explanation": "Off since March"})
    assert (changed.explanation, Action.objects.count()) == ("Off since March", 1)


def test_causes_are_closed_with_their_incident(home: Cast) -> None:
    incident = reported(home, is_major=True)
    made = cause(home, incident, kind="control-failed", control=control(home).reference)
    take(home, "ben", INCIDENTS, incident, "resolve", resolution="Put right")
    writing.change(home.actor("ben"), INCIDENTS, incident.reference, {"lessons": "Second factor for all"})
    take(home, "ben", INCIDENTS, incident, "close")
    with pytest.raises(NotPermitted):
        writing.change(home.actor("ada"), CAUSES, made.reference, {"explanation": "Late"})
    with pytest.raises(Invalid):
        cause(home, incident, kind="control-failed", requirement="iso-27001:2022/A.5.1")


def test_imported_cause_asks_for_nothing(home: Cast) -> None:
    known = risk(home)
    incident = assessed(home)
    cause_values = {"incident": incident.reference, "kind": "risk-came-true", "risk": known.reference}
    writing.create(home.actor("ben", "import"), CAUSES, cause_values)
    before = known.next_review
    known.refresh_from_db()
    assert known.next_review == before


def test_action_from_a_confidential_incident_tells_its_reference_only(home: Cast) -> None:
    incident = reported(home, "ada", title="Embezzlement", is_confidential=True, is_security=True)
    failed = control(home, "ben")
    made = cause(home, incident, "ada", kind="control-bypassed", control=failed.reference, explanation="By the cashier")
    action = Action.objects.get()
    assert "cashier" not in action.details and "Embezzlement" not in f"{action.title}{action.details}"
    with pytest.raises(NotFound):
        writing.find(home.actor("ben"), CAUSES, made.reference)
    assert links.of(home.actor("ben"), CONTROLS, failed.pk) == []
