"""Tests of the demonstration; what the first one showed was put right."""

from functools import partial

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.demonstration.telling import tell_plainly
from tandem.ground.kernel import registers, writing
from tandem.operation.continuity.exercises.register import CONTINUITY_TESTS

PUT_RIGHT = -128  # day
OUTCOME = "The runbook starts databases first; the paper list is printed anew each quarter and lies with three people."


def tell(story: Story, entries: list[Entry]) -> None:
    """Tests are planned and held as written; weaknesses of the first are put right two months later."""
    tell_plainly(story, CONTINUITY_TESTS, entries)
    story.at(story.moment(PUT_RIGHT, "15:00"), partial(_put_right, story))


def _put_right(story: Story) -> None:
    register = registers.find("actions")
    for test in CONTINUITY_TESTS.model.objects.filter(action__state="open").select_related("action"):
        if register is not None:
            writing.transition(story.actor("jonas"), register, test.action.reference, "finish", {"outcome": OUTCOME})
