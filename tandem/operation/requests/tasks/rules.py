"""Doing a task of a request."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.operation.requests.models import ENDED


def finish(task: Any, actor: Actor) -> None:
    """Note who did it, and when."""
    task.done_on, task.done_by_id = actor.today, actor.user_id


def check(task: Any, before: Any, today: date) -> Mapping[str, str]:
    """Nothing is added to what has ended."""
    if before is None and task.request_id and task.request.state in ENDED:
        return {"request": _("%(request)s has ended.") % {"request": task.request.reference}}
    return {}


def locked(task: Any) -> str | None:
    """What is done is done."""
    return _("It is done or left out.") if task.state in ("done", "skipped") else None
