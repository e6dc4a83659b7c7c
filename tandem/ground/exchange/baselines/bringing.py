"""Bringing a baseline into an organization: as a file of several tables, all or nothing, taken back as a whole."""

import json
from collections.abc import Iterable, Sequence

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.exchange import together
from tandem.ground.exchange.baselines.meeting import Met, Table
from tandem.ground.exchange.baselines.taking import Values, needed, relations
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.permissions import WRITERS, insist
from tandem.ground.kernel.registers import Register

OURS = {"created_at": None, "updated_at": None}  # nothing in it is guessed


def prepare(
    actor: Actor, source: str, tables: Sequence[Table], keys: Iterable[str] = (), *, is_updating: bool = False
) -> ImportRun:
    """A file of what is new in these tables, and of what differs when that `is_updating`, ready to be previewed.

    With `keys` only those registers, and those that they cannot do without. Invalid when there is nothing to bring. New
    records belong to the actor until somebody says otherwise.
    """
    insist(actor.may_write and actor.role in WRITERS, _("Your role does not include imports."))
    going = _going(tables, set(keys))
    rows = {table: _rows(actor, table, _absent(tables, going), is_updating=is_updating) for table in going}
    called = _called([table.register for table, table_rows in rows.items() if table_rows])
    if not called:
        raise Invalid({WHOLE: [_("There is nothing in this baseline that is not here already.")]})
    said = {table.register.key: table_rows for table, table_rows in rows.items()}
    content = json.dumps({name: said[key] for name, key in called.items()}, ensure_ascii=False).encode()
    name = _("Baseline of %(source)s") % {"source": source}
    with transaction.atomic():
        whole = together.receive(actor, f"{name}.json", [content])
        together.choose(actor, whole, called)
        whole.parts.update(source="")  # it follows no other file: it names what is new only
    return whole


def _going(tables: Sequence[Table], keys: set[str]) -> list[Table]:
    """The tables that may go and are wanted, with those that they cannot do without."""
    wanted = set(keys)
    for table in reversed(tables):
        if table.register.key in wanted:
            wanted |= {other.key for other in needed(table.register).values()}
    return [table for table in tables if not table.why_not and (not wanted or table.register.key in wanted)]


def _absent(tables: Sequence[Table], going: Sequence[Table]) -> set[str]:
    """The numbers of new records that stay behind."""
    return {met.values["external_id"] for table in tables if table not in going for met in table.new}


def _called(going: Sequence[Register]) -> dict[str, str]:
    """Registers by what the tables of the file are called: their titles, their keys where two share one."""
    titles = [str(register.title) for register in going]
    pairs = zip(titles, (register.key for register in going), strict=True)
    return {title if titles.count(title) == 1 else key: key for title, key in pairs}


def _rows(actor: Actor, table: Table, absent: set[str], *, is_updating: bool) -> list[Values]:
    owned = {"owner": _email(actor)} if "owner" in table.register.writable and actor.user_id else {}
    new = [{"reference": None, **OURS, **_present(table, met.values, absent), **owned} for met in table.new]
    return [*new, *(_changed(table, met, absent) for met in (table.differing if is_updating else ()))]


def _changed(table: Table, met: Met, absent: set[str]) -> Values:
    """A known record with what differs; what the file does not say stays."""
    values = {each.name: met.values[each.name] for each in met.differences}
    return {"reference": met.reference, **OURS, **_present(table, values, absent)}


def _present(table: Table, values: Values, absent: set[str]) -> Values:
    """Values without names of what stays behind."""
    named = relations(table.register)
    return {name: value for name, value in values.items() if name not in named or value not in absent}


def _email(actor: Actor) -> str:
    return str(apps.get_model("accounts", "User").objects.get(pk=str(actor.user_id)).email)
