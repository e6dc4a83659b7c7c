"""What a confirmation that there is none needs before it counts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.proof.conformity.library import library
from tandem.proof.conformity.none_here.models import NoneHere
from tandem.proof.conformity.rules import is_by_hand, unfit_day, unfit_reason


def tell_none(record: Any, before: Any, actor: Actor) -> None:
    """Whoever records it has looked; what is brought is only proposed."""
    if before is not None:
        return
    record.title = next((check.title for check in library().checks if check.key == record.check_key), "")[:200]
    record.owner_id = record.owner_id or actor.user_id
    if is_by_hand(actor):
        confirm_none(record, actor)
    else:
        record.state = "proposed"


def confirm_none(record: Any, actor: Actor) -> None:
    """Note who looked, and when."""
    record.confirmed_by_id, record.confirmed_on = actor.user_id, actor.today


def check_none(record: Any, before: Any, today: date) -> Mapping[str, str]:
    """It is about a check that may find nothing, says how one looked, and ends within twelve months."""
    if before is not None:
        changed = [name for name in ("check_key", "reason", "until") if getattr(before, name) != getattr(record, name)]
        return {name: none_locked(record) for name in changed}
    problems = {
        "check_key": _unfit_check(record.check_key),
        "until": unfit_day(record.until, today),
        "reason": unfit_reason(record.reason, 3),
    }
    return {name: problem for name, problem in problems.items() if problem}


def none_locked(record: Any) -> str:
    """What was confirmed stays as it was confirmed."""
    return _("A confirmation is never changed; withdraw it and record a new one.")


def nones_told() -> dict[str, NoneHere]:
    """The newest confirmation for each check in the active organization, also where it has ended."""
    confirmations = NoneHere.objects.filter(state="confirmed").select_related("confirmed_by").order_by("pk")
    return {record.check_key: record for record in confirmations}


def _unfit_check(key: str) -> str:
    check = next((check for check in library().checks if check.key == key), None)
    parts = check.answer.parts if check and check.answer else ()
    if any(part.may_be_empty for part in parts):
        return ""
    return _("“%(key)s” is no check that may find nothing.") % {"key": key}
