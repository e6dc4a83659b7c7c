"""Whatever is changed, deleted, inserted, reordered or cut off by SQL is found, and the first such entry is named."""

import pytest
from django.db import connection

from tandem.ground.ledger import notes, storage
from tandem.ground.ledger.models import Checkpoint, Entry, InstallationLeaf
from tandem.ground.ledger.operations import Write, newest_checkpoint
from tandem.ground.ledger.verification import verify, verify_installation

VALUES = "its values, its reason or its secret are not those it committed to"
HEADER = "its header (who, what, when, which record) or its commitments were changed"
WRITTEN_OUT = "it has salts or commitments written out although nothing of it was erased"
TAKEN = "its place in the tree is another's"
UNCOVERED = "it has a place in the tree that no checkpoint covers"
ENTRY = "INSERT INTO ledger_entry ({columns}) SELECT {values} FROM ledger_entry WHERE leaf_index = {source}"


def entry_at(place: int) -> int:
    pk: int = Entry.objects.values_list("pk", flat=True).get(leaf_index=place)
    return pk


def copy(sql, source: int, **changed: str) -> int:
    """Insert a copy of an entry with some columns changed; gives its primary key."""
    names = [field.column for field in Entry._meta.concrete_fields if field.column != "id" or "id" in changed]
    values = ", ".join(changed.get(name, name) for name in names)
    sql(ENTRY.format(columns=", ".join(names), values=values, source=source))
    pk: int = Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    return pk


def test_an_untouched_ledger_holds(sealed):
    verdict = verify(sealed.organization_id)
    assert (verdict.holds, verdict.entries, verdict.waiting, verdict.problem, verdict.place) == (True, 12, 0, "", None)
    assert verdict.head == newest_checkpoint(sealed.organization_id).note
    assert verify_installation().holds


def test_an_empty_ledger_holds(book):
    verdict = verify(book.organization_id)
    assert (verdict.holds, verdict.entries, verdict.head) == (True, 0, "")


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ("organization_id = organization_id, register = 'services'", HEADER),
        ("record_id = 77", HEADER),
        ("reference = 'RISK-77'", HEADER),
        ("version = 77", HEADER),
        ("action = 'deleted'", HEADER),
        ("actor_label = 'Ben'", HEADER),
        ("actor_id = 77", HEADER),
        ("actor_id = NULL", HEADER),
        ("through = 'api'", HEADER),
        ("recorded_at = '2020-01-01 00:00:00.000001'", HEADER),
        ("occurred_at = '2020-01-01 00:00:00.000001'", HEADER),
        ("reason = 'Approved'", VALUES),
        ("reason = ''", VALUES),
        ("state = '{}'", VALUES),
        ("state = replace(state, '\"impact\":2', '\"impact\":1')", VALUES),
        ("state = replace(state, '\"title\"', '\"name\"')", VALUES),
        ("state = replace(state, ',', ', ')", VALUES),
        ("state = replace(state, '{', '{\"title\":\"x\",')", VALUES),
        ("state = 'no json'", "its state or its commitments are unreadable"),
        ("secret = fields_digest", VALUES),
        ("fields_digest = whole", HEADER),
        ("whole = fields_digest", VALUES),
        ("salts = '{}'", WRITTEN_OUT),
        ("commitments = '{}'", WRITTEN_OUT),
        ("secret = NULL", "its state or its commitments are unreadable"),
    ],
)
def test_a_changed_column_is_found(sealed, sql, change, wrong):
    pk = entry_at(5)
    sql(f"UPDATE ledger_entry SET {change} WHERE leaf_index = 5")
    verdict = verify(sealed.organization_id)
    assert (verdict.holds, verdict.place, verdict.entry_id, verdict.entries) == (False, 5, pk, 5)
    assert verdict.problem.endswith(f" does not hold: {wrong}.")
    assert verdict.problem.startswith(f"Entry {pk} (")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps a column to its type")
