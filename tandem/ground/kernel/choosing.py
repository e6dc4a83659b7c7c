"""Finding a record or a person while somebody types: by reference, title, external or serial number, name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from tandem.ground.kernel import permissions, search
from tandem.ground.kernel.actor import CONTRIBUTOR, MANAGER, Actor
from tandem.ground.kernel.collation import in_order
from tandem.ground.kernel.permissions import EVERYBODY
from tandem.ground.kernel.registers import Register, of_model
from tandem.ground.kernel.tenancy import active_organization_id
from tandem.ground.kernel.text import clean, in_one_line

MOST = 12
LONGEST = 200
BATCH = 100
MOST_BATCHES = 5
WORKERS = frozenset({MANAGER, CONTRIBUTOR})
LAST_LETTER = "\uffff"
DECIDING = ("assignee", "approved_by", "accepted_by", "agreed_by", "signed_by")


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen: the value as a form sends it, what people read, and what tells it from others."""

    value: str
    label: str
    note: str = ""


def register_named(field: Any) -> Register | None:
    """The register whose records a field names, by key or by reference; None for a field that names people."""
    return of_model(apps.get_model(field.to) if hasattr(field, "to") else field.related_model)


def records(actor: Actor, register: Register, text: str, most: int = MOST) -> list[Choice]:
    """Records of a register that the actor may see and that a text names, exact references first.

    Without a text they are those that were changed last.
    """
    asked, seen = in_one_line(clean(text))[:LONGEST], permissions.visible(actor, register)
    columns = ("pk", "reference", register.headline)
    if not asked:
        return [_choice(row) for row in seen.order_by("-updated_at").values_list(*columns)[:most]]
    rows = {row[0]: row for row in seen.with_reference(asked).values_list(*columns)}
    for condition in (_begins("reference", asked.upper()), _begins("external_id", asked)):
        if len(rows) < most:
            rows |= {row[0]: row for row in seen.filter(condition).order_by("pk").values_list(*columns)[:most]}
    if len(rows) < most:
        rows |= _by_words(register, seen, asked, columns, most)
    return [_choice(row) for row in list(rows.values())[:most]]


def _begins(name: str, text: str) -> Q:
    """What begins with a text, as a range that an index serves."""
    return Q(**{f"{name}__gte": text, f"{name}__lt": text + LAST_LETTER})


def _by_words(register: Register, seen: Any, asked: str, columns: Sequence[str], most: int) -> dict[int, Any]:
    """Rows whose text has every word, newest first; read in batches, so that one letter costs no walk through all."""
    rows: dict[int, Any] = {}
    below: int | None = None
    for _batch in range(MOST_BATCHES):
        hits = search.newest(register, asked, BATCH, below)
        keys = [record_id for _document, record_id in hits]
        known = {row[0]: row for row in seen.filter(pk__in=keys).values_list(*columns)}
        rows |= {key: known[key] for key in keys if key in known}
        if len(rows) >= most or len(hits) < BATCH:
            break
        below = hits[-1][0]
    return rows


def _choice(row: Sequence[Any]) -> Choice:
    return Choice(row[1], f"{row[1]} {row[2]}")


def anything(actor: Actor, text: str, most: int = MOST) -> list[Choice]:
    """Records of every register that the actor may see and that a text names, exact references first."""
    asked = in_one_line(clean(text))[:LONGEST]
    hits = search.everywhere(actor, asked, most) if asked else []
    exact = sorted(hits, key=lambda hit: hit.reference != asked.upper())
    return [Choice(hit.reference, f"{hit.reference} {hit.title}", str(hit.register.singular)) for hit in exact]


def people(actor: Actor, register: Register, name: str, text: str, most: int = MOST) -> list[Choice]:
    """Members who can hold what this field gives, by name or e-mail address: in order of their names."""
    asked = in_one_line(clean(text))[:LONGEST]
    members = holders(actor, register, name)
    if asked:
        members = members.filter(Q(name__icontains=asked) | Q(email__istartswith=asked))
    rows = members.order_by("name", "pk").values_list("pk", "name", "email")[:most]
    return [Choice(str(pk), label, email) for pk, label, email in in_order(rows, lambda row: row[1])]


def holders(actor: Actor, register: Register, name: str) -> "QuerySet[Any]":
    """Users who can hold a field: members today, and no auditors, who hold nothing here.

    Who is assigned or decides works in the register; an owner may have any other role.
    """
    users: Any = register.field(name).related_model
    working = register.access.edit & WORKERS or WORKERS
    roles = working if name in DECIDING else EVERYBODY
    last_day = Q(memberships__until=None) | Q(memberships__until__gte=actor.today)
    organization = Q(memberships__organization_id=active_organization_id(), memberships__role__in=roles)
    members: QuerySet[Any] = users.objects.filter(organization & last_day, is_active=True)
    return members
