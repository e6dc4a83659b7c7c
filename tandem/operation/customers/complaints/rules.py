"""What a complaint needs on its way, and until when it ends (20000-1:2018 8.3.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazily

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.operation.customers.complaints.models import OPEN

DUE = Fixed(states=OPEN, fields=("due",), why=_lazily("Another day is agreed by escalating it, with a reason."))


def begin_today(actor: Actor) -> dict[str, object]:
    """A complaint counts from when it is written down, unless told otherwise."""
    return {"received_on": actor.today}


def derive_complaint(complaint: Any, before: Any, actor: Actor) -> None:
    """It ends within its days; whoever looks after the customer has it."""
    if complaint.due is None and complaint.received_on:
        complaint.due = complaint.usual_due
    if before is None and complaint.owner_id is None:
        complaint.owner_id = complaint.customer.owner_id


def check_complaint(complaint: Any, before: Any, today: date) -> Mapping[str, str]:
    """A complaint stays with its customer, and its days follow one another."""
    problems = {}
    if before is not None and before.customer_id != complaint.customer_id:
        problems["customer"] = _("A complaint stays with its customer.")
    if complaint.contact and complaint.contact.customer_id != complaint.customer_id:
        problems["contact"] = _("This is somebody of another customer.")
    if complaint.received_on and complaint.received_on > today:
        problems["received_on"] = _("A complaint that is still to come is none yet.")
    if complaint.due and complaint.received_on and complaint.due < complaint.received_on:
        problems["due"] = _("It cannot be due before it was received.")
    return {**problems, **_impossible_days(complaint, today)}


def _impossible_days(complaint: Any, today: date) -> Mapping[str, str]:
    """What happened to a complaint happened after it was received and not later than today."""
    words = {
        "first_answer_on": _("The first answer came after it was received, and not later than today."),
        "answered_on": _("The customer was told after it was received, and not later than today."),
        "closed_on": _("It was closed after it was received, and not later than today."),
    }
    days = {name: day for name in words if (day := getattr(complaint, name))}
    received = complaint.received_on
    return {name: words[name] for name, day in days.items() if day > today or (received and day < received)}


def escalate(complaint: Any, actor: Actor) -> None:
    """Note when it went higher up, one level."""
    complaint.escalated_on = actor.today
    complaint.level += 1


def may_escalate(complaint: Any, actor: Actor) -> str | None:
    """It goes to somebody else than the one who has it."""
    if complaint.escalated_to_id is not None and complaint.escalated_to_id == complaint.owner_id:
        return _("Escalate it to somebody other than the one who has it.")
    return None


def answer(complaint: Any, actor: Actor) -> None:
    """The customer is told with the outcome."""
    complaint.answered_on = complaint.answered_on or actor.today


def may_close(complaint: Any, actor: Actor) -> str | None:
    """What a customer is not content with went higher up before it ends."""
    if complaint.customer_agrees == "no" and complaint.escalated_on is None:
        return _("The customer is not content: escalate it before it is closed.")
    return None


def close(complaint: Any, actor: Actor) -> None:
    """Note the day."""
    complaint.closed_on = complaint.closed_on or actor.today


def reopen(complaint: Any, actor: Actor) -> None:
    """What was said to be done is taken back."""
    complaint.answered_on, complaint.customer_agrees = None, ""


def locked(complaint: Any) -> str | None:
    """Closed is final."""
    return _("It is closed; what comes later is another complaint.") if complaint.state == "closed" else None
