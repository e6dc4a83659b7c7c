"""What a management review needs to be held, minuted and approved (9.3 of either standard)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.direction.scope.models import STANDARDS
from tandem.direction.scope.rules import worked_by
from tandem.ground.kernel import locales
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.fixed import Fixed

KNOWN = tuple(key for key, _name in STANDARDS)
MINUTES = Approved()
AS_FROZEN = Fixed(
    states=("held", "minuted", "approved"),
    fields=("standards", "meets_on", "invited_on", "frozen_at", "previous", "lacking_20", "lacking_27"),
    why=gettext_lazy("The figures were frozen at the meeting; they stay as they were."),
)
AREAS = ("improvement", "change")


def begin(actor: Actor) -> dict[str, object]:
    """A review is about the standards that the organization works by."""
    return {"standards": list(worked_by() or KNOWN)}


def check_review(review: Any, before: Any, today: date) -> Mapping[str, str]:
    """It is about standards that can be adopted, and is not held in time to come."""
    problems = {}
    unknown = [key for key in review.standards if key not in KNOWN]
    if unknown or not review.standards:
        problems["standards"] = _("Write at least one of these: %(known)s.") % {"known": ", ".join(KNOWN)}
    if review.held_on and review.held_on > today:
        problems["held_on"] = _("Write the meeting down once it was held.")
    if review.state == "approved" and not review.minutes.strip():
        problems["minutes"] = _("There are no minutes to approve.")
    return problems


def review_locked(review: Any) -> str | None:
    """Approved minutes stay."""
    if review.state in ("approved", "cancelled"):
        return _("The minutes are approved and stay as they are.")
    return None


def has_no_agenda(review: Any) -> bool:
    """Whether no input is listed yet."""
    return not review.inputs.exists()


def may_invite(review: Any, actor: Actor) -> str | None:
    """Whoever is invited knows who leads and who comes."""
    if review.chair_id is None:
        return _("Say who leads the meeting.")
    if not review.attendees.filter(is_top=True).exists():
        return _("Invite top management.")
    return None


def invited(review: Any, actor: Actor) -> None:
    """Note the day of the invitation."""
    review.invited_on = actor.today


def may_freeze(review: Any, actor: Actor) -> str | None:
    """A meeting looks at an agenda, on its day or later."""
    if not review.inputs.exists():
        return _("There is no agenda.")
    if review.meets_on > actor.today:
        return _("The meeting is on %(day)s; its figures are frozen then.") % {"day": locales.day(review.meets_on)}
    return None


def may_minute(review: Any, actor: Actor) -> str | None:
    """Every input was talked through, decisions were made or said not to be needed, and who came is known."""
    left = review.inputs.filter(outcome="").count()
    if left:
        words = ngettext(
            "%(left)d input is not talked through yet.", "%(left)d inputs are not talked through yet.", left
        )
        return words % {"left": left}
    missing = [area for area in AREAS if not review.decisions.filter(kind=area).exclude(state="dropped").exists()]
    if missing:
        names = {"improvement": _("improvement"), "change": _("changes")}
        return _("Decide about %(areas)s, or say that nothing is needed.") % {
            "areas": ", ".join(names[area] for area in missing)
        }
    if not review.attendees.filter(is_top=True, came=True).exists():
        return _("Say who of top management came.")
    return None


def minuted(review: Any, actor: Actor) -> None:
    """Note who wrote the minutes."""
    review.minuted_by_id = actor.user_id


def back_to_writing(review: Any, actor: Actor) -> None:
    """The minutes are written again."""
    review.minuted_by_id = None
