"""Tables and stored files are held against the ledger: what SQL or a hand on the disk alters is found."""

import os
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from tandem.ground.accounts import operations as accounts
from tandem.ground.accounts.models import Membership
from tandem.ground.catalogue.altered import altered
from tandem.ground.catalogue.loading import load_library
from tandem.ground.kernel import clock, comments, files, registers, views, writing
from tandem.ground.kernel.comparison import held, indexes, running, schedule
from tandem.ground.kernel.comparison.findings import What
from tandem.ground.kernel.models import Action, Arrival, ArrivedRow, Attachment, Comparison, SavedView
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger import guards, installation, operations
from tandem.ground.ledger.models import Entry
from tandem.ground.ledger.verification import verify, verify_installation
from tests.cast import Cast
from tests.safety.busy import Busy, Hand, busy

TRIALS, MANY = 48, 1_000


@pytest.fixture
def kept(cast: Cast) -> Iterator[Busy]:
    """Something of every kind, all of it sealed."""
    now = clock.now()
    made = busy(cast, now)
    with organization_active(made.organization.pk):
        operations.seal_everything(made.organization.pk, now)
        installation.take_checkpoints(now)
        yield made


def execute(sql: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


@pytest.fixture
def unchecked(db: None) -> Iterator[None]:
    """SQLite as somebody uses it who wants to put anything anywhere."""
    if connection.vendor == "sqlite":
        execute("PRAGMA ignore_check_constraints = ON")
    yield
    if connection.vendor == "sqlite":
        execute("PRAGMA ignore_check_constraints = OFF")


def found(kept: Busy) -> list[tuple[str, str, str]]:
    outcome = running.compare(kept.organization.pk)
    return [(one.what.value, one.register, one.field) for one in outcome.findings]


def test_what_was_written_through_the_gate_alone_is_what_the_ledger_tells(kept: Busy) -> None:
    outcome = running.compare(kept.organization.pk)
    assert outcome.findings == []
    assert outcome.files == 1
    assert outcome.rows > len(registers.every())


def test_a_changed_field_is_named_with_both_values_and_since_when(kept: Busy) -> None:
    execute("UPDATE services_service SET title = 'Cheaper mail' WHERE reference = %s", kept.reference)
    differences = running.compare(kept.organization.pk).findings
    changed = next(one for one in differences if one.what is What.CHANGED)
    newest = Entry.objects.filter(register="services", reference=kept.reference).latest("pk")
    assert (changed.register, changed.reference, changed.field) == ("services", kept.reference, "title")
    assert (changed.told, changed.held, changed.since) == (
        "Hosted mail and calendar",
        "Cheaper mail",
        newest.recorded_at,
    )
    assert "“title” is “Cheaper mail”, but the ledger tells “Hosted mail and calendar”" in str(changed)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("UPDATE accounts_membership SET role = 'manager' WHERE role = 'contributor'", ("memberships", "role")),
        ("UPDATE accounts_apitoken SET scope = 'write'", ("tokens", "scope")),
        ("UPDATE accounts_apitoken SET secret_hash = 'f00'", ("tokens", "secret")),
        ("UPDATE accounts_user SET is_operator = true WHERE name = 'Ben'", ("users", "is_operator")),
        (
            "UPDATE accounts_organization SET time_zone = 'Asia/Tokyo' WHERE slug = 'busy'",
            ("organizations", "time_zone"),
        ),
        ("UPDATE kernel_comment SET text = 'Never renewed'", ("comments", "text")),
        ("UPDATE kernel_link SET kind = 'depends-on' WHERE kind = 'related'", ("links", "kind")),
        ("UPDATE kernel_savedview SET is_shared = false", ("saved-views", "is_shared")),
        ("UPDATE kernel_fielddefinition SET is_required = true", ("own-fields", "is_required")),
        ("UPDATE kernel_attachment SET name = 'other.txt'", ("attachments", "name")),
        ("UPDATE kernel_reminder SET note = 'Never mind'", ("reminders", "note")),
        ("UPDATE kernel_brought SET confirmed_at = created_at", ("brought", "confirmed_at")),
        ("UPDATE kernel_brought SET fields = '{}'", ("brought", "fields")),
        ("UPDATE kernel_action SET state = 'done'", ("actions", "state")),
    ],
)
def test_what_hangs_on_records_is_held_too(kept: Busy, sql: str, expected: tuple[str, str]) -> None:
    execute(sql)
    assert ("changed", *expected) in found(kept)


