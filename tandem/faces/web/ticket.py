"""What the page of an incident shows first: clock and priority, the security assessment, who must be told, people."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.faces.web import display
from tandem.ground.kernel import clock, permissions, workflow
from tandem.ground.kernel.actor import Actor
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.notifications.register import NOTIFICATIONS
from tandem.operation.incidents.register import INCIDENTS

DAY, HOUR, MINUTE = 86_400, 3_600, 60
SOON = 0.25  # of the time that was given
LONG = 3  # days that are told without hours
CONCERNED = ("security_category", "information_class", "information_concerned", "personal_data", "response_plan")
DECIDED = ("security_reason", "security_assessed_by", "security_assessed_at")


def screen(actor: Actor, incident: Incident) -> dict[str, Any]:
    """The parts of the ticket page."""
    return {
        "clock": _clock(incident),
        "priority": display.shown(INCIDENTS, incident, "priority"),
        "assessment": _assessment(actor, incident),
        "countdowns": [_countdown(one) for one in _notifications(actor, incident)],
        "placed": frozenset((*CONCERNED, *DECIDED)),
        "is_conversation": True,
        "may_go_out": incident.is_security,
    }


def _clock(incident: Incident) -> dict[str, str]:
    """For how long it has been open, or how long it took."""
    if incident.happened:
        return {"words": "", "tone": "quiet"}
    if incident.state == "cancelled":
        return {"words": _("cancelled"), "tone": "quiet"}
    if incident.resolved_at:
        took = length((incident.resolved_at - incident.opened_at).total_seconds())
        return {"words": _("resolved after %(took)s") % {"took": took}, "tone": "good"}
    age = length((clock.now() - incident.opened_at).total_seconds())
    return {"words": _("open for %(age)s") % {"age": age}, "tone": "active"}


def length(seconds: float) -> str:
    """A span of time in the two largest units that say something."""
    seconds = max(int(seconds), 0)
    days, hours, minutes = seconds // DAY, seconds % DAY // HOUR, seconds % HOUR // MINUTE
    if days >= LONG:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    hours += days * 24
    if hours:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes} if hours < 10 else f"{hours} h"
    return _("%(minutes)d min") % {"minutes": minutes}


def _assessment(actor: Actor, incident: Incident) -> dict[str, Any]:
    """Whether it is a security incident: undecided, yes or no; by whom, when and why; and the step that decides."""
    step = next((one for one in workflow.steps(actor, INCIDENTS, incident) if one.transition.key == "assess"), None)
    decided = incident.security_assessed_at is not None
    if not decided:
        is_suspected = incident.is_security or incident.reported_as in ("event", "weakness")
        verdict, tone = (_("To be assessed"), "waiting") if is_suspected else (_("Not assessed"), "quiet")
    elif incident.is_security:
        verdict, tone = _("Security incident"), "bad"
    else:
        verdict, tone = _("No security incident"), "good"
    return {
        "verdict": verdict,
        "tone": tone,
        "decided": decided,
        "is_prominent": decided or tone == "waiting",
        "concerned": [display.shown(INCIDENTS, incident, name) for name in CONCERNED]
        if decided and incident.is_security
        else [],
        "may_assess": step is not None and not step.refusal,
        "reported_as": incident.get_reported_as_display() if incident.reported_as != "disruption" else "",
    }


def _notifications(actor: Actor, incident: Incident) -> Sequence[Any]:
    seen = permissions.visible(actor, NOTIFICATIONS).filter(incident=incident).exclude(state="lapsed")
    return list(seen.order_by("due_at"))


def _countdown(one: Any) -> dict[str, Any]:
    """How much is left of the time to notify, in words, with how much of it is used up in per cent."""
    told: dict[str, Any] = {"one": one, "used": 100, "tone": "quiet", "icon": "circle-check"}
    if one.state == "waived":
        return told | {"words": _("not needed"), "used": 0}
    if one.state == "sent":
        return told | _sent(one)
    left = (one.due_at - clock.now()).total_seconds()
    if left < 0:
        return told | {
            "words": _("late by %(time)s") % {"time": length(-left)},
            "tone": "bad",
            "icon": "triangle-alert",
        }
    used = 100 - round(100 * left / (one.hours * HOUR))
    tone, sign = ("waiting", "hourglass") if left < SOON * one.hours * HOUR else ("active", "clock")
    words = _("%(left)s left of %(hours)d h") % {"left": length(left), "hours": one.hours}
    return told | {"words": words, "used": used, "tone": tone, "icon": sign}


def _sent(one: Any) -> dict[str, Any]:
    took: datetime = one.sent_at
    words = _("sent after %(took)s of %(hours)d h") % {
        "took": length((took - one.began_at).total_seconds()),
        "hours": one.hours,
    }
    if one.is_late:
        return {"words": _("%(words)s: late") % {"words": words}, "tone": "bad", "icon": "triangle-alert"}
    return {"words": words, "tone": "good"}