@pytest.mark.parametrize(
    "change",
    [
        "state = CAST(state AS BLOB)",
        "reference = CAST(reference AS BLOB)",
        "action = CAST(action AS BLOB)",
        "secret = 'text'",
        "whole = 'text'",
        "whole = NULL",
        "fields_digest = 5",
        "recorded_at = replace(recorded_at, ' ', 'T')",
        "recorded_at = recorded_at || '+00:00'",
        "recorded_at = NULL",
        "record_id = 'one'",
        "state = CAST(x'ff' AS TEXT)",
        "commitments = x'00'",
    ],
)
def test_a_value_of_another_kind_is_found(sealed, sql, change):
    sql(f"UPDATE ledger_entry SET {change} WHERE leaf_index = 5")
    verdict = verify(sealed.organization_id)
    assert (verdict.holds, verdict.place, verdict.entries) == (False, 5, 5)


def test_the_first_of_several_changes_is_named(sealed, sql):
    sql("UPDATE ledger_entry SET actor_label = 'Ben' WHERE leaf_index IN (2, 3, 9)")
    sql("UPDATE ledger_entry SET state = '{}' WHERE leaf_index IN (6, 3)")
    verdict = verify(sealed.organization_id)
    assert (verdict.place, verdict.entry_id) == (2, entry_at(2))


def test_an_entry_rewritten_with_all_its_commitments_is_found(sealed, sql):
    """Somebody who computes everything anew for a row still meets the sealed leaf."""
    forged = sealed.write(2, title="Nothing happened", impact=1)
    names = ["reason", "state", "secret", "fields_digest", "whole", "tag"]
    forged_values = Entry.objects.values_list(*names).get(pk=forged)
    sql(f"UPDATE ledger_entry SET {', '.join(f'{name} = %s' for name in names)} WHERE leaf_index = 5", *forged_values)
    sql("DELETE FROM ledger_entry WHERE id = %s", forged)
    verdict = verify(sealed.organization_id)
    assert (verdict.place, verdict.entry_id) == (5, entry_at(5))
    assert verdict.problem.endswith(HEADER + ".")


@pytest.mark.parametrize("place", [0, 3, 4, 7, 10, 11])
def test_a_deleted_entry_is_found(sealed, sql, place):
    sql("DELETE FROM ledger_entry WHERE leaf_index = %s", place)
    verdict = verify(sealed.organization_id)
    assert (verdict.holds, verdict.place, verdict.entry_id, verdict.entries) == (False, place, None, place)
    assert verdict.problem.startswith(f"The entry at place {place} is missing")


def test_a_deleted_entry_whose_gap_was_closed_is_found(sealed, sql):
    sql("DELETE FROM ledger_entry WHERE leaf_index = 5")
    for place in range(6, 12):
        sql("UPDATE ledger_entry SET leaf_index = %s WHERE leaf_index = %s", place - 1, place)
    verdict = verify(sealed.organization_id)
    assert (verdict.place, verdict.entry_id) == (5, entry_at(5))


def test_all_entries_deleted_is_found(sealed, sql):
    sql("DELETE FROM ledger_entry")
    assert verify(sealed.organization_id).place == 0


def test_an_entry_moved_to_another_organization_is_found(sealed, other, sql):
    sql("UPDATE ledger_entry SET organization_id = %s WHERE leaf_index = 5", other.organization_id)
    assert verify(sealed.organization_id).place == 5
    assert verify(other.organization_id).problem.endswith(f"{UNCOVERED}.")


def test_an_entry_taken_out_of_the_tree_is_found(sealed, sql):
    sql("UPDATE ledger_entry SET leaf_index = NULL WHERE leaf_index = 5")
    verdict = verify(sealed.organization_id)
    assert (verdict.place, verdict.entry_id) == (5, None)


@pytest.mark.parametrize("place", [0, 5, 11])
def test_an_entry_inserted_at_a_place_that_is_taken_is_found(sealed, sql, place):
    pk = copy(sql, 2, leaf_index=str(place))
    verdict = verify(sealed.organization_id)
    assert (verdict.holds, verdict.entry_id, verdict.problem.endswith(f"{TAKEN}.")) == (False, pk, True)


def test_an_entry_inserted_with_a_lower_key_is_found(sealed, sql):
    copy(sql, 2, leaf_index="5", id="-1")
    verdict = verify(sealed.organization_id)
    assert (verdict.holds, verdict.place, verdict.entry_id) == (False, 5, -1)


