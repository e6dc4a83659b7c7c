"""What an answer does to the item it is about."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.inventory.models import Item


def derive_entry(entry: Any, before: Any, actor: Actor) -> None:
    """It is called as its item was when it was asked about, and is due with its round."""
    entry.title, entry.due = entry.title or entry.item.title, entry.round.due


def check_entry(entry: Any, before: Any, today: date) -> Mapping[str, str]:
    """Nothing is asked in a round that is closed."""
    return {"round": _("This round is closed.")} if before is None and entry.round.state == "closed" else {}


def answer(entry: Any, actor: Actor) -> None:
    """Note who answered when."""
    entry.answered_by_id, entry.answered_on = actor.user_id, actor.today


def verify(actor: Actor, entry: Any) -> None:
    """The item was compared with reality today, by whoever answered."""
    if entry.item.state == "in-use":
        values = {"last_check": actor.today, "verified_by_id": actor.user_id}
        writing.follow(actor, declared_for(Item), entry.item, values, "compare", entry.reference)
