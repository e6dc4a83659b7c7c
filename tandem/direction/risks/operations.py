"""Writes that touch a risk together with its method, its measures or its acceptance, and what is taken over."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.risks import library, methods
from tandem.direction.risks.models import Risk, RiskMethod, Threat, Weakness
from tandem.ground.kernel import links, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import declared_for


def begin_method(actor: Actor, key: str) -> Any:
    """A draft that begins from a ready-made method, a matrix of the catalogue (`matrix:KEY`) or a method of our own."""
    told = methods.begun_values(key)
    if told is None:
        raise Invalid({"begins_from": [_("There is no “%(name)s” to begin from.") % {"name": key}]})
    made = writing.create(actor, declared_for(RiskMethod), {**told, "begins_from": key, "owner": actor.user_id})
    if earlier := RiskMethod.objects.with_reference(key).first():
        register = declared_for(RiskMethod)
        links.connect(actor, register, made.reference, to_register=register.key, to_reference=earlier.reference)
    return made


def next_version(actor: Actor, method: Any) -> None:
    """A draft that copies an approved method and counts its version up; refused while there is one already."""
    draft = RiskMethod.objects.filter(begins_from=method.reference, state="draft").first()
    if draft is not None:
        raise Invalid({"transition": [_("%(draft)s is already being written.") % {"draft": draft.reference}]})
    begin_method(actor, method.reference)


def put_in_force(actor: Actor, method: Any) -> None:
    """A newly approved method supersedes the one for the same domains and the one whose new version it is; their risks
    are to be assessed again today."""
    for earlier in RiskMethod.objects.filter(state="approved").exclude(pk=method.pk):
        if set(earlier.domains) == set(method.domains) or earlier.reference == method.begins_from:
            writing.follow(
                actor, declared_for(RiskMethod), earlier, {"state": "superseded"}, "superseded", method.reference
            )
            _call_again(actor, earlier, method.reference)


def _call_again(actor: Actor, earlier: Any, reference: str) -> None:
    for risk in Risk.objects.open().filter(method=earlier).exclude(level=None):
        call_again(actor, risk, reference)


def call_again(actor: Actor, risk: Any, reference: str) -> None:
    """A risk is to be assessed again today, because of what bears this reference; one that came true is open again."""
    due: dict[str, Any] = {"next_review": min(risk.next_review or actor.today, actor.today)}
    if risk.state == "closed":
        due["state"] = "identified" if risk.level is None else "assessed"
    writing.follow(actor, declared_for(Risk), risk, due, "to be assessed again", reference)


def mark_accepted(actor: Actor, acceptance: Any) -> None:
    """The risk carries the level accepted and until when."""
    accepted = {"state": "accepted", "accepted_level": acceptance.level, "accepted_until": acceptance.until}
    risk = Risk.objects.get(pk=acceptance.risk_id)
    writing.follow(actor, declared_for(Risk), risk, accepted, "accepted", acceptance.reference)


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


def take_over_threats(actor: Actor, source: str = library.OURS) -> int:
    """Typical threats of our own, or those of an imported catalogue by its key, that are not here yet; their number."""
    rows = library.typical("threats") if source == library.OURS else library.threats_of(source)
    if not rows:
        raise Invalid({"source": [_("There is no list of threats called “%(name)s”.") % {"name": source}]})
    return _take_over(actor, Threat, rows, source)


def take_over_weaknesses(actor: Actor) -> int:
    """Typical weaknesses of our own that are not here yet; their number."""
    return _take_over(actor, Weakness, library.typical("weaknesses"), library.OURS)


def _take_over(actor: Actor, model: Any, rows: list[dict[str, Any]], source: str) -> int:
    known = set(model.objects.filter(source=source).values_list("external_id", flat=True))
    register = declared_for(model)
    return len(writing.create_many(actor, register, [row for row in rows if row["external_id"] not in known]))
