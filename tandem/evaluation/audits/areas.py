"""Areas that are usually audited as one: each requirement of either standard lies in one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.ground.catalogue.models import Requirement
from tandem.ground.catalogue.vocabulary import parse_requirement_key, requirement_key
from tandem.library_words import LISTS, by_language, translated

NORMAL = 2


@dataclass(frozen=True, slots=True)
class Area:
    """One area: its title, how important it usually is, and which beginnings of references lie in it, by standard."""

    title: str
    importance: int
    beginnings: tuple[tuple[str, tuple[str, ...]], ...]

    def reach(self, standard: str, ref: str) -> int:
        """How long the beginning is by which a reference lies in this area; 0 when it does not."""
        named = dict(self.beginnings).get(standard, ())
        return max((len(start) for start in named if ref == start or ref.startswith(f"{start}.")), default=0)


@by_language
def areas() -> tuple[Area, ...]:
    """Every area, in the order of an audit."""
    written = yaml.safe_load((Path(__file__).parent / "areas.yaml").read_text(encoding="utf-8"))
    return tuple(_area(entry) for entry in translated(written, LISTS))


def _area(entry: dict[str, object]) -> Area:
    named = {name: refs for name, refs in entry.items() if isinstance(refs, list)}
    beginnings = tuple((name, tuple(str(ref) for ref in refs)) for name, refs in named.items())
    return Area(str(entry["title"]), int(str(entry.get("importance", NORMAL))), beginnings)


def area_of(key: str) -> Area | None:
    """The area of a requirement such as `iso-27001:2022/A.5.1`; None for another catalogue's."""
    framework, ref = parse_requirement_key(key)
    standard = framework.partition(":")[0]
    reached = [(area.reach(standard, ref), area) for area in areas()]
    best = max(reached, key=lambda pair: pair[0])
    return best[1] if best[0] else None


def auditable(standards: Iterable[str]) -> list[str]:
    """Requirements of these standards that an audit has to cover: all but those a statement in force leaves out."""
    wanted = list(standards)
    rows = Requirement.objects.current().filter(framework__key__in=wanted, assessable=True)
    ordered = rows.order_by("framework__key", "position").values_list("framework__key", "ref")
    excluded = left_out(wanted)
    return [key for framework, ref in ordered if (key := requirement_key(framework, ref)) not in excluded]


def left_out(standards: Iterable[str]) -> set[str]:
    """Controls that the statement of applicability in force leaves out, by their key."""
    rows = StatementEntry.objects.filter(
        statement__state="approved", statement__framework__in=list(standards), decision="excluded"
    )
    return {requirement_key(framework, ref) for framework, ref in rows.values_list("statement__framework", "ref")}
