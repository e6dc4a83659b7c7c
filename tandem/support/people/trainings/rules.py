"""What a training needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.support.people.rules import AWARENESS_MONTHS


def derive_training(training: Any, before: Any, actor: Actor) -> None:
    """Awareness is repeated each year."""
    if training.kind == "awareness" and training.valid_until is None and training.done_on:
        training.valid_until = training.done_on + relativedelta(months=AWARENESS_MONTHS)


def check_training(training: Any, before: Any, today: date) -> Mapping[str, str]:
    """What is noted has happened."""
    if training.done_on and training.done_on > today:
        return {"done_on": _("Note it once it has happened.")}
    return {}
