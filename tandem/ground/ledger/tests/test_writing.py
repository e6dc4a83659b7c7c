"""Appending and sealing: what is entered is what was written, and nothing unsound is signed."""

import stat
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings as configured
from django.db import connection, transaction
from django.db.utils import DatabaseError

from tandem.ground.ledger import keys, merkle, naming, notes
from tandem.ground.ledger.canonical import NotCanonical
from tandem.ground.ledger.installation import take_checkpoints
from tandem.ground.ledger.models import Checkpoint, Entry, InstallationLeaf
from tandem.ground.ledger.operations import (
    BrokenEntry,
    BrokenLedger,
    Write,
    append,
    newest_checkpoint,
    seal,
    seal_everything,
    waiting_organizations,
)
from tandem.ground.ledger.origins import organization_origin
from tandem.ground.ledger.storage import rows
from tandem.ground.ledger.verification import verify, verify_installation


def test_an_entry_keeps_what_was_written(book):
    pk = book.write(1, title="Fire", impact=3, reason="New branch", occurred_at=datetime(2020, 1, 2, tzinfo=UTC))
    entry = Entry.objects.get(pk=pk)
    assert (entry.register, entry.record_id, entry.reference, entry.version) == ("risks", 1, "RISK-1", 1)
    assert (entry.action, entry.actor_label, entry.actor_id, entry.through) == ("changed", "Ada", 7, "page")
    assert (entry.reason, entry.occurred_at) == ("New branch", datetime(2020, 1, 2, tzinfo=UTC))
    assert (entry.recorded_at, entry.state) == (book.now, '{"impact":3,"title":"Fire"}')
    assert entry.leaf_index is None


def test_a_time_without_fractions_of_a_second_holds(book):
    book.now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    book.write(1, title="Fire", occurred_at=datetime(2020, 1, 2, 3, 4, 5, 600000, tzinfo=UTC))
    book.seal()
    assert verify(book.organization_id).problem == ""


def test_an_entry_without_fields_and_without_a_user_holds(book):
    book.enter(Write("risks", 1, "RISK-1", 1, "deleted", {}))
    book.seal()
    assert verify(book.organization_id).entries == 1


def test_equal_values_of_two_entries_are_committed_to_differently(book):
    book.write(1, title="Fire")
    book.write(2, title="Fire")
    first, second = Entry.objects.order_by("pk")
    assert bytes(first.fields_digest) != bytes(second.fields_digest)
    assert bytes(first.whole) != bytes(second.whole)


@pytest.mark.parametrize("state", [{"score": 1.5}, {"no name": 1}, {"@reason": "x"}, {'a"b': 1}, {"": 1}])
def test_a_state_that_cannot_be_kept_is_refused(book, state):
    with pytest.raises(NotCanonical):
        book.enter(Write("risks", 1, "RISK-1", 1, "created", state))
    assert Entry.objects.count() == 0


def test_writing_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        append([], organization_id=1, actor_label="Ada", actor_id=7, through="page", now=datetime.now(UTC))


def test_sealing_gives_places_in_order_and_signs(book):
    pks = [book.write(record_id, title="Fire") for record_id in (1, 2, 3)]
    checkpoint = seal(book.organization_id, book.now)
    assert list(Entry.objects.order_by("leaf_index").values_list("pk", "leaf_index")) == list(
        zip(pks, range(3), strict=True)
    )
    head = notes.read(checkpoint.note, organization_origin(book.organization_id), keys.public_key())
    assert (head.size, head.root) == (3, bytes(checkpoint.root))
    assert head.lines[0] == "time 2026-03-02T09:33:00.123456Z"
    assert merkle.root_of(bytes(checkpoint.leaves)) == head.root


def test_each_head_names_the_one_before_it(sealed):
    first, second, third = Checkpoint.objects.filter(organization_id=sealed.organization_id).order_by("size")
    assert [first.size, second.size, third.size] == [4, 8, 12]
    assert not any(line.startswith("before") for line in notes.unverified(first.note).lines)
    assert notes.unverified(second.note).lines[-1] == f"before {sha256(first.note.encode()).hexdigest()}"
    assert notes.unverified(third.note).lines[-1] == f"before {sha256(second.note.encode()).hexdigest()}"


