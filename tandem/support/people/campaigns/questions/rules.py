"""A question has an answer among those to choose from, and stays once somebody has answered it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.pattern import Pattern
from tandem.support.people.campaigns.rules import is_taken

FEWEST = 2


def derive_question(question: Any, before: Any, actor: Actor) -> None:
    """A new one comes last unless it says where."""
    if before is None and not question.position and question.campaign_id is not None:
        last = question.campaign.questions.order_by("-position").values_list("position", flat=True).first()
        question.position = (last or 0) + 1


def check_question(question: Any, before: Any, today: date) -> Mapping[str, str]:
    """There is a choice, and one of its answers is right."""
    problems = {}
    if len(question.options) < FEWEST:
        problems["options"] = _("Give at least two answers to choose from.")
    if len({" ".join(answer.casefold().split()) for answer in question.options}) < len(question.options):
        problems["options"] = _("Two of the answers say the same.")
    if question.right not in question.options:
        problems["right"] = _("Write it as it stands among the answers.")
    return problems


class AsAsked(Pattern):
    """Nobody is asked more or less than the others were."""

    def sealed(self, record: Any) -> Mapping[str, str]:
        """No question is added or taken away once somebody has answered."""
        locked = question_locked(record) if record.campaign_id is not None else None
        return {"campaign": locked} if locked else {}


def question_locked(question: Any) -> str | None:
    """What was asked stays as it was asked."""
    return _("Somebody has taken the test already; its questions stay.") if is_taken(question.campaign) else None
