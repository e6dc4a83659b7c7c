"""Needs of resources: decided by somebody else, and followed until they are there."""

from datetime import timedelta
from typing import Any

import pytest

from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.support.resources.models import ResourceNeed
from tandem.support.resources.register import RESOURCE_NEEDS
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def need(home: Cast, who: str, **values: Any) -> Any:
    actor = home.actor(who)
    given = {
        "title": "Second engineer",
        "kind": "human",
        "purpose": "Restores hang on one person alone.",
        "needed_by": actor.today + timedelta(days=30),
        "owner": home.users[who],
        **values,
    }
    return writing.create(actor, RESOURCE_NEEDS, given)


def decide(home: Cast, who: str, asked: Any, step: str) -> Any:
    told = {"decision": "From the budget of operations."}
    return writing.transition(home.actor(who), RESOURCE_NEEDS, asked.reference, step, told)


@pytest.mark.parametrize("step", ["grant", "decline"])
def test_nobody_decides_on_their_own_need(home: Cast, step: str) -> None:
    asked = need(home, "ada")
    with pytest.raises((Invalid, NotPermitted)):
        decide(home, "ada", asked, step)
    assert ResourceNeed.objects.get().state == "asked"


@pytest.mark.parametrize(("step", "state"), [("grant", "granted"), ("decline", "declined")])
def test_a_manager_decides_with_a_reason(home: Cast, step: str, state: str) -> None:
    asked = need(home, "ben")
    with pytest.raises(Invalid):
        writing.transition(home.actor("ada"), RESOURCE_NEEDS, asked.reference, step)
    decide(home, "ada", asked, step)
    kept = ResourceNeed.objects.get()
    assert (kept.state, kept.decided_by, kept.decided_on) == (state, home.users["ada"], home.actor("ada").today)


def test_a_need_without_a_day_is_not_decided(home: Cast) -> None:
    asked = need(home, "ben", needed_by=None)
    with pytest.raises(Invalid, match="by when"):
        decide(home, "ada", asked, "grant")
    assert ResourceNeed.objects.get().state == "asked"


def test_what_was_decided_is_not_reworded(home: Cast) -> None:
    asked = need(home, "ben")
    decide(home, "ada", asked, "grant")
    with pytest.raises((Invalid, NotPermitted)):
        writing.change(home.actor("ben"), RESOURCE_NEEDS, asked.reference, {"purpose": "Something else."})
    assert ResourceNeed.objects.get().purpose == "Restores hang on one person alone."


def test_late_is_what_was_needed_and_is_not_there(home: Cast) -> None:
    today = home.actor("ada").today
    late = need(home, "ben", needed_by=today - timedelta(days=1))
    need(home, "ben", title="Other")
    assert list(ResourceNeed.objects.late(today)) == [late]