def test_nothing_to_seal_signs_nothing(sealed):
    assert seal(sealed.organization_id, sealed.now) is None
    assert newest_checkpoint(sealed.organization_id).size == 12
    assert seal_everything(sealed.organization_id, sealed.now).size == 12


def test_sealing_in_batches_gives_the_tree_of_one_batch(book, monkeypatch):
    monkeypatch.setattr("tandem.ground.ledger.operations.BATCH", 3)
    for record_id in range(1, 9):
        book.write(record_id, title="Fire")
    assert seal_everything(book.organization_id, book.now).size == 8
    leaves = b"".join(bytes(checkpoint.leaves) for checkpoint in Checkpoint.objects.order_by("size"))
    assert merkle.root_of(leaves) == bytes(newest_checkpoint(book.organization_id).root)
    assert verify(book.organization_id).entries == 8


def test_organizations_have_ledgers_of_their_own(book, other):
    book.write(1, title="Fire")
    other.write(1, title="Flood")
    assert sorted(waiting_organizations()) == sorted([book.organization_id, other.organization_id])
    book.seal()
    assert waiting_organizations() == [other.organization_id]
    assert verify(book.organization_id).entries == 1
    assert (verify(other.organization_id).entries, verify(other.organization_id).waiting) == (0, 1)


def test_a_changed_entry_is_not_signed(book, sql):
    book.write(1, title="Fire")
    pk = book.write(2, title="Flood")
    sql("UPDATE ledger_entry SET state = %s WHERE id = %s", '{"title":"Nothing"}', pk)
    with pytest.raises(BrokenEntry) as refused:
        seal(book.organization_id, book.now)
    assert refused.value.entry_id == pk
    why = "its values, its reason or its secret are not those it committed to"
    assert str(refused.value) == f"Entry {pk} (risks RISK-2, changed) does not hold: {why}."
    assert Checkpoint.objects.count() == 0
    assert Entry.objects.exclude(leaf_index=None).count() == 0


def test_an_entry_made_with_all_its_commitments_but_without_the_secret_key_is_not_signed(book, settings):
    """Whoever can write SQL can compute commitments, but not the tag."""
    own, settings.SECRET_KEY = settings.SECRET_KEY, "guessed"
    pk = book.write(1, title="Fire")
    settings.SECRET_KEY = own
    with pytest.raises(BrokenEntry, match="not written by this installation") as refused:
        seal(book.organization_id, book.now)
    assert refused.value.entry_id == pk


def test_a_copied_entry_is_not_signed(sealed, sql):
    columns = [field.column for field in Entry._meta.concrete_fields if field.column not in ("id", "leaf_index")]
    listed = ", ".join(columns)
    sql(f"INSERT INTO ledger_entry ({listed}) SELECT {listed} FROM ledger_entry WHERE leaf_index = 2")
    with pytest.raises(BrokenEntry, match="repeats an earlier entry"):
        seal(sealed.organization_id, sealed.now)


def test_a_tree_is_not_continued_from_a_changed_head(sealed, sql):
    sealed.write(1, title="Fire again")
    sql("UPDATE ledger_checkpoint SET root = %s, peaks = %s WHERE size = 12", bytes(32), bytes(64))
    with pytest.raises(BrokenLedger, match="The checkpoint at 12 entries does not say what was signed"):
        seal(sealed.organization_id, sealed.now)


def test_an_entry_from_before_a_new_secret_key_is_sealed_while_the_old_one_is_listed(book, settings):
    book.write(1, title="Fire")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-secret-key"
    book.write(2, title="Flood")
    assert book.seal().size == 2


