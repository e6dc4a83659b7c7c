"""Taking a baseline: what an organization made for itself that another may begin from.

People, days, customers and whatever only some may see stay behind; so does what has ended.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.exchange import exporting
from tandem.ground.exchange.conversion import DATES, kind_of
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import permissions, registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.kinds.kind import EMPTY
from tandem.ground.kernel.registers import Register

FORM = "tandem-baseline/1"
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Records by the key of their register, and the short name of the organization that they are taken from."""

    source: str
    records: Mapping[str, list[Values]]

    def written(self) -> Values:
        """The baseline as JSON."""
        return {"format": FORM, "source": self.source, "records": dict(self.records)}


def read(document: Any) -> Baseline:
    """A baseline out of JSON; UnusableFile when it is none."""
    records = document.get("records") if isinstance(document, dict) and document.get("format") == FORM else None
    if not isinstance(records, dict) or not isinstance(document.get("source"), str):
        raise UnusableFile(_("This is no baseline of Tandem."))
    for key, rows in records.items():
        register = registers.find(key)
        if register is None or not register.exchange.is_baseline:
            raise UnusableFile(_("“%(key)s” is no register of a baseline.") % {"key": key})
        if not isinstance(rows, list) or not all(_is_record(row) for row in rows):
            raise UnusableFile(_("What the baseline holds of “%(key)s” is no list of records.") % {"key": key})
    return Baseline(document["source"], records)


def _is_record(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("reference"), str) and bool(row["reference"])


def registers_of_baselines() -> list[Register]:
    """The registers whose records are copied, each after those that it names."""
    known = {register.key: register for register in registers.every() if register.exchange.is_baseline}
    needs = {key: _named_by(register) & known.keys() - {key} for key, register in known.items()}
    try:
        return [known[key] for key in TopologicalSorter(needs).static_order()]
    except CycleError:
        return list(known.values())


def _named_by(register: Register) -> set[str]:
    return {other.key for other in relations(register).values()}


def relations(register: Register) -> dict[str, Register]:
    """The registers that those of a baseline name, by field."""
    fields = {name: register.field(name) for name in copied(register)}
    named = {name: field.related_model for name, field in fields.items() if field.is_relation}
    return {name: registers.declared_for(model) for name, model in named.items()}  # type: ignore[arg-type]


def copied(register: Register) -> tuple[str, ...]:
    """The fields of a register that go with a baseline: none of people, of days that need not be said, or that stay."""
    return tuple(name for name in register.writable if name not in register.exchange.stays and _goes(register, name))


def _goes(register: Register, name: str) -> bool:
    field = register.field(name)
    kind = kind_of(field)
    if kind == "record":
        other = registers.of_model(field.related_model)  # type: ignore[arg-type]
        return other is not None and other.exchange.is_baseline
    return kind not in ("person", "records") and (kind not in DATES or not (field.blank or field.null))


def insist_may_take(actor: Actor) -> None:
    """Raise NotPermitted unless the actor may copy what is kept here to elsewhere."""
    permissions.insist(
        actor.role in permissions.WRITERS and actor.customer_id is None,
        _("Your role does not include copying a baseline from here."),
    )


def take(actor: Actor, source: str, keys: Iterable[str] = ()) -> Baseline:
    """The baseline of the active organization, of these registers or of all; NotPermitted for who only looks here."""
    insist_may_take(actor)
    wanted = set(keys)
    taken: dict[str, dict[str, Values]] = {}
    for register in registers_of_baselines():
        if permissions.may_view_register(actor, register) and not register.is_confined:
            taken[register.key] = _records(actor, register, taken)
    kept = {key: list(rows.values()) for key, rows in taken.items() if rows and (not wanted or key in wanted)}
    return Baseline(source, kept)


def note_taken(actor: Actor, baseline: Baseline, keys: Iterable[str] = ()) -> None:
    """Enter in the ledger of the active organization what of it was copied; not to whom."""
    wanted = set(keys)
    counts = {key: len(rows) for key, rows in baseline.records.items() if not wanted or key in wanted}
    with transaction.atomic():
        writing.note(actor, "baseline-copies", actor.organization_id, baseline.source, "copied", {"records": counts})


def _records(actor: Actor, register: Register, taken: Mapping[str, Mapping[str, Values]]) -> dict[str, Values]:
    """What is current of a register, by reference; what cannot be without something that stays behind, stays too."""
    states = register.workflow.states if register.workflow else ()
    ended = [state.key for state in states if state.final]
    current = permissions.visible(actor, register)
    current = current.exclude(state__in=ended) if ended else current
    rows = exporting.spoken(actor, register, current.values_list("reference", flat=True))
    records = {reference: _record(actor, register, row) for reference, row in rows.items()}
    whole = _whole(register, records, {**taken, register.key: records})
    return {reference: told for reference, told in whole.items() if _is_about_it(register, rows[reference], told)}


def _is_about_it(register: Register, row: Values, record: Values) -> bool:
    """Whether a record still names what it is about, such as the objective of an indicator, where its form asks."""
    asked = (name for name, (by, values) in register.form.only_for.items() if row.get(by) in values)
    about = (name for name in asked if kind_of(register.field(name)) == "record")
    return all(name in record or row.get(name) in EMPTY for name in about)


def _record(actor: Actor, register: Register, row: Values) -> Values:
    said = [name for name in copied(register) if row.get(name) not in EMPTY]
    values = {name: exporting.in_json(row[name], actor) for name in said}
    return {"reference": row["reference"], "external_id": row.get("external_id") or "", **values}


def _whole(
    register: Register, records: dict[str, Values], taken: Mapping[str, Mapping[str, Values]]
) -> dict[str, Values]:
    """Without names of what is not taken; a record that needs one of those is not taken either."""
    named = relations(register)
    kept = {}
    for reference, record in records.items():
        said = [name for name in named if name in record]
        lost = [name for name in said if record[name] not in taken.get(named[name].key, {})]
        if not set(lost) & set(needed(register)):
            kept[reference] = {name: value for name, value in record.items() if name not in lost}
    return kept


def needed(register: Register) -> dict[str, Register]:
    """Of the registers that those of a baseline name, those that they cannot do without, by field."""
    return {name: other for name, other in relations(register).items() if not register.field(name).null}
