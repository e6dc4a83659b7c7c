"""What a process of the management system needs (4.4 of both standards, 5.3, 8.1)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.lenses import seen_by_neither
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.reviewed import Reviewed

REVIEW = Reviewed(while_in=("running",), since=("approved_on",), begins=True)
APPROVAL = Approved(state="running", superseded="ended")
NEEDED = ("owner", "inputs", "outputs", "criteria")


def check_process(process: Any, before: Any, today: date) -> Mapping[str, str]:
    """It counts for a standard, does not feed itself, and one that runs has exactly one owner."""
    problems = seen_by_neither(process)
    if process.reference and process.reference in process.feeds:
        problems["feeds"] = _("A process does not feed itself.")
    if process.state == "running" and process.owner_id is None:
        problems["owner"] = _("A process that runs has exactly one accountable owner.")
    return problems


def left_trace(process: Any, actor: Actor) -> None:
    """It ran, as can be seen today."""
    process.ran_on = actor.today