def test_the_installation_takes_every_head_under_a_salted_name(book, other):
    for each in (book, other):
        each.write(1, title="Fire")
        seal(each.organization_id, each.now)
    head = take_checkpoints(book.now)
    assert (head.organization_id, head.size) == (None, 2)
    leaves = InstallationLeaf.objects.order_by("leaf_index")
    with naming.door(naming.HEADS):
        owners = [leaf.checkpoint.organization_id for leaf in leaves]
    assert owners == [book.organization_id, other.organization_id]
    assert all(leaf.leaf.startswith('{"name":"') and "salt" not in leaf.leaf for leaf in leaves)
    assert take_checkpoints(book.now) is None
    assert (verify_installation().holds, verify_installation().entries) == (True, 2)


def test_the_first_write_makes_the_key_once_for_its_owner_alone(book, settings, tmp_path: Path):
    path = settings.TANDEM_LEDGER_KEY = tmp_path / "ledger.key"
    book.write(1, title="Fire")
    made = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    book.write(1, title="Water")
    assert path.read_bytes() == made == keys.signing_key().private_bytes_raw()
    assert [file.name for file in tmp_path.iterdir()] == ["ledger.key"]


def test_a_key_that_is_there_already_is_used(book, settings, tmp_path: Path):
    path = settings.TANDEM_LEDGER_KEY = tmp_path / "ledger.key"
    path.write_bytes(bytes(range(32)))
    book.write(1, title="Fire")
    expected = Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key().public_bytes_raw()
    assert keys.public_key() == expected


def test_without_its_key_a_ledger_takes_no_more_writes_and_gets_no_new_one(sealed, settings, tmp_path: Path):
    count = Entry.objects.count()
    settings.TANDEM_LEDGER_KEY = tmp_path / "ledger.key"
    with pytest.raises(keys.KeyTrouble, match="is missing"):
        sealed.write(1, title="Fire")
    with pytest.raises(keys.KeyTrouble, match="is missing"):
        seal_everything(sealed.organization_id, sealed.now)
    assert (Entry.objects.count(), list(tmp_path.iterdir())) == (count, [])
    verdict = verify(sealed.organization_id)
    assert (verdict.holds, "is missing" in verdict.problem) == (False, True)


def test_a_replaced_key_stops_writing(sealed, settings, tmp_path: Path):
    count = Entry.objects.count()
    settings.TANDEM_LEDGER_KEY = tmp_path / "ledger.key"
    settings.TANDEM_LEDGER_KEY.write_bytes(bytes(range(32)))
    with pytest.raises(keys.KeyTrouble, match="Another key"):
        sealed.write(1, title="Fire")
    settings.TANDEM_LEDGER_KEY.write_bytes(b"half a key")
    with pytest.raises(keys.KeyTrouble, match="10 bytes instead of 32"):
        sealed.write(1, title="Fire")
    assert Entry.objects.count() == count


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET state = '{}' WHERE leaf_index = 1",
        "UPDATE ledger_entry SET actor_label = 'Ben' WHERE leaf_index = 1",
        "UPDATE ledger_entry SET secret = NULL, salts = '{}' WHERE leaf_index = 1",
        "UPDATE ledger_entry SET leaf_index = 99 WHERE leaf_index = 1",
        "UPDATE ledger_entry SET leaf_index = NULL WHERE leaf_index = 1",
        "UPDATE ledger_entry SET id = 99 WHERE leaf_index = 1",
        "DELETE FROM ledger_entry WHERE leaf_index = 1",
        "UPDATE ledger_checkpoint SET size = 5 WHERE size = 4",
        "DELETE FROM ledger_checkpoint WHERE size = 4",
        "UPDATE ledger_installationleaf SET leaf = '{}'",
        "DELETE FROM ledger_installationleaf",
    ],
)
def test_the_database_refuses_to_change_what_was_written(sealed, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify(sealed.organization_id).holds


def test_every_column_is_read_back(sealed):
    assert next(rows("leaf_index = 0", [])).reference == "RISK-1"
    assert {field.column for field in Entry._meta.concrete_fields} == set(next(rows("leaf_index = 0", []))._fields)


def test_the_origin_names_the_installation_and_the_organization(book):
    assert organization_origin(book.organization_id) == f"{configured.TANDEM_LEDGER_ORIGIN}/{book.organization_id}"
    assert organization_origin(None) == configured.TANDEM_LEDGER_ORIGIN
