"""What would fall with a record: requirements that rest on it, results that would be worse, agreements it carries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tandem.direction.risks.models import Risk
from tandem.direction.risks.register import RISKS
from tandem.direction.scope.rules import adopted
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register
from tandem.operation.agreements.targets.models import ServiceTarget
from tandem.operation.agreements.targets.register import SERVICE_TARGETS
from tandem.operation.changes.models import Change
from tandem.operation.changes.plans import neighbours
from tandem.operation.inventory.models import Item
from tandem.operation.inventory.register import ITEMS
from tandem.operation.services.models import Service
from tandem.operation.services.register import SERVICES
from tandem.proof.conformity.report import Report, RequirementResult
from tandem.proof.conformity.serving import serves
from tandem.proof.conformity.vocabulary import ROLLED_UP, Result
from tandem.proof.conformity.what_if import compare
from tandem.support.people.models import Person

MOST_ASKED = 40  # records of which it is asked which requirements rest on them
Touching = list[tuple[Register, Record]]


@dataclass(frozen=True, slots=True)
class Touched:
    """A requirement that rests on the records, and what it comes to today."""

    standard: str
    ref: str
    title: str
    result: Result


@dataclass(frozen=True, slots=True)
class Fall:
    """A requirement that would come to something worse, and why."""

    standard: str
    name: str
    ref: str
    title: str
    before: Result
    after: Result
    reason: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a change, an exit or a leaver touches, supposed that it happens."""

    records: Sequence[tuple[Register, Record]]
    touched: Sequence[Touched]
    falls: Sequence[Fall]
    targets: Sequence[ServiceTarget]
    owned: Sequence[tuple[Register, int]]


@dataclass(slots=True)
class _Case:
    """What is touched, and what is supposed of it."""

    touching: Touching = field(default_factory=list)
    supposed: dict[str, dict[int, Mapping[str, Any] | None]] = field(default_factory=dict)
    owned: list[tuple[Register, int]] = field(default_factory=list)

    def suppose(self, register: Register, record_id: int, values: Mapping[str, Any] | None) -> None:
        """Let a record be otherwise, or gone."""
        known = self.supposed.setdefault(register.key, {})
        earlier = known.get(record_id) or {}
        known[record_id] = None if values is None else {**earlier, **values}

    def end(self, register: Register, record: Record) -> None:
        """Let a record come to its end."""
        self.touching.append((register, record))
        state = ending(register, record)
        self.suppose(register, record.pk, {"state": state} if state else None)


def ending(register: Register, record: Record) -> str:
    """The state in which a record of this register is over; empty where it has none."""
    flow = register.workflow
    if flow is None:
        return ""
    steps = sorted(flow.transitions, key=lambda step: getattr(record, "state", "") not in step.sources)
    return next((step.target for step in steps if flow.is_ending(step)), "")


def outlook(actor: Actor, register: Register, record: Any) -> Outlook:
    """What would fall, as far as the actor may see it; a change by what it touches, a person by what is theirs."""
    case = _case(actor, register, record)
    before, after = compare(actor.organization_id, case.supposed, today=actor.today, zone=actor.zone)
    seen = [place for place in case.touching if _is_seen(actor, *place)]
    return Outlook(
        seen,
        list(_touched(actor, before, case.touching)),
        list(_falls(before, after)),
        _targets(actor, case.touching),
        [(owned, count) for owned, count in case.owned if permissions.may_view_register(actor, owned)],
    )


def _case(actor: Actor, register: Register, record: Any) -> _Case:
    case = _Case()
    if isinstance(record, Change):
        _change(actor, case, record)
        return case
    case.end(register, record)
    if isinstance(record, Person):
        _leaver(case, record)
    service = getattr(record, "service", None)
    if service is not None:
        case.touching.append((SERVICES, service))
    return case


