"""What a survey needs before people are asked, and before it ends (20000-1:2018 8.3.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazily
from django.utils.translation import ngettext

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.fixed import Fixed

ASKED = Fixed(
    states=("asking",),
    fields=("question", "service", "customers", "who"),
    why=_lazily("People were asked this already; begin another survey."),
)
LONGEST_DAYS = 120


def check(survey: Any, before: Any, today: date) -> Mapping[str, str]:
    """Whoever is asked has time to answer, and no longer than a figure is worth something."""
    is_new_day = before is None or before.ends_on != survey.ends_on
    if survey.state != "ended" and is_new_day and survey.ends_on and survey.asked_on:
        days = (survey.ends_on - survey.asked_on).days
        if not 0 < days <= LONGEST_DAYS:
            return {"ends_on": _time_to_answer()}
    return {}


def _time_to_answer() -> str:
    words = ngettext(
        "Give people between one day and %(days)s day.", "Give people between one day and %(days)s days.", LONGEST_DAYS
    )
    return words % {"days": LONGEST_DAYS}


def may_ask(survey: Any, actor: Actor) -> str | None:
    """There is somebody to ask, and time to answer."""
    if survey.ends_on <= actor.today or (survey.ends_on - actor.today).days > LONGEST_DAYS:
        return _time_to_answer()
    if not survey.people().exists():
        return _("Nobody of these customers has an e-mail address here.")
    return None


def ask(survey: Any, actor: Actor) -> None:
    """From today on each of them is written to."""
    survey.asked_on, survey.asked = actor.today, survey.people().count()


def end(survey: Any, actor: Actor) -> None:
    """Count who answered; nobody is asked any more."""
    survey.answered = survey.marks.count()


def locked(survey: Any) -> str | None:
    """What was found stays as it was found."""
    return _("It has ended; begin another survey.") if survey.state == "ended" else None
