"""When a round begins and when it is over."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.states import Lacking
from tandem.operation.inventory.models import Item

MOST_ITEMS = 5_000


def check_round(this: Any, before: Any, today: date) -> Mapping[str, str]:
    """A round that has not begun ends on a day to come."""
    if this.due and this.state == "planned" and this.due < today:
        return {"due": _("This day has passed.")}
    return {}


def items_of(this: Any) -> Any:
    """The items in use that a round asks about."""
    items = Item.objects.filter(state="in-use")
    if this.item_class_id:
        items = items.filter(item_class=this.item_class_id)
    return items.filter(location__icontains=this.location) if this.location else items


def may_begin(this: Any, actor: Actor) -> Any:
    """There is a day, and there are items, but not more than can be asked about at once."""
    if not this.due:
        return Lacking(("due",), _("Say by when."))
    count = items_of(this)[: MOST_ITEMS + 1].count()
    if count == 0:
        return _("No item in use is of this class and at this place.")
    if count > MOST_ITEMS:
        return _("These are more than %(most)d items; narrow the round to a class or a place.") % {"most": MOST_ITEMS}
    return None


def begin(this: Any, actor: Actor) -> None:
    """Note how many items it asks about."""
    this.asked_items = items_of(this).count()


def may_close(this: Any, actor: Actor) -> str | None:
    """Everybody has answered."""
    waiting = this.entries.filter(state="asked").count()
    words = ngettext("%(count)d answer is missing.", "%(count)d answers are missing.", waiting)
    return words % {"count": waiting} if waiting else None


def close(this: Any, actor: Actor) -> None:
    """Note the day."""
    this.closed_on = actor.today
