"""The index of what waits for whom, kept beside the records and written with them; the inbox reads nothing else.

Nothing that people wrote is kept here: titles are read where they stand, so that an erased one is gone.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q

from tandem.ground.kernel import arrivals, bulk, registers
from tandem.ground.kernel.models import InboxEntry, InboxMark
from tandem.ground.kernel.records import Record, RecordQuerySet
from tandem.ground.kernel.registers import Register, Waiting
from tandem.ground.kernel.tenancy import active_organization_id, organization_active

BATCH = 2_000
ENTRY = ("organization_id", "register", "record_id", "place", "user_id", "except_for_id", "due")
WITHOUT_DATE_TOO = ("actions",)  # anything else that has no date yet waits for nobody

Row = tuple[int | None, int | None, date | None, int]  # person, except for, due, which waiting of its register
ROW = ("user_id", "except_for_id", "due", "place")
Counted = set[tuple[Row, int]]  # rows, each with how often it is there


def index(register: Register, records: Sequence[Record]) -> None:
    """Index new records."""
    if register.waiting:
        entries = [_entry(register, record.pk, row) for record in records for row in _rows(register, record)]
        bulk.insert_values(InboxEntry, ENTRY, entries)


def index_again(register: Register, record: Record, before: Record) -> None:
    """Bring the index up to date with a changed record."""
    if register.waiting and (rows := list(_rows(register, record))) != list(_rows(register, before)):
        forget(register, record)
        bulk.insert_values(InboxEntry, ENTRY, [_entry(register, record.pk, row) for row in rows])


def forget(register: Register, record: Record) -> None:
    """Take a record out of the index."""
    if register.waiting:
        table = InboxEntry._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {table} WHERE organization_id = %s AND register = %s AND record_id = %s",  # noqa: S608  our own names
                [record.organization_id, register.key, record.pk],
            )


def forget_all(register: Register, keys: Sequence[int]) -> None:
    """Take many records out of the index."""
    if register.waiting:
        InboxEntry.objects.filter(register=register.key, record_id__in=keys).delete()


def known_of(register: Register, record_ids: Sequence[int]) -> dict[int, Counted]:
    """What the index holds of records, by record; those of which it holds nothing are left out."""
    rows: dict[int, Counter[Row]] = {}
    for record_id, *row in _kept(register).filter(record_id__in=record_ids).values_list("record_id", *ROW):
        rows.setdefault(record_id, Counter())[tuple(row)] += 1
    return {record_id: set(counted.items()) for record_id, counted in rows.items()}


def kept_beside(register: Register, record: Record) -> Counted:
    """What the index is to hold of a record."""
    return set(Counter(_rows(register, record)).items())


def strays(register: Register, most: int) -> list[int]:
    """Primary keys of records that are gone and that the index still knows."""
    gone = _kept(register).exclude(record_id__in=register.model.objects.values("pk"))
    return list(gone.order_by("record_id").values_list("record_id", flat=True).distinct()[:most])


def _kept(register: Register) -> RecordQuerySet:
    kept: RecordQuerySet = InboxEntry.objects.filter(register=register.key)
    return kept


def bring_up_to_date() -> None:
    """Rebuild the index of each organization that was indexed by other declarations than today's, or never."""
    declared = _digest()
    for organization in apps.get_model("accounts", "Organization").objects.order_by("pk"):
        with organization_active(organization.pk):
            if not InboxMark.objects.filter(digest=declared).exists():
                rebuild()


def rebuild() -> None:
    """Index every record of the active organization anew, in short batches: a server may start while others write."""
    waiting = [register for register in registers.every() if register.waiting]
    with transaction.atomic():
        InboxEntry.objects.exclude(register__in=[register.key for register in waiting]).delete()
    for register in waiting:
        _forget_others(register)
        for keys in _parts(register):
            _rebuild_part(register, keys)
    with transaction.atomic():
        InboxMark.objects.update_or_create(organization_id=active_organization_id(), defaults={"digest": _digest()})


def _may_wait(register: Register) -> RecordQuerySet:
    """The records of a register in a state in which something waits; of a million tickets the few that are open."""
    states = {state for item in register.waiting for state in item.states}
    records: RecordQuerySet = register.model.objects.filter(state__in=sorted(states)).order_by("pk")
    return records


