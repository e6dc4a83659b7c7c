"""When a baseline is taken, and that nothing of it is changed afterwards."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.operation.inventory.baselines import comparing


def may_take(baseline: Any, actor: Actor) -> str | None:
    """There is something to keep, and not too much for one baseline."""
    count = comparing.items_of(baseline)[: comparing.MOST_ITEMS + 1].count()
    if count == 0:
        return _("There is no configuration item to keep here.")
    if count > comparing.MOST_ITEMS:
        return _("These are more than %(most)d items; take a baseline of each service.") % {
            "most": comparing.MOST_ITEMS
        }
    return None


def take(baseline: Any, actor: Actor) -> None:
    """Keep how every item stands now."""
    baseline.contents = comparing.contents_of(baseline)
    baseline.items, baseline.taken_on = len(baseline.contents), actor.today


def locked(baseline: Any) -> str | None:
    """What was taken stays as it was."""
    return _("A baseline that was taken is not changed; take another one.") if baseline.state != "planned" else None
