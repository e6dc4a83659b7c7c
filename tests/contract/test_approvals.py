"""Who may approve, through every door: the matrix of every step of approval of every register."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from tandem.faces.cli.exchanging import import_file as command
from tandem.ground.accounts.models import Membership, User
from tandem.ground.exchange import importing
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.reading import Row, Sheet
from tandem.ground.kernel import brought, clock, registers, workflow, writing
from tandem.ground.kernel.actor import Actor, system_actor
from tandem.ground.kernel.errors import Invalid, NotPermitted, WriteError
from tandem.ground.kernel.models import Brought
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.patterns.apart import WRITER
from tandem.ground.kernel.registers import (
    Register,
)
from tandem.ground.kernel.states import (
    Transition,
)
from tests.cast import ROLES, Cast, values_for

STEPS = [
    (register, step)
    for register in registers.every()
    for step in (register.workflow.transitions if register.workflow else ())
    if step.approves
]
every_step = pytest.mark.parametrize(
    ("register", "step"), [pytest.param(*pair, id=f"{pair[0].key}-{pair[1].key}") for pair in STEPS]
)
DOORS = ("page", "api", "bulk")
CONCERNED: dict[str, dict[str, Any]] = {
    "changes": {"category": "standard"},
    "incidents": {"is_security": True},
    "nonconformities": {"grade": "major"},
}  # what a step is about


@pytest.fixture
def eve(home: Cast) -> Actor:
    """A second manager, who has no part in anything."""
    user = User.objects.create_user("eve@example.org", "Eve", "pass-word-12345")
    Membership.objects.create(organization=home.home, user=user, role="manager")
    home.users["eve"] = user
    return Actor(home.home.pk, "manager", "Eve", user.pk, "page", home.home.zone)


def ready(home: Cast, register: Register, step: Transition, **values: Any) -> Any:
    """A record that Tandem made, of nobody, in the first state from which the step leads on."""
    tandem = system_actor(home.home.pk, "Tandem", zone=home.home.zone)
    given = values_for(home, tandem, register)
    made = writing.create(tandem, register, given)
    users = {f"{name}_id": None for name in _people(register) if register.field(name).null}
    register.model.objects.filter(pk=made.pk).update(
        **users | CONCERNED.get(register.key, {}) | {"state": step.sources[0]} | values
    )
    return register.model.objects.get(pk=made.pk)


def _people(register: Register) -> list[str]:
    return [item.name for item in register.model._meta.concrete_fields if item.related_model is User]


def actor_of(home: Cast, name: str) -> Actor:
    role = "manager" if name == "eve" else ROLES[name]
    user = home.users[name]
    return Actor(home.home.pk, role, user.name, user.pk, "page", home.home.zone)


def attempt(home: Cast, door: str, name: str, register: Register, record: Any, step: Transition) -> int:
    """Try the step through a door; the answer's status."""
    client = Client()
    client.force_login(home.users[name])
    where = f"/home/{register.key}/"
    if door == "page":
        return client.post(
            f"{where}{record.reference}/steps/{step.key}/", {"reason": "Because", "version": record.version}
        ).status_code
    if door == "bulk":
        told = {"do": step.key, "reference": record.reference, "reason": "Because"}
        return client.post(f"{where}bulk/", told).status_code
    address = f"/api/v1/home/{register.key}/{record.reference}/transitions/{step.key}"
    return client.post(address, {"reason": "Because"}, content_type="application/json").status_code


def untouched(register: Register, record: Any) -> bool:
    now = register.model.objects.get(pk=record.pk)
    return bool((now.version, now.state) == (record.version, record.state)) and not Brought.objects.exists()


@every_step
@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize("door", DOORS)
def test_roles_that_the_step_does_not_name_change_nothing(
    home: Cast, register: Register, step: Transition, name: str, door: str
) -> None:
    if ROLES[name] in step.roles:
        pytest.skip("this role may take it")
    record = ready(home, register, step)
    status = attempt(home, door, name, register, record, step)
    assert status in (302, 403, 404), status
    assert untouched(register, record)
    seen = next(one for one in workflow.steps(actor_of(home, name), register, record) if one.transition is step)
    assert seen.refusal


@every_step
@pytest.mark.parametrize("door", DOORS)
def test_whoever_has_a_part_does_not_take_the_step(
    home: Cast, eve: Actor, register: Register, step: Transition, door: str
) -> None:
    for part in step.apart_from:
        record = ready(home, register, step)
        if part == WRITER:
            record = _written_by(register, record, eve)
        else:
            _give_part(register, record, part, eve)
            record = register.model.objects.get(pk=record.pk)
        with pytest.raises((Invalid, NotPermitted), match=r"Somebody other than you|Your role"):
            writing.transition(
                eve, register, record.reference, step.key, reason="Because", values=_filled(record, step)
            )
        attempt(home, door, "eve", register, record, step)
        assert untouched(register, record), part


def _written_by(register: Register, record: Any, actor: Actor) -> Any:
    """The record after this actor wrote a word of it, or as if they had where it is locked."""
    try:
        return writing.change(actor, register, record.reference, {"tags": ["mine"]})
    except (Invalid, NotPermitted):
        first, state = register.workflow.initial, record.state  # type: ignore[union-attr]
        register.model.objects.filter(pk=record.pk).update(state=first)
        writing.change(actor, register, record.reference, {"tags": ["mine"]})
        register.model.objects.filter(pk=record.pk).update(state=state)
        return register.model.objects.get(pk=record.pk)


