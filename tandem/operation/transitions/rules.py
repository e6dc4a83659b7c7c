"""What a transition needs at each step (20000-1:2018 8.5.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.states import Lacking

PLAN = ("authorities", "activities", "resources", "dependencies", "testing", "acceptance", "outcomes", "effects")
DESIGN = (
    "design_authorities",
    "design_resources",
    "design_competence",
    "design_agreements",
    "design_system",
    "design_other_services",
    "design_catalogue",
)
HANDS_OVER = ("removed", "transferred")
AFTER_PLAN = ("planned", "designed", "accepted", "deployed", "reported")
AFTER_DESIGN = ("designed", "accepted", "deployed", "reported")
PLAN_APPROVAL = Approved(by="plan_approved_by", on="plan_approved_on", state="planned")
DESIGN_APPROVAL = Approved(by="design_approved_by", on="design_approved_on", state="designed")
GO = Approved(by="decided_by", on="decided_on", state="accepted")
PLAN_FIXED = Fixed(
    states=AFTER_PLAN,
    fields=("kind", "service", *PLAN, "handing_over"),
    why=gettext_lazy("The plan was approved as it stands; plan anew first."),
)
DESIGN_FIXED = Fixed(
    states=AFTER_DESIGN,
    fields=DESIGN,
    why=gettext_lazy("The design was approved as it stands; plan anew first."),
)


def check(transition: Any, before: Any, today: date) -> Mapping[str, str]:
    """Nothing is deployed on a day to come, and a service that is live already is no new one."""
    if transition.deployed_on and transition.deployed_on > today:
        return {"deployed_on": _("It is deployed once that day has come.")}
    return {}


def locked(transition: Any) -> str | None:
    """What has ended stays as it is."""
    return _("It has ended; plan another transition.") if transition.state in ("reported", "stopped") else None


def plan_is_whole(transition: Any, actor: Actor) -> Lacking | None:
    """A plan says every part; what ends or moves also says what is handed over, and when."""
    needed = (*PLAN, "handing_over") if transition.kind in HANDS_OVER else PLAN
    lacking = tuple(name for name in needed if not getattr(transition, name))
    return Lacking(lacking, _("Write every part of the plan first; “none” is an answer.")) if lacking else None


def design_is_whole(transition: Any, actor: Actor) -> Lacking | None:
    """A design says every part."""
    lacking = tuple(name for name in DESIGN if not getattr(transition, name))
    return Lacking(lacking, _("Write every part of the design first; “none” is an answer.")) if lacking else None


def may_go(transition: Any, actor: Actor) -> "Lacking | str | None":
    """Go needs every criterion met, or conditions; without criteria nothing was accepted."""
    criteria = transition.criteria.all()
    if not criteria.exists():
        return _("Write acceptance criteria first.")
    if transition.decision == "no-go":
        return _("Stop it, or plan anew: this step says go.")
    left = criteria.exclude(state="met").count()
    if left and transition.decision == "go":
        return _("Criteria that are not met: %(left)s. Decide for go with conditions, or wait.") % {"left": left}
    return None


def deploy(transition: Any, actor: Actor) -> None:
    """Note when it went live, ended or moved."""
    transition.deployed_on = transition.deployed_on or actor.today


def report(transition: Any, actor: Actor) -> None:
    """Note when the result was reported."""
    transition.reported_on = actor.today


def plan_anew(transition: Any, actor: Actor) -> None:
    """What was approved of the former plan no longer counts."""
    transition.plan_approved_by_id = transition.plan_approved_on = None
    transition.design_approved_by_id = transition.design_approved_on = None
    transition.decided_by_id = transition.decided_on = None
    transition.decision = transition.decision_reason = ""
