"""What a conclusion needs."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor

DAYS_TO_ACT = timedelta(days=30)


def derive_conclusion(conclusion: Any, before: Any, actor: Actor) -> None:
    """What is to be done has an owner and a day."""
    if conclusion.owner_id is None:
        conclusion.owner_id = conclusion.report.owner_id
    if conclusion.kind == "act" and conclusion.due is None:
        conclusion.due = actor.today + DAYS_TO_ACT


def check_conclusion(conclusion: Any, before: Any, today: date) -> Mapping[str, str]:
    """It stays with its report, and what is left as it is has its reason."""
    if before is not None and before.report_id != conclusion.report_id:
        return {"report": _("A conclusion stays with its report.")}
    if before is not None and before.kind != conclusion.kind and conclusion.action_id is not None:
        return {"kind": _("Somebody was asked to do it already; say there what came of it.")}
    if conclusion.kind == "leave" and not conclusion.reason.strip():
        return {"reason": _("Say why it is left as it is.")}
    if conclusion.report.state == "withdrawn":
        return {"report": _("The report was withdrawn.")}
    return {}
