"""When a round of assessment may close, and what is kept of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.risks.models import Risk
from tandem.direction.risks.rules import PAIRS, judging_of
from tandem.ground.kernel.actor import Actor


def check_round(risk_round: Any, before: Any, today: date) -> Mapping[str, str]:
    """A closed round says what came of it."""
    if risk_round.state == "closed" and not risk_round.conclusion:
        return {"conclusion": _("Say what came of it.")}
    return {}


def freeze(risk_round: Any, actor: Actor) -> None:
    """Keep how every open risk of the round's domain stands at this moment."""
    risks = Risk.objects.open().select_related("owner", "method").order_by("pk")
    if risk_round.domain:
        risks = risks.filter(domain=risk_round.domain)
    risk_round.results = [_result(risk) for risk in risks]
    risk_round.judged = sum(1 for result in risk_round.results if result["level"] is not None)
    risk_round.above = sum(1 for risk in risks if risk.level is not None and risk.level > judging_of(risk).accept_up_to)
    risk_round.closed_on = actor.today


def _result(risk: Any) -> dict[str, Any]:
    names = ("reference", "title", "domain", "state", "treatment")
    grades = tuple(name for pair in PAIRS for name in pair)
    values = {name: getattr(risk, name) for name in (*names, *grades)}
    return values | {
        "owner": risk.owner.name if risk.owner else "",
        "method": f"{risk.method.reference} {risk.method.edition}" if risk.method else "",
    }


def round_locked(risk_round: Any) -> str | None:
    """A closed round is fixed."""
    return None if risk_round.state == "open" else _("A closed round is fixed; begin a new one.")
