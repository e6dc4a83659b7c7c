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
    due = [measure.due for measure in measures if measure.state != "done"] or [measure.due for measure in measures]
    values: dict[str, Any] = {
        "plan_due": max(due, default=None),
        "plan_cost": sum((measure.cost_once or 0) + (measure.cost_yearly or 0) for measure in measures) or None,
        "controls": _controls(risk, measures, before),
    }
    if risk.plan in ("", _words(_as_before(risk, measure, before))):
        values["plan"] = _words(measures)
    writing.follow(actor, declared_for(Risk), risk, values, "planned", measure.reference)


def _as_before(risk: Any, measure: Any, before: Any) -> list[Any]:
    """The measures of the plan as they were before this one changed."""
    others = [other for other in risk.measures.kept() if other.pk != measure.pk]
    earlier = [before] if before is not None and before.state != "dropped" else []
    return sorted([*others, *earlier], key=lambda planned: (planned.due, planned.pk))


def _words(measures: list[Any]) -> str:
    return "\n".join(f"- {measure.title}" for measure in measures)


def _controls(risk: Any, measures: list[Any], before: Any) -> list[str]:
    """The controls of the risk: those of its measures, and those written by hand; what only an earlier state of the
    measure brought about goes."""
    needed = [key for measure in measures for key in measure.keys]
    gone = set(before.keys if before is not None else ()) - set(needed)
    return list(dict.fromkeys([*(key for key in risk.controls if key not in gone), *needed]))
