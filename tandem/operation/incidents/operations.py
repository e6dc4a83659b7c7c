"""What follows from an incident: notification clocks, the holder of its evidence, what its causes ask for."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.risks.operations import call_again
from tandem.ground.kernel import clock, jobs, links, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Link
from tandem.ground.kernel.patterns import asking
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.ground.kernel.registers import declared_for
from tandem.ground.kernel.writing import InvalidRows
from tandem.operation.incidents.causes import is_of_control
from tandem.operation.incidents.models import OPEN_STATES, Evidence, Incident, IncidentNotification, NotificationDuty
from tandem.operation.incidents.notifications import applies, began, decided_anew

RUNNING = (*OPEN_STATES, "resolved")


def start_clocks(actor: Actor, incident: Any) -> None:
    """Give a new incident the clocks of every duty that applies to it; an old one that is imported gets none."""
    if incident.state in OPEN_STATES and (incident.is_security or incident.is_major):
        _set_clocks(actor, incident)


def follow_clocks(actor: Actor, incident: Any, before: Any) -> None:
    """Start, move and stop the clocks of an incident that was decided about anew, or cancelled.

    A duty that came later than the decision starts no clock by itself.
    """
    is_cancelled = incident.state == "cancelled" != before.state
    if is_cancelled or (decided_anew(incident, before) and incident.state in RUNNING):
        _set_clocks(actor, incident)


def _set_clocks(actor: Actor, incident: Any) -> None:
    tandem = as_tandem(actor)
    known = {one.duty_id: one for one in incident.notifications.exclude(duty=None).order_by("-pk")}
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
    elif clock_.state == "waiting" and clock_.began_at != began(incident):
        writing.follow(tandem, register, clock_, {"began_at": began(incident)}, "move")


def hand_over(actor: Actor, transfer: Any) -> None:
    """The item is now in the hands of who received it."""
    item = Evidence.objects.select_for_update(of=("self",)).get(pk=transfer.evidence_id)
    if item.holder != transfer.handed_from:
        message = _("It is in the hands of %(holder)s; write the handovers one by one.") % {"holder": item.holder}
        raise InvalidRows({0: {"handed_from": [message]}})
    values = {"holder": transfer.handed_to}
    writing.follow(actor, declared_for(Evidence), item, values, "handed-over", transfer.purpose)


def see_to_cause(actor: Actor, cause: Any) -> None:
    """A failed control gives its owner an action, a risk is to be assessed again today; both are linked.

    Causes of old incidents that are imported ask for nothing.
    """
    if actor.through == "import":
        return
    tandem = as_tandem(actor)
    if is_of_control(cause):
        _ask_to_put_right(tandem, cause)
    else:
        call_again(tandem, cause.risk, cause.incident.reference)
    target = cause.control or cause.risk
    links.connect(
        tandem,
        declared_for(Incident),
        cause.incident.reference,
        kind=Link.Kind.CAUSED_BY,
        to_register=declared_for(type(target)).key if target else "",
        to_reference=target.reference if target else "",
        requirement="" if target else cause.requirement,
        note=str(cause.get_kind_display()),
    )


def _ask_to_put_right(tandem: Actor, cause: Any) -> None:
    """The action says nothing of a confidential incident but its reference."""
    incident = cause.incident
    answers = (cause.control.owner_id if cause.control else None) or incident.assignee_id or incident.owner_id
    told = {"kind": cause.get_kind_display(), "reference": incident.reference, "cause": cause.reference}
    asking.ask(
        tandem,
        declared_for(Incident),
        incident.reference,
        answers,
        _("Put right: %(control)s") % {"control": cause.title[:180]},
        due=cause.due,
        details=_("%(kind)s in %(reference)s (%(cause)s).") % told
        + ("" if incident.is_confidential or not cause.explanation else f"\n\n{cause.explanation}"),
        reason=cause.reference,
    )


@jobs.task("late-notifications", schedule="*/5 * * * *")
def mark_late(progress: jobs.Progress | None = None) -> None:
    """Mark every notification whose time ran out unsent."""
    for_each_organization(_mark_late)


def _mark_late(tandem: Actor) -> None:
    for late in IncidentNotification.objects.overdue(clock.now()).filter(is_late=False).order_by("pk"):
        writing.follow(tandem, declared_for(IncidentNotification), late, {"is_late": True}, "late")
