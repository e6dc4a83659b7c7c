"""What follows from a session: who is invited, what each who came learnt, and what is done where it did not help."""

from datetime import timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.support.people.choosing import people_for
from tandem.support.people.sessions.attendances.models import SessionAttendance
from tandem.support.people.sessions.models import TrainingSession
from tandem.support.people.trainings.models import Training

LONGEST = 500
DAYS_TO_REPAIR = timedelta(days=30)
SESSIONS = "training-sessions"


def list_people(actor: Actor, session: Any) -> None:
    """Afterwards: everybody of its audience who is not listed yet is invited."""
    listed = set(session.attendances.values_list("person_id", flat=True))
    wanted = people_for(session.whom, session.whom_named, actor.today)
    rows = [{"session": session, "person": person} for person in wanted if person.pk not in listed]
    writing.create_many(actor, declared_for(SessionAttendance), rows)
    count(actor, session.pk)


def follow_attendance(actor: Actor, attendance: Any, before: Any = None) -> None:
    """A session counts who was invited and who came; whoever came to one that was held has learnt something."""
    count(actor, attendance.session_id)
    if attendance.session.state == "held":
        note_trainings(actor, attendance.session)


def count(actor: Actor, session_id: int) -> None:
    """Keep the number of people beside the session."""
    session = TrainingSession.objects.get(pk=session_id)
    attendances = session.attendances
    counts = {"invited": attendances.count(), "came": attendances.filter(came=True).count()}
    if counts != {name: getattr(session, name) for name in counts}:
        writing.follow(actor, declared_for(TrainingSession), session, counts, "counted")


def note_trainings(actor: Actor, session: Any) -> None:
    """Afterwards: a training for each person who came and has none of this session yet."""
    known = set(session.trainings.values_list("person_id", flat=True))
    came = session.attendances.filter(came=True).exclude(person__in=known).select_related("person").order_by("pk")
    values = {
        "session": session,
        "campaign": session.campaign,
        "title": session.title,
        "kind": session.kind,
        "done_on": session.held_on,
        "valid_until": _repeat_by(session),
    }
    rows = [{"person": attendance.person, **values} for attendance in came]
    writing.create_many(as_tandem(actor), declared_for(Training), rows)


def _repeat_by(session: Any) -> Any:
    months = session.valid_months
    return session.held_on + relativedelta(months=months) if months else None


def tell_effect(actor: Actor, session: Any) -> None:
    """Afterwards: each training of it says what it brought; one that did not help becomes an action."""
    values = {"checked_on": session.effect_on, "effect": session.effect[:LONGEST]}
    for training in session.trainings.filter(checked_on=None).order_by("pk"):
        writing.follow(as_tandem(actor), declared_for(Training), training, values, "effect judged", session.reference)
    if session.helped == "no":
        _repair(actor, session)


def _repair(actor: Actor, session: Any) -> None:
    values = {
        "title": _("Close the gap otherwise: %(title)s") % {"title": session.title[:150]},
        "details": session.effect,
        "owner": session.owner_id,
        "due": actor.today + DAYS_TO_REPAIR,
        "source_register": SESSIONS,
        "source_reference": session.reference,
    }
    writing.create(as_tandem(actor), declared_for(Action), values)
