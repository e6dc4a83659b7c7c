"""When a round of assessment may close, and what is kept of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.risks.models import Risk
from tandem.direction.risks.rules import PAIRS, judging_of
from tandem.ground.kernel.actor import Actor


def check_round(found: Any, before: Any, today: date) -> Mapping[str, str]:
    """A closed round says what came of it."""
    if found.state == "closed" and not found.conclusion:
        return {"conclusion": _("Say what came of it.")}
    return {}


def freeze(found: Any, actor: Actor) -> None:
    """Keep how every open risk of the round's domain stands at this moment."""
    risks = Risk.objects.open().select_related("owner", "method").order_by("pk")
    if found.domain:
        risks = risks.filter(domain=found.domain)
    found.results = [_result(risk) for risk in risks]
    found.judged = sum(1 for one in found.results if one["level"] is not None)
    found.above = sum(1 for risk in risks if risk.level is not None and risk.level > judging_of(risk).accept_up_to)
    found.closed_on = actor.today


def _result(risk: Any) -> dict[str, Any]:
    names = ("reference", "title", "domain", "state", "treatment")
    grades = tuple(name for pair in PAIRS for name in pair)
    told = {name: getattr(risk, name) for name in (*names, *grades)}
    return told | {
        "owner": risk.owner.name if risk.owner else "",
        "method": f"{risk.method.reference} {risk.method.edition}" if risk.method else "",
    }


def round_locked(found: Any) -> str | None:
    """A closed round is fixed."""
    return None if found.state == "open" else _("A closed round is fixed; begin a new one.")
