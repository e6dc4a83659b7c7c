"""What a decision of a review needs (9.3.3 of 27001, 9.3 of 20000-1)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.evaluation.reviews.models import FROZEN
from tandem.ground.kernel.actor import Actor


def derive_decision(decision: Any, before: Any, actor: Actor) -> None:
    """Where nothing is needed there is nothing to do."""
    if before is None and decision.is_none_needed:
        decision.state = "noted"


def check_decision(decision: Any, before: Any, today: date) -> Mapping[str, str]:
    """It belongs to a meeting that is held, and what is to be done has somebody and a day."""
    problems = {}
    if before is None and decision.review_id and decision.review.state != "held":
        problems["review"] = _("Decisions are made in the meeting: freeze the figures first, write minutes last.")
    if decision.state == "open" and not decision.owner_id:
        problems["owner"] = _("Say who does it.")
    if decision.state == "open" and not decision.due:
        problems["due"] = _("Say by when.")
    if decision.input_id and decision.input.review_id != decision.review_id:
        problems["input"] = _("The input belongs to another review.")
    return problems


def decision_locked(decision: Any) -> str | None:
    """What was minuted stays; it is done or dropped, not rewritten."""
    is_minuted = decision.review.state in FROZEN and decision.review.state != "held"
    return _("It is minuted and stays as it was decided.") if is_minuted else None


def done(decision: Any, actor: Actor) -> None:
    """Note the day on which it was done."""
    decision.done_on = actor.today
