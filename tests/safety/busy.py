"""An organization in which something of every kind is kept, and random single edits of it by SQL."""

import json
import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, models

from tandem.ground.accounts import operations as accounts
from tandem.ground.accounts.models import Organization, User
from tandem.ground.kernel import brought, comments, defining, files, links, registers, reminders, views, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.brought import Origin
from tandem.ground.kernel.comparison import held
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger.models import Checkpoint, Entry, InstallationLeaf
from tests.cast import Cast, values_for

EXPIRY = timedelta(days=30)


@dataclass(frozen=True)
class Busy:
    """The organization, a manager of it, and the service on which something of every kind hangs."""

    organization: Organization
    actor: Actor
    reference: str


def busy(cast: Cast, now: datetime) -> Busy:
    """Found an organization through the gate alone and keep something of every kind in it."""
    users = {name: User.objects.get(pk=user.pk) for name, user in cast.users.items()}
    home = accounts.found_organization("busy", "Busy", label="Tandem", through="cli", founder=users["ada"])
    ada = Actor(home.pk, "manager", "Ada", users["ada"].pk, "page", home.zone)
    with organization_active(home.pk):
        accounts.add_member(ada, users["ben"], "contributor")
        accounts.add_member(ada, users["cleo"], "reader")
        accounts.add_member(ada, users["gil"], "auditor", date(2099, 12, 31))
        accounts.issue_token(ada, "Export", "read", now + EXPIRY)
        accounts.invite(ada, "eve@example.org", "reader", None, "http://t")
        defining.define(ada, "services", "Cost centre", "text")
        for register in registers.every():
            if register.model.objects.exists():
                continue  # made as part of another record
            values = values_for(cast, ada, register)
            writing.create(ada.via("import"), register, {**values, "tags": ["core", "audit"]})
        reference = _hang_on_a_service(ada)
    return Busy(home, ada, reference)


def _hang_on_a_service(ada: Actor) -> str:
    services = registers.find("services")
    assert services is not None
    values = {"title": "Hosted mail", "own.cost-centre": "4711", "tags": ["mail"]}
    service = writing.create(ada, services, values)
    other = writing.create(ada, services, {"title": "Archive"})
    comments.add(ada, services, service.reference, "Renewed in spring")
    links.connect(ada, services, service.reference, to_register="services", to_reference=other.reference)
    links.connect(ada, services, service.reference, kind="evidence-for", requirement="iso-27001:2022/A.5.1")
    files.attach(ada, services, service.reference, "plan.txt", [b"How we restore it"])
    marked = writing.find(ada, services, other.reference)
    brought.mark(ada, services, marked, ("state",), Origin("run-1", "old.csv", 2))
    views.save(ada, services, "Live", "sort=title", is_shared=True)
    reminders.remind(ada, services, service.reference, ada.today + timedelta(days=9), "Ask again")
    writing.change(ada, services, service.reference, {"title": "Hosted mail and calendar"})
    return str(service.reference)


@dataclass(frozen=True)
class Edit:
    """One thing that somebody with the database in hand did."""

    table: str
    row_id: int
    what: str


LEDGER = {"ledger_entry": Entry, "ledger_checkpoint": Checkpoint, "ledger_installationleaf": InstallationLeaf}
UNSEEN = {  # of no meaning: the tag of a sealed entry, which the tree proves; the key of a head, which nothing names
    "ledger_entry": {"tag"},
    "ledger_checkpoint": {"id"},
    "ledger_installationleaf": {"id"},
}


