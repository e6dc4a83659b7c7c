"""What a change needs before and after it is made (20000-1:2018 8.5.1, 6.3; 27001:2022 6.3, 8.1, A.8.32)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.lenses import seen_by_neither
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.states import Lacking
from tandem.operation.changes import reassessing
from tandem.operation.changes.approval_rules.rules import steps_of
from tandem.operation.changes.deadlines.models import EmergencyDeadline
from tandem.operation.changes.models import QUESTIONS
from tandem.operation.changes.templates.rules import TAKEN

IMPACTS = ("service_impact", "service_effect", "security_impact", "security_effect")
WEIGHED = ("owner", "reason", *QUESTIONS, *IMPACTS, "benefit", "resources")
PREPARED = ("test", "announced", "way_back")
GO = ("accepted", "deployed", "reported")  # states of a transition that was decided to go
RESTS_ON = (
    "kind",
    "category",
    "template",
    "reason",
    "description",
    *QUESTIONS,
    *IMPACTS,
    "risks",
    "items",
    "service",
    "requester",
    "owner",
)
DECIDED = Fixed(
    states=("approved", "undecided", "decided", "made"),
    fields=tuple(name for name in RESTS_ON if name not in ("owner", "service")),
    why=gettext_lazy("It was decided by this; ask for another change instead."),
)


def derive_change(change: Any, before: Any, actor: Actor) -> None:
    """Whoever writes it down asked for it; its template, its hours and its answers say the rest."""
    if before is None and change.requester_id is None and actor.through != "import":
        change.requester_id = actor.user_id
    if change.template_id and (before is None or before.template_id != change.template_id):
        take_over(change)
    derive_hours(change, before, actor)
    change.route = route_of(change)
    reassessing.derive(change, actor.today)


def take_over(change: Any) -> None:
    """What stands in its template, where the change itself says nothing yet."""
    change.category = "standard"
    for name in TAKEN:
        attribute = change._meta.get_field(name).attname
        is_default = name == "kind" or getattr(change, attribute) in (None, "", [])
        if is_default and getattr(change.template, attribute) not in (None, "", []):
            setattr(change, attribute, getattr(change.template, attribute))
    for name in QUESTIONS:
        if getattr(change, name) is None:
            setattr(change, name, False)


def derive_hours(change: Any, before: Any, actor: Actor) -> None:
    """Day and hours agree: whoever moves the one moves the other."""
    if change.starts_at is None:
        return
    zone = actor.zone
    stays = before is not None and before.starts_at == change.starts_at
    if stays and change.planned_for and before.planned_for and change.planned_for != before.planned_for:
        moved = change.planned_for - change.starts_at.astimezone(zone).date()
        change.starts_at = (change.starts_at.astimezone(zone) + moved).astimezone(change.starts_at.tzinfo)
        if change.ends_at and before.ends_at == change.ends_at:
            change.ends_at = (change.ends_at.astimezone(zone) + moved).astimezone(change.ends_at.tzinfo)
    if change.ends_at is None:
        change.ends_at = change.starts_at + timedelta(minutes=change.template.minutes if change.template_id else 60)
    change.planned_for = change.starts_at.astimezone(zone).date()


def route_of(change: Any) -> str:
    """Which way a change goes, from the answers to its questions; empty while they are not answered."""
    if change.template_id and change.category == "standard":
        return "template"
    answers = [getattr(change, name) for name in QUESTIONS]
    if change.moves_service or change.service_impact == "major":
        return "design"
    if any(answers) or change.security_impact == "weighty":
        return "board"
    return "" if None in answers else "simple"


def check_change(change: Any, before: Any, today: date) -> Mapping[str, str]:
    """It counts for a standard, its answers agree with its impact, and its time is possible."""
    problems = {**seen_by_neither(change), **_wrong_impact(change), **_wrong_template(change, before)}
    if change.security_impact == "weighty" and not change.risks:
        problems["risks"] = _("It changes what risks were judged by: name the risks that are to be assessed again.")
    if change.kind == "service" and change.state in ("weighed", "approved") and change.service_id is None:
        problems["service"] = _("Name the service that is changed.")
    if change.made_on and change.made_on > today:
        problems["made_on"] = _("Note it once it is made.")
    if change.ends_at and change.starts_at is None:
        problems["starts_at"] = _("Say also when it begins.")
    elif change.starts_at and change.ends_at and change.ends_at <= change.starts_at:
        problems["ends_at"] = _("It ends after it begins.")
    return problems or (_wrong_decision(change, before) if change.state == "approved" else {})


def _wrong_impact(change: Any) -> dict[str, str]:
    """Whoever says that something is weakened or interrupted does not say that nobody feels it."""
    problems = {}
    if change.service_impact == "none" and (change.interrupts_users or change.changes_agreement):
        problems["service_impact"] = _("Users or agreements are concerned, so services feel something of it.")
    if change.security_impact == "none" and (change.weakens_control or change.reaches_information):
        problems["security_impact"] = _("Information or a control is concerned, so security is.")
    return problems


def _wrong_template(change: Any, before: Any) -> dict[str, str]:
    """A standard change is one that its template was approved for, and no more."""
    if change.template_id is None:
        return {}
    if (before is None or before.template_id != change.template_id) and change.template.state != "approved":
        return {"template": _("This template is not in force.")}
    if change.category != "standard":
        return {"category": _("What is made by a template is a standard change; take the template off otherwise.")}
    apart = [name for name in ("service_impact", "security_impact") if _differs(change, name)]
    answered = [name for name in QUESTIONS if getattr(change, name)]
    words = _("This is more than its template was approved for: make it a normal change without template.")
    return dict.fromkeys((*apart, *answered), words)


def _differs(change: Any, name: str) -> bool:
    return bool(getattr(change, name) != getattr(change.template, name))


def _wrong_decision(change: Any, before: Any) -> Mapping[str, str]:
    """What is approved went its route."""
    is_new = before is None or before.state != "approved"
    if not is_new or change.category == "emergency" or change.route != "design" or not change.concerns_services:
        return {}
    if change.service_transition is None or change.service_transition.state not in GO:
        return {"service_transition": _("It goes through design and transition: name the one decided to go.")}
    return {}


def is_weighty(change: Any) -> bool:
    """Whether risks have to be assessed again because of it."""
    return bool(change.security_impact == "weighty")


def is_standard(change: Any) -> bool:
    """Whether a change may be one that was approved with its template."""
    return bool(change.category == "standard")


def may_plan(change: Any, actor: Actor) -> str | None:
    """It names a template, which is still in force."""
    if change.template is None:
        return _("Name the template it is made by, or weigh it as any other change.")
    if change.template.state != "approved":
        return _("Its template is no longer in force; weigh it as a normal change.")
    return None


def plan(change: Any, actor: Actor) -> None:
    """It was decided with its template."""
    change.decided_by_id, change.decided_on = change.template.approved_by_id, change.template.approved_on


def may_approve(change: Any, actor: Actor) -> str | None:
    """Where steps of approval apply, those asked decide, each for themselves."""
    if change.approvals.filter(state__in=("asked", "agreed")).exists():
        return _("Those who were asked decide, each for themselves; see the approvals below.")
    if steps_of(change):
        return _("Weigh it again, so that those who have to agree are asked.")
    return None


def decide(change: Any, actor: Actor) -> None:
    """Note who decided, and when."""
    change.decided_by_id, change.decided_on = actor.user_id, actor.today


def decide_afterwards(change: Any, actor: Actor) -> None:
    """Note that it would have been approved."""
    decide(change, actor)
    change.afterwards = "approved"


def refuse_afterwards(change: Any, actor: Actor) -> None:
    """Note that it would not have been approved."""
    decide(change, actor)
    change.afterwards = "refused"


def allow_in_freeze(change: Any, actor: Actor) -> None:
    """Note who allowed it."""
    change.freeze_allowed_by_id = actor.user_id


def make(change: Any, actor: Actor) -> None:
    """It was made today, unless another day is said."""
    change.made_on = change.made_on or actor.today


def happened(change: Any, actor: Actor) -> None:
    """Nobody decided before; somebody does by the deadline for emergencies."""
    change.is_planned = False
    make(change, actor)
    change.decide_by = change.made_on + EmergencyDeadline.objects.in_force()


def has_to_be_reviewed(change: Any) -> bool:
    """An unplanned, unintended or emergency change is looked at again, and one that caused incidents."""
    went_wrong = change.is_as_intended is False or bool(change.incidents) or change.afterwards == "refused"
    return not change.is_planned or went_wrong or change.category == "emergency"


def review(change: Any, actor: Actor) -> None:
    """Note who looked at it again, and when."""
    change.reviewed_by_id, change.reviewed_on = actor.user_id, actor.today


def may_close(change: Any, actor: Actor) -> "str | Lacking | None":
    """What did not go as planned is reviewed by somebody else first, and nothing is left to do."""
    if has_to_be_reviewed(change) and change.reviewed_on is None:
        return _("It was not planned or did not go as intended; somebody else has to review its consequences first.")
    left = Action.objects.open().filter(source_register="changes", source_reference=change.reference).count()
    return _("Actions are still open: %(count)s.") % {"count": left} if left else None


def change_locked(change: Any) -> str | None:
    """What is over stays as it was."""
    return _("It is over; ask for another change.") if change.state in ("closed", "rejected") else None
