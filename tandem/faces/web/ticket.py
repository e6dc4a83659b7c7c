"""What the page of an incident shows first: clock and priority, the security assessment, who must be told, people."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from tandem.faces.web import display
from tandem.faces.web.operation.tickets import clocks
from tandem.faces.web.operation.tickets.clocks import Running
from tandem.faces.web.operation.tickets.lengths import length
from tandem.faces.web.record import head
from tandem.faces.web.record.head import Chip
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import clock, permissions, workflow
from tandem.ground.kernel.actor import Actor
from tandem.operation.incidents.answers.register import CANNED_ANSWERS
from tandem.operation.incidents.answers.rules import caller_of, written_for
from tandem.operation.incidents.majors.register import MAJOR_INCIDENTS
from tandem.operation.incidents.models import OPEN_STATES, Incident
from tandem.operation.incidents.notifications.register import NOTIFICATIONS
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.incidents.steps.register import INCIDENT_STEPS
from tandem.operation.incidents.times.rules import minutes_on
from tandem.operation.incidents.watchers.register import INCIDENT_WATCHERS

HOUR = 3_600
SOON = 0.25  # of the time that was given
CONCERNED = ("security_category", "information_class", "information_concerned", "personal_data", "response_plan")
PLACED = ("delay_message", "merged_into")
PANELS = frozenset({"incident-clocks", "incident-steps", "incident-watchers", "major-incidents"})
TOLD = frozenset({"incident-notifications"})
SILENT = frozenset({"informed_at"})
MOST = 30
DECIDED = ("security_reason", "security_assessed_by", "security_assessed_at")


def screen(visit: Visit, incident: Incident) -> dict[str, Any]:
    """The parts of the ticket page; its checklist is read once, the steps of the workflow ask for it too."""
    actor = visit.actor
    prefetch_related_objects([incident], "steps")
    assessment, running = _assessment(actor, incident), clocks.of(incident)
    countdowns = (
        [_countdown(notification) for notification in _notifications(actor, incident)] if _may_be_told(incident) else []
    )
    return {
        "chips": _chips(incident, running, assessment),
        "service_clock": running.get("resolution") or running.get("response"),
        "answered": running.get("response"),
        "silent": SILENT,
        "assessment": assessment,
        "countdowns": countdowns,
        "major": _major(actor, incident) if incident.is_major else None,
        "may_declare": _may_declare(actor, incident),
        "checklist": _checklist(actor, incident),
        "placed": frozenset((*CONCERNED, *DECIDED, *PLACED)),
        "never_added": frozenset({"incident-clocks"}),
        "placed_panels": PANELS | TOLD if countdowns else PANELS,
        "is_conversation": True,
        "may_go_out": incident.is_security,
        **_conversation(visit, incident),
        **_watching(actor, incident),
    }


def _major(actor: Actor, incident: Incident) -> Any:
    return permissions.visible(actor, MAJOR_INCIDENTS).filter(incident=incident).order_by("-pk").first()


def _checklist(actor: Actor, incident: Incident) -> Sequence[Any]:
    """Its lines in their order."""
    may_see = permissions.may_view_register(actor, INCIDENT_STEPS) and actor.customer_id is None
    return sorted(incident.steps.all(), key=lambda step: (step.position, step.pk)) if may_see else ()


def _may_declare(actor: Actor, incident: Incident) -> bool:
    return not incident.is_major and incident.state in OPEN_STATES and permissions.may_create(actor, MAJOR_INCIDENTS)


def _conversation(visit: Visit, incident: Incident) -> dict[str, Any]:
    """Whom a reply goes to, the answer it begins with, and all there are where they are asked for."""
    asked = visit.request.GET
    known = permissions.visible(visit.actor, CANNED_ANSWERS)
    chosen = known.filter(reference=asked["answer"]).first() if "answer" in asked else None
    return {
        "caller": caller_of(incident),
        "may_prepare": permissions.may_view_register(visit.actor, CANNED_ANSWERS),
        "answers": answers(visit.actor) if "answers" in asked else (),
        "drafted": written_for(chosen, incident) if chosen else "",
    }


def answers(actor: Actor) -> Sequence[Any]:
    """The prepared answers that are in use."""
    return list(permissions.visible(actor, CANNED_ANSWERS).filter(state="used").order_by("title")[:MOST])


def _watching(actor: Actor, incident: Incident) -> dict[str, Any]:
    """Who watches it, whether the reader does, and how long was worked on it."""
    seen = permissions.visible(actor, INCIDENT_WATCHERS).filter(incident=incident).exclude(state="stopped")
    watchers = list(seen.select_related("owner").order_by("pk"))
    may_watch = actor.user_id is not None and permissions.may_create(actor, INCIDENT_WATCHERS)
    return {
        "watchers": watchers,
        "watches": any(watcher.owner_id == actor.user_id for watcher in watchers),
        "may_watch": may_watch,
        "spent": length(60 * minutes) if (minutes := minutes_on(incident)) else "",
    }


def _chips(incident: Incident, running: dict[str, Running], assessment: dict[str, Any]) -> list[Chip]:
    """Who has it, how much time is left, how pressing it is, and whether it is a security incident."""
    priority = head.grade(INCIDENTS, incident, "priority", display.tones_of(INCIDENTS))
    security = Chip(assessment["verdict"], _("Security"), assessment["tone"], icon="shield")
    chips = [head.person(incident), _time_chip(incident, running), *([priority] if priority else []), security]
    return [chip for chip in chips if chip.words]


def _time_chip(incident: Incident, running: dict[str, Running]) -> Chip:
    response, resolution = running.get("response"), running.get("resolution")
    counting = response if response is not None and response.is_going else resolution
    if counting is not None:
        words = f"{counting.words} {counting.whole}"
        text = _("%(left)s to answer") % {"left": words} if counting is response and counting.is_going else words
        return Chip(text, _("Promised time"), counting.tone, icon=counting.icon)
    open_for = _clock(incident)
    return Chip(open_for["words"], _("Time"), open_for["tone"], icon="timer")


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


def _assessment(actor: Actor, incident: Incident) -> dict[str, Any]:
    """Whether it is a security incident: undecided, yes or no; by whom, when and why; and the step that decides."""
    step = next((step for step in workflow.steps(actor, INCIDENTS, incident) if step.transition.key == "assess"), None)
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


def _may_be_told(incident: Incident) -> bool:
    """Only what is or was looked at as a security or major incident has anybody to be told."""
    return bool(incident.is_security or incident.is_major or incident.security_assessed_at)


def _notifications(actor: Actor, incident: Incident) -> Sequence[Any]:
    seen = permissions.visible(actor, NOTIFICATIONS).filter(incident=incident).exclude(state="lapsed")
    return list(seen.order_by("due_at"))


def _countdown(notification: Any) -> dict[str, Any]:
    """How much is left of the time to notify, in words, with how much of it is used up in per cent."""
    countdown: dict[str, Any] = {"one": notification, "used": 100, "tone": "quiet", "icon": "circle-check"}
    if notification.state == "waived":
        return countdown | {"words": _("not needed"), "used": 0}
    if notification.state == "sent":
        return countdown | _sent(notification)
    left = (notification.due_at - clock.now()).total_seconds()
    if left < 0:
        return countdown | {
            "words": _("late by %(time)s") % {"time": length(-left)},
            "tone": "bad",
            "icon": "triangle-alert",
        }
    used = 100 - round(100 * left / (notification.hours * HOUR))
    tone, sign = ("waiting", "hourglass") if left < SOON * notification.hours * HOUR else ("active", "clock")
    words = _("%(left)s left of %(hours)d h") % {"left": length(left), "hours": notification.hours}
    return countdown | {"words": words, "used": used, "tone": tone, "icon": sign}


def _sent(notification: Any) -> dict[str, Any]:
    took: datetime = notification.sent_at
    words = _("sent after %(took)s of %(hours)d h") % {
        "took": length((took - notification.began_at).total_seconds()),
        "hours": notification.hours,
    }
    if notification.is_late:
        return {"words": _("%(words)s: late") % {"words": words}, "tone": "bad", "icon": "triangle-alert"}
    return {"words": words, "tone": "good"}
