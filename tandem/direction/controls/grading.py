"""How far a control is shown: stated, in use, tested. Tested means that another than its owner looked at its work.

The same rules serve the records as they are and as they were on a past day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.likeness import are_alike, marks_of, runs_of
from tandem.ground.kernel.substance import Words, is_empty, words_of

MONTHS: Final = 12  # between two tests where the control says nothing else
MOST_MONTHS: Final = 24  # between two tests, and how long evidence is fresh
LEAST_DESCRIBED: Final = 8  # words that say what is done
LEAST_SEEN: Final = 4  # words that say what a tester saw
LEAST_DONE: Final = 2  # words that say what recurring work saw
LEAST_FILE: Final = 64  # bytes of a file that shows something
MOST_SHOWN: Final = 10  # records that one and the same file shows something about
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
    return {ref.strip(): duty.strip() for ref, colon, duty in lines if colon}


class EarlierTexts:
    """Texts about controls, the oldest first: what was said of another control before says nothing of this one."""

    def __init__(self) -> None:
        self._first: dict[Words, int] = {}
        self._marked: dict[int, list[tuple[int, frozenset[int]]]] = defaultdict(list)

    def own(self, control_id: int, text: str) -> str:
        """The text; nothing where it is that of another control, or a longer one that is nearly so."""
        words = words_of(text)
        if self._first.setdefault(words, control_id) != control_id:
            return ""
        runs, marks = runs_of(words), marks_of(words)
        before = [entry for mark in marks for entry in self._marked.get(mark, ())]
        if any(other != control_id and are_alike(runs, theirs) for other, theirs in before):
            return ""
        for mark in marks:
            self._marked[mark].append((control_id, runs))
        return text


def told_apart(texts: Iterable[tuple[int, str]]) -> list[str]:
    """What each of these texts says of its control by itself; empty where it repeats what stands on another one."""
    seen = EarlierTexts()
    return [seen.own(control_id, text) for control_id, text in texts]


def repeated(contents: Iterable[str]) -> frozenset[str]:
    """Of files on controls and on tests of them, told by their content, those that hang there more than once."""
    return frozenset(content for content, count in Counter(contents).items() if count > 1)


def hung_everywhere(contents: Iterable[str]) -> frozenset[str]:
    """Of files, told by their content, those that hang on so many records that they show nothing of any."""
    return frozenset(content for content, count in Counter(contents).items() if count > MOST_SHOWN)


def says(text: str, least: int) -> bool:
    """Whether a text says something in so many different words."""
    words = words_of(text)
    return len(set(words)) >= least and not is_empty(words)


def _last_result(control: ControlFacts) -> str:
    return control.tests[0].result if control.tests else ""
