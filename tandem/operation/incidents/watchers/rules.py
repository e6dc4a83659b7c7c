"""What watching needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor


def derive(watcher: Any, before: Any, actor: Actor) -> None:
    """Whoever says nothing else watches themselves; it is called as its incident is."""
    watcher.owner_id = watcher.owner_id or actor.user_id
    watcher.title = watcher.incident.title


def check(watcher: Any, before: Any, today: date) -> Mapping[str, str]:
    """Somebody watches, and goes on watching the same incident."""
    if watcher.owner_id is None:
        return {"owner": _("Say who watches.")}
    if before is not None and (before.incident_id, before.owner_id) != (watcher.incident_id, watcher.owner_id):
        return {"incident": _("Stop watching this one and watch the other.")}
    return {}


def locked(watcher: Any) -> str | None:
    """Whoever stopped begins anew."""
    return _("They watch no longer; begin anew.") if watcher.state == "stopped" else None


def read(watcher: Any, actor: Actor) -> None:
    """What was new was read."""
    watcher.news, watcher.news_at = "", None