def _give_part(register: Register, record: Any, part: str, actor: Actor) -> None:
    *path, last = part.split("__")
    for name in path:
        record = getattr(record, name)
    target = registers.of_model(type(record)._meta.get_field(last).related_model)
    part = actor.user_id if target is None else _person_of(target, actor).pk
    type(record).objects.filter(pk=record.pk).update(**{f"{last}_id": part})


def _person_of(people: Register, actor: Actor) -> Any:
    """Whom a user stands for in the register of people."""
    known = people.model.objects.filter(user=actor.user_id).first()
    return known or writing.create(as_tandem(actor), people, {"title": actor.label, "user": actor.user_id})


def _filled(record: Any, step: Transition) -> dict[str, Any]:
    """Something in every field that the step asks for."""
    samples = {"justification": "Known", "accepted_until": "2026-12-31", "evidence_waiver": "Nothing to keep"}
    return {name: samples[name] for name in step.own_fields if name in samples}


@every_step
def test_owning_it_alone_does_not_give_the_step(home: Cast, register: Register, step: Transition) -> None:
    record = ready(home, register, step, owner_id=home.users["cleo"].pk)
    if step.is_owners:
        assert step.by_owner, "given on purpose"
        return
    with pytest.raises(NotPermitted):
        writing.transition(actor_of(home, "cleo"), register, record.reference, step.key, reason="Because")
    assert untouched(register, record)


def brings(actor: Actor, register: Register, record: Any, step: Transition) -> importing.Outcome:
    """Import a line that says the record is as the step would leave it."""
    target = step.target or record.state
    sheet = Sheet("table", 1, ("reference", "state"), [Row(2, (record.reference, target))], [])
    return importing.bring(actor, register, sheet, {0: "reference", 1: "state"}, Options(file="old.csv", run="r"))


@every_step
@pytest.mark.parametrize("name", ROLES)
def test_an_import_brings_an_approval_from_managers_alone_and_marks_it(
    home: Cast, eve: Actor, register: Register, step: Transition, name: str
) -> None:
    if "state" not in register.exchange.importable or step.target in ("", step.sources[0]):
        pytest.skip("no file says this")
    record, actor = ready(home, register, step), actor_of(home, name)
    try:
        outcome = brings(actor, register, record, step)
    except WriteError:
        assert ROLES[name] not in ("manager", "contributor")
        assert untouched(register, record)
        return
    if ROLES[name] != "manager":
        assert outcome.errors and not outcome.is_written
        assert untouched(register, record)
        return
    if outcome.errors:
        assert untouched(register, record)  # the record's own rules, or its lock, refuse it as on the page
        return
    mark = Brought.objects.get()
    assert (mark.reference, mark.file, mark.line, mark.created_by_id) == (record.reference, "old.csv", 2, actor.user_id)
    assert mark.fields["state"] == step.target
    assert list(brought.unconfirmed(register)) == [record.pk]
    for wrong in (actor, actor_of(home, "ben"), actor_of(home, "gil")):
        with pytest.raises(NotPermitted):
            brought.confirm(wrong, [mark.pk])
    assert brought.confirm(eve, [mark.pk]) == 1
    assert not brought.unconfirmed(register).exists()


@every_step
def test_the_command_line_is_a_managers_hand(home: Cast, register: Register, step: Transition, tmp_path: Path) -> None:
    if "state" not in register.exchange.importable or step.target in ("", step.sources[0]):
        pytest.skip("no file says this")
    record, table = ready(home, register, step), tmp_path / "old.csv"
    label = register.workflow.state(step.target).label  # type: ignore[union-attr]
    table.write_text(f"reference,state\n{record.reference},{label}\n")
    with clock.fixed(clock.now()):
        CliRunner().invoke(command, ["home", register.key, str(table), "--json"])
    now = register.model.objects.get(pk=record.pk)
    marks = Brought.objects.filter(record_id=record.pk, register=register.key).count()
    assert (now.state == step.target) == (marks == 1)


def test_every_register_says_who_is_apart() -> None:
    assert {register.key for register, _step in STEPS} >= {
        "document-versions",
        "policy-exceptions",
        "statements",
        "risk-methods",
        "risks",
        "loss-estimates",
        "loss-tolerances",
        "loss-correlations",
        "management-systems",
        "vulnerability-findings",
        "vulnerability-deadlines",
    }


def _accepts(home: Cast, door: str, reference: str) -> None:
    """Ada tries to accept a risk through a door."""
    told = {"risk": reference, "reason": "Low and watched", "until": "2098-01-01"}
    client, register = Client(), registers.find("risk-acceptances")
    assert register is not None
    client.force_login(home.users["ada"])
    if door == "page":
        client.post("/home/risk-acceptances/new/", told)
    elif door == "api":
        client.post("/api/v1/home/risk-acceptances/", told, content_type="application/json")
    else:
        sheet = Sheet("table", 1, tuple(told), [Row(2, tuple(told.values()))], [])
        importing.bring(home.actor("ada"), register, sheet, dict(enumerate(told)), Options(file="old.csv", run="r"))


@pytest.mark.parametrize("door", ["page", "api", "import"])
def test_an_acceptance_is_apart_from_the_assessment_at_every_door(home: Cast, eve: Actor, door: str) -> None:
    risks = registers.find("risks")
    assert risks is not None
    told = {"title": "Fire", "availability": True, "likelihood": 2, "impact": 2, "owner": home.users["ada"].pk}
    assessed = {name: writing.create(actor, risks, told) for name, actor in (("ada", home.actor("ada")), ("eve", eve))}
    for name, accepted in (("ada", None), ("eve", 4)):
        _accepts(home, door, assessed[name].reference)
        assert risks.model.objects.get(pk=assessed[name].pk).accepted_level == accepted, name
