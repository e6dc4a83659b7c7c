"""The page of a service: what hangs on it and has no table below, as figures."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tandem.faces.web import wording
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.figures import pointing_at
from tandem.ground.kernel.registers import Register, besides, children, pointing_to

HURTING = ("incidents",)
THREATENING = ("risks", "vulnerability-findings")


@dataclass(frozen=True, slots=True)
class Figure:
    """How many records of one kind hang on the service, each leading to the list behind it."""

    url: str
    count: int
    words: str
    tone: str


def screen(visit: Visit, service: Any) -> dict[str, Any]:
    """A figure for each register that names the service and is not shown as a table on its page."""
    own = registers.declared_for(type(service))
    as_tables = {child.key for child in children(own)} | {other.key for other, _name in besides(own)}
    pointing = [
        (other, name)
        for other, name in pointing_to(own)
        if other.key not in as_tables and permissions.may_view_register(visit.actor, other)
    ]
    counted = pointing_at(visit.actor, service.pk, pointing)
    figures = [_figure(visit, service, other, name, counted.get((other, name), 0)) for other, name in pointing]
    return {"figures": [figure for figure in figures if figure.count]}


def _figure(visit: Visit, service: Any, other: Register, name: str, count: int) -> Figure:
    tone = "bad" if other.key in HURTING else "waiting" if other.key in THREATENING else ""
    query = urlencode({name: service.reference})
    words = wording.inner(other.singular if count == 1 else other.title)
    return Figure(f"{visit.url('list', other.key)}?{query}", count, words, tone)
