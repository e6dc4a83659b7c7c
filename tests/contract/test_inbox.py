"""The inbox reads an index that is written with the records; it is what looking at every register would give."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
from django.core.management import call_command
from django.test.utils import CaptureQueriesContext

from tandem.ground.kernel import inbox, permissions, registers, waiting_index, writing
from tandem.ground.kernel.actor import MANAGER, Actor
from tandem.ground.kernel.errors import Invalid, NotFound, NotPermitted
from tandem.ground.kernel.models import InboxEntry, InboxMark
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register, Waiting
from tests.cast import ROLES, Cast, values_for

WAITED_FOR = [register for register in registers.every() if register.waiting]
STEPS = 60
Line = tuple[str, str, date | None, str]


def looked_up(actor: Actor) -> list[Line]:
    """What waits by asking every register, as the declarations say."""
    return sorted(
        (
            (register.key, record.reference, getattr(record, item.date) if item.date else None, str(item.what))
            for register in WAITED_FOR
            for item in register.waiting
            for record in permissions.visible(actor, register)
            if waits(actor, register, item, record)
        ),
        key=repr,
    )


def waits(actor: Actor, register: Register, item: Waiting, record: Record) -> bool:
    if record.state not in item.states or (
        item.except_for and getattr(record, f"{item.except_for}_id") == actor.user_id
    ):
        return False
    if item.person and getattr(record, f"{item.person}_id") != actor.user_id:
        return False
    if not item.person and actor.role != MANAGER:
        return False
    due = getattr(record, item.date) if item.date else None
    if item.date and due is None:
        return register.key == "actions"
    return due is None or due <= actor.today + timedelta(days=30)


def kept(actor: Actor) -> list[Line]:
    """What waits by the inbox."""
    tasks = inbox.waiting(actor)
    assert sum(inbox.counts(actor).values()) == len(tasks)
    return sorted(((task.register.key, task.reference, task.due, str(task.what)) for task in tasks), key=repr)


def entries() -> list[tuple[object, ...]]:
    names = ("register", "record_id", "place", "user_id", "except_for_id", "due")
    return sorted(InboxEntry.objects.values_list(*names), key=repr)


def live(cast: Cast, chance: Random) -> Iterator[None]:
    """One random write after another, by people and by an import."""
    ada = cast.actor("ada")
    people = [cast.users[name].email for name in ROLES]
    for _ in range(STEPS):
        register = chance.choice(WAITED_FOR)
        record = register.model.objects.order_by("?").first()
        what = chance.choice(("create", "create", "own", "date", "state", "step", "delete", "hide"))
        try:
            if what == "create" or record is None:
                values = values_for(cast, ada, register)
                writing.create(ada.via("import"), register, {**values, **given(register, what, people, chance)})
            elif what == "step" and register.workflow:
                step = chance.choice(register.workflow.transitions)
                writing.transition(ada, register, record.reference, step.key, reason="So it goes")
            elif what == "delete":
                writing.delete(ada, register, record.reference)
            else:
                values = given(register, what, people, chance)
                writing.change(ada.via("import"), register, record.reference, values)
        except (Invalid, NotFound, NotPermitted):
            continue
        yield


def given(register: Register, what: str, people: list[str], chance: Random) -> dict[str, object]:
    """A person, a day, a state or confidence for fields that decide what waits for whom."""
    item = chance.choice(register.waiting)
    day = date(2026, 3, 2) + timedelta(days=chance.choice((-400, -1, 0, 30, 31, 400)))
    possible: dict[str, object] = {
        item.person or "owner": chance.choice(people),
        item.except_for: chance.choice(people),
        item.date: day.isoformat(),
        "state": chance.choice(item.states),
        "is_confidential": chance.random() < 0.5,
    }
    wanted = {"own": (item.person, item.except_for), "date": (item.date,), "hide": ("is_confidential",)}
    names = wanted.get(what, possible)
    allowed = {*register.writable, *register.exchange.importable}
    return {name: possible[name] for name in names if name in allowed and name in possible}


@pytest.mark.parametrize("seed", range(4))
def test_the_index_is_what_looking_at_every_register_gives(home: Cast, seed: int) -> None:
    written = sum(1 for _ in live(home, Random(seed)))
    assert written > STEPS // 3
    for name in ROLES:
        actor = home.actor(name)
        assert kept(actor) == looked_up(actor), name
    before = entries()
    assert before
    waiting_index.rebuild()
    assert entries() == before


def test_an_organization_that_was_indexed_by_other_declarations_is_indexed_when_migrating(home: Cast) -> None:
    ada = home.actor("ada")
    action = registers.find("actions")
    assert action is not None
    writing.create(ada, action, {"title": "Call the carrier", "owner": ada.user_id, "due": "2026-03-05"})
    waiting_index.rebuild()
    InboxEntry.objects.all().delete()
    InboxMark.objects.update(digest="of other declarations")
    call_command("migrate", verbosity=0)
    assert [task.title for task in inbox.waiting(ada)] == ["Call the carrier"]


def test_migrating_leaves_an_index_of_todays_declarations_alone(home: Cast) -> None:
    waiting_index.rebuild()
    InboxEntry.objects.create(organization_id=home.home.pk, register="actions", record_id=1, place=0)
    call_command("migrate", verbosity=0)
    assert InboxEntry.objects.filter(record_id=1).exists()


def test_nothing_waits_for_others_of_another_organization(home: Cast) -> None:
    ada = home.actor("ada")
    action = registers.find("actions")
    assert action is not None
    writing.create(ada, action, {"title": "Call the carrier", "owner": ada.user_id, "due": "2026-03-05"})
    assert sum(inbox.counts(ada).values()) == 1
    InboxEntry.objects.update(user_id=home.users["dan"].pk)
    assert sum(inbox.counts(ada).values()) == 0


def test_counting_takes_few_statements_whatever_waits(
    home: Cast, django_assert_max_num_queries: CaptureQueriesContext
) -> None:
    for _written in live(home, Random(5)):
        pass
    for name in ROLES:
        with django_assert_max_num_queries(5):
            inbox.counts(home.actor(name))
