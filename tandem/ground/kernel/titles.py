"""Fields that keep the key of a register: what people read there, and what they choose from."""

from collections.abc import Callable, Mapping
from typing import Any

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.offers import Offer
from tandem.ground.kernel.registers import every, find


def titled(key: str) -> str:
    """What one record of the register of this key is called; the key itself where there is no such register."""
    register = find(key)
    return str(register.singular) if register else key


def offered_in(*names: str) -> Callable[[Actor, Mapping[str, Any]], Mapping[str, Offer]]:
    """For `offers`: fields that keep the key of a register have every register by its title to choose from."""

    def offers(actor: Actor, values: Mapping[str, Any]) -> Mapping[str, Offer]:
        titles = sorted(((register.key, register.title) for register in every()), key=lambda pair: str(pair[1]))
        return dict.fromkeys(names, Offer(tuple(titles)))

    return offers
