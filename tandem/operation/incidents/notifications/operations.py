"""Clocks of notification: started, moved and stopped as their incident is decided about."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, jobs, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.ground.kernel.presence import is_any
from tandem.ground.kernel.registers import declared_for
from tandem.operation.incidents.models import OPEN_STATES
from tandem.operation.incidents.notifications.duties.models import NotificationDuty
from tandem.operation.incidents.notifications.models import IncidentNotification
from tandem.operation.incidents.notifications.rules import applies, began, decided_anew

RUNNING = (*OPEN_STATES, "resolved")
AT_ONCE = 500  # notifications that one tick looks at in one organization


def start_clocks(actor: Actor, incident: Any) -> None:
    """Give a new incident the clocks of every duty that applies to it; an old one that is imported gets none."""
    if incident.state in OPEN_STATES and (incident.is_security or incident.is_major):
        _set_clocks(actor, incident, {})


def follow_clocks(actor: Actor, incident: Any, before: Any) -> None:
    """Start, move and stop the clocks of an incident that was decided about anew, or cancelled.

    A duty that came later than the decision starts no clock by itself.
    """
    is_cancelled = incident.state == "cancelled" != before.state
    if is_cancelled or (decided_anew(incident, before) and incident.state in RUNNING):
        _set_clocks(actor, incident, {running.duty_id: running for running in _running(incident)})


def _running(incident: Any) -> Any:
    return incident.notifications.exclude(duty=None).order_by("-pk")


def _set_clocks(actor: Actor, incident: Any, known: Mapping[int, Any]) -> None:
    tandem = as_tandem(actor)
    if not is_any(NotificationDuty, "state", ["active"]):
        return
    for duty in NotificationDuty.objects.filter(state="active").order_by("pk"):
        is_due = incident.state in RUNNING and applies(duty, incident)
        if duty.pk not in known and is_due:
            _start(tandem, incident, duty)
        elif duty.pk in known:
            _follow(tandem, incident, known[duty.pk], is_due)


def _start(tandem: Actor, incident: Any, duty: Any) -> None:
    """The clock is for who answers for the duty; of a confidential incident only for who may see it."""
    answers = incident.owner_id or incident.assignee_id
    in_the_know = incident.assignee_id or incident.security_assessed_by_id or answers
    values = {
        "incident": incident.pk,
        "duty": duty.pk,
        "began_at": began(incident),
        "owner": in_the_know if incident.is_confidential else duty.owner_id or answers,
    }
    reason = _("%(duty)s applies to this incident.") % {"duty": duty.reference}
    writing.create(tandem, declared_for(IncidentNotification), values, reason=reason)


def _follow(tandem: Actor, incident: Any, clock_: Any, is_due: bool) -> None:
    register = declared_for(IncidentNotification)
    if clock_.state == "waiting" and not is_due:
        why = _("The incident is no longer of this kind.")
        writing.follow(tandem, register, clock_, {"state": "lapsed"}, "lapse", why)
    elif clock_.state == "lapsed" and is_due:
        writing.follow(tandem, register, clock_, {"state": "waiting", "began_at": began(incident)}, "resume")
    elif clock_.state == "waiting" and clock_.began_at != began(incident).replace(microsecond=0):
        writing.follow(tandem, register, clock_, {"began_at": began(incident)}, "move")


@jobs.task("late-notifications", schedule="* * * * *")
def look_at_due(progress: jobs.Progress | None = None) -> None:
    """Note of every notification whose moment has come that its time runs out or ran out unsent."""
    for_each_organization(tick)


def tick(tandem: Actor) -> int:
    """The same in one organization; how many there were. Nothing else is touched."""
    due = IncidentNotification.objects.to_look_at(clock.now()).order_by("next_at", "pk")[:AT_ONCE]
    waiting: list[tuple[Any, dict[str, Any]]] = [(notification, {}) for notification in due]
    if waiting:
        register = declared_for(IncidentNotification)
        writing.follow_many(tandem, register, waiting, "looked at", named=("duty", "incident"))
    return len(waiting)
