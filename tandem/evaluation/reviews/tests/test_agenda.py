"""The agenda that is ready asks for all that both standards ask for, by lists that are there."""

import pytest

from tandem.evaluation.reviews.agenda import Figure, inputs
from tandem.ground.kernel import lists, registers
from tests.cast import Cast

FIGURES = [pytest.param(figure, id=f"{one.key}: {figure.label}") for one in inputs() for figure in one.figures]
OF_SERVICE_MANAGEMENT = {
    "earlier-decisions",
    "issues",
    "nonconformities",
    "measurements",
    "audits",
    "improvement",
    "feedback",
    "policies",
    "objectives",
    "services",
    "other-parties",
    "resources",
    "risks",
    "changes",
}
OF_SECURITY = {
    "earlier-decisions",
    "issues",
    "needs",
    "nonconformities",
    "measurements",
    "audits",
    "objectives",
    "security",
    "feedback",
    "risks",
    "improvement",
}


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_is_a_list_that_can_be_opened(home: Cast, figure: Figure) -> None:
    register = registers.find(figure.register)
    if register is None:
        assert figure.conformity or figure.register not in {known.key for known in registers.every()}
        return
    filters = {name: text.replace("{since}", "2026-01-01") for name, text in figure.filters}
    assert lists.filtered(home.actor("ada"), register, lists.Query(filters=filters)).count() == 0


def test_each_standard_finds_its_inputs() -> None:
    of_20 = {one.key for one in inputs() if one.requirements(["iso-20000-1:2018"])}
    of_27 = {one.key for one in inputs() if one.requirements(["iso-27001:2022"])}
    assert of_20 == OF_SERVICE_MANAGEMENT
    assert of_27 == OF_SECURITY


def test_no_clause_of_an_earlier_edition_is_named_by_the_number_it_has_today() -> None:
    earlier = ["iso-27001:2013", "iso-20000-1:2011"]  # 9.3 of the latter is release and deployment
    assert [entry.requirements(earlier) for entry in inputs()] == [[]] * len(inputs())
