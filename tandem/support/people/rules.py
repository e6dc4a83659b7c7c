"""What belongs to joining, learning and leaving."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor

AWARENESS_MONTHS = 12


def check_person(person: Any, before: Any, today: date) -> Mapping[str, str]:
    """Nobody leaves before they began."""
    if person.began_on and person.left_on and person.left_on < person.began_on:
        return {"left_on": _("Nobody leaves before they began.")}
    return {}


def joined(person: Any, actor: Actor) -> None:
    """Somebody is here from today on."""
    person.began_on = person.began_on or actor.today


def left(person: Any, actor: Actor) -> None:
    """Somebody has gone."""
    person.left_on = person.left_on or actor.today


def check_competence(competence: Any, before: Any, today: date) -> Mapping[str, str]:
    """What is mastered has evidence (both standards, 7.2 d)."""
    if competence.held == "yes" and not competence.evidence:
        return {"evidence": _("Say what shows it: a certificate, years of work, somebody's judgement.")}
    return {}


def derive_training(training: Any, before: Any, actor: Actor) -> None:
    """Awareness is repeated each year."""
    if training.kind == "awareness" and training.valid_until is None and training.done_on:
        training.valid_until = training.done_on + relativedelta(months=AWARENESS_MONTHS)


def check_training(training: Any, before: Any, today: date) -> Mapping[str, str]:
    """What is noted has happened."""
    if training.done_on and training.done_on > today:
        return {"done_on": _("Note it once it has happened.")}
    return {}
