"""Controls begun from ready-made ones and from catalogues are planned, tested, and answer what exists."""

import pytest

from tandem.direction.controls import beginning
from tandem.direction.controls.models import Control
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tests.cast import Cast


def test_the_file_holds_what_auditors_ask_for() -> None:
    keys = {control.key for control in beginning.recurring()}
    assert keys >= {
        "access-review",
        "restore-test",
        "continuity-exercise",
        "leavers",
        "privileged-accounts",
        "log-review",
        "supplier-review",
        "patch-level",
    }
    assert len(keys) == len(beginning.recurring())
    assert all(control.test_method and control.months and control.requirements for control in beginning.recurring())


def test_what_is_chosen_is_planned_with_its_test(home: Cast) -> None:
    Requirement.objects.create(
        framework=Framework.objects.get(), ref="A.8.15", title="Logs", kind="control", assessable=True
    )
    made = beginning.begin(home.actor("ben"), ["log-review"], ["iso-27001:2022/A.5.1"])
    facts = [
        (control.title, control.state, control.standing, control.test_months, control.requirements) for control in made
    ]
    assert facts == [
        ("Log review", "planned", "never-run", 1, ["iso-27001:2022/A.8.15"]),
        ("A.5.1 Policies", "planned", "no-test", None, ["iso-27001:2022/A.5.1"]),
    ]
    assert {(control.owner_id, control.due.isoformat()) for control in made} == {(home.users["ben"].pk, "2026-06-02")}
    answered = {
        choice.requirement.ref: [own.reference for own in choice.answered_by] for choice in beginning.choices(NEW)
    }
    assert answered == {"A.5.1": ["CTRL-2"], "A.8.15": ["CTRL-1"]}


NEW = "iso-27001:2022"


@pytest.mark.parametrize(
    ("keys", "requirements", "told"),
    [
        ([], [], "Choose at least one"),
        (["no-such"], [], "no ready-made control “no-such”"),
        (["log-review"], ["iso-27001:2022/Z.9"], "“iso-27001:2022/Z.9” is not in the catalogue"),
    ],
)
def test_nonsense_creates_nothing(home: Cast, keys: list[str], requirements: list[str], told: str) -> None:
    with pytest.raises(Invalid, match=told):
        beginning.begin(home.actor("ben"), keys, requirements)
    assert Control.objects.count() == 0


def test_a_reader_begins_nothing(home: Cast) -> None:
    with pytest.raises(NotPermitted):
        beginning.begin(home.actor("cleo"), ["log-review"], [])
    assert Control.objects.count() == 0


def test_every_catalogue_with_controls_is_offered(home: Cast) -> None:
    own = Framework.objects.create(key="own", standard="own", name="Own", kind="control-catalogue", origin="imported")
    Requirement.objects.create(framework=own, ref="X-1", title="Locks", kind="control", assessable=True)
    Framework.objects.create(key="empty", standard="empty", name="Empty", kind="framework", origin="imported")
    assert [catalogue.key for catalogue in beginning.catalogues()] == ["iso-27001:2022", "own"]
    assert beginning.begin(home.actor("ben"), [], ["own/X-1"])[0].title == "X-1 Locks"
