"""What a dispute needs on its way (20000-1:2018 8.3.4.1)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazily

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.operation.suppliers.disputes.models import OPEN

DUE = Fixed(states=OPEN, fields=("due",), why=_lazily("Another day is agreed by escalating it, with a reason."))
DAYS = 30  # within which a dispute is settled where no other day is agreed


def begin_today(actor: Actor) -> dict[str, object]:
    """A dispute counts from when it is written down and is settled within its days, unless told otherwise."""
    return {"raised_on": actor.today, "due": actor.today + timedelta(days=DAYS)}


def derive_dispute(dispute: Any, before: Any, actor: Actor) -> None:
    """Whoever looks after the supplier has it."""
    if before is None and dispute.owner_id is None:
        dispute.owner_id = dispute.supplier.owner_id


def check_dispute(dispute: Any, before: Any, today: date) -> Mapping[str, str]:
    """A dispute stays with its supplier, and its days follow one another."""
    problems = {}
    if before is not None and before.supplier_id != dispute.supplier_id:
        problems["supplier"] = _("A dispute stays with its supplier.")
    if dispute.contract and dispute.contract.supplier_id != dispute.supplier_id:
        problems["contract"] = _("This is a contract of another supplier.")
    if dispute.raised_on and dispute.raised_on > today:
        problems["raised_on"] = _("A dispute that is still to come is none yet.")
    if dispute.due and dispute.raised_on and dispute.due < dispute.raised_on:
        problems["due"] = _("It cannot be due before it was raised.")
    if dispute.settled_on and not dispute.raised_on <= dispute.settled_on <= today:
        problems["settled_on"] = _("It is settled after it was raised, on a day that has come.")
    if dispute.amount is not None and not dispute.currency:
        problems["currency"] = _("Say in which currency.")
    return problems


def escalate(dispute: Any, actor: Actor) -> None:
    """Note when it went higher up."""
    dispute.escalated_on = actor.today


def settle(dispute: Any, actor: Actor) -> None:
    """Settled today, unless another day is given."""
    dispute.settled_on = dispute.settled_on or actor.today


def locked(dispute: Any) -> str | None:
    """What was settled stands."""
    return None if dispute.state in OPEN else _("It is at its end; what comes later is another dispute.")
