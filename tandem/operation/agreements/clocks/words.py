"""What happened to the clock of a ticket, as people read it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy

from tandem.ground.kernel import clock_words
from tandem.ground.kernel.states import Words
from tandem.operation.agreements.versions.rules import PAUSES

WHY: Final[Mapping[str, Words]] = {**PAUSES, "approval": gettext_lazy("Approval")}


def happened(events: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each event in a line, with what was waited for."""
    return clock_words.happened(events, WHY)


WORDED: Final[Mapping[str, Callable[[Any], str | list[str]]]] = {"events": happened, "elapsed": clock_words.used}
