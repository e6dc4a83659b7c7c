"""What the page of an approval shows of the change or request it is about: the same that the question by mail says."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tandem.faces.web import display
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import permissions
from tandem.operation.mail.tickets import KINDS, Kind, register_of


def _asked(kind: Kind, visit: Visit, approval: Any) -> dict[str, Any]:
    """The fields that are read before one agrees, for whoever is asked and for those who see the record itself."""
    register, ticket = register_of(kind), getattr(approval, kind.name)
    may_look = permissions.visible(visit.actor, register).filter(pk=ticket.pk).exists()
    if not may_look and approval.owner_id != visit.actor.user_id:
        return {"asked": [], "asked_about": None}
    shown = [display.shown(register, ticket, name) for name in kind.decided_by]
    return {
        "asked": [field for field in shown if field.value not in (None, "", [], "none")],
        "asked_about": ticket,
        "asked_register": register,
        "may_look": may_look,
        "falls": visit.url(f"{kind.name}-would-fall", ticket.reference) if may_look and kind.name == "change" else "",
    }


SCREENS: dict[str, Callable[[Visit, Any], dict[str, Any]]] = {
    kind.approvals: partial(_asked, kind) for kind in KINDS if kind.approvals
}
