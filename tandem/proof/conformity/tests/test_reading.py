"""A check file that is not right fails with file and line, and says what would be right."""

import pytest

from tandem.ground.catalogue.errors import LibraryError
from tandem.proof.conformity.conditions import Compare, Operator, Today
from tandem.proof.conformity.declarations import Mode
from tandem.proof.conformity.periods import period
from tandem.proof.conformity.vocabulary import CheckTest, Result, Strength

GOOD = """\
- key: asked
  title: What is asked
  test: complete
  serves: [house:1/1]
  strength: required
  freshness: {basis: planned-interval, default: P12M}
  question: Put it right.
  remedy: {register: risks, action: list, values: {state: open}}
  answer:
    over: risks
    where: {state: {ne: closed}}
    must: {owner: {filled: true}}
"""
FAULTS = [
    ("over: risks", "over: dangers", 13, "There is no register “dangers”"),
    ("owner: {filled", "keeper: {filled", 15, "The register risks has no field “keeper”."),
    ("{filled: true}", "{full: true}", 15, "“full” is no comparison; use eq, ne,"),
    ("{filled: true}", "{filled: 1}", 15, "“filled” is true or false."),
    ("{ne: closed}", "{ne: shut}", 14, "“shut” is no state; use identified, assessed,"),
    ("{ne: closed}", "{gt: closed}", 14, "only numbers, days and times are larger or smaller"),
    ("state: {ne: closed}", "level: many", 14, "“level” holds a whole number; “many” cannot be compared with it."),
    ("state: {ne: closed}", "plan_due: {before: soon}", 14, "“soon” is no day; write today, today-P12M or 2026-03-31."),
    ("state: {ne: closed}", "plan_due: {before: today-12M}", 14, "“12M” is no period; write it like P12M, P30D"),
    ("state: {ne: closed}", "level: {before: today}", 14, "“level” holds a whole number, no day or time."),
    ("state: {ne: closed}", "title.owner: {filled: true}", 14, "“title” of risks does not lead to another register."),
    ("state: {ne: closed}", "level: {gt: {field: plan_due}}", 14, "“level” holds a whole number, “plan_due” a day."),
    ("state: {ne: closed}", "level: {gt: {field: dread}}", 14, "The register risks has no field “dread”."),
    ("state: {ne: closed}", "level: {eq: {plus: [level, impact]}}", 14, "Write a value, {field: NAME}"),
    ("state: {ne: closed}", "any: {state: closed}", 14, "Write a list of conditions."),
    ("state: {ne: closed}", "has: {register: services}", 14, "“has” takes register, through and where."),
    (
        "state: {ne: closed}",
        "has: {register: incidents, through: service}",
        14,
        "“service” of incidents does not point to risks.",
    ),
    ("test: complete", "test: thorough", 6, "“thorough” is no test; use exists, complete,"),
    ("test: complete", "test: ratio", 12, "A ratio, and nothing else, has a threshold"),
    ("test: complete", "test: fresh", 12, "A fresh test says since when or until when"),
    ("test: complete", "test: separation", 12, "A separation test compares two fields"),
    ("test: complete", "test: timely", 12, "A timely test measures a time"),
    ("test: complete", "test: absent", 12, "An absent test, and nothing else, says what must not be"),
    ("strength: required", "strength: strong", 8, "“strong” is no strength; use required, indicative."),
    ("basis: planned-interval", "basis: sometimes", 9, "“sometimes” is no basis"),
    ("[house:1/1]", "[clause one]", 7, "“clause one” names no requirement"),
    ("serves: [house:1/1]", "serves: []", 7, "Name at least one requirement."),
    ("values: {state: open}", "values: {mood: bad}", 11, "“mood” is no filter of risks."),
    ("action: list", "action: pray", 11, "“pray” is no action; use list, new."),
    ("question: Put", "qestion: Put", 10, "“qestion” is no key of this format"),
    ("question: Put it right.", "question: ' '", 10, "“question” of asked is empty."),
    ("  remedy: {register: risks, action: list, values: {state: open}}\n", "", 4, "asked needs a remedy"),
    ("  remedy:", "  records: [risks]\n  remedy:", 4, "asked says in its answer what it reads."),
]


@pytest.mark.parametrize(("good", "bad", "line", "told"), FAULTS)
def test_a_fault_is_named_with_file_and_line(checks_from, good, bad, line, told):
    assert good in GOOD
    with pytest.raises(LibraryError) as caught:
        checks_from(GOOD.replace(good, bad))
    assert (caught.value.file, caught.value.line) == ("checks/own.yaml", line)
    assert told in caught.value.message


def test_every_fault_of_a_file_is_told_at_once(checks_from):
    with pytest.raises(LibraryError) as caught:
        checks_from(GOOD.replace("test: complete", "test: thorough") + GOOD.replace("over: risks", "over: dangers"))
    assert [fault.line for fault in caught.value.all()] == [6, 25]


def test_a_key_is_used_once(checks_from):
    with pytest.raises(LibraryError, match=r"asked is in checks/own\.yaml already") as caught:
        checks_from(GOOD + GOOD)
    assert caught.value.line == 16


def test_a_good_file_is_read_whole(checks_from):
    (check,) = checks_from(GOOD).checks
    assert (check.key, check.test, check.strength, check.interval) == (
        "asked",
        CheckTest.COMPLETE,
        Strength.REQUIRED,
        "P12M",
    )
    assert check.standards == {"house:1"}
    (part,) = check.answer.parts
    assert (part.mode, part.when_none) == (Mode.EVERY, Result.NO_DATA)
    assert isinstance(part.measure.where, Compare)
    assert part.measure.where.operator is Operator.NE
    assert (part.measure.registers, part.measure.ages) == ({"risks"}, False)


def test_a_measure_knows_what_it_rests_on_and_that_it_ages(checks_from):
    text = GOOD.replace("{owner: {filled: true}}", "{level: {lte: {field: method.accept_up_to}}}")
    (check,) = checks_from(text + "    fresh: {until: next_review}\n").checks
    measure = check.answer.parts[0].measure
    assert (measure.registers, measure.ages) == ({"risks", "risk-methods"}, True)


def test_periods_follow_the_calendar():
    from datetime import date

    assert period("P1Y2M").before(date(2026, 3, 31)) == date(2025, 1, 31)
    assert period("P1M").before(date(2026, 3, 31)) == date(2026, 2, 28)
    assert Today(-1, period("P2W")).on(date(2026, 1, 10)) == date(2025, 12, 27)
    assert period("P1DT4H").length.total_seconds() == 100_800
    with pytest.raises(ValueError, match="write it like P12M"):
        period("P")
