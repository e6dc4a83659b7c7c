"""Design and operation are two facts; a failed test asks the owner to put it right, once."""

import pytest

from tandem.direction.controls.models import Control
from tandem.direction.controls.register import CONTROLS
from tandem.direction.controls.standing import effect_of, joint
from tandem.direction.controls.testing.register import CONTROL_TESTS
from tandem.ground.kernel import inbox, writing
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.registers import declared_for
from tests.cast import Cast


def look(home: Cast, aspect: str, result: str, day: str) -> Control:
    values = {"control": "CTRL-1", "title": "Looked", "aspect": aspect, "result": result, "done_on": day}
    writing.create(home.actor("ada"), CONTROL_TESTS, {**values, "findings": "Something"})
    control: Control = Control.objects.get()
    return control


@pytest.fixture
def control(home: Cast) -> None:
    ben = home.actor("ben")
    writing.create(ben, CONTROLS, {"title": "Rules", "test_method": "Look", "owner": ben.user_id})


@pytest.mark.usefixtures("control")
def test_each_aspect_keeps_its_newest_result(home: Cast) -> None:
    control = look(home, "design", "passed", "2026-02-01")
    assert (control.design, control.operation, control.standing, control.effect) == (
        "passed",
        "never-run",
        "passed",
        "designed",
    )
    control = look(home, "operation", "failed", "2026-02-10")
    assert (control.design, control.operation, control.standing, control.effect) == (
        "passed",
        "failed",
        "failed",
        "not-effective",
    )
    control = look(home, "operation", "passed", "2026-02-05")
    assert control.operation == "failed"
    control = look(home, "operation", "passed", "2026-02-20")
    assert (control.operation, control.standing, control.effect) == ("passed", "passed", "effective")


@pytest.mark.usefixtures("control")
def test_a_failed_test_asks_the_owner_once_while_it_is_open(home: Cast) -> None:
    look(home, "operation", "failed", "2026-02-10")
    look(home, "operation", "failed", "2026-02-11")
    look(home, "design", "passed", "2026-02-11")
    action = Action.objects.get()
    facts = (action.title, action.owner_id, action.source_register, action.source_reference)
    assert facts == ("Put right: Rules", home.users["ben"].pk, "controls", "CTRL-1")
    assert (action.details, action.due.isoformat()) == ("TEST-1 Looked: Something", "2026-04-01")
    assert [task.title for task in inbox.waiting(home.actor("ben"))] == ["Put right: Rules"]
    writing.transition(home.actor("ben"), declared_for(Action), action.reference, "finish")
    look(home, "operation", "failed", "2026-02-12")
    assert Action.objects.open().count() == 1


@pytest.mark.usefixtures("control")
def test_an_old_failure_that_was_put_right_asks_for_nothing(home: Cast) -> None:
    look(home, "operation", "passed", "2026-02-10")
    look(home, "operation", "failed", "2026-01-10")
    assert Action.objects.count() == 0


@pytest.mark.usefixtures("control")
def test_without_a_method_nothing_is_known(home: Cast) -> None:
    look(home, "operation", "passed", "2026-02-10")
    writing.change(home.actor("ben"), CONTROLS, "CTRL-1", {"test_method": ""})
    control = Control.objects.get()
    assert (control.design, control.operation, control.standing, control.effect) == (
        "no-test",
        "no-test",
        "no-test",
        "unknown",
    )


@pytest.mark.parametrize(
    ("design", "operation", "standing", "effect"),
    [
        ("never-run", "never-run", "never-run", "unknown"),
        ("never-run", "passed", "passed", "effective"),
        ("unclear", "passed", "unclear", "unknown"),
        ("failed", "passed", "failed", "not-effective"),
        ("passed", "unclear", "unclear", "designed"),
        ("no-test", "no-test", "no-test", "unknown"),
    ],
)
def test_both_aspects_make_one_standing(design: str, operation: str, standing: str, effect: str) -> None:
    assert (joint(design, operation), effect_of(design, operation)) == (standing, effect)
