"""Measures make the plan of a risk; typical threats and weaknesses are taken over once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tandem.direction.risks import rules
from tandem.direction.risks.acceptances.register import RISK_ACCEPTANCES
from tandem.direction.risks.measures.register import MEASURES
from tandem.direction.risks.models import Risk
from tandem.direction.risks.register import RISKS
from tandem.direction.risks.threats.models import Threat
from tandem.direction.risks.threats.register import THREATS
from tandem.direction.risks.typical import operations
from tandem.direction.risks.weaknesses.models import Weakness
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.kernel import inbox, registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tests.cast import Cast

FIRE = {"title": "Fire", "availability": True, "likelihood": 4, "impact": 4, "treatment": "modify"}
SPRINKLERS = {"title": "Sprinklers", "due": "2030-03-01", "cost_once": 900, "cost_yearly": 100, "impact_steps": 2}


@pytest.fixture
def fire(home: Cast) -> Risk:
    return writing.create(home.actor("ada"), RISKS, {**FIRE, "owner": home.users["ada"].pk})


def measure(home: Cast, risk: Risk, **values: Any) -> Any:
    fields = {**SPRINKLERS, "owner": home.users["ben"].pk, "risk": risk.reference, **values}
    return writing.create(home.actor("ada"), MEASURES, fields)


def test_the_plan_of_a_risk_follows_from_its_measures(home: Cast, fire: Risk) -> None:
    measure(home, fire)
    alarm = measure(home, fire, title="Alarm", due="2030-01-01", cost_once=50, cost_yearly=None)
    fire.refresh_from_db()
    assert (fire.plan_due, fire.plan_cost, fire.plan) == (date(2030, 3, 1), 1_050, "- Alarm\n- Sprinklers")
    writing.transition(home.actor("ada"), MEASURES, alarm.reference, "drop", reason="Too loud")
    fire.refresh_from_db()
    assert (fire.plan_cost, fire.plan) == (1_000, "- Sprinklers")


def test_words_that_somebody_wrote_stay(home: Cast, fire: Risk) -> None:
    writing.change(home.actor("ada"), RISKS, fire.reference, {"plan": "Do it well"})
    measure(home, fire)
    fire.refresh_from_db()
    assert (fire.plan, fire.plan_due) == ("Do it well", date(2030, 3, 1))


def test_controls_of_measures_count_until_they_are_dropped(home: Cast, fire: Risk) -> None:
    ada = home.actor("ada")
    writing.change(ada, RISKS, fire.reference, {"controls": "A.7.5"})
    controls = registers.find("controls")
    assert controls is not None
    control = writing.create(ada, controls, {"title": "Rules", "requirements": "iso-27001:2022/A.5.1"})
    made = measure(home, fire, control=control.reference)
    fire.refresh_from_db()
    assert fire.controls == ["A.7.5", "iso-27001:2022/A.5.1"]
    writing.transition(ada, MEASURES, made.reference, "drop", reason="No money")
    fire.refresh_from_db()
    assert fire.controls == ["A.7.5"]


def test_a_measure_names_controls_that_exist(home: Cast, fire: Risk) -> None:
    with pytest.raises(Invalid, match="not in the catalogue"):
        measure(home, fire, requirements="iso-27001:2022/A.99.9")
    assert fire.measures.count() == 0


def test_a_measure_waits_for_its_owner_until_it_is_done(home: Cast, fire: Risk) -> None:
    ben = home.actor("ben")
    made = measure(home, fire, due=ben.today)
    assert [(task.reference, str(task.what)) for task in inbox.waiting(ben)] == [(made.reference, "Finish the measure")]
    done = writing.transition(ben, MEASURES, made.reference, "finish", {"outcome": "Works"})
    assert (done.state, done.done_on) == ("done", ben.today)
    assert inbox.waiting(ben) == []


def test_treatment_begins_with_measures_or_words(home: Cast, fire: Risk) -> None:
    ada = home.actor("ada")
    with pytest.raises(Invalid, match="Add measures"):
        writing.transition(ada, RISKS, fire.reference, "treat")
    measure(home, fire)
    fire.refresh_from_db()
    assert rules.expected(fire) == {"residual_likelihood": 4, "residual_impact": 2}
    assert writing.transition(ada, RISKS, fire.reference, "treat", rules.expected(fire)).residual_level == 8


def test_treatment_is_done_when_its_measures_are_and_proposes_what_was_left(home: Cast, fire: Risk) -> None:
    ada = home.actor("ada")
    made = measure(home, fire)
    fire = writing.transition(ada, RISKS, fire.reference, "treat", {"residual_likelihood": 2, "residual_impact": 3})
    with pytest.raises(Invalid, match="One measure is still open"):
        writing.transition(ada, RISKS, fire.reference, "treated", {"likelihood": 2, "impact": 3})
    writing.transition(ada, MEASURES, made.reference, "finish")
    proposed = rules.what_is_left(fire)
    assert proposed == {"likelihood": 2, "impact": 3, "impacts": ""}
    done = writing.transition(ada, RISKS, fire.reference, "treated", proposed)
    assert (done.state, done.level, done.residual_level) == ("assessed", 6, 6)


def test_a_measure_stays_with_its_risk_and_is_not_deleted(home: Cast, fire: Risk) -> None:
    other = writing.create(home.actor("ada"), RISKS, {**FIRE, "title": "Flood"})
    made = measure(home, fire)
    with pytest.raises(Invalid, match="stays with its risk"):
        writing.change(home.actor("ada"), MEASURES, made.reference, {"risk": other.reference})
    with pytest.raises(NotPermitted):
        writing.delete(home.actor("ada"), MEASURES, made.reference)


def test_typical_threats_and_weaknesses_are_taken_over_once(home: Cast) -> None:
    ada = home.actor("ada")
    assert (operations.take_over_threats(ada), operations.take_over_weaknesses(ada)) == (45, 43)
    assert (operations.take_over_threats(ada), operations.take_over_weaknesses(ada)) == (0, 0)
    assert (Threat.objects.count(), Weakness.objects.count()) == (45, 43)
    with pytest.raises(Invalid, match="no list of threats"):
        operations.take_over_threats(ada, "nowhere")
    with pytest.raises(NotPermitted):
        operations.take_over_threats(home.actor("cleo"))


def test_threats_of_an_imported_library_are_taken_over(home: Cast) -> None:
    library = Framework.objects.create(
        key="theirs.threats", standard="theirs", name="Theirs", kind="threat-catalogue", origin="imported", digest="x"
    )
    for place, (ref, kind) in enumerate([("TA1", "tactic"), ("T1", "technique"), ("X1", "threat")]):
        Requirement.objects.create(framework=library, ref=ref, title=f"Threat {ref}", kind=kind, position=place)
    assert operations.take_over_threats(home.actor("ada"), "theirs.threats") == 2
    assert list(Threat.objects.order_by("pk").values_list("title", "source", "external_id")) == [
        ("Threat T1", "theirs.threats", "T1"),
        ("Threat X1", "theirs.threats", "X1"),
    ]
    assert operations.take_over_threats(home.actor("ada"), "theirs.threats") == 0


def test_a_typical_threat_says_what_is_usually_lost(home: Cast) -> None:
    ada = home.actor("ada")
    threat = writing.create(ada, THREATS, {"title": "Theft", "confidentiality": True, "availability": True})
    values = {"title": "Laptop gone", "likelihood": 2, "impact": 2, "typical_threat": threat.reference}
    made = writing.create(ada, RISKS, values)
    assert (made.confidentiality, made.integrity, made.availability) == (True, False, True)
    own = writing.create(ada, RISKS, {**values, "title": "Again", "integrity": True})
    assert (own.confidentiality, own.integrity, own.availability) == (False, True, False)


def test_typical_threats_concern_kinds_of_the_inventory(home: Cast) -> None:
    with pytest.raises(Invalid, match="no kind of asset"):
        writing.create(home.actor("ada"), THREATS, {"title": "x", "item_kinds": "spaceship"})


@pytest.mark.parametrize(
    ("domain", "field"),
    [("information-security", "confidentiality"), ("service", "customer_impact"), ("supplier", "supplier")],
)
def test_each_domain_asks_for_what_it_needs(home: Cast, domain: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        writing.create(home.actor("ada"), RISKS, {"title": "x", "domain": domain, "likelihood": 1, "impact": 1})
    assert list(refused.value.problems) == [field]
    assert writing.create(home.actor("ada"), RISKS, {"title": "x", "domain": domain}).level is None


def test_what_would_be_left_is_judged_before_there_is_a_plan_but_not_accepted(home: Cast, fire: Risk) -> None:
    ada = home.actor("ada")
    assessing = replace(home.actor("cleo"), role="contributor")
    judged = writing.change(assessing, RISKS, fire.reference, {"residual_likelihood": 1, "residual_impact": 2})
    assert judged.residual_level == 2
    values = {"risk": fire.reference, "reason": "Little is left", "until": "2098-01-01"}
    with pytest.raises(Invalid, match="Say what is done to modify the risk"):
        writing.create(ada, RISK_ACCEPTANCES, values)
    measure(home, fire)
    assert writing.create(ada, RISK_ACCEPTANCES, values).level == 2
