"""Earlier editions: their results follow from the edition in force, and say so; two stand side by side."""

from typing import Any

import pytest

from tandem.ground.accounts.models import Organization
from tandem.ground.catalogue.loading import load_library
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import system_actor
from tandem.ground.kernel.tenancy import active_organization_id
from tandem.proof.conformity.editions import derived, origins
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.report import Report, RequirementResult
from tandem.proof.conformity.tests.conftest import TODAY
from tandem.proof.conformity.vocabulary import Result

SECURITY = ("iso-27001:2013", "iso-27001:2005")
SERVICE = "iso-20000-1:2011"


@pytest.fixture
def adopting(organization: Organization) -> Any:
    """adopting(*standards) gives the report of an organization that adopted these, with a scope for each."""
    load_library()
    actor = system_actor(organization.pk, "test", "page")
    systems = registers.declared("management-systems")

    def evaluated(*standards: str) -> Report:
        for key in standards:
            writing.create(actor, systems, {"title": key, "standard": key, "scope": "Everything that we host in Hull."})
        return evaluate(organization.pk, today=TODAY)

    return evaluated


def test_every_clause_of_an_earlier_edition_has_checks_and_says_where_it_went(adopting: Any) -> None:
    report = adopting(*SECURITY, SERVICE)
    for standard in (*SECURITY, SERVICE):
        clauses = [
            clause
            for clause in report.standard(standard).requirements
            if clause.is_assessable and clause.kind == "clause"
        ]
        assert clauses and all(clause.deciding for clause in clauses)
        assert all(clause.reason.startswith("Derived from ") for clause in clauses)
    named = report.standard("iso-27001:2005").requirement("4.2.1")
    assert "Derived from 4.3, 6.1.2, 6.1.3 of ISO/IEC 27001:2022: " in named.reason
    security_of_services = report.standard(SERVICE).requirement("6.6.1")
    assert "Derived from 8.7.3.1, 8.7.3.2, 9.2.1 of ISO/IEC 20000-1:2018: " in security_of_services.reason


def test_controls_of_an_earlier_edition_are_asked_of_own_controls_first(adopting: Any) -> None:
    fields = {"title": "Joiners get the access that their role needs", "state": "implemented"}
    actor, controls = system_actor(active_organization_id(), "test", "page"), registers.declared("controls")
    writing.create(actor, controls, fields | {"requirements": ["iso-27001:2022/A.5.16"]})
    followed = adopting("iso-27001:2013").standard("iso-27001:2013").requirement("A.9.2.1")
    assert followed.reason.startswith("Derived from A.5.16 of ISO/IEC 27001:2022: ")
    assert followed.result is not Result.NO_DATA
    writing.change(actor, controls, "CTRL-1", {"requirements": ["iso-27001:2013/A.9.2.1"]})
    own = evaluate(active_organization_id(), today=TODAY).standard("iso-27001:2013").requirement("A.9.2.1")
    assert own.result is not Result.NO_DATA and "Derived" not in own.reason


def test_two_editions_stand_side_by_side_and_agree_where_they_ask_the_same(adopting: Any) -> None:
    report = adopting("iso-27001:2013", "iso-27001:2022")
    assert [standard.key for standard in report.standards] == ["iso-27001:2013", "iso-27001:2022"]
    earlier, later = report.standards
    assert (earlier.requirement("6.1.2").result, earlier.requirement("6.1.2").deciding) == (
        later.requirement("6.1.2").result,
        later.requirement("6.1.2").deciding,
    )
    assert later.requirement("6.1.2").reason in earlier.requirement("6.1.2").reason


def test_it_is_met_only_where_what_followed_asks_for_all_of_it(organization: Organization) -> None:
    load_library()
    known = origins(["iso-27001:2013"])
    result = RequirementResult(
        "iso-27001:2013/9.2", "9.2", "Audit", "clause", "9", 2, True, Result.MET, Result.MET, "1 audit was held."
    )
    held_back = derived(result, known["iso-27001:2013/9.2"])
    assert (held_back.result, held_back.is_held_back) == (Result.INDICATED, True)
    assert derived(result, known["iso-27001:2013/6.1.2"]).result is Result.MET
    assert derived(result, known["iso-27001:2013/4.2"]).result is Result.MET
    assert origins(["iso-27001:2022", "iso-20000-1:2018"]) == {}


def test_what_people_decided_is_no_result_of_checks(organization: Organization) -> None:
    load_library()
    origin = origins(["iso-27001:2013"])["iso-27001:2013/9.2"]
    for decided in (Result.JUDGED, Result.NOT_APPLICABLE, Result.UNDEFINED):
        result = RequirementResult("k/9.2", "9.2", "Audit", "clause", "9", 2, True, decided, decided, "Ada said so.")
        assert derived(result, origin) is result