@pytest.mark.parametrize(("place", "wrong"), [(12, UNCOVERED), (99, UNCOVERED), (-1, TAKEN)])
def test_an_entry_inserted_where_the_tree_is_not_is_found(sealed, sql, place, wrong):
    pk = copy(sql, 2, leaf_index=str(place))
    verdict = verify(sealed.organization_id)
    assert (verdict.holds, verdict.place, verdict.entry_id) == (False, place, pk)
    assert verdict.problem.endswith(f"{wrong}.")


def test_an_entry_inserted_before_others_that_were_moved_up_is_found(sealed, sql):
    for place in range(11, 4, -1):
        sql("UPDATE ledger_entry SET leaf_index = %s WHERE leaf_index = %s", place + 1, place)
    pk = copy(sql, 2, leaf_index="5")
    verdict = verify(sealed.organization_id)
    assert (verdict.place, verdict.entry_id) == (5, pk)


@pytest.mark.parametrize(("one", "another"), [(0, 1), (2, 3), (1, 10)])
def test_two_entries_that_changed_places_are_found(sealed, sql, one, another):
    second = entry_at(another)
    sql("UPDATE ledger_entry SET leaf_index = -5 WHERE leaf_index = %s", one)
    sql("UPDATE ledger_entry SET leaf_index = %s WHERE leaf_index = %s", one, another)
    sql("UPDATE ledger_entry SET leaf_index = %s WHERE leaf_index = -5", another)
    verdict = verify(sealed.organization_id)
    assert (verdict.place, verdict.entry_id) == (one, second)


def test_two_entries_that_changed_numbers_are_found(sealed, sql):
    """The number of an entry decides which state of a record is the later one."""
    first, second = entry_at(4), entry_at(6)
    sql("UPDATE ledger_entry SET id = -5 WHERE id = %s", first)
    sql("UPDATE ledger_entry SET id = %s WHERE id = %s", first, second)
    sql("UPDATE ledger_entry SET id = %s WHERE id = -5", second)
    verdict = verify(sealed.organization_id)
    assert (verdict.place, verdict.entry_id) == (4, second)
    assert verdict.problem == f"Entry {second} does not hold: it changed its number with another entry."


def test_an_entry_with_another_number_is_found(sealed, sql):
    sql("UPDATE ledger_entry SET id = id + 1000000 WHERE leaf_index = 11")
    verdict = verify(sealed.organization_id)
    assert (verdict.holds, verdict.place) == (False, 8)
    assert verdict.problem == "An entry at places 8 to 11 was given another number."


@pytest.mark.parametrize("size", [4, 8, 12])
@pytest.mark.parametrize(
    "change",
    [
        "size = size + 1",
        "root = leaves",
        "peaks = leaves",
        "leaves = root",
        "created_at = '2020-01-01 00:00:00.000001'",
        "note = replace(note, 'time 2026', 'time 2020')",
        "note = replace(note, 'entries ', 'entries 0')",
        "note = 'nothing'",
    ],
)
def test_a_changed_head_is_found(sealed, sql, size, change):
    sql(f"UPDATE ledger_checkpoint SET {change} WHERE organization_id IS NOT NULL AND size = %s", size)
    verdict = verify(sealed.organization_id)
    assert not verdict.holds
    assert "checkpoint" in verdict.problem


def test_the_leaves_kept_by_a_head_are_checked_before_an_entry_is_blamed(sealed, sql):
    leaves = bytes(Checkpoint.objects.get(organization_id=sealed.organization_id, size=8).leaves)
    changed = leaves[32:64] + leaves[:32] + leaves[64:]
    sql("UPDATE ledger_checkpoint SET leaves = %s WHERE organization_id IS NOT NULL AND size = 8", changed)
    verdict = verify(sealed.organization_id)
    assert verdict.problem == "The checkpoint at 8 entries keeps other leaves than those it signed."
    assert (verdict.place, verdict.entry_id) == (None, None)


def test_a_head_signed_by_another_key_is_found(sealed, sql, settings, tmp_path):
    last = newest_checkpoint(sealed.organization_id)
    settings.TANDEM_LEDGER_KEY = tmp_path / "stolen.key"
    settings.TANDEM_LEDGER_KEY.write_bytes(bytes(range(32)))
    verdict = verify(sealed.organization_id)
    assert verdict.problem.startswith(f"The checkpoint at {last.size} entries is not signed by this installation")


