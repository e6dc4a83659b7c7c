"""How levels are computed, what each domain needs, how a treatment and a round go on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.direction.risks.exclusions import excluded_control
from tandem.direction.risks.methods import scales
from tandem.direction.risks.methods.judging import Judging
from tandem.direction.risks.methods.models import LARGEST_SCALE, RiskMethod
from tandem.ground.kernel.actor import SYSTEM, Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed

OPEN = ("identified", "assessed", "in-treatment", "accepted")
REVIEW_MONTHS = 12  # until a method says otherwise
PAIRS = (
    ("inherent_likelihood", "inherent_impact", "inherent_level"),
    ("likelihood", "impact", "level"),
    ("residual_likelihood", "residual_impact", "residual_level"),
)
CRITERIA = {"inherent_impact": "inherent_impacts", "impact": "impacts", "residual_impact": "residual_impacts"}
JUDGED = (*(name for likelihood, impact, _level in PAIRS for name in (likelihood, impact)), *CRITERIA.values())
LOSSES = ("confidentiality", "integrity", "availability")
SECURITY = "information-security"
OPPORTUNITY = "opportunity"
ONLY_FOR = {
    "confidentiality": ("domain", (SECURITY, "availability", "continuity")),
    "integrity": ("domain", (SECURITY, "availability", "continuity")),
    "availability": ("domain", (SECURITY, "availability", "continuity")),
    "typical_threat": ("domain", (SECURITY, "availability", "continuity")),
    "weakness": ("domain", (SECURITY, "availability", "continuity")),
    "supplier": ("domain", ("supplier", SECURITY, "service", "continuity")),
    **dict.fromkeys(JUDGED, ("kind", ("risk",))),
    "treatment": ("kind", ("risk",)),
    "customer_impact": ("domain", ("service", "supplier", "availability", "continuity")),
}
STANDARD = Judging()


def judging_of(risk: Any) -> Judging:
    """How the risk's method computes; likelihood × impact without one."""
    return risk.method.judging if risk.method else STANDARD


def derive_risk(risk: Any, before: Any, actor: Actor) -> None:
    """Compute the levels, take the method in force, date the assessment, drop an acceptance that no longer fits."""
    risk.is_brought = actor.through == "import" and (before is None or bool(_domain_needs(before)))
    _take_method(risk, before)
    _take_losses(risk, before)
    judging = judging_of(risk)
    for likelihood, impact, level in PAIRS:
        _combine(risk, before, judging, impact)
        setattr(risk, level, judging.level(getattr(risk, likelihood), getattr(risk, impact)))
    risk.band = judging.label(risk.level) if risk.level is not None else ""
    risk.to_reassess = risk.level is not None and risk.method is not None and risk.method.state == "superseded"
    if risk.level is not None and (before is None or before.level != risk.level or risk.assessed_on is None):
        _assessed(risk, before, actor)
    _note_assessor(risk, before, actor)
    _drop_what_is_stale(risk)


def _note_assessor(risk: Any, before: Any, actor: Actor) -> None:
    """Who last said how likely or how bad it is, now or after treatment; they do not accept it."""
    judged = [getattr(risk, name) for name in JUDGED]
    if actor.role == SYSTEM:  # what follows from a write is nobody's assessment
        return
    if any(judged) if before is None else judged != [getattr(before, name) for name in JUDGED]:
        risk.assessed_by_id = actor.user_id


def _drop_what_is_stale(risk: Any) -> None:
    """What was accepted or approved at another level than the one that is left no longer counts."""
    if risk.accepted_level is not None and risk.accepted_level != remaining(risk):
        risk.accepted_level, risk.accepted_until = None, None
        risk.state = "assessed" if risk.state == "accepted" else risk.state
    if risk.residual_approved_level is not None and risk.residual_approved_level != risk.residual_level:
        risk.residual_approved_level, risk.residual_approved_by_id = None, None


def _take_method(risk: Any, before: Any) -> None:
    """A risk is judged by the method in force for its domain; one that is judged anew leaves a superseded method."""
    is_anew = before is not None and any(getattr(before, name) != getattr(risk, name) for name in JUDGED)
    if risk.method_id is None or (risk.method.state == "superseded" and is_anew):
        judge_by(risk, RiskMethod.objects.in_force(risk.domain))


