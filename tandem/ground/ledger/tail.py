"""The end of a ledger that no signature covers yet: entries of the last seconds."""

from django.db import connection

from tandem.ground.ledger import storage
from tandem.ground.ledger.faults import fault_while_waiting
from tandem.ground.ledger.models import Entry
from tandem.ground.ledger.operations import DOUBLED, doubles
from tandem.ground.ledger.problems import Broken, broken

ORPHANS = (
    "SELECT w.id, w.register, w.reference, w.version FROM ledger_entry w WHERE w.organization_id = %s"
    " AND w.leaf_index IS NULL AND w.version > 1 AND NOT EXISTS (SELECT 1 FROM ledger_entry e"
    " WHERE e.organization_id = w.organization_id AND e.register = w.register AND e.record_id = w.record_id"
    " AND e.id <> w.id AND e.version IN (w.version - 1, w.version)) ORDER BY w.id"
)


def check(organization_id: int) -> int:
    """How many entries wait; Broken unless each is as this installation wrote it and none is seen to be gone."""
    waiting, last = 0, 0
    for row in storage.rows("organization_id = %s AND leaf_index IS NULL", [organization_id]):
        if wrong := fault_while_waiting(row):
            raise broken(row, wrong)
        waiting, last = waiting + 1, row.id
    for entry_id in sorted(doubles(organization_id, last)) if waiting else ():
        row = next(storage.rows("id = %s", [entry_id]))
        raise broken(row, DOUBLED)
    _insist_predecessors(organization_id)
    _insist_no_gap()
    return waiting


def _insist_predecessors(organization_id: int) -> None:
    """The versions of a record rise by one, so a waiting entry without the one before it shows that one is gone."""
    with connection.cursor() as cursor:
        cursor.execute(ORPHANS, [organization_id])
        if orphan := cursor.fetchone():
            entry_id, register, reference, version = orphan
            sentence = f"Version {version - 1} of {register} {reference} is missing before entry {entry_id}."
            raise Broken(sentence, None, entry_id)


def _insist_no_gap() -> None:
    """SQLite gives out primary keys without gaps, so one after the newest sealed entry shows that an entry is gone."""
    if connection.vendor != "sqlite":
        return
    newest = Entry.objects.exclude(leaf_index=None).order_by("-pk").values_list("pk", flat=True).first() or 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'ledger_entry'")
        given = (cursor.fetchone() or (0,))[0]
    expected = newest + 1
    for pk in Entry.objects.filter(pk__gt=newest).order_by("pk").values_list("pk", flat=True).iterator():
        if pk != expected:
            break
        expected += 1
    if expected <= given:
        raise Broken(f"Entry {expected}, written since the last sealing, is missing.", None, expected)