class Hand:
    """Somebody who edits at random; the same seed edits the same."""

    def __init__(self, organization_id: int, seed: int) -> None:
        self.organization_id = organization_id
        self.chance = random.Random(seed)

    def edit(self) -> Edit | None:
        """Change, delete or copy one row of a table that is held; None when the draw gives nothing to do."""
        subject = self.chance.choice(list(held.every()))
        keys = list(subject.rows(self.organization_id).values_list("pk", flat=True))
        if not keys:
            return None
        pk = self.chance.choice(keys)
        turn = self.chance.random()
        if turn < 0.12 and not subject.is_shared and subject.key != "organizations":
            self._run(f"DELETE FROM {subject.model._meta.db_table} WHERE id = %s", pk)
            return Edit(subject.key, pk, "deleted")
        if turn < 0.2 and not subject.is_shared and subject.key != "organizations":
            return Edit(subject.key, self._copy(subject, pk), "copied")
        names = [name for name in subject.columns() if name != "reference" or turn < 0.5]
        field: Any = subject.model._meta.get_field(self.chance.choice(names))
        return Edit(subject.key, pk, self._change(subject.model._meta.db_table, field, pk))

    def edit_ledger(self) -> Edit:
        """Change or delete one row of the ledger's own tables."""
        table = self.chance.choice(list(LEDGER))
        model = LEDGER[table]
        rows = model._base_manager.all()
        if table == "ledger_entry":
            rows = rows.filter(organization_id=self.organization_id)
        pk = self.chance.choice(list(rows.values_list("pk", flat=True)))
        if self.chance.random() < 0.1:
            self._run(f"DELETE FROM {table} WHERE id = %s", pk)
            return Edit(table, pk, "deleted")
        fields = [
            field for field in model._meta.concrete_fields if field.name not in UNSEEN[table] and not field.is_relation
        ]
        return Edit(table, pk, self._change(table, self.chance.choice(fields), pk))

    def _change(self, table: str, field: Any, pk: int) -> str:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {field.column} FROM {table} WHERE id = %s", [pk])
            before = cursor.fetchone()[0]
        after = self._other(field, before)
        self._run(f"UPDATE {table} SET {field.column} = %s WHERE id = %s", after, pk)
        return f"{field.column}: {before!r} → {after!r}"

    def _other(self, field: Any, before: Any) -> Any:
        """Another value that the column can hold."""
        if isinstance(field, models.BinaryField):
            told = bytes(before or b"")
            return told[:-1] + (b"!" if told.endswith(b"~") else b"~")
        if isinstance(field, models.JSONField):
            told = json.loads(before) if isinstance(before, str) else before
            return json.dumps([*told, "forged"] if isinstance(told, list) else {**(told or {}), "forged": 1})
        if isinstance(field, models.BooleanField):
            return not before
        if isinstance(field, models.DateTimeField | models.DateField):
            return self._later(field, before)
        if isinstance(field, models.DecimalField):
            return str(Decimal(str(before or 0)) + 1)
        if field.is_relation or isinstance(field, models.IntegerField):
            return (before or 0) + self.chance.choice((1, 2))
        text = str(before or "")
        return text[:-1] if len(text) >= (field.max_length or 10**9) else f"{text}~"

    def _later(self, field: Any, before: Any) -> Any:
        day = field.to_python(before) if before else datetime(2026, 1, 1)  # noqa: DTZ001  as stored
        later = day + timedelta(days=self.chance.choice((-1, 1, 400)))
        if isinstance(field, models.DateTimeField):
            return str(later)[:26] if connection.vendor == "sqlite" else later
        return str(later)[:10]

    def _copy(self, subject: Any, pk: int) -> int:
        columns = [field.column for field in subject.model._meta.concrete_fields if not field.primary_key]
        unique = {"reference", "external_id", "name", "key", "secret_hash", "requirement", "user_id", "natural_key"}
        values = [f"{name}" if name not in unique else self._fresh(name) for name in columns]
        table = subject.model._meta.db_table
        sql = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} WHERE id = %s"
        self._run(sql, pk)
        newest: int = subject.rows(self.organization_id).values_list("pk", flat=True).last()
        return newest

    @staticmethod
    def _fresh(name: str) -> str:
        return "user_id + 2" if name == "user_id" else f"substr({name}, 2) || 'x'"

    @staticmethod
    def _run(sql: str, *parameters: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