@pytest.mark.parametrize("size", [4, 8])
def test_a_deleted_head_is_found(sealed, sql, size):
    sql("DELETE FROM ledger_checkpoint WHERE organization_id IS NOT NULL AND size = %s", size)
    verdict = verify(sealed.organization_id)
    assert verdict.problem == f"The checkpoint before the one at {size + 4} entries was changed, added or removed."


def test_a_ledger_cut_off_with_its_heads_is_found_in_the_log_of_the_installation(sealed, sql):
    sql("DELETE FROM ledger_entry WHERE leaf_index >= 8")
    sql("DELETE FROM ledger_checkpoint WHERE organization_id IS NOT NULL AND size = 12")
    verdict = verify(sealed.organization_id)
    assert (verdict.holds, verdict.place) == (False, 8)
    assert verdict.problem == "The ledger ends at 8 entries, but a head at 12 was signed before."
    assert not verify_installation().holds


def test_a_whole_ledger_removed_is_found_in_the_log_of_the_installation(sealed, sql):
    sql("DELETE FROM ledger_entry")
    sql("DELETE FROM ledger_checkpoint WHERE organization_id IS NOT NULL")
    verdict = verify(sealed.organization_id)
    assert verdict.problem == "The ledger ends at 0 entries, but a head at 4 was signed before."


def test_a_ledger_rolled_back_everywhere_is_found_by_a_head_kept_elsewhere(sealed, sql):
    kept = newest_checkpoint(sealed.organization_id).note
    sql("DELETE FROM ledger_entry WHERE leaf_index >= 8")
    sql("DELETE FROM ledger_installationleaf WHERE leaf_index >= 2")
    sql("DELETE FROM ledger_checkpoint WHERE size = 12 OR (organization_id IS NULL AND size = 3)")
    assert verify(sealed.organization_id).entries == 8
    verdict = verify(sealed.organization_id, kept)
    assert (verdict.holds, verdict.place) == (False, 8)
    assert verdict.problem == "The head kept elsewhere has 12 entries; this ledger was rolled back to 8."


def test_a_ledger_written_anew_after_a_rollback_is_found_by_a_head_kept_elsewhere(sealed, sql):
    kept = newest_checkpoint(sealed.organization_id).note
    sql("DELETE FROM ledger_entry WHERE leaf_index >= 8")
    sql("DELETE FROM ledger_installationleaf WHERE leaf_index >= 2")
    sql("DELETE FROM ledger_checkpoint WHERE size = 12 OR (organization_id IS NULL AND size = 3)")
    for record_id in range(10, 16):
        sealed.write(record_id, title="Another past")
    sealed.seal()
    assert verify(sealed.organization_id).entries == 14
    verdict = verify(sealed.organization_id, kept)
    assert verdict.problem == "The first 12 entries are not those of the head that was kept elsewhere."


def test_every_earlier_head_kept_elsewhere_is_continued(sealed):
    for checkpoint in Checkpoint.objects.filter(organization_id=sealed.organization_id):
        assert verify(sealed.organization_id, checkpoint.note).holds


def test_a_head_of_another_ledger_is_refused(sealed, other):
    other.write(1, title="Flood")
    with pytest.raises(notes.BadNote):
        verify(sealed.organization_id, other.seal().note)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_installationleaf SET leaf = replace(leaf, '\"size\":4', '\"size\":3')",
        "UPDATE ledger_installationleaf SET leaf = 'nothing' WHERE leaf_index = 1",
        "UPDATE ledger_installationleaf SET leaf_index = 77 WHERE leaf_index = 1",
        "DELETE FROM ledger_installationleaf WHERE leaf_index = 2",
        "UPDATE ledger_checkpoint SET root = leaves WHERE organization_id IS NULL AND size = 2",
        "UPDATE ledger_checkpoint SET leaves = root WHERE organization_id IS NULL AND size = 2",
        "UPDATE ledger_checkpoint SET note = 'nothing' WHERE organization_id IS NULL AND size = 3",
        "DELETE FROM ledger_checkpoint WHERE organization_id IS NULL AND size = 2",
        "DELETE FROM ledger_checkpoint WHERE organization_id IS NULL AND size = 3",
    ],
)
def test_a_change_in_the_log_of_the_installation_is_found(sealed, sql, statement):
    sql(statement)
    assert "installation's log" in verify(sealed.organization_id).problem
    assert "installation's log" in verify_installation().problem


