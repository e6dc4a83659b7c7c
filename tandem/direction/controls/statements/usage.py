"""Which risks, obligations and own controls stand behind each requirement, read once for many decisions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from tandem.direction.controls.models import Control
from tandem.ground.catalogue import queries
from tandem.ground.catalogue.models import MappingRow
from tandem.ground.catalogue.vocabulary import Relation, inverse, requirement_key
from tandem.ground.kernel import registers

WHOLLY = frozenset({Relation.EQUAL, Relation.SUPERSET_OF})
REASON_OF = {"law": "because_law", "contract": "because_contract"}


@dataclass(frozen=True, slots=True)
class Serving:
    """That one of the organization's controls serves a requirement.

    `through` is the requirement it answers when it serves this one by correspondence or by inheritance; it serves it
    wholly unless what it answers is only a part.
    """

    control: Control
    through: str = ""
    is_whole: bool = True


@dataclass(slots=True)
class Usage:
    """The records behind requirements, by requirement key; risks may name a bare reference of any catalogue."""

    risks: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    obligations: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    controls: dict[str, list[Serving]] = field(default_factory=lambda: defaultdict(list))

    def risks_on(self, keys: Iterable[str]) -> list[Any]:
        """Open risks whose treatment uses one of these requirements, or that a control which answers one holds."""
        names = [name for key in keys for name in (key, key.partition("/")[2])]
        return _distinct(risk for name in names for risk in self.risks.get(name, ()))

    def obligations_on(self, keys: Iterable[str]) -> list[Any]:
        """Current laws and contracts that call for one of these requirements."""
        return _distinct(obligation for key in keys for obligation in self.obligations.get(key, ()))

    def serving(self, key: str, forerunners: Iterable[str] = ()) -> list[Serving]:
        """Controls that serve a requirement: that answer it, that correspond, that answered a forerunner."""
        servings = list(self.controls.get(key, ()))
        for before in forerunners:
            own = [candidate for candidate in self.controls.get(before, ()) if not candidate.through]
            servings += [Serving(candidate.control, before) for candidate in own]
        servings.sort(key=lambda candidate: (bool(candidate.through), not candidate.is_whole))
        best: dict[int, Serving] = {}
        for candidate in servings:
            best.setdefault(candidate.control.pk, candidate)
        return list(best.values())

    def grounds(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """References of the records that give each computed reason."""
        keys = list(keys)
        by_reason: dict[str, list[str]] = {}
        if risks := self.risks_on(keys):
            by_reason["because_risk"] = [risk.reference for risk in risks]
        for obligation in self.obligations_on(keys):
            by_reason.setdefault(REASON_OF[obligation.kind], []).append(obligation.reference)
        return by_reason


def _distinct(records: Iterable[Any]) -> list[Any]:
    return list({record.pk: record for record in records}.values())


_gathered: ContextVar[Usage | None] = ContextVar("gathered_usage", default=None)


def present() -> Usage:
    """The records as they are; within `gathered` as they were at its beginning."""
    return _gathered.get() or gather()


@contextmanager
def gathered() -> Iterator[Usage]:
    """Read the records once for everything within the block, which changes none of them."""
    usage = gather()
    token = _gathered.set(usage)
    try:
        yield usage
    finally:
        _gathered.reset(token)


def gather() -> Usage:
    """Read what stands behind every requirement: five queries, however many decisions."""
    usage = Usage()
    controls = list(Control.objects.in_use().order_by("pk"))
    for control in controls:
        for key in control.requirements:
            usage.controls[key].append(Serving(control))
    _correspond(usage, [control for control in controls if control.counts_along])
    answered = {control.reference: control.requirements for control in controls}
    for risk in open_risks().only("pk", "reference", "title", "state", "controls"):
        for name in names_used(risk.controls, answered):
            usage.risks[name].append(risk)
    for risk, keys in _held_risks({control.pk: control.requirements for control in controls}):
        for key in keys:
            usage.risks[key].append(risk)
    obligations = registers.declared("obligations").model.objects.filter(state="current", kind__in=REASON_OF)
    for obligation in obligations.exclude(requirements=[]).order_by("pk"):
        for key in obligation.requirements:
            usage.obligations[key].append(obligation)
    return usage


def open_risks() -> Any:
    """Risks that are not closed and name controls, in their order."""
    return registers.declared("risks").model.objects.exclude(state="closed").exclude(controls=[]).order_by("pk")


def _held_risks(answered: Mapping[int, Sequence[str]]) -> Iterator[tuple[Any, Sequence[str]]]:
    """Open risks with what each control in place for them answers, in the order in which they were named."""
    for link in controls_in_place().select_related("risk").order_by("risk_id", "pk"):
        yield link.risk, answered.get(link.control_id, ())


def controls_in_place() -> Any:
    """Which controls hold which open risks."""
    return registers.declared("controls-in-place").model.objects.exclude(risk__state="closed")


def names_used(names: Iterable[str], answered: dict[str, list[str]]) -> list[str]:
    """What a risk's list of controls stands on: its names, and what own controls among them answer."""
    keys = [key for name in names for key in (answered.get(name.upper(), []) or [name])]
    return list(dict.fromkeys(keys))


def _correspond(usage: Usage, controls: list[Control]) -> None:
    """Let controls that say so count along the mappings: for what is the same or less wholly, for more in part."""
    answering: dict[str, list[Control]] = defaultdict(list)
    for control in controls:
        for key in control.requirements:
            answering[key].append(control)
    known = queries.requirements_by_key(answering) if answering else {}
    key_of = {requirement.pk: key for key, requirement in known.items()}
    rows = MappingRow.objects.filter(Q(source__in=list(key_of)) | Q(target__in=list(key_of))).exclude(source=None)
    for row in rows.exclude(target=None).select_related("source__framework", "target__framework").order_by("pk"):
        for here, there, relation in (
            (row.source, row.target, row.relation),
            (row.target, row.source, inverse(row.relation)),
        ):
            if here is None or there is None:
                continue
            if here.pk in key_of and relation in (*WHOLLY, Relation.SUBSET_OF):
                target = requirement_key(there.framework.key, there.ref)
                for control in answering[key_of[here.pk]]:
                    usage.controls[target].append(Serving(control, key_of[here.pk], relation in WHOLLY))
