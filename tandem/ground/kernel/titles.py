"""Fields that keep the key of a register, or name something by a key: what people read there and choose from."""

from collections.abc import Callable, Mapping
from typing import Any

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.offers import Offer
from tandem.ground.kernel.registers import every, find
from tandem.ground.kernel.states import Words

Naming = Callable[[str], str]
_kinds: dict[str, tuple[Words, Naming]] = {}


def provide(key: str, kind: Words, naming: Naming) -> None:
    """Say what things are called that are no records though records come from them: as a kind, and one by its key.

    `naming` gives an empty text for what is none of them.
    """
    _kinds[key] = kind, naming


def titled(key: str) -> str:
    """What one record of the register of this key is called; the key itself where there is no such register."""
    register = find(key)
    if register is not None:
        return str(register.singular)
    return str(_kinds[key][0]) if key in _kinds else key


def named_source(reference: str) -> str:
    """What people read of where a record comes from: a reference as it is, a key in words."""
    return next((words for _kind, naming in _kinds.values() if (words := naming(reference))), reference)


def offered_in(*names: str) -> Callable[[Actor, Mapping[str, Any]], Mapping[str, Offer]]:
    """For `offers`: fields that keep the key of a register have every register by its title to choose from."""

    def offers(actor: Actor, values: Mapping[str, Any]) -> Mapping[str, Offer]:
        titles = sorted(((register.key, register.title) for register in every()), key=lambda pair: str(pair[1]))
        return dict.fromkeys(names, Offer(tuple(titles)))

    return offers
