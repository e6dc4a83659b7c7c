"""Reminders: a note to oneself about a record, which becomes an action on its day."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, jobs, registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.comparison.entering import enter
from tandem.ground.kernel.comparison.held import Held, declare
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.models import Reminder
from tandem.ground.kernel.patterns import asking
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.ground.kernel.permissions import insist
from tandem.ground.kernel.registers import Register

LONGEST = 200
REMINDERS = declare(Held(key="reminders", model=Reminder, gone=frozenset({"dropped"})))


def remind(actor: Actor, register: Register, reference: str, on: date | None, note: str = "") -> Reminder:
    """Put a record before the actor again on a day to come; raises Invalid for a day that is none."""
    insist(actor.may_write and actor.user_id is not None, _("You may not keep reminders here."))
    if on is None or on <= actor.today:
        raise Invalid({"on": [_("Choose a day to come.")]})
    record = writing.find(actor, register, reference)
    with transaction.atomic():
        reminder: Reminder = Reminder.objects.create(
            organization_id=actor.organization_id,
            register=register.key,
            record_id=record.pk,
            user_id=actor.user_id,
            on=on,
            note=note.strip().replace("\x00", "")[:LONGEST],
            created_by_id=actor.user_id,
            created_at=clock.now(),
        )
        enter(actor, REMINDERS, reminder, record.reference, "reminded")
    return reminder


def of(actor: Actor, register: Register, record_id: int) -> list[Reminder]:
    """The actor's own reminders of a record that are still to come, the next one first."""
    mine = Reminder.objects.filter(register=register.key, record_id=record_id, user_id=actor.user_id)
    return list(mine.filter(sent_at=None).order_by("on", "pk"))


def drop(actor: Actor, reminder_id: int) -> None:
    """Forget one of the actor's own reminders."""
    with transaction.atomic():
        mine = Reminder.objects.select_for_update().filter(pk=reminder_id, user_id=actor.user_id, sent_at=None)
        reminder = mine.first()
        if reminder is None:
            raise NotFound(_("There is no such reminder."))
        enter(actor, REMINDERS, reminder, f"REMINDER-{reminder.pk}", "dropped")
        reminder.delete()


@jobs.task("reminders", schedule="5 * * * *")
def send_due(progress: jobs.Progress | None = None) -> None:
    """Turn every reminder whose day has come where its organization is into an action."""
    for_each_organization(_send)


def _send(actor: Actor) -> None:
    now = clock.now()
    for reminder in Reminder.objects.filter(sent_at=None, on__lte=actor.today).order_by("pk"):
        with transaction.atomic():
            if Reminder.objects.filter(pk=reminder.pk, sent_at=None).update(sent_at=now):
                reminder.sent_at = now
                enter(actor, REMINDERS, reminder, f"REMINDER-{reminder.pk}", "sent")
                _make_action(actor, reminder)


def _make_action(actor: Actor, reminder: Reminder) -> None:
    """Nothing comes of a reminder of a record that is gone."""
    register = registers.find(reminder.register)
    record = register.model.objects.filter(pk=reminder.record_id).first() if register else None
    if register is None or record is None:
        return
    title = reminder.note or _("Look at %(what)s again") % {"what": getattr(record, register.headline)}
    asking.ask(actor, register, record.reference, reminder.user_id, str(title), due=reminder.on)