def judge_by(risk: Any, method: Any) -> None:
    """Let a method judge a risk; steps by criteria that it does not know are left behind, the impact stays."""
    known = {criterion.name for criterion in method.criteria} if method else set()
    if risk.method_id is not None and method is not None and risk.method_id != method.pk:
        for name in CRITERIA.values():
            setattr(risk, name, [word for word in getattr(risk, name) if word.rpartition(":")[0] in known])
    risk.method = method


def _take_losses(risk: Any, before: Any) -> None:
    """A newly named typical threat says what is usually lost, where nothing was ticked."""
    was = before.typical_threat_id if before else None
    if risk.typical_threat_id and risk.typical_threat_id != was and not any(getattr(risk, name) for name in LOSSES):
        for name in LOSSES:
            setattr(risk, name, getattr(risk.typical_threat, name))


def _combine(risk: Any, before: Any, judging: Judging, impact: str) -> None:
    """Make one impact of the steps by criterion; an impact that is given as a whole later goes before them."""
    name = CRITERIA[impact]
    judged = getattr(risk, name)
    is_whole = (
        before is not None and getattr(before, name) == judged and getattr(before, impact) != getattr(risk, impact)
    )
    if is_whole and judged:
        setattr(risk, name, [])
    elif judged:
        try:
            steps = scales.read_judged(judged)
        except scales.BadLine:
            return  # told by check_risk
        setattr(risk, name, scales.write_judged(steps))
        setattr(risk, impact, judging.combined(list(steps.values())))


def _assessed(risk: Any, before: Any, actor: Actor) -> None:
    given = risk.assessed_on if before is None or before.assessed_on != risk.assessed_on else None
    risk.assessed_on = given or actor.today
    if risk.state == "identified":
        risk.state = "assessed"


def tones_now() -> dict[str, dict[int, str]]:
    """The colour of each level by the method in force for all, for every column of levels."""
    method = RiskMethod.objects.in_force()
    if method is None:
        return {}
    judging = method.judging
    highest = judging.highest(len(method.likelihood_scale), len(method.impact_scale))
    tones = {level: judging.tone(level) for level in range(1, highest + 1)}
    return dict.fromkeys(("inherent_level", "level", "residual_level", "accepted_level"), tones)


def months_of(risk: Any) -> int:
    """After how many months it is assessed again: as its band says, else its method."""
    otherwise = risk.method.review_months if risk.method else REVIEW_MONTHS
    return judging_of(risk).months(risk.level, otherwise) if risk.level is not None else otherwise


REVIEW = Reviewed(while_in=OPEN, months=months_of, last="assessed_on", next="next_review")


def remaining(risk: Any) -> int | None:
    """The level that is to be accepted: residual where a treatment is planned, otherwise current."""
    level: int | None = risk.residual_level if risk.residual_level is not None else risk.level
    return level


def check_risk(risk: Any, before: Any, today: date) -> Mapping[str, str]:
    """What a risk as a whole needs (27001:2022 6.1.2, 6.1.3; 20000-1:2018 6.1.2)."""
    problems = _domain_needs(risk) if risk.level else {}
    if risk.residual_level and risk.level and risk.residual_level > risk.level and not risk.residual_reason:
        problems["residual_reason"] = _("Say why more risk is left after treatment than there is now.")
    is_decided = risk.state in ("in-treatment", "accepted") and risk.treatment == "modify" and risk.residual_level
    if is_decided and not (risk.plan or risk.controls):
        problems["plan"] = _("Say what is done to modify the risk.")
    begins = risk.state == "in-treatment" and before is not None and before.state != "in-treatment"
    if begins and not risk.plan:
        problems["plan"] = _("Add measures to the treatment, or say here what is done.")
    problems.update(_beyond_scale(risk))
    problems.update(_opportunity_needs(risk))
    if excluded := excluded_control(risk, before):
        problems["controls"] = excluded
    return problems


def _opportunity_needs(risk: Any) -> dict[str, str]:
    """An opportunity is pursued or left: it has no level, and nothing to accept (27001:2022, 20000-1:2018 6.1.1)."""
    if risk.kind != OPPORTUNITY:
        return {}
    judged = [name for name in JUDGED if getattr(risk, name)]
    problems = {name: _("An opportunity has no level; say in words what it would bring.") for name in judged}
    if risk.treatment:
        problems["treatment"] = _("Treatments are for risks; write in the plan how the opportunity is pursued.")
    if risk.state == "in-treatment" and not risk.plan:
        problems["plan"] = _("Say how the opportunity is pursued.")
    return problems


