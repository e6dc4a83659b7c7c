"""Who came to a session is noted once it is held, and stays."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel import locales
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.sealed import Sealed

ENDED = ("judged", "cancelled")
AS_JUDGED = Sealed(
    whole="session", states=ENDED, why=gettext_lazy("The session has ended; who came stays as it was noted.")
)


def derive_attendance(attendance: Any, before: Any, actor: Actor) -> None:
    """Named as the person is."""
    if attendance.person_id is not None:
        attendance.title = attendance.person.title


def check_attendance(attendance: Any, before: Any, today: date) -> Mapping[str, str]:
    """It stays with its session and person; nobody came to what is still to be held, and who came stays."""
    if attendance.session_id is None:
        return {}
    if before is not None and _whose(before) != _whose(attendance):
        return {"person": _("Take this one off the list and put the other one on it.")}
    session = attendance.session
    if attendance.came and session.planned_on and session.planned_on > today and session.held_on is None:
        return {"came": _("It is held on %(day)s.") % {"day": locales.day(session.planned_on)}}
    if before is not None and before.came and not attendance.came and _is_noted(attendance):
        return {"came": _("It is noted as a training of this person; delete that one first.")}
    return {}


def _whose(attendance: Any) -> tuple[int, int]:
    return attendance.session_id, attendance.person_id


def _is_noted(attendance: Any) -> bool:
    return bool(attendance.session.trainings.filter(person=attendance.person_id).exists())


def attendance_locked(attendance: Any) -> str | None:
    """What was judged rests on who came."""
    is_over = attendance.session.state in ENDED
    return _("The session has ended; who came stays as it was noted.") if is_over else None
