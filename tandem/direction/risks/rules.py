"""How levels are computed, what each domain needs, when an acceptance counts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.direction.risks.exclusions import excluded_control
from tandem.direction.risks.judging import BadMatrix, Judging, read_matrix
from tandem.direction.risks.models import DOMAINS, LARGEST_SCALE, Risk, RiskMethod
from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import MANAGER, SYSTEM, Actor

REVIEW_MONTHS = 12  # until a method says otherwise
PAIRS = (
    ("inherent_likelihood", "inherent_impact", "inherent_level"),
    ("likelihood", "impact", "level"),
    ("residual_likelihood", "residual_impact", "residual_level"),
)


STANDARD = Judging()


def judging_of(risk: Any) -> Judging:
    """How the risk's method computes; likelihood × impact without one."""
    return risk.method.judging if risk.method else STANDARD


def derive_risk(risk: Any, before: Any, actor: Actor) -> None:
    """Compute the levels, take the method in force, date the assessment, drop an acceptance that no longer fits."""
    _take_method(risk, before)
    judging = judging_of(risk)
    for likelihood, impact, level in PAIRS:
        setattr(risk, level, judging.level(getattr(risk, likelihood), getattr(risk, impact)))
    if risk.level is not None and (before is None or before.level != risk.level or risk.assessed_on is None):
        _assessed(risk, before, actor)
    if risk.accepted_level is not None and risk.accepted_level != remaining(risk):
        risk.accepted_level, risk.accepted_until = None, None
        risk.state = "assessed" if risk.state == "accepted" else risk.state
    if risk.residual_approved_level is not None and risk.residual_approved_level != risk.residual_level:
        risk.residual_approved_level, risk.residual_approved_by_id = None, None


def _take_method(risk: Any, before: Any) -> None:
    """A risk is judged by the method in force for its domain; one that is judged anew leaves a superseded method."""
    judged = (
        "likelihood",
        "impact",
        "residual_likelihood",
        "residual_impact",
        "inherent_likelihood",
        "inherent_impact",
    )
    is_anew = before is not None and any(getattr(before, name) != getattr(risk, name) for name in judged)
    if risk.method_id is None or (risk.method.state == "superseded" and is_anew):
        risk.method = RiskMethod.objects.in_force(risk.domain)


def _assessed(risk: Any, before: Any, actor: Actor) -> None:
    given = risk.assessed_on if before is None or before.assessed_on != risk.assessed_on else None
    risk.assessed_on = given or actor.today
    months = risk.method.review_months if risk.method else REVIEW_MONTHS
    if before is None or risk.next_review is None or before.next_review == risk.next_review:
        risk.next_review = risk.assessed_on + relativedelta(months=months)
    if risk.state == "identified":
        risk.state = "assessed"


def remaining(risk: Any) -> int | None:
    """The level that is to be accepted: residual where a treatment is planned, otherwise current."""
    return risk.residual_level if risk.residual_level is not None else risk.level


def check_risk(risk: Any, before: Any, today: date) -> Mapping[str, str]:
    """What a risk as a whole needs; information security risks name what would be lost (27001:2022 6.1.2)."""
    problems = {}
    names_loss = risk.confidentiality or risk.integrity or risk.availability
    if risk.level and risk.domain == "information-security" and not names_loss:
        problems["confidentiality"] = _("Say whether confidentiality, integrity or availability would be lost.")
    if risk.residual_level and risk.level and risk.residual_level > risk.level and not risk.residual_reason:
        problems["residual_reason"] = _("Say why more risk is left after treatment than there is now.")
    if risk.level and risk.domain == "service" and not (risk.service_id or risk.customer_impact):
        problems["customer_impact"] = _("Name the service, or say what customers would notice.")
    if risk.treatment == "modify" and risk.residual_level and not (risk.plan or risk.controls):
        problems["plan"] = _("Say what is done to modify the risk.")
    problems.update(_beyond_scale(risk))
    if excluded := excluded_control(risk, before):
        problems["controls"] = excluded
    return problems


def _beyond_scale(risk: Any) -> dict[str, str]:
    method = risk.method
    longest = {
        "likelihood": len(method.likelihood_scale) if method else LARGEST_SCALE,
        "impact": len(method.impact_scale) if method else LARGEST_SCALE,
    }
    problems = {}
    for likelihood, impact, _level in PAIRS:
        for name, kind in ((likelihood, "likelihood"), (impact, "impact")):
            value = getattr(risk, name)
            if value is not None and value > longest[kind]:
                problems[name] = _("The method's scale ends at %(last)d.") % {"last": longest[kind]}
    return problems


