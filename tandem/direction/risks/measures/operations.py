"""The plan of a risk follows its measures."""

from typing import Any

from tandem.direction.risks.models import Risk
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for


def plan_anew(actor: Actor, measure: Any) -> None:
    """A new measure joins the plan of its risk."""
    _plan(actor, measure, before=None)


def replan(actor: Actor, measure: Any, before: Any) -> None:
    """The plan of the risk says what its measures say now."""
    _plan(actor, measure, before)


def _plan(actor: Actor, measure: Any, before: Any) -> None:
    """Due day, cost and controls of a plan follow from its measures; its words do too where nobody wrote others."""
    risk = Risk.objects.get(pk=measure.risk_id)
    measures = list(risk.measures.kept().select_related("control").order_by("due", "pk"))
    due = [one.due for one in measures if one.state != "done"] or [one.due for one in measures]
    told: dict[str, Any] = {
        "plan_due": max(due, default=None),
        "plan_cost": sum((one.cost_once or 0) + (one.cost_yearly or 0) for one in measures) or None,
        "controls": _controls(risk, measures, before),
    }
    if risk.plan in ("", _words(_as_before(risk, measure, before))):
        told["plan"] = _words(measures)
    writing.follow(actor, declared_for(Risk), risk, told, "planned", measure.reference)


def _as_before(risk: Any, measure: Any, before: Any) -> list[Any]:
    """The measures of the plan as they were before this one changed."""
    others = [one for one in risk.measures.kept() if one.pk != measure.pk]
    earlier = [before] if before is not None and before.state != "dropped" else []
    return sorted([*others, *earlier], key=lambda one: (one.due, one.pk))


def _words(measures: list[Any]) -> str:
    return "\n".join(f"- {one.title}" for one in measures)


def _controls(risk: Any, measures: list[Any], before: Any) -> list[str]:
    """The controls of the risk: those of its measures, and those written by hand; what only an earlier state of the
    measure brought about goes."""
    needed = [key for one in measures for key in one.keys]
    gone = set(before.keys if before is not None else ()) - set(needed)
    return list(dict.fromkeys([*(key for key in risk.controls if key not in gone), *needed]))
