"""When an agreement is in force and looked at again (20000-1:2018 8.3.3)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed
from tandem.operation.agreements.models import IN_FORCE

REVIEW = Reviewed(while_in=IN_FORCE, since=("begins_on",))


def check_agreement(agreement: Any, before: Any, today: date) -> Mapping[str, str]:
    """An agreement stays with its customer and ends after it begins."""
    if before is not None and before.customer_id != agreement.customer_id:
        return {"customer": _("An agreement stays with its customer; write another one.")}
    if agreement.begins_on and agreement.ends_on and agreement.ends_on < agreement.begins_on:
        return {"ends_on": _("An agreement cannot end before it begins.")}
    return {}


def end(agreement: Any, actor: Actor) -> None:
    """It is kept until today, unless another day was planned."""
    agreement.ends_on = agreement.ends_on or actor.today