def test_a_leaf_of_the_installation_that_lost_its_salt_is_found(sealed, sql):
    sql("UPDATE ledger_installationleaf SET salt = %s WHERE leaf_index = 1", b"\0")
    assert verify_installation().problem.startswith("Leaf 1 of the installation's log tells of a head")
    assert verify(sealed.organization_id).problem == "The installation's log leaves out the head at 8 entries."


class TestWaiting:
    """Entries of the last seconds, which no signature covers yet."""

    def test_untouched_they_hold(self, sealed):
        sealed.write(1, title="Fire", impact=5)
        sealed.write(9, title="Theft")
        verdict = verify(sealed.organization_id)
        assert (verdict.holds, verdict.entries, verdict.waiting) == (True, 12, 2)

    @pytest.mark.parametrize(
        "change", ["state = '{}'", "reason = 'x'", "actor_label = 'Ben'", "version = 9", "tag = whole"]
    )
    def test_a_change_is_found(self, sealed, sql, change):
        pk = sealed.write(1, title="Fire", impact=5)
        sql(f"UPDATE ledger_entry SET {change} WHERE id = %s", pk)
        verdict = verify(sealed.organization_id)
        assert (verdict.holds, verdict.place, verdict.entry_id) == (False, None, pk)

    def test_a_copy_is_found(self, sealed, sql):
        pk = copy(sql, 2, leaf_index="NULL")
        verdict = verify(sealed.organization_id)
        assert (verdict.entry_id, "repeats an earlier entry" in verdict.problem) == (pk, True)

    def test_an_exchange_of_numbers_is_found(self, sealed, sql):
        first, second = sealed.write(1, title="Fire", impact=5), sealed.write(1, title="Fire", impact=1)
        sql("UPDATE ledger_entry SET id = -5 WHERE id = %s", first)
        sql("UPDATE ledger_entry SET id = %s WHERE id = %s", first, second)
        sql("UPDATE ledger_entry SET id = %s WHERE id = -5", second)
        verdict = verify(sealed.organization_id)
        assert (verdict.holds, verdict.entry_id) == (False, second)

    def test_a_missing_version_is_found(self, sealed, sql):
        gone, later = sealed.write(1, title="Fire", impact=5), sealed.write(1, title="Fire", impact=1)
        sql("DELETE FROM ledger_entry WHERE id = %s", gone)
        verdict = verify(sealed.organization_id)
        assert (verdict.holds, verdict.entry_id) == (False, later)
        assert verdict.problem == f"Version 4 of risks RISK-1 is missing before entry {later}."

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL keys have gaps of their own")
    def test_the_very_last_entry_missing_is_found(self, sealed, sql):
        gone = sealed.write(9, title="Theft")
        sql("DELETE FROM ledger_entry WHERE id = %s", gone)
        verdict = verify(sealed.organization_id)
        assert verdict.problem == f"Entry {gone}, written since the last sealing, is missing."

    def test_a_deletion_after_a_change_is_no_gap(self, sealed):
        sealed.write(1, action="deleted")
        sealed.enter(Write("comments", 4, "RISK-1", 1, "commented", {"text": "Seen"}))
        sealed.enter(Write("comments", 4, "RISK-1", 1, "removed", {}))
        assert verify(sealed.organization_id).waiting == 3
        sealed.seal()
        assert verify(sealed.organization_id).entries == 15


def test_heads_signed_while_verifying_are_read_too(sealed, monkeypatch):
    """Sealing goes on beside a verification, which locks nothing."""
    read, written = storage.rows, []

    def rows(*arguments, **options):
        if not written:
            written.append(sealed.write(9, title="Theft"))
            sealed.seal()
        return read(*arguments, **options)

    monkeypatch.setattr(storage, "rows", rows)
    verdict = verify(sealed.organization_id)
    assert (verdict.holds, verdict.entries, verdict.problem) == (True, 13, "")
    assert InstallationLeaf.objects.count() == 4
