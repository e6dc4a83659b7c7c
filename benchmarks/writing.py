"""Writes through the gate, beside the bare statements in a transaction of their own on the same file."""

from collections.abc import Callable, Iterator
from itertools import count
from time import perf_counter

from benchmarks import floor
from benchmarks.generate import incidents
from benchmarks.measuring import Figure, at_least, beside_floor, pairs
from benchmarks.organization import actor_of, organization, register
from tandem.faces.cli import running
from tandem.ground.accounts.models import Membership
from tandem.ground.exchange import conversion, importing
from tandem.ground.exchange.reading import Row, Sheet
from tandem.ground.kernel import writing
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
    running.seal_all()


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
    """An import of a table: through mapping, checks and gate, and the part of the gate alone."""
    actor, target = actor_of("import"), register("incidents")
    with organization_active(actor.organization_id):
        people = list(Membership.objects.filter(organization=organization()).values_list("user_id", flat=True))
        services = [one.reference for one in register("services").model.objects.all()]
        told = list(incidents(rows, 4711, people, services))
        start = perf_counter()
        writing.create_many(actor, target, told)
        yield at_least("import: create_many with ledger", rows / (perf_counter() - start), "rows/s", 4_000)
        names = list(told[0])
        lines = [Row(place + 2, tuple(str(one[name]) for name in names)) for place, one in enumerate(told)]
        sheet = Sheet("Sheet", 1, tuple(names), lines, [])
        start = perf_counter()
        outcome = importing.bring(actor, target, sheet, dict(enumerate(names)), conversion.Options())
        yield at_least("import: from a table with mapping", outcome.new / (perf_counter() - start), "rows/s", 4_000)
    start = perf_counter()
    running.seal_all()
    yield Figure("ledger: sealing", round(rows * 2 / (perf_counter() - start)), "entries/s")