def _domain_needs(risk: Any) -> dict[str, str]:
    """What each domain asks of a risk that is judged; one that an old list brings may be completed later."""
    if risk.is_brought:
        return {}
    if risk.domain == SECURITY and not any(getattr(risk, name) for name in LOSSES):
        return {"confidentiality": _("Say whether confidentiality, integrity or availability would be lost.")}
    if risk.domain == "service" and not (risk.service_id or risk.customer_impact):
        return {"customer_impact": _("Name the service, or say what customers would notice.")}
    if risk.domain == "supplier" and not (risk.supplier_id or risk.service_id or risk.asset or risk.customer_impact):
        return {"supplier": _("Name the supplier, or the service that rests on them.")}
    return {}


def _beyond_scale(risk: Any) -> dict[str, str]:
    method = risk.method
    likelihoods = len(method.likelihood_scale) if method else LARGEST_SCALE
    impacts = len(method.impact_scale) if method else LARGEST_SCALE
    problems = {}
    for likelihood, impact, _level in PAIRS:
        for name, last in ((likelihood, likelihoods), (impact, impacts)):
            value = getattr(risk, name)
            if value is not None and value > last:
                problems[name] = _("The method's scale ends at %(last)d.") % {"last": last}
        if judged := getattr(risk, CRITERIA[impact]):
            problems.update(_wrong_criteria(method, CRITERIA[impact], judged, impacts))
    return problems


def _wrong_criteria(method: Any, name: str, judged: list[str], last: int) -> dict[str, str]:
    try:
        steps = scales.read_judged(judged)
    except scales.BadLine as problem:
        return {name: str(problem)}
    known = [criterion.name for criterion in method.criteria] if method else []
    if unknown := [criterion for criterion in steps if criterion not in known]:
        names = ", ".join(known) or _("none")
        return {
            name: _("The method has no criterion “%(name)s”; it has: %(known)s.") % {"name": unknown[0], "known": names}
        }
    if max(steps.values()) > last:
        return {name: _("The method's scale ends at %(last)d.") % {"last": last}}
    return {}


def judged(risk: Any, actor: Actor) -> str | None:
    """A treatment is chosen for a risk whose level is known."""
    if risk.kind == OPPORTUNITY:
        return _("An opportunity is pursued or closed; it has no level to treat.")
    return None if risk.level is not None else _("Give likelihood and impact first.")


def is_opportunity(risk: Any, actor: Actor) -> str | None:
    """Only an opportunity is pursued."""
    return None if risk.kind == OPPORTUNITY else _("A risk is treated; only an opportunity is pursued.")


def nothing_open(risk: Any, actor: Actor) -> str | None:
    """A treatment is done when each of its measures is done or dropped."""
    count = risk.measures.open().count()
    message = ngettext(
        "One measure is still open; finish or drop it first.",
        "%(count)d measures are still open; finish or drop them first.",
        count,
    )
    return message % {"count": count} if count else None


def expected(risk: Any) -> dict[str, Any]:
    """What would be left if every measure takes away what it is expected to; nothing without such measures."""
    measures = list(risk.measures.kept())
    less = sum(measure.likelihood_steps for measure in measures), sum(measure.impact_steps for measure in measures)
    if not any(less) or risk.likelihood is None or risk.impact is None:
        return {}
    return {
        "residual_likelihood": max(1, risk.likelihood - less[0]),
        "residual_impact": max(1, risk.impact - less[1]),
    }


def what_is_left(risk: Any) -> dict[str, Any]:
    """What was to be left, as how the risk stands once its treatment is done."""
    if risk.residual_likelihood is None or risk.residual_impact is None:
        return {}
    values = {"likelihood": risk.residual_likelihood, "impact": risk.residual_impact}
    return values | {"impacts": ", ".join(risk.residual_impacts)}


def assess_again(risk: Any, actor: Actor) -> None:
    """The risk was looked at and stands as it is, by the method now in force."""
    if risk.method is None or risk.method.state == "superseded":
        judge_by(risk, RiskMethod.objects.in_force(risk.domain))
    risk.level = judging_of(risk).level(risk.likelihood, risk.impact)
    REVIEW.looked_at(risk, actor)
