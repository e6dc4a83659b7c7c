"""What results of recurring work need."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor


def derive_result(result: Any, before: Any, actor: Actor) -> None:
    """Whoever writes it down has done it; of what another system brings in nobody here has."""
    if before is None and actor.through != "import":
        result.done_by_id = actor.user_id


def check_result(result: Any, before: Any, today: date) -> Mapping[str, str]:
    """It has happened; what is not as it should be is named."""
    if result.done_on and result.done_on > today:
        return {"done_on": _("Note it once it has happened.")}
    if result.result == "failed" and not result.exceptions:
        return {"exceptions": _("Name what is not as it should be, one line each.")}
    return {}


def result_locked(result: Any) -> str:
    """What was seen stays seen."""
    return _("A result is never changed; add another one.")
