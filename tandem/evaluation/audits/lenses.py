"""The two standards as lenses: which of them a requirement, a question or a finding belongs to, in any edition."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from tandem.direction.scope.models import STANDARDS
from tandem.direction.scope.rules import worked_by
from tandem.ground.catalogue.written import in_full
from tandem.ground.kernel.actor import Actor

SERVICE, SECURITY = "20", "27"
LENSES = {"iso-20000-1": SERVICE, "iso-27001": SECURITY}
NAMES = {SERVICE: "20000-1", SECURITY: "27001"}
COMMON = tuple(key for key, _name in STANDARDS)


def lens_of(key: str) -> str:
    """The lens of a standard or requirement such as `iso-27001:2022/A.5.1`; empty for another catalogue's."""
    return LENSES.get(key.partition("/")[0].partition(":")[0], "")


def written_out(requirements: Iterable[str], standards: Iterable[str]) -> list[str]:
    """The requirements by their keys, as people may write them: “A.5.9” where one of the standards has it."""
    return in_full(requirements, list(standards) or worked_by() or COMMON)


def seen_in(requirements: Iterable[str], lens: str) -> list[str]:
    """Those of the requirements that belong to a lens."""
    return [key for key in requirements if lens_of(key) == lens]


def in_words(standing: str) -> str:
    """What the records said of requirements, line by line, as people read it: “27001 A.5.1: not met”."""
    return "\n".join(map(_line_in_words, standing.splitlines()))


def _line_in_words(line: str) -> str:
    key, _colon, result = line.partition(": ")
    lens, ref = lens_of(key), key.partition("/")[2]
    return f"{NAMES[lens]} {ref}: {result.replace('-', ' ')}" if lens and ref else line


def standards_of(requirements: Iterable[str]) -> list[str]:
    """The standards, with their edition, that these requirements come from; each once."""
    return sorted({key.partition("/")[0] for key in requirements if lens_of(key)})


def adopted_or_both(actor: Actor) -> dict[str, object]:
    """A new record begins with the standards that the organization works by, or with both while it adopted none."""
    return {"standards": list(worked_by() or COMMON)}


def unknown_standard(standards: Iterable[str]) -> str:
    """What is wrong with the first of these that is no standard; empty when all are."""
    for key in standards:
        if key not in COMMON:
            params = {"key": key, "known": ", ".join(COMMON)}
            return _("“%(key)s” is no standard that can be adopted; write %(known)s.") % params
    return "" if list(standards) else _("Name at least one standard: %(known)s.") % {"known": ", ".join(COMMON)}


def is_over(day: date | None, today: date) -> bool:
    """Whether a day has passed."""
    return day is not None and day < today


Problems = Mapping[str, str]
