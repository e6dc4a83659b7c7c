"""What happened to a clock and how much of its time is used, as people read it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.ground.clocks import log
from tandem.ground.clocks.deadlines import Kind
from tandem.ground.kernel import locales
from tandem.ground.kernel.states import Words

HAPPENED: Final[Mapping[str, Words]] = {
    Kind.START: gettext_lazy("Started"),
    Kind.PAUSE: gettext_lazy("Paused"),
    Kind.RESUME: gettext_lazy("Resumed"),
    Kind.STOP: gettext_lazy("Stopped"),
    Kind.REOPEN: gettext_lazy("Reopened"),
    Kind.RESTART: gettext_lazy("Started anew"),
    log.SWAP: gettext_lazy("Counted by other terms"),
}


def happened(events: Iterable[Mapping[str, Any]], reasons: Mapping[str, Words]) -> list[str]:
    """Each event of a clock in a line: “Paused 24 Jan 2026, 09:20: Approval”; `reasons` are the words for its keys."""
    return [_line(event, reasons) for event in events]


def _line(event: Mapping[str, Any], reasons: Mapping[str, Words]) -> str:
    kind, why = str(event.get("kind", "")), str(event.get("why") or "")
    said = {"what": HAPPENED.get(kind, kind), "when": locales.moment(datetime.fromisoformat(event["at"]))}
    line = _("%(what)s %(when)s") % said
    reason = str(reasons.get(why, why))
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


def spoken(minutes: int | None) -> str:
    """Minutes as people say them: “4 hours”, “90 minutes”, “5 hours 30 minutes”."""
    if minutes is None:
        return ""
    hours, left = divmod(minutes, 60)
    if not hours or (left and hours < 2):
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": number_format(minutes)}
    said = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": number_format(hours)}
    return f"{said} {spoken(left)}" if left else said
