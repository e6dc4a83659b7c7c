"""A statement in OSCAL holds by NIST's schemas, names what exists, and says nothing that is not ours to say."""

from typing import Any

import pytest
from trestle.oscal import OSCAL_VERSION, catalog, component, profile

from tandem.direction.controls.statements.models import Statement
from tandem.direction.controls.statements.sheet import Sheet, read
from tandem.ground.catalogue.models import Framework, LicensedText, Requirement
from tandem.ground.kernel import clock
from tandem.proof.reporting import oscal
from tandem.proof.reporting.cover import Cover, cover_of
from tests.cast import Cast

Told = tuple[Sheet, Cover]


def documents(printout: Told) -> dict[str, dict[str, Any]]:
    return oscal.catalog(*printout) | oscal.profile(*printout) | oscal.component_definition(*printout)


def test_all_three_hold_by_the_schemas(told: Told) -> None:
    exported = documents(told)
    catalog.Model.model_validate({"catalog": exported["catalog"]})
    profile.Model.model_validate({"profile": exported["profile"]})
    component.Model.model_validate({"component-definition": exported["component-definition"]})
    assert exported["catalog"]["metadata"]["oscal-version"] == OSCAL_VERSION == oscal.VERSION


def test_the_profile_selects_what_applies_and_remembers_what_does_not(told: Told) -> None:
    exported = documents(told)["profile"]
    assert exported["imports"][0]["include-controls"] == [{"with-ids": ["a.5.1", "a.6.1"]}]
    assert "A.6.2 Control A.6.2: Not ours" in exported["metadata"]["remarks"]
    reasons = [prop["value"] for alter in exported["modify"]["alters"] for prop in alter["adds"][0]["props"]]
    assert reasons == ["practice", "law"]


def test_what_is_named_exists(told: Told) -> None:
    exported = documents(told)
    known = {control["id"] for control in exported["catalog"]["controls"]}
    known |= {control["id"] for group in exported["catalog"]["groups"] for control in group["controls"]}
    assert known == {"a.5.1", "a.6.1", "a.6.2", "a.6.10"}
    components = exported["component-definition"]["components"]
    told_of = [
        requirement["control-id"]
        for component in components
        for requirement in component["control-implementations"][0]["implemented-requirements"]
    ]
    assert told_of == ["a.5.1", "a.6.1", "a.6.2", "a.6.1"]
    source = components[0]["control-implementations"][0]["source"]
    assert source == "#" + exported["component-definition"]["back-matter"]["resources"][0]["uuid"]


def test_nothing_decided_still_holds(home: Cast, stated: Statement) -> None:
    for entry in stated.entries.all():
        entry.__class__.objects.filter(pk=entry.pk).update(decision="")
    exported = oscal.profile(read(stated), cover_of(home.home, stated.framework, clock.today()))
    profile.Model.model_validate(exported)
    assert exported["profile"]["imports"][0]["include-all"] == {}
    component.Model.model_validate(
        oscal.component_definition(read(stated), cover_of(home.home, stated.framework, clock.today()))
    )


def test_no_licensed_sentence_leaves_and_none_of_another_publisher(home: Cast, stated: Statement, told: Told) -> None:
    requirement = Requirement.objects.get(ref="A.6.1")
    LicensedText.objects.create(organization_id=home.home.pk, requirement=requirement, text="Bought sentence")
    assert "Bought sentence" not in str(documents(told))
    assert "Ours" in str(documents(told)["catalog"])
    Framework.objects.filter(key=stated.framework).update(origin="imported")
    assert "Ours" not in str(documents(told)["catalog"])


@pytest.mark.parametrize(
    ("ref", "token"), [("A.5.1", "a.5.1"), ("5.1", "c-5.1"), ("AC-2 (1)", "ac-2-1"), ("§", "x"), ("Ä.1", "ä.1")]
)
def test_references_become_tokens(ref: str, token: str) -> None:
    assert oscal._token(ref) == token
