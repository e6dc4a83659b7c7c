"""Escalation of complaints that take too long."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns import asking
from tandem.ground.kernel.registers import declared_for
from tandem.operation.customers.complaints.models import Complaint


def escalate_overdue(actor: Actor) -> int:
    """Put every open complaint that is past its day before whoever looks after the customer, else before all managers.

    How many were. A complaint is put there once.
    """
    overdue = list(Complaint.objects.to_escalate(actor.today).select_related("customer").order_by("pk"))
    for complaint in overdue:
        escalate(actor, complaint)
    return len(overdue)


def escalate(actor: Actor, complaint: Any) -> None:
    """Note that it went higher up today, and ask there to see to it."""
    register, keeper = declared_for(Complaint), complaint.customer.owner
    to = keeper if keeper is not None and keeper.pk != complaint.owner_id else None
    values = {"escalated_on": actor.today, "escalated_to": to}
    writing.follow(actor, register, complaint, values, "escalated", _("Not closed in time."))
    ask(actor, complaint, to)


def ask(actor: Actor, complaint: Any, to: Any) -> None:
    """Ask somebody to see to a complaint."""
    title = _("See to the complaint “%(title)s”") % {"title": complaint.title}
    asking.ask(actor, declared_for(Complaint), complaint.reference, to, title, due=actor.today)


def ask_escalated(actor: Actor, complaint: Any) -> None:
    """Afterwards: the one it was escalated to is asked to see to it."""
    ask(actor, complaint, complaint.escalated_to)
