"""What stands behind a decision beside risks and controls: records linked as evidence, and files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from tandem.direction.controls.grading import ControlFacts, grade_of
from tandem.direction.controls.showing import facts_now
from tandem.direction.controls.testing.models import ControlTest
from tandem.ground.kernel import clock, registers
from tandem.ground.kernel.models import Attachment, Link

FILES_OF = ("controls", "control-tests", "statement-entries")


@dataclass(frozen=True, slots=True)
class Behind:
    """A record behind a decision, as it is shown: `note` says how it stands, in words.

    `grade` is how far a control is shown for this requirement: stated, in use, tested, overdue or failed.
    """

    register: str
    reference: str
    title: str
    note: str = ""
    tone: str = ""
    grade: str = ""

    def as_data(self) -> dict[str, str]:
        """As plain data."""
        return {name: getattr(self, name) for name in ("register", "reference", "title", "note", "tone", "grade")}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Linked records by requirement; files by register and record; what shows that controls are in use, on a day."""

    linked: dict[str, list[Behind]]
    files: dict[tuple[str, int], list[str]]
    facts: Mapping[int, ControlFacts]
    today: date

    def records(self, keys: Iterable[str]) -> list[Behind]:
        """Records linked as evidence for one of these requirements, each once."""
        return list({record.reference: record for key in keys for record in self.linked.get(key, ())}.values())

    def files_of(self, entry: Any, controls: Iterable[Any]) -> list[str]:
        """Names of the files on the decision, on the controls and on their tests."""
        places = [("statement-entries", entry.pk), *(("controls", control.pk) for control in controls)]
        return [name for place in places for name in self.files.get(place, ())]

    def grade_of(self, control: Any, requirement: str) -> str:
        """How far a control is shown for a requirement."""
        facts = self.facts.get(control.pk)
        return str(grade_of(facts, self.today, requirement)) if facts else ""


def gather() -> Evidence:
    """Read links and files once for a whole statement."""
    facts = {control.record_id: control for control in facts_now()}
    return Evidence(_linked(), _files(), facts, clock.today(UTC))


def _linked() -> dict[str, list[Behind]]:
    links = Link.objects.filter(kind=Link.Kind.EVIDENCE_FOR).exclude(requirement="").order_by("pk")
    rows = list(links.values_list("register", "record_id", "requirement"))
    wanted: dict[str, set[int]] = defaultdict(set)
    for key, record_id, _requirement in rows:
        wanted[key].add(record_id)
    shown = {place: record for key, ids in wanted.items() for place, record in _shown(key, ids)}
    by_requirement: dict[str, list[Behind]] = defaultdict(list)
    for key, record_id, requirement in rows:
        if (key, record_id) in shown:
            by_requirement[requirement].append(shown[key, record_id])
    return by_requirement


def _shown(key: str, ids: set[int]) -> Iterable[tuple[tuple[str, int], Behind]]:
    """Reference and title of linked records; those that not everybody may see are left out."""
    register = registers.find(key)
    if register is None or register.is_confined:
        return []
    rows = register.model.objects.filter(pk__in=ids).values_list("pk", "reference", register.headline)
    return [((key, pk), Behind(key, reference, str(title))) for pk, reference, title in rows]


def _files() -> dict[tuple[str, int], list[str]]:
    control_of = dict(ControlTest.objects.values_list("pk", "control_id"))
    files: dict[tuple[str, int], list[str]] = defaultdict(list)
    attached = Attachment.objects.filter(register__in=FILES_OF).order_by("pk")
    for key, record_id, name in attached.values_list("register", "record_id", "name"):
        place = (key, record_id) if key != "control-tests" else ("controls", control_of.get(record_id, 0))
        files[place].append(name)
    return files
