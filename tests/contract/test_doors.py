"""The same right at every door: what a role is refused on the page it is refused by API, bulk and import too."""

from typing import Any

import pytest
from django.test import Client

from tandem.ground.accounts.models import Membership, User
from tandem.ground.exchange import importing
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.reading import Row, Sheet
from tandem.ground.kernel import hands, registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.models import Attachment, Brought, Link
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.states import Transition
from tests.cast import ROLES, Cast, values_for

pytestmark = pytest.mark.slow
REGISTERS = [pytest.param(register, id=register.key) for register in registers.every()]
every_register = pytest.mark.parametrize("register", REGISTERS)
LOOKING = ("cleo", "finn", "gil", "hana", "dan")  # reader, staff, auditor, customer, somebody from elsewhere
REFUSED = (302, 303, 400, 403, 404, 405, 409, 422)


@pytest.fixture
def hana(home: Cast) -> User:
    """Somebody of a customer, who sees that customer's things alone."""
    customers = registers.find("customers")
    assert customers is not None
    theirs = writing.create(home.actor("ada"), customers, {"title": "Firstmail"})
    user = User.objects.create_user("hana@example.org", "Hana", "pass-word-12345")
    Membership.objects.create(organization=home.home, user=user, role="customer", customer_id=theirs.pk)
    home.users["hana"] = user
    return user


def kept(home: Cast, register: Register, **values: Any) -> Any:
    """A record of nobody, made by Tandem."""
    tandem = as_tandem(home.actor("ada"))
    made = writing.create(tandem, register, values_for(home, tandem, register))
    people = {
        f"{field.name}_id": None
        for field in register.model._meta.concrete_fields
        if field.related_model is User and field.null
    }
    register.model.objects.filter(pk=made.pk).update(**people | values)
    return register.model.objects.get(pk=made.pk)


def signed_in(home: Cast, name: str) -> Client:
    client = Client()
    client.force_login(home.users[name])
    return client


def standing(register: Register, record: Any) -> tuple[Any, ...]:
    """What a record is, with everything that hangs on it."""
    now = register.model.objects.filter(pk=record.pk).first()
    about = {"register": register.key, "record_id": record.pk}
    hanging = (Attachment.objects.filter(**about).count(), Link.objects.filter(**about).count())
    return now and (now.version, getattr(now, "state", ""), now.owner_id), *hanging, Brought.objects.count()


def tries_step(client: Client, register: Register, record: Any, step: Transition) -> None:
    """Take a step by page, API and bulk."""
    where, told = f"/home/{register.key}/", {"reason": "Because", "version": record.version}
    client.post(f"{where}{record.reference}/steps/{step.key}/", told)
    client.post(f"{where}bulk/", {"do": step.key, "reference": record.reference, "reason": "Because"})
    address = f"/api/v1/home/{register.key}/{record.reference}/transitions/{step.key}"
    client.post(address, {"reason": "Because"}, content_type="application/json")


@pytest.mark.one_in(4)
@every_register
def test_a_step_is_taken_by_the_roles_it_names_alone(home: Cast, hana: User, register: Register) -> None:
    record = kept(home, register)
    for step in register.workflow.transitions if register.workflow else ():
        register.model.objects.filter(pk=record.pk).update(state=step.sources[0])
        record = register.model.objects.get(pk=record.pk)
        before = standing(register, record)
        for name in (*LOOKING, "ben"):
            if ROLES.get(name, "") in step.roles:
                continue
            tries_step(signed_in(home, name), register, record, step)
            assert standing(register, record) == before, (step.key, name)


@pytest.mark.one_in(3)
@every_register
def test_owning_a_record_gives_no_step_that_is_not_its_owners(home: Cast, register: Register) -> None:
    record = kept(home, register)
    for step in register.workflow.transitions if register.workflow else ():
        if step.is_owners:
            continue
        for name in ("cleo", "finn", "gil", "ben"):
            if ROLES[name] in step.roles:
                continue
            register.model.objects.filter(pk=record.pk).update(state=step.sources[0], owner_id=home.users[name].pk)
            record = register.model.objects.get(pk=record.pk)
            before = standing(register, record)
            tries_step(signed_in(home, name), register, record, step)
            assert standing(register, record) == before, (step.key, name)