NOT_HELD = {
    "releases": "PipelineMessage",  # numbers of messages that came, so that none is followed twice
    "kernel": "ReferenceCounter TagUse OwnValue SearchDocument Arrival ArrivedRow Comparison InboxEntry InboxMark Job",
    "ledger": "Entry Checkpoint Erasure",  # proven by themselves
    "catalogue": "LicensedText",  # what was bought, word for word
    "exchange": "ImportRun",  # how a file is being read; what it brought is held as records and marks
    "webhooks": "WebhookCursor",
    "notices": "NoticeLine",
    "desk": "Look",
    "mail": "MailboxKey",
    "conformity": "Snapshot",  # signed by itself
}


def test_every_table_of_an_organization_is_held_or_named_here_on_purpose() -> None:
    """Whoever adds a table decides: what it says counts, and is held, or it is worked out or on its way only."""
    known = {one.model for one in held.every()}
    whole = [model for model in apps.get_models() if any(f.name == "organization" for f in model._meta.fields)]
    others: dict[str, set[str]] = {}
    for model in whole:
        if model not in known:
            others.setdefault(model._meta.app_label, set()).add(model.__name__)
    assert others == {label: set(names.split()) for label, names in NOT_HELD.items()}


def test_a_deleted_row_is_missing_and_one_slipped_in_is_named(kept: Busy) -> None:
    execute("DELETE FROM kernel_comment")
    assert ("missing", "comments", "") in found(kept)
    execute(
        "INSERT INTO kernel_comment"
        " (organization_id, register, record_id, text, kind, audience, channel, sender, created_at)"
        " VALUES (%s, 'services', 1, 'Slipped in', 'comment', 'internal', 'page', '', '2026-01-01 00:00:00')",
        kept.organization.pk,
    )
    assert {one[:2] for one in found(kept)} == {("missing", "comments"), ("inserted", "comments")}


def test_indexes_that_say_something_else_than_the_record_are_named(kept: Busy) -> None:
    execute("UPDATE kernel_taguse SET tag = 'none' WHERE tag = 'mail'")
    assert found(kept) == [("index", "services", "tags")]
    execute("UPDATE kernel_searchdocument SET body = '' WHERE reference = %s", kept.reference)
    assert found(kept) == [("index", "services", "tags, search")]


OF_ACTIONS = "FROM kernel_inboxentry WHERE register = 'actions'"
INBOX_FORGED = (
    f"DELETE {OF_ACTIONS}",
    "UPDATE kernel_inboxentry SET due = '2099-01-01' WHERE register = 'actions'",
    "UPDATE kernel_inboxentry SET user_id = NULL WHERE register = 'actions'",
    "UPDATE kernel_inboxentry SET record_id = 99999 WHERE register = 'actions'",
    "INSERT INTO kernel_inboxentry (organization_id, register, record_id, place, user_id, due)"
    f" SELECT organization_id, register, record_id, place, user_id, due {OF_ACTIONS}",
)


def test_work_that_somebody_took_out_of_an_inbox_or_put_in_is_named(kept: Busy) -> None:
    actions = registers.find("actions")
    assert actions is not None
    writing.create(kept.actor, actions, {"title": "Ask again", "owner": kept.actor.user_id, "due": "2026-03-09"})
    for sql in INBOX_FORGED:
        with transaction.atomic():
            execute(sql)
            findings = [*indexes.differences(actions, actions.model.objects.all()), *indexes.strays(actions)]
            assert {(one.what, one.field) for one in findings} == {(What.INDEX, "inbox")}, sql
            transaction.set_rollback(True)
    assert list(indexes.differences(actions, actions.model.objects.all())) == []


