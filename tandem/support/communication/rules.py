"""What a line of the communication plan needs (both standards, 7.4)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed

DUE = Reviewed(
    while_in=("current",), months="every_months", last="last_done", next="next_due", since=("begins_on",), begins=True
)


def derive_communication(communication: Any, before: Any, actor: Actor) -> None:
    """A new line was looked at when it was written."""
    if before is None and communication.checked_on is None:
        communication.checked_on = actor.today


def check_communication(communication: Any, before: Any, today: date) -> Mapping[str, str]:
    """Whoever tells it knows when and how; what is not told has its reason."""
    if communication.state == "declined":
        return {} if communication.why.strip() else {"why": _("Say why it is not told.")}
    problems = {}
    if not communication.every_months and not communication.occasion.strip():
        problems["occasion"] = _("Say when it is told: every so many months, or on which occasion.")
    if not communication.way.strip():
        problems["way"] = _("Say how it is told: a meeting, a letter, a page.")
    return problems


def confirm(communication: Any, actor: Actor) -> None:
    """The line was looked at and still holds."""
    communication.checked_on = actor.today
