"""Filling an organization through the gate, and finding it again."""

from datetime import timedelta
from functools import cache
from typing import Any

from benchmarks.generate import PEOPLE, SERVICES, SLUG, STANDARDS, WORDS, chunks, incidents
from tandem.faces.cli import running
from tandem.ground.accounts import operations as accounts
from tandem.ground.accounts.models import Membership, Organization
from tandem.ground.kernel import clock, registers, writing
from tandem.ground.kernel.actor import Actor, system_actor
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import organization_active

CHANGED_EVERY = 50
MANAGER = "manager@bench.example"


def fill(rows: int) -> None:
    """So many incidents, a tenth as many risks, a twentieth as many documents; one incident in fifty is changed."""
    running.prepare()
    start = next(iter(chunks(rows)))[0] - timedelta(days=10)
    with clock.fixed(start):
        people, services = _set_up()
    actor = actor_of("import")
    with organization_active(actor.organization_id):
        for place, (moment, count) in enumerate(chunks(rows)):
            with clock.fixed(moment):
                made = writing.create_many(
                    actor, register("incidents"), list(incidents(count, place, people, services))
                )
                writing.create_many(actor, register("risks"), [a_risk(number) for number in range(count // 10)])
                writing.create_many(actor, register("documents"), [_document(number) for number in range(count // 20)])
                for record in made[::CHANGED_EVERY]:
                    writing.change(actor, register("incidents"), record.reference, {"category": "looked into"})
            running.seal_all()


def register(key: str) -> Register:
    """The register of this key."""
    found = registers.find(key)
    if found is None:
        raise SystemExit(f"There is no register “{key}” to measure.")
    return found


@cache
def organization() -> Organization:
    """The organization that was filled."""
    return Organization.objects.get(slug=SLUG)


def actor_of(through: str = "page") -> Actor:
    """Its manager."""
    membership = Membership.objects.filter(organization=organization(), role="manager").select_related("user").first()
    if membership is None:
        raise SystemExit("The organization has no manager.")
    user = membership.user
    return Actor(organization().pk, "manager", user.name, user.pk, through, organization().zone)


def _set_up() -> tuple[list[int], list[str]]:
    founder = accounts.create_user(MANAGER, "Manager Bench", "bench-word-48151623")
    made = accounts.found_organization(SLUG, "Bench", label="Benchmarks", through="cli", founder=founder)
    system = system_actor(made.pk, "Benchmarks")
    with organization_active(made.pk):
        for standard in STANDARDS:
            writing.create(system, register("management-systems"), {"title": standard, "standard": standard})
        people = [_member(system, number) for number in range(PEOPLE)]
        services = writing.create_many(system, register("services"), [_service(number) for number in range(SERVICES)])
    return people, [service.reference for service in services]


def _member(actor: Actor, number: int) -> int:
    user = accounts.create_user(f"person{number}@bench.example", f"Person {number}")
    Membership.objects.create(organization_id=actor.organization_id, user=user, role="contributor")
    return int(user.pk)


def _service(number: int) -> dict[str, Any]:
    return {"title": f"Service {number} for {WORDS[number % len(WORDS)]}"}


def a_risk(number: int) -> dict[str, Any]:
    """A risk of availability; every third one is to be brought down by a treatment."""
    word = WORDS[number % len(WORDS)]
    left = {"treatment": "modify", "plan": "Spare", "residual_likelihood": 1, "residual_impact": number % 4 + 1}
    return {
        **(left if number % 3 == 0 else {}),
        "title": f"Loss of {word}",
        "likelihood": number % 5 + 1,
        "impact": number % 4 + 1,
        "availability": True,
        "threat": f"Failure of {word}",
    }


def _document(number: int) -> dict[str, Any]:
    return {"title": f"Procedure for {WORDS[number % len(WORDS)]} {number}", "kind": "procedure"}
