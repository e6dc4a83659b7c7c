"""Writes through the gate, beside the bare statements in a transaction of their own on the same file."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from sqlite3 import Connection
from time import perf_counter, process_time
from typing import Any

from django.db import connection

from benchmarks import floor
from benchmarks.generate import incidents
from benchmarks.measuring import Figure, at_least, at_most, beside_floor, pairs
from benchmarks.organization import actor_of, organization, register
from tandem.faces.cli import running
from tandem.ground.accounts.models import Membership
from tandem.ground.exchange import conversion, importing
from tandem.ground.exchange.reading import Sheet
from tandem.ground.exchange.rows import Row
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import organization_active

ROUNDS = 60
TABLE = "incidents_incident"
VALUES = {"title": "The mail server is slow", "impact": 2, "urgency": 2, "description": "Since this morning."}


def guarded_write() -> Iterator[Figure]:
    """Creating and changing one incident with its ledger entry."""
    actor, table = actor_of(), register("incidents")
    with organization_active(actor.organization_id):
        created = pairs(lambda: writing.create(actor, table, VALUES), _bare_insert(), ROUNDS)
        yield beside_floor("write: create", created, 3)
        reference, turn = writing.create(actor, table, VALUES).reference, count()
        changed = pairs(
            lambda: writing.change(actor, table, reference, {"title": f"Slow for the {next(turn)}th time"}),
            _bare_update(),
            ROUNDS,
        )
        yield beside_floor("write: change", changed, 3)
        yield from _beside_their_statements(actor, table, reference)
    running.seal_all()


def _beside_their_statements(actor: Actor, table: Register, reference: str) -> Iterator[Figure]:
    """The same beside all that they ask of the database, ledger and indexes included, on a copy of it."""
    turn = count()
    works = {
        "create": lambda: writing.create(actor, table, VALUES),
        "change": lambda: writing.change(actor, table, reference, {"title": f"Slower for the {next(turn)}th time"}),
    }
    with floor.copied() as copy:
        for what, work in works.items():
            both = pairs(work, _again(copy, work), ROUNDS)
            yield beside_floor(f"write: {what}, beside its statements alone", both, None)


def _again(copy: Connection, work: Callable[[], Any]) -> Callable[[], None]:
    """The statements of this work once more, those of a new record each time for another one."""
    asked: list[tuple[str, list[Any]]] = []

    def watch(execute: Any, sql: str, given: Any, many: bool, context: Any) -> Any:
        asked.extend((sql, list(each)) for each in (given if many else [given or ()]))
        return execute(sql, given, many, context)

    with connection.execute_wrapper(watch):
        record = work()
    statements = [(sql.replace("%s", "?"), given) for sql, given in asked if not sql.startswith("BEGIN")]
    turn, is_new = count(1), record.version == 1

    def again() -> None:
        number = next(turn)
        other = {record.reference: f"{record.reference}-{number}", record.pk: 10**12 + number} if is_new else {}
        copy.execute("BEGIN IMMEDIATE")
        for sql, given in statements:
            values = [other.get(each, each) if type(each) in (int, str) else each for each in given]
            copy.execute(sql, values).fetchall()
        copy.execute("COMMIT")

    return again


def _bare_insert() -> Callable[[], None]:
    """Copies the newest incident under a new reference and a number of its own: the bare INSERT transaction."""
    columns = [f'"{row[1]}"' for row in floor.rows(f"PRAGMA table_info({TABLE})") if row[1] != "id"]
    newest = floor.connection().execute(f"SELECT {', '.join(columns)} FROM {TABLE} ORDER BY id DESC LIMIT 1").fetchone()
    values, place, turn = list(newest), columns.index('"reference"'), count()
    marks = ", ".join("?" * len(columns))
    sql = f"INSERT INTO {TABLE} ({', '.join(columns)}) VALUES ({marks})"
    mark = f"BARE-{perf_counter()}"

    def insert() -> None:
        values[place] = f"{mark}-{next(turn)}"
        _in_transaction(sql, values)

    return insert


def _bare_update() -> Callable[[], None]:
    key = floor.rows(f"SELECT max(id) FROM {TABLE} WHERE organization_id = ?", organization().pk)[0][0]
    turn = count()
    sql = f"UPDATE {TABLE} SET title = ?, version = version + 1, updated_at = ? WHERE id = ?"
    return lambda: _in_transaction(sql, [f"Title {next(turn)}", "2026-01-01 00:00:00", key])


def _in_transaction(sql: str, values: list[object]) -> None:
    connection = floor.connection()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(sql, values)
    connection.execute("COMMIT")


def bulk(rows: int) -> Iterator[Figure]:
    """An import of a table: the gate alone, then through mapping and checks, then checked again; what it takes on disk.

    Rates are of processor time, so that a busy machine gives the same.
    """
    actor, target = actor_of("import"), register("incidents")
    with organization_active(actor.organization_id):
        given = _given(rows)
        before = _megabytes()
        start = process_time()
        writing.create_many(actor, target, given)
        yield at_least("import: create_many with ledger", rows / (process_time() - start), "rows/s", 4_000)
        running.seal_all()
        grown = (_megabytes() - before) * 10_000 / rows
        yield at_most("import: 10,000 rows with ledger and search on disk", grown, "MB", 18)
        yield from _table(actor, target, given)
    start = process_time()
    running.seal_all()
    yield Figure("ledger: sealing", round(rows / (process_time() - start)), "entries/s")


def _table(actor: Actor, target: Register, given: Sequence[dict[str, Any]]) -> Iterator[Figure]:
    """From a table, and the same table once more."""
    sheet, names = _sheet(given)
    mapping = dict(enumerate(names))
    start = process_time()
    plan = importing.work_out(actor, target, sheet, mapping, conversion.Options())
    checked = process_time() - start
    outcome = importing.carry_out(actor, plan)
    if not outcome.is_written:
        raise SystemExit(f"The import was refused: {outcome.errors[:3]}")
    yield at_least("import: from a table", len(given) / (process_time() - start), "rows/s", 4_000)
    start = process_time()
    importing.work_out(actor, target, sheet, mapping, conversion.Options())
    yield at_most("import: checked again, of the first check", (process_time() - start) / checked, "times", 1)


def _given(rows: int) -> list[dict[str, Any]]:
    people = list(Membership.objects.filter(organization=organization()).values_list("user_id", flat=True))
    services = [service.reference for service in register("services").model.objects.all()]
    return list(incidents(rows, 4711, people, services))


def _sheet(given: Sequence[dict[str, Any]]) -> tuple[Sheet, list[str]]:
    """The same rows as a file has them, each with a number of its own and people by address."""
    people = Membership.objects.filter(organization=organization()).values_list("user_id", "user__email")
    address, names = dict(people), [*given[0], "external_id"]
    numbered = [{**row, "external_id": f"EXT-{place}"} for place, row in enumerate(given)]
    told = [{**row, "assignee": address[row["assignee"]], "owner": address[row["owner"]]} for row in numbered]
    lines = [Row(place + 2, tuple(str(row[name]) for name in names)) for place, row in enumerate(told)]
    return Sheet("Sheet", 1, tuple(names), lines, []), names


def _megabytes() -> float:
    """The pages of the database that are in use."""
    pages, free, size = (floor.rows(f"PRAGMA {name}")[0][0] for name in ("page_count", "freelist_count", "page_size"))
    return float((pages - free) * size / 1e6)
