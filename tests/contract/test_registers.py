"""What holds for every register, whatever it keeps."""

import pytest
from django.apps import apps
from django.core.management import call_command

from tandem.ground.kernel import clock, declaration_checks, lists, permissions, registers, tenancy, workflow, writing
from tandem.ground.kernel.errors import Conflict, Invalid, NotFound, NotPermitted
from tandem.ground.ledger import operations, states, verification
from tandem.ground.ledger.models import Entry
from tests.cast import ROLES, Cast, values_for

assert apps.ready
REGISTERS = [pytest.param(register, id=register.key) for register in registers.every()]
every_register = pytest.mark.parametrize("register", REGISTERS)

OF_WHOM_IT_CONCERNS = ("test-questions", "test-results")  # hidden from whoever is still to be asked


@every_register
def test_declaration_is_sound(register: registers.Register) -> None:
    assert list(declaration_checks.mistakes(register)) == []


def test_migrations_are_complete(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@every_register
def test_create_gives_reference_and_ledger_entry(home: Cast, register: registers.Register) -> None:
    actor = home.actor("ada")
    record = writing.create(actor, register, values_for(home, actor, register))
    assert record.reference.startswith(register.prefix + "-")
    assert record.version == 1
    entry = Entry.objects.get(register=register.key, record_id=record.pk)
    assert (entry.action, entry.reference, entry.actor_label) == ("created", record.reference, "Ada")
    assert states.state_as_of(home.home.pk, register.key, record.pk, entry.recorded_at) is not None


@every_register
@pytest.mark.parametrize("name", ROLES)
def test_role_decides_who_may_create(home: Cast, register: registers.Register, name: str) -> None:
    values = values_for(home, home.actor("ada"), register)
    before = register.model.objects.count()
    actor = home.actor(name)
    if ROLES[name] in register.access.create:
        try:
            writing.create(actor, register, values)
        except Invalid as invalid:
            assert register.place.parent, invalid.problems
        return
    with pytest.raises(NotPermitted):
        writing.create(actor, register, values)
    assert register.model.objects.count() == before


@every_register
def test_outsider_finds_nothing(home: Cast, register: registers.Register) -> None:
    actor = home.actor("ada")
    record = writing.create(actor, register, values_for(home, actor, register))
    dan = home.actor("dan")
    with tenancy.organization_active(home.elsewhere.pk):
        assert lists.page(dan, register, lists.Query(filters={})).count == 0
        for attempt in (
            lambda: writing.find(dan, register, record.reference),
            lambda: writing.change(dan, register, record.reference, {}),
            lambda: writing.delete(dan, register, record.reference),
            lambda: writing.transition(dan, register, record.reference, "any"),
        ):
            with pytest.raises(NotFound):
                attempt()
    assert register.model.objects.get(pk=record.pk).version == record.version


@every_register
def test_another_organizations_record_is_no_foreign_key(home: Cast, register: registers.Register) -> None:
    actor, dan = home.actor("ada"), home.actor("dan")
    links = [
        f
        for f in register.writable
        if register.field(f).is_relation and registers.of_model(register.field(f).related_model)
    ]
    values = values_for(home, actor, register)
    for name in links:
        target = registers.declared_for(register.field(name).related_model)
        with tenancy.organization_active(home.elsewhere.pk):
            foreign = writing.create(dan, target, values_for(home, dan, target))
        with pytest.raises(Invalid) as refused:
            writing.create(actor, register, {**values, name: foreign.pk})
        assert name in refused.value.problems


@every_register
def test_unknown_and_system_fields_are_refused(home: Cast, register: registers.Register) -> None:
    actor = home.actor("ada")
    values = values_for(home, actor, register)
    for name in ("id", "organization", "reference", "version", "created_at", "created_by", "is_staff"):
        with pytest.raises(Invalid) as refused:
            writing.create(actor, register, {**values, name: 1})
        assert name in refused.value.problems


@every_register
def test_stale_edit_is_a_conflict_that_changes_nothing(home: Cast, register: registers.Register) -> None:
    change = register.example.change
    if not change:
        pytest.skip("records of this register are never changed")
    actor = home.actor("ada")
    record = writing.create(actor, register, values_for(home, actor, register))
    changed = writing.change(actor, register, record.reference, change, version=record.version)
    assert changed.version == record.version + 1
    with pytest.raises(Conflict):
        writing.change(actor, register, record.reference, {"tags": ["two"]}, version=record.version)
    assert register.model.objects.get(pk=record.pk).version == changed.version


@every_register
def test_edit_without_a_difference_writes_nothing(home: Cast, register: registers.Register) -> None:
    actor = home.actor("ada")
    record = writing.create(actor, register, values_for(home, actor, register))
    entries = Entry.objects.count()
    try:
        again = writing.change(actor, register, record.reference, {"external_id": ""})
    except NotPermitted:
        assert register.rules.locked is not None
        return
    assert (again.version, Entry.objects.count()) == (record.version, entries)


@every_register
def test_closed_roles_see_nothing(home: Cast, register: registers.Register) -> None:
    actor = home.actor("ada")
    writing.create(actor, register, values_for(home, actor, register))
    for name, role in ROLES.items():
        seen = permissions.visible(home.actor(name), register).count()
        if role in register.access.view and (role in ("manager", "auditor") or register.key not in OF_WHOM_IT_CONCERNS):
            assert seen >= 1
        elif register.access.staff_sees is None:
            assert seen == 0


@every_register
def test_steps_are_explained_to_every_role(home: Cast, register: registers.Register) -> None:
    actor = home.actor("ada")
    record = writing.create(actor, register, values_for(home, actor, register))
    for name in ROLES:
        for step in workflow.steps(home.actor(name), register, record):
            if ROLES[name] in ("reader", "staff", "auditor"):
                assert step.refusal or record.owner_id == home.users[name].pk


@pytest.mark.one_in(3)
@every_register
def test_list_sorts_and_pages_both_ways(home: Cast, register: registers.Register) -> None:
    actor = home.actor("ada")
    made = 1
    writing.create(actor, register, values_for(home, actor, register))
    while made < 5:
        try:
            writing.create(actor, register, values_for(home, actor, register))
        except Invalid:
            break
        made += 1
    for sort in ("", *register.sortable, *(f"-{name}" for name in register.sortable)):
        whole = [row[0] for row in lists.page(actor, register, lists.Query(filters={}, sort=sort, size=100)).rows]
        walked, cursor = [], ""
        while True:
            page = lists.page(actor, register, lists.Query(filters={}, sort=sort, size=2, cursor=cursor))
            walked += [row[0] for row in page.rows]
            if not page.next:
                break
            cursor = page.next
        assert walked == whole
        if page.previous:
            back = lists.page(actor, register, lists.Query(filters={}, sort=sort, size=2, cursor=page.previous))
            assert [row[0] for row in back.rows] == whole[-2 - len(page.rows) : -len(page.rows)]


@every_register
def test_every_write_is_sealed_and_holds(home: Cast, register: registers.Register) -> None:
    actor = home.actor("ada")
    record = writing.create(actor, register, values_for(home, actor, register))
    if register.access.delete:
        writing.delete(actor, register, record.reference)
    operations.seal_everything(home.home.pk, clock.now())
    found = verification.verify(home.home.pk)
    assert (found.holds, found.problem) == (True, "")
