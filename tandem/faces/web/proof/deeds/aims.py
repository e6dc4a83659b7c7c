"""Where a deed is done: the form of the record that lacks something, of what it lacks, or of a step of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from tandem.faces.web import wording
from tandem.faces.web.record import head
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.kinds.kind import EMPTY
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.states import Transition
from tandem.proof.conformity.conditions import All, Compare, Condition, Has, Operator, depends_on_today, paths, sought
from tandem.proof.conformity.declarations import Measure
from tandem.proof.conformity.pinning import pinned
from tandem.proof.conformity.planning import Step
from tandem.proof.conformity.report import Report
from tandem.proof.conformity.tallies import Item

NONE_HERE = "none-here"


@dataclass(frozen=True, slots=True)
class Aim:
    """A form: of a new record with what is known of it already, of a record, or of a step of one.

    `asked` are the fields that the check looks at; `whom` is the record that a new one is made for, `why` what for.
    """

    register: Register
    record: Any = None
    step: Transition | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    whom: str = ""
    why: str = ""

    @property
    def title(self) -> str:
        """The deed with the record that it is about."""
        if self.register.key == NONE_HERE and self.record is None:
            return _("Confirm that there is none: %(why)s") % {"why": self.why}
        if self.record is None:
            words = _("Enter %(what)s for %(whom)s") if self.whom else _("Enter %(what)s: %(why)s")
            return words % {"what": wording.inner(self.register.singular), "whom": self.whom, "why": self.why}
        named = {"reference": self.record.reference, "title": getattr(self.record, self.register.headline)}
        if self.step is not None:
            return _("%(step)s: %(reference)s %(title)s") % {"step": self.step.label, **named}
        return _("Complete %(reference)s %(title)s") % named

    @property
    def word(self) -> str:
        """The deed in one word, for its button."""
        if self.step is not None:
            return str(self.step.label)
        if self.register.key == NONE_HERE:
            return _("Confirm")
        return _("Complete it") if self.record is not None else _("Enter it")

    @property
    def mark(self) -> str:
        """What tells this form from another one."""
        reference = self.record.reference if self.record is not None else "new"
        return f"{self.register.key} {reference} {self.step.key if self.step is not None else ''}".strip()


def aim_of(visit: Visit, report: Report, step: Step, item: Item | None) -> Aim | None:
    """The form that puts an offender right, or that makes the first record; None where this person has none."""
    if item is None:
        return _first(visit, report, step)
    register = registers.find(item.register)
    seen = permissions.visible(visit.actor, register).filter(pk=item.record_id) if register else None
    record = seen.first() if seen is not None else None
    if register is None or record is None:
        return None
    measures = _measures(report, step, register)
    missing = _of_others(visit, register, record, [measure.must for measure in measures])
    return missing or _of_fields(visit, register, record, _asked(measures))


def _first(visit: Visit, report: Report, step: Step) -> Aim | None:
    """The form of a first record, or that there is none of the kind where that is an answer."""
    outcome = report.outcomes[step.checks[0]]
    aim = _new(visit, NONE_HERE, {"check_key": outcome.check.key}) if outcome.may_be_none else None
    aim = aim or _new(visit, step.remedy.register, step.remedy.values)
    return replace(aim, why=step.title) if aim else None


def _measures(report: Report, step: Step, register: Register) -> list[Measure]:
    answers = [answer for key in step.checks if (answer := report.outcomes[key].check.answer)]
    every = [part.measure for answer in answers for part in answer.parts]
    return [measure for measure in every if measure.register == register.key]


def _of_others(visit: Visit, register: Register, record: Any, wanted: Sequence[Condition]) -> Aim | None:
    """What another record has to be there for: that record where it is begun, else a new one."""
    for missing in (missing for condition in wanted for missing in sought(condition)):
        other = registers.find(missing.register)
        if other is None or not permissions.may_view_register(visit.actor, other):
            continue
        begun = _begun(visit, other, missing, record)
        if begun is not None:
            return _of_fields(visit, other, begun, _named([missing.where]))
        aim = _new(visit, other.key, {**_known(missing.where), missing.through: record.reference})
        if aim is not None:
            return replace(aim, whom=str(getattr(record, register.headline)))
    return None


def _known(where: Condition) -> dict[str, str]:
    """What is known of a record that is to satisfy a condition: values that it has to have, and what it has to say."""
    parts = where.parts if isinstance(where, All) else (where,)
    said = {
        part.left.name: "true"
        for part in parts
        if isinstance(part, Compare) and part.operator is Operator.EQ and part.right is True and not part.left.hop
    }
    return said | {name: str(values[0]) for name, values in pinned(where) if len(values) == 1}


def _begun(visit: Visit, other: Register, missing: Has, record: Any) -> Any:
    """The newest record that points there already; one that only grew old is followed by another one."""
    if depends_on_today(missing.where):
        return None
    return permissions.visible(visit.actor, other).filter(**{missing.through: record.pk}).order_by("-pk").first()


def _of_fields(visit: Visit, register: Register, record: Any, asked: frozenset[str]) -> Aim | None:
    """The form where what the record lacks is filled in: its own, or that of a step which fills it in."""
    lacking = {name for name in asked if _is_lacking(record, name)}
    may_edit = permissions.may_edit(visit.actor, register, record) and not _is_locked(register, record)
    if may_edit and lacking & set(register.writable):
        return Aim(register, record, asked=frozenset(lacking))
    step = _step(visit, register, record, lacking or asked)
    if step is not None:
        return Aim(register, record, step)
    return Aim(register, record, asked=asked) if may_edit else None


def _step(visit: Visit, register: Register, record: Any, asked: set[str] | frozenset[str]) -> Transition | None:
    """The open step that fills in one of these fields, else the natural next one where the state is what is asked."""
    offered = head.deeds(visit, register, record)
    several = [offered.next, *offered.others] if offered.next else [*offered.others]
    open_now = [deed.key for deed in several if not deed.refusal and not deed.is_ending]
    steps = [step for key in open_now if register.workflow and (step := register.workflow.transition(key))]
    filling = next((step for step in steps if asked & set(step.own_fields)), None)
    is_of_state = asked == {"state"} or not asked & set(register.writable)
    return filling or (steps[0] if steps and offered.next and is_of_state else None)


def _asked(measures: Sequence[Measure]) -> frozenset[str]:
    fresh = {measure.fresh.path.name for measure in measures if measure.fresh and not measure.fresh.path.hop}
    return _named([measure.must for measure in measures]) | fresh


def _named(conditions: Sequence[Condition]) -> frozenset[str]:
    return frozenset(path.name for condition in conditions for path in paths(condition) if not path.hop)


def _is_lacking(record: Any, name: str) -> bool:
    return hasattr(record, name) and getattr(record, name) in EMPTY


def _is_locked(register: Register, record: Any) -> bool:
    return bool(register.rules.locked and register.rules.locked(record))


def _new(visit: Visit, key: str, values: Mapping[str, str]) -> Aim | None:
    register = registers.find(key)
    if register is None or not permissions.may_view_register(visit.actor, register):
        return None
    if not permissions.may_create(visit.actor, register):
        return None
    return Aim(register, values=dict(_writable(register, values)))


def _writable(register: Register, values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Of the values those that a form takes: a list's filter may hold several, or a state."""
    for name, value in values.items():
        if name in register.writable and "," not in value and name != "state":
            yield name, value


def first_aim(visit: Visit, report: Report, step: Step) -> tuple[Item | None, Aim] | None:
    """The first offender of a step with its form; the form of a first record where there is no offender."""
    for item in places(report, step):
        aim = aim_of(visit, report, step, item)
        if aim is not None:
            return item, aim
    return None


def places(report: Report, step: Step) -> list[Item | None]:
    """Where a step can be done: at each offender, or with a first record where there is none."""
    return [*offenders(report, step)] or [None]


def offenders(report: Report, step: Step) -> list[Item]:
    """The records that keep the checks of a step from holding, each once."""
    return list(dict.fromkeys(item for key in step.checks for item in report.outcomes[key].offenders))
