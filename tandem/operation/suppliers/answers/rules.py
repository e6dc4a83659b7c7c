"""What an answer needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _


def check_answer(answer: Any, before: Any, today: date) -> Mapping[str, str]:
    """An answer stays with its review, which is about security, and says what shows it or what is missing."""
    if before is not None and before.review_id != answer.review_id:
        return {"review": _("An answer stays with its review.")}
    if answer.review.kind != "security":
        return {"review": _("Questions belong to a review of security.")}
    if answer.answer and answer.answer != "not-concerned" and not answer.evidence:
        return {"evidence": _("Say what shows it, or what is missing.")}
    return {}


def locked(answer: Any) -> str | None:
    """What was answered in a review stays as it was."""
    return _("The review has been held; plan another one.") if answer.review.state == "held" else None
