"""Texts of one kind of character, however long, are passed once: a search that looks back at each would never end."""

import re

import pytest

from tandem.direction.controls.statements.spreadsheet.words import NUMBER
from tandem.faces.intake.mail.letters import ADDRESS
from tandem.faces.intake.mail.replies import new_text
from tandem.ground.kernel.kinds.numbers import UNITS
from tandem.ground.kernel.text import in_one_line
from tandem.operation.vulnerabilities.findings.matching import ADDRESS as MACHINE
from tandem.support.documents.words.recognizing import AFTER_NUMBER, NEXT_LABEL

MANY = 200_000


@pytest.mark.parametrize("blank", [" ", "\t", "\n", " \n", "\xa0"])
def test_blanks_between_words_become_one_line(blank: str) -> None:
    assert in_one_line(f"a{blank * MANY}b").split() == ["a", "b"]


@pytest.mark.parametrize("line", ["\n", "From: a\n", "<a@b.example> wrote:\n", "On 2 March\n", "-- \n"])
def test_a_reply_of_many_equal_lines_is_kept(line: str) -> None:
    text = line * (100_000 // len(line)) + "x"
    assert new_text(text).strip()[-1] in "x-"


@pytest.mark.parametrize(
    "pattern, text",
    [
        (UNITS, "x" * MANY + "!"),
        (UNITS, " " * MANY + "!"),
        (NUMBER, "'" + " " * MANY + "x"),
        (NUMBER, "a" + " " * MANY + "." + " " * MANY),
        (MACHINE, ":" * MANY + "!"),
        (NEXT_LABEL, " " * MANY + "x"),
        (AFTER_NUMBER, "\t " * MANY + "x"),
        (ADDRESS, "x" * MANY),
    ],
)
def test_what_nearly_matches_does_not(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text) is None


@pytest.mark.parametrize("text, rest", [("12 months", "12"), ("12months", "12"), ("12  Months.", "12"), ("months", "")])
def test_a_unit_behind_a_number_is_known(text: str, rest: str) -> None:
    unit = UNITS.search(text)
    assert unit is not None and text[: unit.start()] == rest


@pytest.mark.parametrize("name, is_machine", [("::1", True), ("fe80::1", True), ("10.0.0.1", True), ("a.b", False)])
def test_addresses_of_machines_are_known(name: str, is_machine: bool) -> None:
    assert (MACHINE.match(name) is not None) == is_machine
