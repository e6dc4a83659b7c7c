"""Rules of notification: which duty applies to which incident, and until when (27001:2022 A.5.5, A.5.24, A.5.26)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.clocks import log
from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.operation.incidents.notifications import timing

DECIDING = ("is_security", "security_assessed_at", "personal_data", "is_major", "aware_at")


def applies(duty: Any, incident: Any) -> bool:
    """True when an incident is of the kind that a duty is about; a mere suspicion is none yet."""
    is_security = incident.is_security and incident.security_assessed_at is not None
    match duty.applies_when:
        case "personal-data":
            return is_security and incident.personal_data == "yes"
        case "security":
            return is_security
        case "major-security":
            return is_security and bool(incident.is_major)
    return bool(incident.is_major)


def decided_anew(incident: Any, before: Any) -> bool:
    """True when something changed on which duties depend."""
    return any(getattr(incident, name) != getattr(before, name) for name in DECIDING)


def began(incident: Any) -> datetime:
    """When the organization became aware: as written, else when it was assessed, else when it was opened."""
    moment: datetime = incident.aware_at or incident.security_assessed_at or incident.opened_at
    return moment


def derive_duty(duty: Any, before: Any, actor: Actor) -> None:
    """Hours and recipient come from the obligation where the duty does not say them."""
    if duty.obligation_id:
        duty.hours = duty.obligation.notify_hours if duty.hours is None else duty.hours
        duty.whom = duty.whom or duty.obligation.notify_whom


def check_duty(duty: Any, before: Any, today: date) -> Mapping[str, str]:
    """A duty says whom to tell, and how soon."""
    problems = {}
    if not duty.hours:
        problems["hours"] = _("Say within how many hours.")
    if not duty.whom:
        problems["whom"] = _("Say whom to notify.")
    return problems


def derive_notification(notification: Any, before: Any, actor: Actor) -> None:
    """What the duty says holds where nothing else is said; the clock gives day and lateness."""
    duty = notification.duty
    if duty:
        notification.title = notification.title or duty.title
        notification.whom = notification.whom or duty.whom
        notification.hours = duty.hours if notification.hours is None else notification.hours
    notification.began_at = (notification.began_at or clock.now()).replace(microsecond=0)
    if notification.hours:
        notification.events = [*notification.events, *timing.happened(notification, before)]
        _reckon(notification, actor)


def _reckon(notification: Any, actor: Actor) -> None:
    """Until when it is due, and how its clock stands; of what lapsed or was waived that stays as it was."""
    stand = timing.stand(notification, clock.now())
    notification.due_at = timing.due(notification)
    notification.due_on = notification.due_at.astimezone(actor.zone).date()
    notification.next_at = stand.look_again if notification.state == "waiting" else None
    notification.is_running_out = notification.state == "waiting" and stand.state == "running-out"
    if notification.state in ("waiting", "sent"):
        notification.is_late = stand.is_breached


def check_notification(notification: Any, before: Any, today: date) -> Mapping[str, str]:
    """A notification says what, to whom, how soon; it is sent at a time that has come, and its clock loses nothing."""
    problems = {}
    if before is not None and not log.is_continued(before.events, notification.events):
        problems["events"] = _("What happened to a clock is not altered; add what happened since.")
    if not notification.title:
        problems["title"] = _("Say what is to be notified, or choose a duty.")
    if not notification.whom:
        problems["whom"] = _("Say whom to notify.")
    if not notification.hours:
        problems["hours"] = _("Say within how many hours.")
    if notification.sent_at and notification.sent_at > clock.now():
        problems["sent_at"] = _("Write it down once it was sent.")
    elif notification.sent_at and notification.sent_at < notification.began_at:
        problems["sent_at"] = _("It cannot have been sent before the clock ran.")
    return problems


def send(notification: Any, actor: Actor) -> None:
    """Note when it went out, and by whom."""
    notification.sent_at = notification.sent_at or clock.now()
    notification.sent_by_id = actor.user_id


def take_back(notification: Any, actor: Actor) -> None:
    """It was not sent after all."""
    notification.sent_at = None
    notification.sent_by_id = None


def notification_locked(notification: Any) -> str | None:
    """What was sent or decided stays as it is."""
    return None if notification.state == "waiting" else _("Its clock has stopped; take it back first.")
