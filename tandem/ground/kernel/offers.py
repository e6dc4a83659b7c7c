"""What a form offers in a field beyond its model."""

from dataclasses import dataclass

from tandem.ground.kernel.states import Words


@dataclass(frozen=True, slots=True)
class Offer:
    """What a form offers in a field beyond its model: choices, a help text, or parts that are each chosen by itself.

    A part has a name and choices; what is chosen in the parts is kept together as a list of words.
    """

    choices: tuple[tuple[str, Words], ...] = ()
    help: Words = ""
    parts: tuple[tuple[str, tuple[tuple[str, Words], ...]], ...] = ()
