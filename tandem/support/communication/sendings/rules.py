"""What was told has happened, and the plan knows of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.support.communication.models import Communication


def check_sending(sending: Any, before: Any, today: date) -> Mapping[str, str]:
    """It belongs to a line that is told, and its day has come."""
    if sending.done_on and sending.done_on > today:
        return {"done_on": _("Note it once it has happened.")}
    if before is None and sending.communication.state != "current":
        return {"communication": _("This is not told; take the line up again first.")}
    if before is not None and before.communication_id != sending.communication_id:
        return {"communication": _("It stays with its line of the plan.")}
    return {}


def follow_sending(actor: Actor, sending: Any) -> None:
    """The line counts from the newest time it was told."""
    _count(actor, sending.communication_id)


def follow_change(actor: Actor, sending: Any, before: Any) -> None:
    """The same after a day was put right."""
    if sending.done_on != before.done_on:
        _count(actor, sending.communication_id)


def _count(actor: Actor, communication_id: int) -> None:
    communication = Communication.objects.get(pk=communication_id)
    last = communication.sendings.order_by("-done_on").values_list("done_on", flat=True).first()
    if last != communication.last_done:
        dates = {"last_done": last, "next_due": None}
        writing.follow(actor, declared_for(Communication), communication, dates, "told")
