"""My work: everything that waits for one person, from every register, by date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import MANAGER, STAFF, Actor
from tandem.ground.kernel.lists import path_of
from tandem.ground.kernel.models import InboxEntry
from tandem.ground.kernel.records import RecordQuerySet
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.states import Words
from tandem.ground.kernel.waiting_index import mine

HORIZON = timedelta(days=30)
MOST = 2_000

Entry = tuple[str, int, int, date | None]  # register, record, which waiting of its register, due


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
    entries: dict[str, list[Entry]] = {}
    for entry in _entries(actor).order_by("due", "pk").values_list("register", "record_id", "place", "due")[:MOST]:
        entries.setdefault(entry[0], []).append(entry)
    tasks = [
        task
        for key, those in entries.items()
        if (register := registers.find(key))
        for task in _tasks(actor, register, those)
    ]
    return sorted(tasks, key=lambda task: (task.due or date.max, task.reference))


def count(actor: Actor) -> int:
    """How many things wait for the actor."""
    numbers = _entries(actor).order_by().values_list("register").annotate(Count("pk"))
    seen, looked_at = 0, []
    for key, number in numbers:
        register = registers.find(key)
        if register is None:
            continue
        if _sees_all(actor, register):
            seen += number
        elif actor.role in register.access.view or actor.role == STAFF:
            looked_at.append(register)
    return seen + _count_seen(actor, looked_at)


def _entries(actor: Actor) -> RecordQuerySet:
    if actor.user_id is None:
        return InboxEntry.objects.none()
    return InboxEntry.objects.filter(mine(actor.user_id, actor.role == MANAGER, actor.today + HORIZON))


def _sees_all(actor: Actor, register: Register) -> bool:
    """True when the actor sees every record of the register, so that entries alone can be counted."""
    return actor.role in register.access.view and not register.confined_to(actor)


def _count_seen(actor: Actor, looked_at: Sequence[Register]) -> int:
    """How many of the actor's entries are of records that they may see, in registers where they do not see all."""
    parts = [
        _entries(actor)
        .filter(register=register.key, record_id__in=permissions.visible(actor, register).order_by().values("pk"))
        .order_by()
        .values("pk")
        for register in looked_at
    ]
    return int(parts[0].union(*parts[1:], all=True).count()) if parts else 0


def _tasks(actor: Actor, register: Register, entries: Iterable[Entry]) -> list[Task]:
    needs_whole = bool(register.place.parent) and register.headline != "title"  # “1.0” alone says too little
    whole = path_of(register, register.place.parent) if needs_whole else "reference"
    entries = list(entries)
    records = permissions.visible(actor, register).filter(pk__in={entry[1] for entry in entries})
    read = {row[0]: row[1:] for row in records.values_list("pk", "reference", register.headline, "state", whole)}
    tasks = []
    for _key, identifier, place, due in entries:
        if identifier in read:
            reference, title, state, above = read[identifier]
            item = register.waiting[place]
            told = f"{above}: {title}" if needs_whole else str(title)
            tasks.append(Task(item.what, register, reference, told, due, state, item.page))
    return tasks