@pytest.mark.one_in(4)
@every_register
def test_who_only_looks_changes_nothing_by_any_door(home: Cast, hana: User, register: Register) -> None:
    record = kept(home, register)
    change = dict(register.example.change) or {"tags": ["taken"]}
    for name in LOOKING:
        if ROLES.get(name, "") in register.access.edit:
            continue
        before, client = standing(register, record), signed_in(home, name)
        for status in changes(client, register, record, change):
            assert status in REFUSED, (name, status)
        brings(home, name, register, record, change)
        assert standing(register, record) == before, name


def changes(client: Client, register: Register, record: Any, change: dict[str, Any]) -> list[int]:
    """Try every way to change a record or what hangs on it; the statuses."""
    page, api = f"/home/{register.key}/{record.reference}/", f"/api/v1/home/{register.key}/{record.reference}"
    name, value = next(iter(change.items()))
    posts = {
        "edit/": change | {"version": record.version},
        f"properties/{name}/": {name: value, "version": record.version},
        "delete/": {"reason": "Because", "version": record.version},
        "erase/": {"field": name, "basis": "Because"},
        "take-back/": {"version": record.version},
        "links/": {"to": record.reference, "kind": "related"},
        "actions/": {"title": "Do it"},
    }
    statuses = [client.post(f"{page}{rest}", told).status_code for rest, told in posts.items()]
    statuses.append(
        client.post(
            f"/home/{register.key}/bulk/", {"do": "set", "field": name, "value": value, "reference": record.reference}
        ).status_code
    )
    statuses.append(client.patch(api, change, content_type="application/json").status_code)
    statuses.append(client.delete(api).status_code)
    return statuses


def brings(home: Cast, name: str, register: Register, record: Any, change: dict[str, Any]) -> None:
    """Import a line that changes the record."""
    if name in ("dan", "hana"):
        return
    user = home.users[name]
    actor = Actor(home.home.pk, ROLES[name], user.name, user.pk, "import", home.home.zone)
    titles = ("reference", *change)
    cells = (
        record.reference,
        *(",".join(value) if isinstance(value, list) else str(value) for value in change.values()),
    )
    sheet = Sheet("table", 1, titles, [Row(2, cells)], [])
    try:
        importing.bring(actor, register, sheet, dict(enumerate(titles)), Options(file="mine.csv", run="r"))
    except WriteError:
        return


@pytest.mark.one_in(3)
@every_register
def test_nobody_makes_themselves_owner_where_that_gives_them_more(home: Cast, register: Register) -> None:
    if "owner" not in register.writable:
        return
    record = kept(home, register)
    for name in ("ben", "cleo", "finn"):
        if not hands.owner_gains(home.actor(name), register):
            continue
        before = standing(register, record)
        client = signed_in(home, name)
        changes(client, register, record, {"owner": str(home.users[name].pk)})
        client.patch(
            f"/api/v1/home/{register.key}/{record.reference}",
            {"owner": f"{name}@example.org"},
            content_type="application/json",
        )
        brings(home, name, register, record, {"owner": f"{name}@example.org"})
        now = standing(register, record)
        assert now[0] is not None
        assert now[0][2] == before[0][2], name


@pytest.mark.one_in(2)
@every_register
def test_customers_and_others_read_nothing_that_is_not_theirs(home: Cast, hana: User, register: Register) -> None:
    record = kept(home, register)
    addresses = (
        f"/home/{register.key}/{record.reference}/",
        f"/home/{register.key}/{record.reference}/edit/",
        f"/home/{register.key}/{record.reference}/beside/",
        f"/api/v1/home/{register.key}/{record.reference}",
        f"/api/v1/home/{register.key}/{record.reference}/history",
    )
    for name in ("hana", "dan"):
        client = signed_in(home, name)
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code in (302, 403, 404), (name, address, answer.status_code)
        for address in (f"/home/{register.key}/export/csv/", f"/home/{register.key}/", f"/api/v1/home/{register.key}/"):
            answer = client.get(address)
            if answer.status_code == 200:
                content = b"".join(answer.streaming_content) if answer.streaming else answer.content
                assert record.reference.encode() not in content, (name, address)
