"""What an invocation needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock


def check_invocation(invocation: Any, before: Any, today: date) -> Mapping[str, str]:
    """It stays with its plan, and happened in its order."""
    if before is not None and before.plan_id != invocation.plan_id:
        return {"plan": _("An invocation stays with its plan.")}
    now = clock.now()
    if invocation.invoked_at > now:
        return {"invoked_at": _("Note it once the plan is invoked.")}
    if invocation.ended_at is not None and invocation.ended_at <= invocation.invoked_at:
        return {"ended_at": _("It ends after it begins.")}
    if invocation.ended_at is not None and invocation.ended_at > now:
        return {"ended_at": _("Note the end once all is back to normal.")}
    return {}


def locked(invocation: Any) -> str | None:
    """What is over stays as it was told."""
    return _("It is over and stays as it was told.") if invocation.state == "over" else None


def end_now(invocation: Any) -> Mapping[str, Any]:
    """It is over now, unless another time is said."""
    return {"ended_at": clock.now()}