@pytest.mark.parametrize("heard", [timedelta(hours=-25), timedelta(days=4_000)], ids=["long ago", "never silent"])
def test_a_record_that_somebody_hid_is_named(kept: Busy, heard: timedelta) -> None:
    """As an import hides what it brings: lists, counts and conformity leave it out, and the row itself is right."""
    service = registers.find("services").model.objects.get(reference=kept.reference)  # type: ignore[union-attr]
    arrival = Arrival.objects.create(organization=kept.organization, seen_at=clock.now() + heard)
    about = {"register": "services", "record_id": service.pk, "version_before": 0, "version": 1}
    ArrivedRow.objects.create(organization=kept.organization, arrival=arrival, is_new=True, **about)
    findings = running.compare(kept.organization.pk).findings
    hidden = [(one.register, one.reference) for one in findings if one.what is What.HIDDEN]
    assert hidden == [("services", kept.reference)]
    arrival.is_hidden = False
    arrival.save()
    assert found(kept) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE catalogue_requirement SET assessable = false WHERE ref = '6.1.3'",
        "UPDATE catalogue_requirement SET title = 'Nothing' WHERE ref = 'A.5.1'",
        "UPDATE catalogue_requirement SET is_current = false WHERE ref = '9.3.1'",
        "UPDATE catalogue_mappingrow SET relation = 'equal' WHERE relation = 'intersects'",
        "UPDATE catalogue_framework SET digest = 'x' WHERE key = 'iso-27001:2022'",
    ],
)
def test_a_catalogue_that_is_not_the_one_that_ships_is_named(db: None, sql: str) -> None:
    load_library()
    assert altered() == []
    execute(sql)
    assert altered()[0].endswith(("ships with Tandem.", "loads what is not known."))


@pytest.mark.parametrize("harm", ["changed", "emptied", "deleted", "added"])
def test_stored_files_are_read(kept: Busy, harm: str) -> None:
    stored = Attachment.objects.get()
    path = Path(settings.MEDIA_ROOT) / stored.stored_as
    content = path.read_bytes()
    strange = path.with_name("strange")
    try:
        if harm == "added":
            strange.write_bytes(b"x")
            later = clock.now() + timedelta(hours=2)
            with clock.fixed(later):
                assert found(kept) == [("file-inserted", "attachments", "")]
            return
        path.unlink() if harm == "deleted" else path.write_bytes(b"" if harm == "emptied" else content + b"\n")
        expected = "file-missing" if harm == "deleted" else "file-changed"
        assert found(kept) == [(expected, "attachments", "")]
    finally:
        strange.unlink(missing_ok=True)
        path.write_bytes(content)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps a column to its type")
@pytest.mark.parametrize(
    ("column", "value"),
    [("created_at", "2026-13-45 00:00:00"), ("tags", "{no json"), ("version", "many"), ("title", b"\xff\xfe")],
)
def test_a_value_that_cannot_be_read_is_a_finding(kept: Busy, unchecked: None, column: str, value: object) -> None:
    execute(f"UPDATE services_service SET {column} = %s WHERE reference = %s", value, kept.reference)
    assert {one[1] for one in found(kept)} == {"services"}
    assert any(column in one[2] for one in found(kept))


def test_an_erased_value_that_came_back_is_found(kept: Busy) -> None:
    from tandem.ground.kernel import privacy

    services = registers.find("services")
    assert services is not None
    privacy.erase(kept.actor, services, kept.reference, "title", "Art. 17")
    comment = comments.add(kept.actor, services, kept.reference, "Ask Eve")
    privacy.erase(kept.actor, services, kept.reference, f"comment:{comment.pk}", "Art. 17")
    assert found(kept) == []
    execute("UPDATE kernel_comment SET text = 'Ask Eve' WHERE id = %s", comment.pk)
    assert found(kept) == [("changed", "comments", "text")]


