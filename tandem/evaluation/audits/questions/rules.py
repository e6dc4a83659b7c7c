"""What an answer to a question of the checklist needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.evaluation.audits.lenses import SECURITY, SERVICE, seen_in, written_out
from tandem.ground.catalogue.queries import unknown_requirement
from tandem.ground.kernel.actor import Actor

ANSWERABLE = ("running", "held")
LENSES = (("20", "20000-1"), ("27", "27001"))
TO_BE_SEEN = ("opportunity", "minor", "major", "strength")


def derive_question(question: Any, before: Any, actor: Actor) -> None:
    """Which standards ask it, and who answered it when."""
    question.requirements = written_out(question.requirements, question.audit.standards if question.audit_id else ())
    question.asks_20 = bool(seen_in(question.requirements, SERVICE))
    question.asks_27 = bool(seen_in(question.requirements, SECURITY))
    if before is None and actor.through == "import":
        _of_those_who_ask(question)
    verdicts = _verdicts(question)
    was = None if before is None else _verdicts(before)
    question.is_answered = bool(question.requirements) and all(
        verdict for verdict, asks in zip(verdicts, (question.asks_20, question.asks_27), strict=True) if asks
    )
    if verdicts != was and any(verdicts):
        question.answered_by_id, question.answered_on = actor.user_id, actor.today


def _of_those_who_ask(question: Any) -> None:
    """A checklist of one column of verdicts says the same for both standards; it counts for those that ask."""
    if question.verdict_20 == question.verdict_27:
        question.verdict_20 = question.verdict_20 if question.asks_20 else ""
        question.verdict_27 = question.verdict_27 if question.asks_27 else ""


def check_question(question: Any, before: Any, today: date) -> Mapping[str, str]:
    """A verdict is given while the audit runs, for a standard that asks, and says what was seen."""
    problems = {}
    if wrong := unknown_requirement(question.requirements):
        problems["requirements"] = wrong
    given = _verdicts(question) != ("", "") and (before is None or _verdicts(before) != _verdicts(question))
    if given and question.audit_id and question.audit.state not in ANSWERABLE:
        problems["audit"] = _("Verdicts are given while the audit is held; open it first.")
    for lens, name in LENSES:
        verdict = getattr(question, f"verdict_{lens}")
        if verdict and not getattr(question, f"asks_{lens}"):
            problems[f"verdict_{lens}"] = _("%(standard)s does not ask this.") % {"standard": name}
        if verdict in TO_BE_SEEN and not question.seen.strip():
            problems["seen"] = _("Say what was seen.")
    return problems


def _verdicts(question: Any) -> tuple[str, str]:
    return question.verdict_20, question.verdict_27


def question_locked(question: Any) -> str | None:
    """What was reported stays as it was reported."""
    ended = question.audit.state in ("reported", "finished", "cancelled")
    return _("The audit is reported; its questions stay as they were answered.") if ended else None
