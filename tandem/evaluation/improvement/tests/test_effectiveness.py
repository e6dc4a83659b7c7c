"""Whether an action helped is seen by somebody else, after a time; what did not help is followed by something else."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tandem.evaluation.improvement.nonconformities.corrective.models import CorrectiveAction
from tandem.evaluation.improvement.nonconformities.corrective.register import CORRECTIVE_ACTIONS
from tandem.evaluation.improvement.nonconformities.effectiveness.models import EffectivenessCheck
from tandem.evaluation.improvement.nonconformities.effectiveness.register import EFFECTIVENESS_CHECKS
from tandem.evaluation.improvement.tests.cases import LATER, acted, analysed, judged
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.errors import Invalid
from tests.cast import Cast

SEEN = {"seen": "It works"}


def test_a_finished_action_plans_the_look_at_its_effect(home: Cast) -> None:
    action = acted(home, analysed(home), judge=home.users["ada"].pk)
    look = EffectivenessCheck.objects.get()
    assert (action.state, action.done_on, action.done_by_id) == ("done", date(2026, 3, 2), home.users["ben"].pk)
    assert (look.state, look.due, look.owner_id) == ("waiting", date(2026, 5, 1), home.users["ada"].pk)


def test_an_effect_takes_its_time(home: Cast) -> None:
    acted(home, analysed(home))
    with pytest.raises(Invalid, match="from 1 May 2026 on"):
        writing.transition(home.actor("ada"), EFFECTIVENESS_CHECKS, "EFF-1", "confirm", SEEN)
    assert EffectivenessCheck.objects.get().state == "waiting"


@pytest.mark.parametrize("door", ["page", "api", "bulk", "code"])
def test_nobody_verifies_their_own_action_at_any_door(home: Cast, door: str) -> None:
    action = acted(home, analysed(home, owner=home.users["ada"].pk))
    client, where = Client(), "/home/effectiveness-checks/"
    client.force_login(home.users["ben"])
    with clock.fixed(LATER):
        if door == "page":
            client.post(f"{where}EFF-1/steps/confirm/", SEEN | {"version": "1"})
        elif door == "bulk":
            client.post(f"{where}bulk/", {"do": "confirm", "reference": "EFF-1"})
        elif door == "api":
            address = "/api/v1/home/effectiveness-checks/EFF-1/transitions/confirm"
            answer = client.post(address, SEEN, content_type="application/json")
            assert (answer.status_code, "Somebody other than you" in answer.content.decode()) == (422, True)
        else:
            with pytest.raises(Invalid, match="Somebody other than you"):
                writing.transition(home.actor("ben"), EFFECTIVENESS_CHECKS, "EFF-1", "confirm", SEEN)
    assert (EffectivenessCheck.objects.get().state, CorrectiveAction.objects.get().state) == ("waiting", action.state)


def test_whoever_did_it_does_not_judge_it_after_giving_it_away(home: Cast) -> None:
    acted(home, analysed(home, owner=home.users["ada"].pk))
    with pytest.raises(Invalid) as refused:
        writing.change(home.actor("ben"), CORRECTIVE_ACTIONS, "CA-1", {"owner": home.users["ada"].pk})
    assert list(refused.value.problems) == ["owner"]
    CorrectiveAction.objects.update(owner=home.users["ada"])
    with clock.fixed(LATER), pytest.raises(Invalid, match="Somebody other than you"):
        writing.transition(home.actor("ben"), EFFECTIVENESS_CHECKS, "EFF-1", "confirm", SEEN)
    assert EffectivenessCheck.objects.get().state == "waiting"


def test_the_judge_named_is_somebody_else(home: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        acted(home, analysed(home), judge=home.users["ben"].pk)
    assert refused.value.problems == {"judge": ["Somebody other than who does it judges the effect."]}
    assert not CorrectiveAction.objects.exists()


def told(action: Any) -> tuple[Any, ...]:
    return (action.reference, action.state, action.due, action.follows and action.follows.reference, action.owner_id)


def test_what_did_not_help_is_followed_by_another_action(home: Cast) -> None:
    action = acted(home, analysed(home))
    look = judged(home, action, "refute")
    assert (look.state, look.judged_by_id, look.judged_on) == (
        "ineffective",
        home.users["ada"].pk,
        (LATER + timedelta(days=1)).date(),
    )
    ben = home.users["ben"].pk
    assert [told(action) for action in CorrectiveAction.objects.order_by("pk")] == [
        ("CA-1", "ineffective", date(2026, 4, 1), None, ben),
        ("CA-2", "open", date(2026, 7, 2), "CA-1", ben),
    ]


def test_what_helped_is_effective_and_stays_so(home: Cast) -> None:
    judged(home, acted(home, analysed(home)), "confirm")
    assert [told(action)[:2] for action in CorrectiveAction.objects.all()] == [("CA-1", "effective")]
    with pytest.raises(Invalid, match="does not lead on"):
        writing.transition(home.actor("ada"), EFFECTIVENESS_CHECKS, "EFF-1", "refute", SEEN)
    assert EffectivenessCheck.objects.get().state == "effective"
