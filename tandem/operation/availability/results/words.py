"""What was counted of an outage and why, as people read it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy

from tandem.ground.kernel import locales
from tandem.ground.kernel.states import Words

WHY: Final[Mapping[str, Words]] = {
    "counts": gettext_lazy("counts"),
    "planned": gettext_lazy("planned, which the agreement leaves out"),
    "outside-hours": gettext_lazy("outside the agreed hours"),
    "together": gettext_lazy("runs together with the one before"),
}


def counted(lines: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each outage in a line: which, from when until when, and whether it counts."""
    return [_line(line) for line in lines]


def _line(line: Mapping[str, Any]) -> str:
    begin, end = (locales.moment(datetime.fromisoformat(line[name])) for name in ("begin", "end"))
    return f"{line['reference']} {line['title']}, {begin} – {end}: {WHY.get(line['why'], line['why'])}"
