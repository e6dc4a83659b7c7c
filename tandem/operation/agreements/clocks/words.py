"""What happened to a clock, as people read it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.clocks import log
from tandem.ground.clocks.deadlines import Kind
from tandem.ground.kernel import locales
from tandem.ground.kernel.states import Words
from tandem.operation.agreements.versions.rules import PAUSES

HAPPENED: Final[Mapping[str, Words]] = {
    Kind.START: gettext_lazy("Started"),
    Kind.PAUSE: gettext_lazy("Paused"),
    Kind.RESUME: gettext_lazy("Resumed"),
    Kind.STOP: gettext_lazy("Stopped"),
    Kind.REOPEN: gettext_lazy("Reopened"),
    Kind.RESTART: gettext_lazy("Started anew"),
    log.SWAP: gettext_lazy("Counted by another target"),
}
WHY: Final[Mapping[str, Words]] = {**PAUSES, "approval": gettext_lazy("Approval")}


def happened(events: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each event of a clock in a line: “Paused 24 Jan 2026, 09:20: waits for approval”."""
    return [_line(event) for event in events]


def _line(event: Mapping[str, Any]) -> str:
    kind, why = str(event.get("kind", "")), str(event.get("why") or "")
    said = {"what": HAPPENED.get(kind, kind), "when": locales.moment(datetime.fromisoformat(event["at"]))}
    line = _("%(what)s %(when)s") % said
    reason = str(WHY.get(why, why))
    return f"{line}: {reason}" if reason else line


def used(seconds: int) -> str:
    """Service time in hours and minutes, below a minute in seconds: “2 h 5 min”."""
    whole = timedelta(seconds=abs(seconds))
    hours, minutes = divmod(int(whole.total_seconds()) // 60, 60)
    if not hours and not minutes:
        return _("%(count)d s") % {"count": abs(seconds)} if seconds else _("0 min")
    parts = [_("%(count)d h") % {"count": hours}] if hours else []
    parts += [_("%(count)d min") % {"count": minutes}] if minutes else []
    return " ".join(parts)
