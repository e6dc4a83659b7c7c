"""The past survives a release: fields that come later are read in old entries as their default, everywhere."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models

from tandem.ground.kernel import clock, registers, shapes, writing
from tandem.ground.kernel.comparison import running
from tandem.ground.kernel.migrating import change_records, enter_records
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.shapes import kept_state
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.kernel.values import state_of, values_of
from tandem.ground.ledger import reading, states
from tandem.ground.ledger.models import Entry
from tandem.operation.services.models import Service
from tests.cast import Cast

LATER = ("is_published", "kind", "outcomes", "next_review")  # as if a release had added them


@pytest.fixture
def old(home: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service whose entries were written before some of its fields existed."""
    services = registers.declared_for(Service)

    def before_the_release(record: models.Model) -> dict[str, object]:
        return {name: value for name, value in state_of(record).items() if name not in LATER}

    with monkeypatch.context() as earlier:
        earlier.setattr(writing, "kept_state", before_the_release)
        made = writing.create(home.actor("ada"), services, {"title": "Mail"})
        writing.change(home.actor("ada"), services, made.reference, {"title": "Hosted mail"})
    yield Service.objects.get(pk=made.pk)


def test_a_later_field_is_read_as_its_default(home: Cast, old: Service) -> None:
    told = states.state_as_of(home.home.pk, "services", old.pk, clock.now())
    everything = dict(states.states_as_of(home.home.pk, "services", clock.now()))
    defaults = {name: Service._meta.get_field(name).get_default() for name in LATER}
    assert told is not None
    assert {name: told[name] for name in LATER} == defaults
    assert everything == {old.pk: told}
    assert reading.filled("services", state_of(old)) == told


def test_history_shows_no_change_where_a_release_added_a_field(home: Cast, old: Service) -> None:
    writing.change(home.actor("ada"), registers.declared_for(Service), old.reference, {"title": "Mail and calendar"})
    newest = states.history(home.home.pk, "services", old.pk)[0]
    assert [(change.field, change.before, change.after) for change in newest.changes] == [
        ("title", "Hosted mail", "Mail and calendar")
    ]


def test_nobody_is_accused_because_of_a_release(home: Cast, old: Service) -> None:
    findings = [one for one in running.compare(home.home.pk).findings if one.register == "services"]
    assert findings == []


def test_what_a_model_says_of_old_entries_goes_before_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Service, "read_as", {"kind": "internal"}, raising=False)
    shapes.absent.cache_clear()
    assert shapes.absent(Service)["kind"] == "internal"
    monkeypatch.undo()
    shapes.absent.cache_clear()
    assert shapes.absent(Service)["kind"] == Service._meta.get_field("kind").get_default()


@pytest.mark.parametrize("register", registers.every(), ids=lambda register: register.key)
def test_what_an_entry_leaves_out_is_read_as_it_was(register: Register) -> None:
    """Whatever a field holds, the state that the ledger keeps and the model's defaults give it back."""
    emptied = register.model()
    for field in register.model._meta.concrete_fields:
        if not field.primary_key:
            is_text = isinstance(field, models.CharField | models.TextField) and not field.null
            empty = field.get_default() if field.get_default() in ({}, []) else "" if is_text else None
            setattr(emptied, field.attname, empty)
    for record in (register.model(), emptied):
        kept = kept_state(record)
        assert {**shapes.absent(register.model), **kept} == dict(values_of(record))


def test_a_migration_changes_each_organizations_records_and_tells_the_ledger(cast: Cast) -> None:
    services = registers.declared_for(Service)
    for organization, name in ((cast.home, "ada"), (cast.elsewhere, "dan")):
        with organization_active(organization.pk):
            writing.create(cast.actor(name), services, {"title": "Mail"})
            writing.create(cast.actor(name), services, {"title": "Archive"})
    model = apps.get_model("services", "Service")
    changed = change_records(
        model, "services", lambda row: {"outcomes": "Post"} if row.title == "Mail" else {}, "Moved into its own field"
    )
    assert changed == 2
    for organization in (cast.home, cast.elsewhere):
        with organization_active(organization.pk):
            mail = Service.objects.get(title="Mail")
            newest = Entry.objects.filter(register="services", record_id=mail.pk).latest("pk")
            assert (mail.outcomes, mail.version) == ("Post", 2)
            assert (newest.action, newest.through, newest.version, newest.reason) == (
                "migrated",
                "migration",
                2,
                "Moved into its own field",
            )
            assert reading.as_written(newest.state)["outcomes"] == "Post"
            assert Service.objects.get(title="Archive").version == 1


def test_what_an_earlier_migration_changed_in_silence_is_entered(home: Cast, old: Service) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE services_service SET is_published = NOT is_published WHERE id = %s", [old.pk])
    assert [one.field for one in running.compare(home.home.pk).findings if one.register == "services"] == [
        "is_published"
    ]
    entered = enter_records(Service, "services", lambda row: row.pk == old.pk, "Filled in by an earlier release")
    assert entered == 1
    assert [one for one in running.compare(home.home.pk).findings if one.register == "services"] == []
