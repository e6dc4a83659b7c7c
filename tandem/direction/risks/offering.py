"""What the form of a risk offers beside its fields: the steps of the method with their meanings, typical threats."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.risks.methods import scales
from tandem.direction.risks.methods.models import RiskMethod
from tandem.direction.risks.models import Risk
from tandem.direction.risks.rules import CRITERIA, PAIRS
from tandem.direction.risks.threats.models import THREATS, Threat
from tandem.direction.risks.weaknesses.models import WEAKNESSES, Weakness
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.offers import Offer

MOST = 400
Choices = tuple[tuple[str, str], ...]


def offers(actor: Actor, values: Mapping[str, Any]) -> dict[str, Offer]:
    """Steps to choose from, by the method that will judge the risk; threats and weaknesses that fit its asset."""
    offered = {
        "typical_threat": Offer(
            _typical(Threat, dict(THREATS), values),
            _("What it usually makes one lose is ticked when you tick nothing."),
        ),
        "weakness": Offer(_typical(Weakness, dict(WEAKNESSES), values)),
    }
    method = method_for(values)
    return offered | _steps(method) if method else offered


def method_for(values: Mapping[str, Any]) -> RiskMethod | None:
    """The method that would judge these values: the one named, unless it is superseded, else the one in force."""
    named: RiskMethod | None = _named(RiskMethod, values.get("method"))
    if named is not None and named.state != "superseded":
        return named
    in_force: RiskMethod | None = RiskMethod.objects.in_force(str(values.get("domain") or ""))
    return in_force


def _named(model: Any, given: Any) -> Any:
    """The record that a form field names: itself, its reference, or nothing."""
    return given if isinstance(given, model) else model.objects.with_reference(str(given or "")).first()


def _steps(method: RiskMethod) -> dict[str, Offer]:
    likelihoods, impacts = _choices(method.likelihoods), _choices(method.impacts)
    criteria = method.criteria
    parts = tuple((criterion.name, _judged(criterion.name, method.steps_of(criterion))) for criterion in criteria)
    hint = _("Left empty where the criteria below say it.") if criteria else ""
    offers: dict[str, Offer] = {}
    for likelihood, impact, _level in PAIRS:
        offers[likelihood], offers[impact] = Offer(likelihoods), Offer(impacts, hint)
        offers[CRITERIA[impact]] = Offer(parts=parts)
    return offers


def _choices(steps: tuple[scales.Step, ...]) -> Choices:
    return tuple((str(step.number), step.words) for step in steps)


def _judged(name: str, steps: tuple[scales.Step, ...]) -> Choices:
    return tuple(
        (f"{name}: {step.number}", f"{step.number} {step.meaning if step.meaning != '–' else step.name}")
        for step in steps
    )


def _typical(model: Any, words: Mapping[str, Any], values: Mapping[str, Any]) -> Choices:
    """Typical threats or weaknesses by kind; those that concern the kind of the chosen asset stand first."""
    item = _named(Risk._meta.get_field("item").related_model, values.get("item"))
    kind = item.kind if item else ""
    rows = list(model.objects.order_by("kind", "title").values_list("reference", "title", "kind", "item_kinds")[:MOST])
    rows.sort(key=lambda row: bool(kind) and kind not in row[3])
    return tuple((reference, f"{words[group]}: {title}") for reference, title, group, _kinds in rows)
