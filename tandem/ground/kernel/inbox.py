"""My work: everything that waits for one person, from every register, by date."""

from dataclasses import dataclass
from datetime import date, timedelta

from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import MANAGER, Actor
from tandem.ground.kernel.lists import path_of
from tandem.ground.kernel.records import RecordQuerySet
from tandem.ground.kernel.registers import Register, Waiting
from tandem.ground.kernel.states import Words
from tandem.ground.ledger.models import Entry

HORIZON = timedelta(days=30)
MOST = 200
MOST_COUNTS = 1_000


_counts: dict[tuple[object, ...], tuple[object, int]] = {}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: what is to be done, on which record, until when."""

    what: Words
    register: Register
    reference: str
    title: str
    due: date | None
    state: str
    page: str = ""


def waiting(actor: Actor) -> list[Task]:
    """What waits for the actor: overdue first, then by date, undated last; dated things up to 30 days ahead."""
    tasks = [
        Task(item.what, register, reference, str(title), due, state, item.page)
        for register in registers.every()
        for item in register.waiting
        for reference, title, due, state in _rows(actor, register, item)
    ]
    return sorted(tasks, key=lambda task: (task.due or date.max, task.reference))


def count(actor: Actor) -> int:
    """How many things wait for the actor; asked anew once anything was written."""
    newest = Entry.objects.order_by("-pk").values_list("pk", "whole").first()
    key = (actor.organization_id, actor.user_id, actor.role, actor.today)
    known = _counts.get(key)
    if known is None or known[0] != newest:
        if len(_counts) >= MOST_COUNTS:
            _counts.clear()
        known = _counts[key] = (newest, _count(actor))
    return known[1]


def _count(actor: Actor) -> int:
    first, *others = [
        _records(actor, register, item).order_by().values("pk")
        for register in registers.every()
        for item in register.waiting
    ]
    return int(first.union(*others, all=True).count())


def _rows(actor: Actor, register: Register, item: Waiting) -> list[tuple[str, str, date | None, str]]:
    records = _records(actor, register, item).order_by(item.date or "pk")[:MOST]
    needs_whole = bool(register.place.parent) and register.headline != "title"  # “1.0” alone says too little
    whole = path_of(register, register.place.parent) if needs_whole else "reference"
    names = ("reference", register.headline, item.date or "reference", "state", whole)
    return [
        (reference, f"{above}: {title}" if needs_whole else title, due if item.date else None, state)
        for reference, title, due, state, above in records.values_list(*names)
    ]


def _records(actor: Actor, register: Register, item: Waiting) -> RecordQuerySet:
    records = permissions.visible(actor, register).filter(state__in=item.states)
    if item.person:
        records = records.filter(**{f"{item.person}_id": actor.user_id})
    elif actor.role != MANAGER:
        records = records.none()
    if item.except_for:
        records = records.exclude(**{f"{item.except_for}_id": actor.user_id})
    if item.date:
        horizon = actor.today + HORIZON
        records = records.exclude(**{f"{item.date}__gt": horizon})
        if register.key != "actions":
            records = records.exclude(**{item.date: None})
    return records
