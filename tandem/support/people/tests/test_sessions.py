"""A session: who is invited, who came and learnt, and weeks later whether it helped, judged by another."""

from datetime import timedelta
from typing import Any

import pytest

from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Action
from tandem.support.people.competences.register import COMPETENCES
from tandem.support.people.register import PEOPLE
from tandem.support.people.sessions.attendances.register import SESSION_ATTENDANCES
from tandem.support.people.sessions.models import TrainingSession
from tandem.support.people.sessions.register import TRAINING_SESSIONS
from tandem.support.people.trainings.models import Training
from tests.cast import Cast

pytestmark = pytest.mark.django_db
AIMS = "Restores without help"


def person(home: Cast, name: str, **values: Any) -> Any:
    return writing.create(home.actor("ada"), PEOPLE, {"title": name, **values})


def session(home: Cast, **values: Any) -> Any:
    return writing.create(home.actor("ada"), TRAINING_SESSIONS, {"title": "Restore", "aims": AIMS, **values})


def attends(home: Cast, held: Any, who: Any, **values: Any) -> Any:
    return writing.create(home.actor("ada"), SESSION_ATTENDANCES, {"session": held, "person": who, **values})


def step(home: Cast, name: str, held: Any, key: str, **values: Any) -> Any:
    return writing.transition(home.actor(name), TRAINING_SESSIONS, held.reference, key, values)


def held_long_ago(home: Cast, **values: Any) -> Any:
    made = session(home, **values)
    attends(home, made, person(home, "Kim"), came=True)
    return step(home, "ada", made, "hold", held_on=home.actor("ada").today - timedelta(days=60))


@pytest.mark.parametrize(
    ("whom", "named", "expected"),
    [
        ("everybody", "", ["Alex", "Kim", "Robin"]),
        ("unit", "operations", ["Kim"]),
        ("role", "Backup", ["Robin"]),
        ("gap", "Restore", ["Alex", "Kim"]),
    ],
)
def test_those_it_is_for_are_invited_once(home: Cast, whom: str, named: str, expected: list[str]) -> None:
    kim, robin = person(home, "Kim", unit="Operations"), person(home, "Robin", roles=["Backup"])
    alex = person(home, "Alex")
    yesterday = home.actor("ada").today - timedelta(days=1)
    proven = {"held": "yes", "evidence": "Course"}
    for who, values in ((kim, {}), (robin, proven), (alex, {**proven, "valid_until": yesterday})):
        writing.create(home.actor("ada"), COMPETENCES, {"person": who, "title": "Restore", **values})
    made = session(home, whom=whom, whom_named=named)
    for _time in range(2):
        step(home, "ada", made, "list-people")
    assert sorted(made.attendances.values_list("title", flat=True)) == expected
    assert TrainingSession.objects.get().invited == len(expected)


def test_whoever_came_has_learnt_and_whoever_did_not_has_not(home: Cast) -> None:
    made = session(home, valid_months=12)
    kim, robin = person(home, "Kim"), person(home, "Robin")
    attends(home, made, kim)
    with pytest.raises(Invalid, match="who came"):
        step(home, "ada", made, "hold", held_on=home.actor("ada").today)
    attends(home, made, robin, came=True)
    with pytest.raises(Invalid, match="1 are left"):
        step(home, "ada", made, "hold", held_on=home.actor("ada").today)
    absent = made.attendances.get(person=kim)
    writing.change(home.actor("ada"), SESSION_ATTENDANCES, absent.reference, {"came": False})
    step(home, "ada", made, "hold", held_on=home.actor("ada").today)
    (training,) = Training.objects.all()
    assert (training.person, training.kind, training.done_on) == (robin, "training", home.actor("ada").today)
    writing.change(home.actor("ada"), SESSION_ATTENDANCES, absent.reference, {"came": True})
    assert Training.objects.count() == 2
    with pytest.raises(Invalid, match="delete that one first"):
        writing.change(home.actor("ada"), SESSION_ATTENDANCES, absent.reference, {"came": False})
    assert (TrainingSession.objects.get().invited, TrainingSession.objects.get().came) == (2, 2)


def test_effect_is_judged_later_and_not_by_the_trainer(home: Cast) -> None:
    told = {"helped": "partly", "effect": "Two of three restore alone"}
    fresh = session(home)
    attends(home, fresh, person(home, "Robin"), came=True)
    step(home, "ada", fresh, "hold", held_on=home.actor("ada").today)
    with pytest.raises(Invalid, match="Effect shows later"):
        step(home, "ben", fresh, "judge", **told)
    made = held_long_ago(home, title="Again", trainer=home.users["ben"])
    with pytest.raises(Invalid, match="Somebody other than you"):
        step(home, "ben", made, "judge", **told)
    assert Training.objects.filter(checked_on=None).count() == 2
    step(home, "ada", made, "judge", **told)
    training = Training.objects.get(session=made)
    assert (training.effect, training.checked_on) == (told["effect"], home.actor("ada").today)
    assert not Action.objects.exists()


def test_what_did_not_help_becomes_an_action(home: Cast) -> None:
    made = held_long_ago(home, owner=home.users["ben"])
    step(home, "ada", made, "judge", helped="no", effect="Nobody restores alone yet")
    (action,) = Action.objects.all()
    assert (action.owner, action.source_reference) == (home.users["ben"], made.reference)
    with pytest.raises(Invalid):
        attends(home, made, person(home, "Robin"), came=True)
