"""The requirements of a standard as the catalogue holds them, without their long texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tandem.ground.catalogue.models import Framework, Requirement


class UnknownStandard(LookupError):
    """A standard that the catalogue does not hold."""


@dataclass(frozen=True, slots=True)
class Line:
    """One clause or control."""

    ref: str
    title: str
    kind: str
    parent: str
    depth: int
    is_assessable: bool


@dataclass(frozen=True)
class Outline:
    """A standard's requirements in its own order."""

    key: str
    name: str
    lines: tuple[Line, ...]

    @cached_property
    def below(self) -> Mapping[str, tuple[str, ...]]:
        """The assessable requirements below each heading, at whatever depth."""
        lines = {line.ref: line for line in self.lines}
        by_heading: dict[str, list[str]] = {line.ref: [] for line in self.lines if not line.is_assessable}
        for line in self.lines:
            at = line.parent if line.is_assessable else ""
            while at in lines:
                if at in by_heading:
                    by_heading[at].append(line.ref)
                at = lines[at].parent
        return {ref: tuple(refs) for ref, refs in by_heading.items()}


def outline(key: str) -> Outline:
    """The current requirements of this standard; raises UnknownStandard when the catalogue does not hold it."""
    framework = Framework.objects.current().filter(key=key).values_list("pk", "name", "digest").first()
    if framework is None:
        raise UnknownStandard(f"The catalogue does not hold {key}; load the library first.")
    return _read(key, *framework)


@lru_cache(16)
def _read(key: str, framework_id: int, name: str, digest: str) -> Outline:
    """Read once for each content, which its digest names."""
    rows = Requirement.objects.filter(framework_id=framework_id, is_current=True).order_by("position")
    entries = rows.values_list("ref", "title", "kind", "parent__ref", "depth", "assessable")
    return Outline(
        key,
        name,
        tuple(Line(ref, title, kind, parent or "", depth, yes) for ref, title, kind, parent, depth, yes in entries),
    )