def _forget_others(register: Register) -> None:
    """Nothing is kept of records that wait for nobody."""
    entries = InboxEntry.objects.filter(register=register.key)
    with transaction.atomic():
        entries.exclude(record_id__in=_may_wait(register).order_by().values("pk")).delete()


def _parts(register: Register) -> Iterator[list[int]]:
    """Keys of every record that may wait for somebody, as many as are indexed while others wait."""
    last = 0
    while keys := list(_may_wait(register).filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        yield keys
        last = keys[-1]


def _rebuild_part(register: Register, keys: list[int]) -> None:
    with transaction.atomic():
        forget_all(register, keys)
        for place, item in enumerate(register.waiting):
            _index_part(register, place, item, keys)


def _index_part(register: Register, place: int, item: Waiting, keys: list[int]) -> None:
    names = [_key(item.person), _key(item.except_for), item.date]
    read = [name or "pk" for name in names]
    entries = []
    rows = register.model.objects.filter(pk__in=keys, state__in=item.states)
    for identifier, *values in rows.values_list("pk", *read):
        person, apart, due = (value if name else None for name, value in zip(names, values, strict=True))
        if _waits(register, item, person, due):
            entries.append(_entry(register, identifier, (person, apart, due, place)))
    bulk.insert_values(InboxEntry, ENTRY, entries)


def _rows(register: Register, record: Record) -> Iterator[Row]:
    """How a record stands in the index."""
    state = getattr(record, "state", "")
    for place, item in enumerate(register.waiting):
        if state in item.states:
            names = (_key(item.person), _key(item.except_for), item.date)
            person, apart, due = (getattr(record, name) if name else None for name in names)
            if _waits(register, item, person, due):
                yield person, apart, due, place


def _waits(register: Register, item: Waiting, person: int | None, due: date | None) -> bool:
    """True when there is somebody it waits for and, where it waits for a day, that day."""
    has_day = not item.date or due is not None or register.key in WITHOUT_DATE_TOO
    return has_day and (not item.person or person is not None)


def _key(name: str) -> str:
    return f"{name}_id" if name else ""


def _entry(register: Register, identifier: int, row: Row) -> tuple[Any, ...]:
    person, apart, due, place = row
    return active_organization_id(), register.key, identifier, place, person, apart, due


def of_person(user_id: int, horizon: date) -> RecordQuerySet:
    """The entries that wait for a person until a day, those without a day too."""
    waiting: RecordQuerySet = InboxEntry.objects.filter(Q(due=None) | Q(due__lte=horizon), user_id=user_id)
    return waiting


def of_managers(user_id: int, horizon: date) -> RecordQuerySet:
    """The entries that wait for every manager, but not those that are not for this person."""
    not_theirs = Q(except_for_id=None) | ~Q(except_for_id=user_id)
    waiting: RecordQuerySet = InboxEntry.objects.filter(not_theirs, Q(due=None) | Q(due__lte=horizon), user_id=None)
    return waiting


def numbers(user_id: int, horizon: date, *, for_manager: bool) -> list[tuple[str, int]]:
    """How many entries wait for a person, by register; every page asks, so it is asked in plain words."""
    due = "organization_id = %s AND (due IS NULL OR due <= %s)" + arrivals.but_arriving(active_organization_id())
    counted = f"SELECT register, count(*) FROM {InboxEntry._meta.db_table} WHERE {due} AND "  # noqa: S608  our own names
    sql = f"{counted} user_id = %s GROUP BY register"
    asked: list[Any] = [active_organization_id(), horizon, user_id]
    if for_manager:
        sql += (
            f" UNION ALL {counted} user_id IS NULL AND (except_for_id IS NULL OR except_for_id <> %s) GROUP BY register"
        )
        asked *= 2
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return list(cursor.fetchall())


def _digest() -> str:
    """What the registers declare as waiting, in short."""
    declared: list[Any] = [
        (register.key, item.person, item.date, item.states, item.except_for)
        for register in registers.every()
        for item in register.waiting
    ]
    return hashlib.sha256(repr(declared).encode()).hexdigest()
