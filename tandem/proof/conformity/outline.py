"""The requirements of a standard as the catalogue holds them, without their long texts."""

from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class Outline:
    """A standard's requirements in its own order."""

    key: str
    name: str
    lines: tuple[Line, ...]


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
    told = rows.values_list("ref", "title", "kind", "parent__ref", "depth", "assessable")
    return Outline(
        key,
        name,
        tuple(Line(ref, title, kind, parent or "", depth, yes) for ref, title, kind, parent, depth, yes in told),
    )