def judged(risk: Any, actor: Actor) -> str | None:
    """A treatment is chosen for a risk whose level is known."""
    return None if risk.level is not None else _("Give likelihood and impact first.")


def is_accepted(risk: Any, actor: Actor) -> str | None:
    """A risk is accepted by a recorded acceptance, not by a button."""
    return None if risk.accepted_level is not None else _("Record the owner's acceptance below first.")


def assess_again(risk: Any, actor: Actor) -> None:
    """The risk was looked at and stands as it is, by the method now in force."""
    if risk.method is None or risk.method.state == "superseded":
        risk.method = RiskMethod.objects.in_force(risk.domain)
    risk.assessed_on = actor.today
    months = risk.method.review_months if risk.method else REVIEW_MONTHS
    risk.next_review = actor.today + relativedelta(months=months)


def close(risk: Any, actor: Actor) -> None:
    """A closed risk is not assessed any more."""
    risk.next_review = None


def derive_acceptance(acceptance: Any, before: Any, actor: Actor) -> None:
    """The level is the one that is left on the day of acceptance; the signature is the actor's."""
    if before is None and acceptance.risk_id:
        acceptance.level = remaining(acceptance.risk) or 0
        acceptance.accepted_by_id = actor.user_id
        acceptance.accepted_at = clock.now()
        acceptance.owner_id = actor.user_id
        acceptance.by_manager = actor.role in (MANAGER, SYSTEM)


def check_acceptance(acceptance: Any, before: Any, today: date) -> Mapping[str, str]:
    """Only the owner accepts, only a level that is known, only for a time to come (27001:2022 6.1.3 f)."""
    if before is not None or acceptance.risk_id is None:
        return {}
    if remaining(acceptance.risk) is None:
        return {"risk": _("Assess the risk first; there is no level to accept.")}
    judging, level = judging_of(acceptance.risk), remaining(acceptance.risk) or 0
    if judging.owner_may_accept(level):
        if acceptance.risk.owner_id is None or acceptance.risk.owner_id != acceptance.accepted_by_id:
            return {"risk": _("Only the owner of the risk can accept it.")}
    elif not acceptance.by_manager:
        told = {"level": level, "limit": judging.owner_accepts_up_to}
        return {"risk": _("Level %(level)d is above %(limit)d: a manager has to accept it.") % told}
    if acceptance.until is not None and acceptance.until <= today:
        return {"until": _("Choose a day to come.")}
    return {}


def acceptance_locked(acceptance: Any) -> str:
    """What was accepted stays as it was."""
    return _("An acceptance is never changed; record a new one.")


def check_method(method: Any, before: Any, today: date) -> Mapping[str, str]:
    """Scales have 2 to 10 steps; what is critical is not acceptable."""
    for name in ("likelihood_scale", "impact_scale"):
        if not 2 <= len(getattr(method, name)) <= LARGEST_SCALE:
            return {name: _("A scale has two to ten steps, separated by commas.")}
    lengths = len(method.likelihood_scale), len(method.impact_scale)
    if unknown := [domain for domain in method.domains if domain not in dict(DOMAINS)]:
        known = ", ".join(dict(DOMAINS))
        return {"domains": _("“%(name)s” is no domain; known: %(known)s.") % {"name": unknown[0], "known": known}}
    if method.formula == "matrix":
        try:
            read_matrix(method.matrix, *lengths)
        except BadMatrix as problem:
            return {"matrix": str(problem)}
    highest = method.judging.highest(*lengths)
    if method.critical_from <= method.accept_up_to:
        return {"critical_from": _("Critical has to begin above what is acceptable.")}
    if method.critical_from > highest:
        return {"critical_from": _("The highest level of these scales is %(highest)d.") % {"highest": highest}}
    return {}


def approve_method(method: Any, actor: Actor) -> None:
    """Note who approved the method and when."""
    method.approved_by_id = actor.user_id
    method.approved_on = actor.today


def method_locked(method: Any) -> str | None:
    """An approved method is fixed: risks were judged by it."""
    return None if method.state == "draft" else _("An approved method is fixed; add a new version.")


def approve_residual(risk: Any, actor: Actor) -> None:
    """What is left after treatment is approved at its present level; a changed level has to be approved anew."""
    risk.residual_approved_by_id, risk.residual_approved_level = actor.user_id, risk.residual_level


def has_residual(risk: Any, actor: Actor) -> str | None:
    """There is something to approve."""
    return None if risk.residual_level is not None else _("Judge what is left after treatment first.")


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
