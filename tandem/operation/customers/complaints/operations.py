"""Escalation of complaints that take too long, level by level."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns import asking
from tandem.ground.kernel.registers import declared_for
from tandem.operation.customers.complaints.levels.models import ComplaintLevel
from tandem.operation.customers.complaints.models import Complaint


@dataclass(frozen=True, slots=True)
class Step:
    """A level as complaints climb it: how many days past its day, to whom, and in how many days they see to it."""

    level: int
    days: int
    whom: str
    person: Any = None
    answer_days: int = 0


WITHOUT_LEVELS = (Step(1, 0, "keeper"),)


def steps() -> tuple[Step, ...]:
    """The levels in use, the lowest at the front; one where none was set up."""
    levels = ComplaintLevel.objects.in_use().select_related("person")
    climbed = tuple(Step(each.level, each.days, each.whom, each.person, each.answer_days) for each in levels)
    return climbed or WITHOUT_LEVELS


def escalate_overdue(actor: Actor) -> int:
    """Put every open complaint that is past its day before those of the highest level it has reached; how many were.

    A complaint is put there once for each level.
    """
    climbed = steps()
    overdue = Complaint.objects.past_due(actor.today).filter(level__lt=climbed[-1].level)
    late = [(complaint, _reached(complaint, climbed, actor)) for complaint in overdue.select_related("customer")]
    for complaint, step in late:
        if step is not None:
            escalate(actor, complaint, step)
    return sum(step is not None for _complaint, step in late)


def _reached(complaint: Any, climbed: tuple[Step, ...], actor: Actor) -> Step | None:
    """The highest level whose day has come and that it does not stand on yet."""
    past = (actor.today - complaint.due).days
    return next((step for step in reversed(climbed) if complaint.level < step.level and past > step.days), None)


def escalate(actor: Actor, complaint: Any, step: Step) -> None:
    """Note that it went higher up today, and ask there to see to it."""
    to = _whom(complaint, step)
    values = {"escalated_on": actor.today, "escalated_to": to, "level": step.level}
    writing.follow(actor, declared_for(Complaint), complaint, values, "escalated", _("Not closed in time."))
    ask(actor, complaint, to, step.answer_days)


def _whom(complaint: Any, step: Step) -> Any:
    """Never the one who has it, who would be asked by themselves; None stands for all managers."""
    whom = {"keeper": complaint.customer.owner, "person": step.person}.get(step.whom)
    return whom if whom is not None and whom.is_active and whom.pk != complaint.owner_id else None


def ask(actor: Actor, complaint: Any, to: Any, days: int = 0) -> None:
    """Ask somebody to see to a complaint within these days."""
    title = _("See to the complaint “%(title)s”") % {"title": complaint.title}
    due = actor.today + timedelta(days=days)
    asking.ask(actor, declared_for(Complaint), complaint.reference, to, title, due=due)


def ask_escalated(actor: Actor, complaint: Any) -> None:
    """Afterwards: the one it was escalated to is asked to see to it."""
    ask(actor, complaint, complaint.escalated_to)
