"""My work: everything that waits for one person, from every register, by date."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Value

from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import MANAGER, STAFF, Actor
from tandem.ground.kernel.lists import path_of
from tandem.ground.kernel.records import RecordQuerySet
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.states import Words
from tandem.ground.kernel.waiting_index import numbers, of_managers, of_person

HORIZON = timedelta(days=30)
FIELDS = ("register", "record_id", "place", "due", "user_id")
MOST, MOST_ALIKE = 5_000, 200  # somebody for whom more waits begins with what is due first

Entry = tuple[str, int, int, date | None, int | None]  # register, record, which waiting of its register, due, person


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: what is to be done, on which record, until when, by whom.

    `person_id` is a user's key, None where it is for managers or nobody; `place` which of the things it is that its
    register declares as waiting.
    """

    what: Words
    register: Register
    reference: str
    title: str
    due: date | None
    state: str
    page: str = ""
    person_id: int | None = None
    place: int = 0


def waiting(actor: Actor) -> list[Task]:
    """What waits for the actor: overdue first, then by date, undated last; dated things up to 30 days ahead."""
    kept: list[Entry] = []
    alike: Counter[tuple[str, int]] = Counter()
    for entry in _by_date(actor):
        alike[entry[0], entry[2]] += 1
        if alike[entry[0], entry[2]] <= MOST_ALIKE:
            kept.append(entry)
    return tasks_of(actor, kept)


def tasks_of(actor: Actor, those: Iterable[Entry]) -> list[Task]:
    """Entries of the index as things to do, by date, as far as the actor sees their records."""
    entries: dict[str, list[Entry]] = {}
    for entry in those:
        entries.setdefault(entry[0], []).append(entry)
    known = {register: of for key, of in entries.items() if (register := registers.find(key))}
    read = _read(actor, known)
    tasks = [task for register, of in known.items() for task in _tasks(register, of, read)]
    return sorted(tasks, key=lambda task: (task.due or date.max, task.reference))


def coming(actor: Actor, most: int) -> list[Task]:
    """The first things with a date from today on that wait for the actor, by date."""
    dated = [entry for entry in _by_date(actor) if entry[3] and entry[3] >= actor.today]
    return tasks_of(actor, dated[: 3 * most])[:most]


def counts(actor: Actor) -> dict[str, int]:
    """How many things wait for the actor, by the key of their register."""
    counted: Counter[str] = Counter()
    if actor.user_id is None:
        return counted
    looked_at: set[Register] = set()
    for key, number in numbers(actor.user_id, actor.today + HORIZON, for_manager=actor.role == MANAGER):
        register = registers.find(key)
        if register is None:
            continue
        if sees_all(actor, register):
            counted[key] += number
        elif actor.role in register.access.view or actor.role == STAFF:
            looked_at.add(register)
    return counted + _counted_seen(actor, looked_at)


def _by_date(actor: Actor) -> list[Entry]:
    """What may wait for the actor, what is due first at the front."""
    read = [
        entries.order_by(F("due").asc(nulls_last=True), "pk").values_list(*FIELDS)[:MOST] for entries in _entries(actor)
    ]
    return sorted((entry for entries in read for entry in entries), key=lambda entry: entry[3] or date.max)


def _entries(actor: Actor) -> list[RecordQuerySet]:
    """What waits for the actor and, for a manager, for every manager: each found by an index of its own."""
    if actor.user_id is None:
        return []
    horizon = actor.today + HORIZON
    managers = [of_managers(actor.user_id, horizon)] if actor.role == MANAGER else []
    return [of_person(actor.user_id, horizon), *managers]


def sees_all(actor: Actor, register: Register) -> bool:
    """True when the actor sees every record of the register, so that entries alone can be counted."""
    return actor.role in register.access.view and not register.confined_to(actor)


def _counted_seen(actor: Actor, looked_at: Iterable[Register]) -> Counter[str]:
    """How many of the actor's entries are of records that they may see, in registers where they do not see all."""
    counted: Counter[str] = Counter()
    if not looked_at:
        return counted
    seen = Q()
    for register in looked_at:
        seen |= Q(Exists(permissions.visible(actor, register).filter(pk=OuterRef("record_id"))), register=register.key)
    for entries in _entries(actor):
        for key, number in entries.filter(seen).order_by().values_list("register").annotate(number=Count("pk")):
            counted[key] += number
    return counted


def _read(actor: Actor, known: Mapping[Register, list[Entry]]) -> dict[tuple[str, int], tuple[str, ...]]:
    """Reference, title, state and whole of the records of these entries that the actor sees, in one statement."""
    queries = [_records(actor, register, {entry[1] for entry in entries}) for register, entries in known.items()]
    if not queries:
        return {}
    head, *others = queries
    rows: Any = head.union(*others, all=True) if others else head
    return {(row[0], row[1]): row[2:] for row in rows}


def _records(actor: Actor, register: Register, identifiers: set[int]) -> Any:
    whole = path_of(actor, register, register.place.parent) if _needs_whole(register) else "reference"
    records = permissions.visible(actor, register).filter(pk__in=identifiers).order_by()
    named = (F(name) for name in ("pk", "reference", register.headline, "state", whole))
    return records.values_list(Value(register.key, output_field=CharField()), *named)


def _needs_whole(register: Register) -> bool:
    """Whether a record's own name says too little, as “1.0” does."""
    return bool(register.place.parent) and register.headline != "title"


def _tasks(register: Register, entries: Iterable[Entry], read: Mapping[tuple[str, int], tuple[str, ...]]) -> list[Task]:
    tasks = []
    for key, identifier, place, due, person in entries:
        if (key, identifier) in read:
            reference, title, state, above = read[key, identifier]
            item = register.waiting[place]
            shown_title = f"{above}: {title}" if _needs_whole(register) else str(title)
            tasks.append(Task(item.what, register, reference, shown_title, due, state, item.page, person, place))
    return tasks
