"""Which messages there are for whom, and that they stay as they came."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.mail.tickets import NAMES


def locked(received: Any) -> str:
    """What came by mail is not rewritten."""
    return _("A message stays as it came; take it in, let it join a ticket, or throw it away.")


def may_join(received: Any, actor: Actor) -> str | None:
    """It joins one ticket that whoever lets it join may see."""
    named = [name for name in NAMES if getattr(received, f"{name}_id") is not None]
    if len(named) != 1:
        return _("Name the one ticket that it joins.")
    ticket = received.ticket
    seen = permissions.visible(actor, declared_for(type(ticket))).filter(pk=ticket.pk)
    return None if seen.exists() else _("Name the one ticket that it joins.")
