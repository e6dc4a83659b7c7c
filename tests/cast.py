"""The cast: Ada manages, Ben owns, Cleo reads, Finn is staff, Gil audits; Dan is from elsewhere."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.auth.hashers import make_password

from tandem.ground.accounts.models import Membership, Organization, User
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import organization_active

ROLES = {"ada": "manager", "ben": "contributor", "cleo": "reader", "finn": "staff", "gil": "auditor"}
LAST_DAY = date(2099, 12, 31)


@dataclass(frozen=True)
class Cast:
    """Two organizations and the people in them."""

    home: Organization
    elsewhere: Organization
    users: dict[str, User]

    def actor(self, name: str, through: str = "page") -> Actor:
        """One of them as an actor in their own organization."""
        organization = self.elsewhere if name == "dan" else self.home
        user, role = self.users[name], "manager" if name == "dan" else ROLES[name]
        return Actor(organization.pk, role, user.name, user.pk, through, organization.zone)


def assemble() -> Cast:
    """Create the cast."""
    home, elsewhere = Organization.objects.bulk_create(
        [
            Organization(slug="home", name="Home", time_zone="Europe/Vienna"),
            Organization(slug="elsewhere", name="Elsewhere"),
        ]
    )
    people = [
        User(email=f"{name}@example.org", name=name.title(), password=_hashed("pass-word-12345"))
        for name in (*ROLES, "dan")
    ]
    users = dict(zip((*ROLES, "dan"), User.objects.bulk_create(people), strict=True))
    with organization_active(home.pk):
        Membership.objects.bulk_create(
            Membership(organization=home, user=users[name], role=role, until=LAST_DAY if role == "auditor" else None)
            for name, role in ROLES.items()
        )
    with organization_active(elsewhere.pk):
        Membership.objects.create(organization=elsewhere, user=users["dan"], role="manager")
    _one_clause()
    return Cast(home, elsewhere, users)


def _one_clause() -> None:
    """A catalogue of one clause, for what refers to it."""
    framework = Framework.objects.create(
        key="iso-27001:2022",
        standard="iso-27001",
        edition="2022",
        name="ISO/IEC 27001:2022",
        kind="standard",
        origin="built-in",
        digest="x",
    )
    Requirement.objects.bulk_create(
        [
            Requirement(framework=framework, ref="4.1", title="Context", kind="clause", assessable=True),
            Requirement(framework=framework, ref="A.5.1", title="Policies", kind="control", assessable=True),
        ]
    )


_hashed = lru_cache(make_password)


def values_for(cast: Cast, actor: Actor, register: Register) -> dict[str, Any]:
    """Values that make a valid record of a register, its parents created first."""
    values = dict(register.example.values)
    owner = actor.user_id
    if register.place.parent:
        parent_register = registers.declared_for(register.field(register.place.parent).related_model)  # type: ignore[arg-type]
        owned = {"owner": owner} if "owner" in parent_register.writable else {}
        given = {**values_for(cast, actor, parent_register), **owned, **register.example.whole}
        values[register.place.parent] = _parent(actor, parent_register, given).reference
    elif "owner" in register.writable:
        values["owner"] = owner
    return values | _needed(cast, actor, register, str(values.get(register.place.parent, "")))


def _parent(actor: Actor, register: Register, given: dict[str, Any]) -> Any:
    """A new record; where there may be only one such, the one that is there."""
    try:
        return writing.create(as_tandem(actor), register, given)
    except Invalid:
        if known := register.model.objects.order_by("pk").first():
            return known
        raise


def _needed(cast: Cast, actor: Actor, register: Register, parent: str) -> dict[str, Any]:
    """Records that a register cannot do without, beside the parent: others that are there already, else new ones."""
    found = {}
    for name in register.writable:
        field = register.field(name)
        target = registers.of_model(field.related_model) if field.is_relation else None  # type: ignore[arg-type]
        if target and not field.blank and name != register.place.parent:
            meant = dict(register.example.named.get(name, {}))
            known = target.model.objects.exclude(reference=parent).filter(**meant).order_by("pk").first()
            found[name] = (known or _as_meant(cast, actor, target, meant)).reference
    return found


def _as_meant(cast: Cast, actor: Actor, register: Register, meant: dict[str, Any]) -> Any:
    """A new record with these values; in a state that it, or what it names, would only reach by steps."""
    reached = {name: meant[name] for name in meant if name.endswith("state")}
    given = {name: value for name, value in meant.items() if name not in reached}
    made: Any = writing.create(actor, register, values_for(cast, actor, register) | given)
    for name, state in reached.items():
        holder = getattr(made, name.removesuffix("__state")) if "__" in name else made
        writing.follow(as_tandem(actor), registers.declared_for(type(holder)), holder, {"state": state}, "sample")
    return made
