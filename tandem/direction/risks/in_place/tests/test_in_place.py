"""Controls in place hold a risk, once each, and are reasons in the statement; opportunities have no level."""

from dataclasses import replace
from typing import Any

import pytest

from tandem.direction.risks.acceptances.register import RISK_ACCEPTANCES
from tandem.direction.risks.in_place.models import ControlInPlace
from tandem.direction.risks.in_place.register import CONTROLS_IN_PLACE
from tandem.direction.risks.register import RISKS
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import Register
from tests.cast import Cast

NEW = "iso-27001:2022"
KEY = f"{NEW}/A.8.13"


@pytest.fixture(autouse=True)
def catalogue(home: Cast) -> None:
    framework, _is_new = Framework.objects.get_or_create(key=NEW, defaults={"name": "ISO/IEC 27001:2022"})
    for ref in ("A.7.2", "A.8.13"):
        values = {"title": f"Control {ref}", "kind": "control", "assessable": True}
        Requirement.objects.get_or_create(framework=framework, ref=ref, defaults=values)


def register(key: str) -> Register:
    declared = registers.find(key)
    assert declared is not None
    return declared


def control(home: Cast, **values: Any) -> Any:
    fields = {"title": "Backup", "requirements": KEY, **values}
    return writing.create(home.actor("ada"), register("controls"), fields)


def risk(home: Cast, **values: Any) -> Any:
    return writing.create(home.actor("ada"), RISKS, {"title": "Fire", "owner": home.users["ben"].pk, **values})


def hold(home: Cast, risk: Any, control: Any) -> Any:
    values = {"risk": risk.reference, "control": control.reference, "title": "Keeps what is lost to a day"}
    return writing.create(home.actor("ada"), CONTROLS_IN_PLACE, values)


def decided(home: Cast) -> Any:
    """A draft that decides the control applies, for good practice alone."""
    ada = home.actor("ada")
    statement = writing.create(ada, register("statements"), {"title": "Ours", "framework": NEW})
    values = {"statement": statement.reference, "ref": "A.8.13", "title": "Backup", "decision": "applicable"}
    return writing.create(ada, register("statement-entries"), values)


def reasons(entry: Any) -> tuple[bool, bool]:
    now = register("statement-entries").model.objects.get(pk=entry.pk)
    return now.because_risk, now.because_practice


def test_a_control_in_place_is_a_reason_as_long_as_the_risk_is_open(home: Cast) -> None:
    ada, entry = home.actor("ada"), decided(home)
    assert reasons(entry) == (False, True)
    fire = risk(home)
    link = hold(home, fire, control(home))
    assert reasons(entry) == (True, False)
    writing.transition(ada, RISKS, fire.reference, "close", reason="The room is gone")
    assert reasons(entry) == (False, True)
    writing.transition(ada, RISKS, fire.reference, "reopen")
    assert reasons(entry) == (True, False)
    writing.delete(ada, CONTROLS_IN_PLACE, link.reference)
    assert reasons(entry) == (False, True)


def test_a_control_is_named_once_for_a_risk_and_stays_the_one(home: Cast) -> None:
    fire, backup = risk(home), control(home)
    link = hold(home, fire, backup)
    with pytest.raises(Invalid, match="named for the risk already"):
        hold(home, fire, backup)
    with pytest.raises(Invalid, match="name the other control beside it"):
        other = control(home, title="Doors", requirements="iso-27001:2022/A.7.2")
        writing.change(home.actor("ada"), CONTROLS_IN_PLACE, link.reference, {"control": other.reference})
    assert list(ControlInPlace.objects.values_list("control_id", flat=True)) == [backup.pk]


def test_an_opportunity_has_no_level_no_treatment_and_is_pursued_with_a_plan(home: Cast) -> None:
    ada = home.actor("ada")
    with pytest.raises(Invalid) as refused:
        risk(home, kind="opportunity", likelihood=2, impact=2, treatment="retain", integrity=True)
    assert set(refused.value.problems) == {"likelihood", "impact", "treatment"}
    chance = risk(home, kind="opportunity", domain="organization")
    for step, values in (("treat", {"treatment": "modify"}), ("assess-again", {})):
        with pytest.raises(Invalid):
            writing.transition(ada, RISKS, chance.reference, step, values)
    with pytest.raises(Invalid):
        writing.transition(ada, RISKS, chance.reference, "pursue")
    pursued = writing.transition(ada, RISKS, chance.reference, "pursue", {"plan": "Offer it in every tender"})
    assert (pursued.state, pursued.level) == ("in-treatment", None)
    with pytest.raises(Invalid, match="only an opportunity is pursued"):
        writing.transition(ada, RISKS, risk(home).reference, "pursue", {"plan": "Do"})
    with pytest.raises(Invalid, match="this is an opportunity"):
        hold(home, chance, control(home))


def test_whoever_assessed_does_not_accept_through_any_door(home: Cast) -> None:
    fire = risk(home, likelihood=2, impact=2, availability=True, owner=home.users["ada"].pk)
    assert fire.assessed_by_id == home.users["ada"].pk
    values = {"risk": fire.reference, "reason": "Low and watched", "until": "2098-01-01"}
    for door in ("page", "api", "import"):
        with pytest.raises(Invalid, match="you assessed what is left"):
            writing.create(home.actor("ada", door), RISK_ACCEPTANCES, values)
    fire.refresh_from_db()
    assert (fire.state, fire.accepted_level) == ("assessed", None)
    assessing = replace(home.actor("cleo"), role="contributor")
    writing.change(assessing, RISKS, fire.reference, {"likelihood": 3})
    assert writing.create(home.actor("ada"), RISK_ACCEPTANCES, values).level == 6
