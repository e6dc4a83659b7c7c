"""What a training session needs before it is held and before its effect is judged (both standards, 7.2)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.kernel import locales
from tandem.ground.kernel.actor import Actor
from tandem.support.people.choosing import unnamed

EFFECT_SHOWS = timedelta(weeks=6)


def derive_session(session: Any, before: Any, actor: Actor) -> None:
    """Effect shows some weeks after it was held, unless another day is given."""
    if session.held_on and session.judge_from is None:
        session.judge_from = session.held_on + EFFECT_SHOWS


def check_session(session: Any, before: Any, today: date) -> Mapping[str, str]:
    """Held is what has happened, and its effect shows afterwards."""
    problems = dict(unnamed(session.whom, session.whom_named))
    if session.held_on and session.held_on > today:
        problems["held_on"] = _("Note it once it was held.")
    if session.held_on and session.judge_from and session.judge_from <= session.held_on:
        problems["judge_from"] = _("Effect shows later than on the day itself.")
    return problems


def session_locked(session: Any) -> str | None:
    """What was judged stays."""
    return _("It has ended and stays as it is.") if session.state in ("judged", "cancelled") else None


def may_list(session: Any, actor: Actor) -> str | None:
    """Whom the records can name."""
    return _("Say first for whom it is.") if session.whom == "named" else None


def may_hold(session: Any, actor: Actor) -> str | None:
    """Everybody invited either came or did not, and somebody came."""
    attendances = session.attendances
    if not attendances.filter(came=True).exists():
        return _("Note first who came.")
    unsaid = attendances.filter(came=None).count()
    words = ngettext(
        "Say of each whether they came: %(count)d is left.",
        "Say of each whether they came: %(count)d are left.",
        unsaid,
    )
    return words % {"count": unsaid} if unsaid else None


def may_judge(session: Any, actor: Actor) -> str | None:
    """Effect is judged once it can show."""
    if actor.today < session.judge_from:
        return _("Effect shows later: judge it from %(day)s on.") % {"day": locales.day(session.judge_from)}
    return None


def judge(session: Any, actor: Actor) -> None:
    """Note who judged the effect, and when."""
    session.judged_by_id, session.effect_on = actor.user_id, actor.today
