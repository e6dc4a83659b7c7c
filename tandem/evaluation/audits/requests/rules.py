"""Requests for evidence: asked of somebody, answered by a day, accepted by who asked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor


def asked_now(actor: Actor) -> dict[str, object]:
    """It is asked for today."""
    return {"asked_on": actor.today}


def check_request(request: Any, before: Any, today: date) -> Mapping[str, str]:
    """It is due after it was asked for, and an answer says something."""
    problems = {}
    if request.asked_on and request.due and request.due < request.asked_on:
        problems["due"] = _("It is due before it is asked for.")
    if request.state in ("answered", "accepted") and not request.answer.strip():
        problems["answer"] = _("Say what was brought, or attach it and say where it is.")
    if request.question_id and request.question.audit_id != request.audit_id:
        problems["question"] = _("The question belongs to another audit.")
    return problems


def answered(request: Any, actor: Actor) -> None:
    """Note the day of the answer."""
    request.answered_on = actor.today


def request_locked(request: Any) -> str | None:
    """What was accepted or withdrawn stays."""
    return _("It is settled and stays as it is.") if request.state in ("accepted", "withdrawn") else None
