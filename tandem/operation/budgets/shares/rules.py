"""What a share in a line needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.operation.budgets.lines.rules import locked as line_locked


def derive_share(share: Any, before: Any, actor: Actor) -> None:
    """It is called after its service."""
    share.title, share.budget_id = share.service.title, share.line.budget_id


def check_share(share: Any, before: Any, today: date) -> Mapping[str, str]:
    """A weight above nothing in a line that is of no single service and whose key is said."""
    if before is not None and before.line_id != share.line_id:
        return {"line": _("A share stays with its line.")}
    if before is None and (problem := locked(share)):
        return {"line": problem}
    if share.line.service_id is not None:
        return {"line": _("This line is for one service alone.")}
    if not share.line.shared_by:
        return {"line": _("Say on the line by what it is shared, such as devices.")}
    is_nothing = share.weight is not None and share.weight <= 0
    return {"weight": _("A share weighs more than nothing.")} if is_nothing else {}


def locked(share: Any) -> str | None:
    """The key stands while its budget is in force, and afterwards."""
    return line_locked(share.line)


def may_drop(share: Any, actor: Actor) -> str | None:
    """A share leaves the key only while the plan is a draft."""
    return locked(share)
