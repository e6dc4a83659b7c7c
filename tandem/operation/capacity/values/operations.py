"""What follows from a new value."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns import asking
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.capacity.models import LEVELS, CapacityResource
from tandem.operation.capacity.projecting import FINE

SOON = timedelta(days=7)  # nobody is asked for what is overdue already
RANK = {key: place for place, (key, _label) in enumerate(LEVELS)}


def note_taken(actor: Actor, value: Any) -> None:
    """The resource is as full as its newest value says; who owns it is asked where that is more than before."""
    before = value.resource.level or FINE
    resource = _reckon(actor, value)
    if RANK[resource.level or FINE] > RANK[before] and resource.last_measured == value.measured_on:
        words = {"resource": resource.title, "level": resource.get_level_display()}
        title = _("Act on %(resource)s: %(level)s") % words
        register = declared_for(CapacityResource)
        due = max(resource.act_by, actor.today + SOON) if resource.act_by else None
        asking.ask(as_tandem(actor), register, resource.reference, resource.owner, title, due=due)


def note_changed(actor: Actor, value: Any, before: Any) -> None:
    """A value that was put right counts as it stands now."""
    if (before.used, before.measured_on) != (value.used, value.measured_on):
        _reckon(actor, value)


def _reckon(actor: Actor, value: Any) -> Any:
    register, values = declared_for(CapacityResource), {"next_due": None}
    return writing.follow(as_tandem(actor), register, value.resource, values, "measured", value.reference)
