"""What the clock of a problem, change or complaint works out for itself."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.actor import Actor
from tandem.operation.agreements.clocks import rules

EMPTY = _("Clocks start by themselves once a target of a process is in force.")
NAMED = ("service_id", "customer_id")


def derive_clock(clock: Any, before: Any, actor: Actor) -> None:
    """As every clock; it also repeats whose ticket it is, so that its list can be narrowed."""
    for name in NAMED:
        if hasattr(clock, name):
            setattr(clock, name, getattr(clock.ticket, name))
    rules.derive_clock(clock, before, actor)
