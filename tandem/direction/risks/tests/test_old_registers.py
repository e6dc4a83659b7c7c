"""Registers of risks as people keep them in spreadsheets: their words, their letters, what they leave out."""

from typing import Any

import pytest

from tandem.direction.risks.methods.register import RISK_METHODS
from tandem.direction.risks.models import Risk
from tandem.direction.risks.register import RISKS
from tandem.ground.exchange import importing
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.reading import Row, Sheet, Workbook
from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid
from tests.cast import Cast

HEADERS = (
    "Risk ID",
    "Risk Description",
    "Rate Likelihood",
    "Rate the impact",
    "Treatment option",
    "Treatment cost",
    "Probability after treatment",
    "Impact after treatment",
    "Risk Status",
    "Related Control(s)",
)


def bring(home: Cast, *rows: tuple[Any, ...]) -> importing.Outcome:
    sheet = Sheet("Risks", 1, HEADERS, [Row(line, row) for line, row in enumerate(rows, start=2)], [])
    mapping = importing.proposed_mapping(RISKS, sheet)
    return importing.bring(home.actor("ada"), RISKS, sheet, mapping, Options())


@pytest.mark.parametrize(
    ("letter", "treatment"),
    [("A", "retain"), ("T", "share"), ("M", "modify"), ("AV", "avoid"), ("Mitigate", "modify"), ("Share", "share")],
)
def test_letters_and_words_of_treatments_are_understood(home: Cast, letter: str, treatment: str) -> None:
    outcome = bring(home, ("R1", "Fire", 4, 3, letter, 500, "", "", "Open", "A.8.13, A.7.5"))
    assert (outcome.new, outcome.errors) == (1, [])
    kept = Risk.objects.get()
    assert (kept.level, kept.treatment, kept.plan_cost, kept.controls) == (12, treatment, 500, ["A.8.13", "A.7.5"])
    assert (kept.state, kept.external_id) == ("assessed", "R1")


def test_words_of_the_scales_in_force_name_their_steps_in_other_languages_too(home: Cast) -> None:
    before = bring(home, ("R1", "Fire", "High", "sehr hoch", "", "", "", "", "", ""))
    assert (before.new, len(before.groups)) == (0, 2)
    ben = home.actor("ben")
    method = writing.create(ben, RISK_METHODS, {"title": "Ours", "owner": ben.user_id})
    writing.transition(home.actor("ada"), RISK_METHODS, method.reference, "approve")
    outcome = bring(home, ("R1", "Fire", "High", "sehr hoch", "", "", "Low", "élevé", "", ""))
    assert (outcome.new, outcome.errors) == (1, [])
    kept = Risk.objects.get()
    assert (kept.likelihood, kept.impact, kept.residual_likelihood, kept.residual_impact) == (4, 5, 2, 4)


def test_what_is_left_comes_along(home: Cast) -> None:
    bring(home, ("R1", "Fire", 4, 3, "A", "", 2, 3, "Closed", ""))
    kept = Risk.objects.get()
    assert (kept.residual_level, kept.state) == (6, "closed")


def test_a_register_that_names_no_loss_comes_in_and_is_completed_later(home: Cast) -> None:
    assert bring(home, ("R1", "Fire", 4, 3, "", "", "", "", "", "")).new == 1
    kept = Risk.objects.get()
    with pytest.raises(Invalid, match="confidentiality, integrity or availability"):
        writing.change(home.actor("ada"), RISKS, kept.reference, {"likelihood": 2})
    told = {"likelihood": 2, "availability": True}
    assert writing.change(home.actor("ada"), RISKS, kept.reference, told).level == 6


def test_among_empty_tables_the_one_with_most_headings_is_meant() -> None:
    cover, register = Sheet("Cover", 1, ("Version", "Date"), [], []), Sheet("Risks", 1, HEADERS, [], [])
    assert Workbook((cover, register)).main() is register
