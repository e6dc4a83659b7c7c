"""How far a control is shown: stated, in use, tested. Tested means that another than its owner looked at its work.

The same rules serve the records as they are and as they were on a past day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.substance import is_empty, words_of

MONTHS: Final = 12  # between two tests where the control says nothing else
MOST_MONTHS: Final = 24  # between two tests, and how long evidence is fresh
LEAST_DESCRIBED: Final = 8  # words that say what is done
LEAST_SEEN: Final = 4  # words that say what a tester saw
LEAST_DONE: Final = 2  # words that say what recurring work saw
LEAST_FILE: Final = 64  # bytes of a file that shows something
LEAST_DUTY: Final = 3  # words that say what a control does for one of many requirements
MANY: Final = 10  # requirements of one catalogue that a control answers without saying for each how


class Grade(models.TextChoices):
    """How far a control is shown."""

    STATED = "stated", _("Stated")
    IN_USE = "in-use", _("In use")
    TESTED = "tested", _("Tested")
    OVERDUE = "overdue", _("Test overdue")
    FAILED = "failed", _("Failed")


TONES: Final = {
    Grade.STATED: "judge",
    Grade.IN_USE: "active",
    Grade.TESTED: "good",
    Grade.OVERDUE: "waiting",
    Grade.FAILED: "bad",
}


@dataclass(frozen=True, slots=True)
class TestFact:
    """One test of the operation of a control; `seen` is what its tester says, empty where another one says the same.

    `owner_id` is who owned the control then.
    """

    done_on: date
    result: str
    tester_id: int | None
    seen: str
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class ControlFacts:
    """What a control's grade follows from; `shown_on` is the day of its newest evidence, `tests` are newest first."""

    record_id: int
    reference: str
    title: str
    requirements: Sequence[str]
    state: str
    description: str = ""
    duties: str = ""
    owner_id: int | None = None
    test_months: int | None = None
    next_test: date | None = None
    shown_on: date | None = None
    tests: Sequence[TestFact] = field(default_factory=tuple)


def grade_of(control: ControlFacts, today: date, requirement: str = "") -> Grade:
    """How far the control is shown on a day, for one of the requirements it answers where that is asked."""
    if control.state != "implemented" or not is_described(control, requirement):
        return Grade.FAILED if _last_result(control) == "failed" else Grade.STATED
    months = relativedelta(months=min(control.test_months or MONTHS, MOST_MONTHS))
    for test in control.tests:
        if test.done_on > today:
            continue
        if test.result == "failed":
            return Grade.FAILED
        if test.result == "unclear":
            break
        if is_by_another(test, control) and says(test.seen, LEAST_SEEN):
            return _tested(control, test.done_on + months >= today, today)
    if control.next_test is not None and control.next_test < today:
        return Grade.OVERDUE
    return Grade.IN_USE if is_shown(control, today) else Grade.STATED


def _tested(control: ControlFacts, is_in_time: bool, today: date) -> Grade:
    if not is_in_time:
        return Grade.OVERDUE
    return Grade.TESTED if is_shown(control, today) else Grade.STATED


def is_described(control: ControlFacts, requirement: str = "") -> bool:
    """Whether it says what is done and who answers for it; one that answers many says so for each."""
    if control.owner_id is None or not says(control.description, LEAST_DESCRIBED):
        return False
    catalogue, _slash, ref = requirement.partition("/")
    answered = sum(1 for key in control.requirements if key.partition("/")[0] == catalogue)
    return answered <= MANY or says(duties_of(control.duties).get(ref, ""), LEAST_DUTY)


def is_shown(control: ControlFacts, today: date) -> bool:
    """Whether there is evidence that opens and is fresh: a file, a linked record, or recurring work that was done."""
    return control.shown_on is not None and control.shown_on + relativedelta(months=MOST_MONTHS) >= today


def is_by_another(test: TestFact, control: ControlFacts) -> bool:
    """Whether somebody else than the owner looked, who did not own it then either."""
    return test.tester_id is not None and test.tester_id not in (control.owner_id, test.owner_id)


def duties_of(text: str) -> Mapping[str, str]:
    """What a control does for each of its requirements, as lines such as “A.5.15: who may see what is decided by …”."""
    lines = (line.partition(":") for line in text.splitlines())
    return {ref.strip(): told.strip() for ref, colon, told in lines if colon}


def told_apart(tests: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Of what testers say, which control each was said of first; the same words of another control say nothing."""
    first: dict[str, int] = {}
    for control_id, seen in tests:
        first.setdefault(" ".join(words_of(seen)), control_id)
    return first


def seen_on(first: Mapping[str, int], control_id: int, seen: str) -> str:
    """What a tester saw on this control; nothing where it repeats what was said of another one."""
    return seen if first.get(" ".join(words_of(seen))) == control_id else ""


def says(text: str, least: int) -> bool:
    """Whether a text says something in so many different words."""
    words = words_of(text)
    return len(set(words)) >= least and not is_empty(words)


def _last_result(control: ControlFacts) -> str:
    return control.tests[0].result if control.tests else ""