def test_ordinary_work_is_never_accused(kept: Busy) -> None:
    """Taking back, retiring, sending, ending: whatever takes a row away or changes it tells the ledger."""
    services = registers.find("services")
    assert services is not None
    files.remove(kept.actor, services, kept.reference, Attachment.objects.get().pk)
    views.save(kept.actor, services, "Live", "sort=-title", is_shared=False)
    views.drop(kept.actor, services, SavedView.objects.get().pk)
    accounts.remove_member(kept.actor, Membership.objects.get(organization=kept.organization, role="contributor").pk)
    with clock.fixed(clock.now() + timedelta(days=20)):
        from tandem.ground.kernel import reminders

        reminders.send_due()
    action = Action.objects.latest("pk")
    assert action.title == "Ask again"
    writing.delete(kept.actor, registers.declared_for(Action), action.reference)
    writing.create(kept.actor, services, {"title": "Cafe\u0301"})  # decomposed: the ledger keeps it composed
    assert found(kept) == []


def test_recent_writes_are_compared_by_themselves(kept: Busy) -> None:
    execute("UPDATE kernel_comment SET text = 'Never renewed'")
    recent = running.compare_recent(kept.organization.pk, clock.now())
    assert [(one.register, one.field) for one in recent.findings] == [("comments", "text")]
    assert running.compare_recent(kept.organization.pk, clock.now() + timedelta(days=1)).rows == 0


def test_what_could_not_be_compared_lately_is_told(
    kept: Busy, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_given: object) -> None:
        raise DatabaseError("disk I/O error")

    monkeypatch.setattr(running, "compare_recent", broken)
    assert schedule.hold_recent(None) == {"found": 0}  # type: ignore[arg-type]
    assert f"What {kept.organization.slug} wrote lately could not be compared" in caplog.text


def test_the_night_keeps_what_it_found_and_its_absence_is_told(kept: Busy) -> None:
    slug = kept.organization.slug
    assert list(schedule.absences(clock.now())) == []
    late = clock.now() + timedelta(hours=27)
    assert any(told.startswith(f"{slug} was not held") for told in schedule.absences(late))
    execute("UPDATE kernel_comment SET text = 'Never renewed'")
    schedule.hold(kept.organization)
    night = Comparison.objects.get(is_whole=True)
    assert [(one["what"], one["register"], one["field"]) for one in night.findings] == [("changed", "comments", "text")]
    assert "Never renewed" not in str(night.findings)
    assert night.problem == ""
    with clock.fixed(late):
        schedule.hold(kept.organization)
        assert not any(told.startswith(slug) for told in schedule.absences(late))


def trials(kept: Busy, count: int, seed: int) -> list[str]:
    """Edits, each of which was taken back afterwards, that no comparison and no verification found."""
    for statement in guards.lift(connection.vendor):
        execute(statement)
    unseen, done = [], 0
    hand = Hand(kept.organization.pk, seed)
    chance = random.Random(seed)
    while done < count:
        in_ledger = chance.random() < 0.2
        try:
            with transaction.atomic():
                edit = hand.edit_ledger() if in_ledger else hand.edit()
                if edit is not None:
                    done += 1
                    if not (ledger_is_broken(kept) if in_ledger else is_accused(kept, edit.table, edit.row_id)):
                        unseen.append(str(edit))
                transaction.set_rollback(True)
        except DatabaseError:  # the database itself refused: a constraint, a type, the wall
            continue
    return unseen


def ledger_is_broken(kept: Busy) -> bool:
    return not verify(kept.organization.pk).holds or not verify_installation().holds


def is_accused(kept: Busy, table: str, row_id: int) -> bool:
    findings = running.compare(kept.organization.pk, with_files=False).findings
    return any((one.register, one.row_id) == (table, row_id) for one in findings)


def test_random_single_edits_are_all_found(kept: Busy, unchecked: None) -> None:
    assert trials(kept, TRIALS, seed=20_261_130) == []
    assert found(kept) == []


@pytest.mark.slow_suite
def test_a_thousand_random_single_edits_are_all_found(kept: Busy, unchecked: None) -> None:
    assert trials(kept, MANY, seed=int(os.environ.get("TANDEM_EDIT_SEED", "7"))) == []