def _change(actor: Actor, case: _Case, change: Change) -> None:
    """Its items are out of use, a service that ends or moves is over, and its risks are due again."""
    related = {item for others in neighbours(change.items).values() for item in others} - set(change.items)
    for item in Item.objects.filter(reference__in=change.items).order_by("pk"):
        case.end(ITEMS, item)
    near = list(Item.objects.filter(reference__in=related).order_by("pk"))
    case.touching += [(ITEMS, item) for item in near]
    if change.service is not None:
        if change.moves_service:
            case.end(SERVICES, change.service)
        else:
            case.touching.append((SERVICES, change.service))
    if change.process is not None:
        case.touching.append((registers.declared_for(type(change.process)), change.process))
    for risk in Risk.objects.filter(reference__in=change.risks).order_by("pk"):
        case.touching.append((RISKS, risk))
        if change.security_impact == "weighty":
            case.suppose(RISKS, risk.pk, {"next_review": actor.today - timedelta(days=1)})


def _leaver(case: _Case, person: Person) -> None:
    """What they own has no owner any more."""
    if person.user_id is None:
        return
    for register in registers.every():
        owned = register.model.objects.filter(owner=person.user_id)
        if register.workflow:
            owned = owned.filter(state__in=register.workflow.open_states)
        keys = list(owned.order_by("pk").values_list("pk", flat=True))
        for key in keys:
            case.suppose(register, key, {"owner": None})
        if keys and register.place.home:
            case.owned.append((register, len(keys)))


def _touched(actor: Actor, report: Report, touching: Touching) -> Iterator[Touched]:
    """Every requirement that rests on one of the records, in the standards' order."""
    keys: set[str] = set()
    for register, record in touching[:MOST_ASKED]:
        for served in serves(register, record, today=actor.today, zone=actor.zone, standards=adopted()):
            keys |= set(served.requirements)
    for standard in report.standards:
        for requirement in standard.requirements:
            if requirement.key in keys and requirement.is_assessable:
                yield Touched(standard.key, requirement.ref, requirement.title, requirement.result)


def _falls(before: Report, after: Report) -> Iterator[Fall]:
    """Each requirement whose result would be worse."""
    was = {requirement.key: requirement for standard in before.standards for requirement in standard.requirements}
    for standard in after.standards:
        for requirement in standard.requirements:
            earlier = was.get(requirement.key)
            if requirement.is_assessable and earlier is not None and _is_worse(earlier, requirement):
                yield Fall(
                    standard.key,
                    standard.name,
                    requirement.ref,
                    requirement.title,
                    earlier.result,
                    requirement.result,
                    requirement.reason,
                )


def _is_worse(before: RequirementResult, after: RequirementResult) -> bool:
    return after.result is not before.result and _rank(after.result) < _rank(before.result)


def _rank(result: Result) -> int:
    return ROLLED_UP.index(result) if result in ROLLED_UP else len(ROLLED_UP)


def _targets(actor: Actor, touching: Touching) -> list[ServiceTarget]:
    """The promises in force about the services that are touched, or that stand on touched items."""
    if not permissions.may_view_register(actor, SERVICE_TARGETS):
        return []
    services = {record.pk for _register, record in touching if isinstance(record, Service)}
    services |= {record.service_id for _register, record in touching if isinstance(record, Item) and record.service_id}
    owners = {record.user_id for _register, record in touching if isinstance(record, Person) and record.user_id}
    services |= set(Service.objects.live().filter(owner__in=owners).values_list("pk", flat=True))
    seen = permissions.visible(actor, SERVICE_TARGETS).filter(agreement_version__state="approved", service__in=services)
    named = seen.select_related("service", "agreement_version__agreement__customer")
    return list(named.order_by("agreement_version__agreement__reference", "service__title", "kind", "priority"))


def _is_seen(actor: Actor, register: Register, record: Record) -> bool:
    return bool(permissions.visible(actor, register).filter(pk=record.pk).exists())
