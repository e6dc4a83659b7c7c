"""Writes that touch a statement together with its entries."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.direction.controls.statements import backing, carrying, editions, sheet
from tandem.direction.controls.statements import rules as statements_rules
from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.direction.controls.statements.models import Statement
from tandem.direction.controls.statements.usage import gathered, present
from tandem.ground.catalogue.models import Requirement
from tandem.ground.kernel import drafting, permissions, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for


def fill(actor: Actor, statement: Any) -> None:
    """Give a statement an entry for every control that it lacks, carrying over what an earlier one decided."""
    register = declared_for(StatementEntry)
    permissions.insist(permissions.may_create(actor, register), _("You may not add records to this register."))
    known = set(statement.entries.values_list("ref", flat=True))
    controls = [control for control in statements_rules.controls_of(statement.framework) if control.ref not in known]
    carried = _carried(statement, controls) if statement.based_on_id else {}
    values = [
        {"statement": statement, "ref": control.ref, "title": control.title[:300], **carried.get(control.ref, {})}
        for control in controls
    ]
    with gathered():
        writing.create_many(as_tandem(actor), register, values)


def next_version(actor: Actor, statement: Any, framework: str = "") -> Any:
    """Begin the next version of a statement, or its continuation in another edition, with all that was decided."""
    register = declared_for(Statement)
    values = {
        "title": statement.title,
        "framework": framework or statement.framework,
        "based_on": statement,
        "owner": statement.owner_id,
    }
    with transaction.atomic():
        made = writing.create(actor, register, values)
        fill(actor, made)
    return made


def _carried(statement: Any, controls: list[Requirement]) -> dict[str, dict[str, Any]]:
    """What each control inherits; where its forerunners were decided differently nothing but the note."""
    earlier = {entry.ref: entry for entry in statement.based_on.entries.all()}
    if not editions.is_transition(statement):
        return {ref: _same(statement, entry) for ref, entry in earlier.items() if entry.decision}
    edges = editions.edges_between(statement.based_on.framework, statement.framework)
    sources = editions.forerunners_in(edges)
    return {
        control.ref: _inherited(
            statement, control.ref, [earlier[ref] for ref in sources[control.ref] if ref in earlier]
        )
        for control in controls
        if control.ref in sources
    }


def _same(statement: Any, entry: Any) -> dict[str, Any]:
    """The decision of the version before; reasons that follow from records follow anew."""
    names = ("decision", "justification", "progress_reason", "own_reasons", "forerunners", "is_confirmed")
    values = {name: getattr(entry, name) for name in names}
    values |= {name: getattr(entry, name) for name in entry.own_reasons}
    if entry.progress_reason:
        values["progress"] = entry.progress
    return values | {"inherited_from": f"{statement.based_on.reference}: {entry.ref}"}


def _inherited(statement: Any, ref: str, entries: list[Any]) -> dict[str, Any]:
    """One decision out of several alike, to be confirmed: every reason counts, every justification is kept."""
    forerunners = editions.keys_in(statement.based_on.framework, [entry.ref for entry in entries])
    values: dict[str, Any] = {"forerunners": forerunners, "is_confirmed": False}
    values["inherited_from"] = _named(statement, entries)
    decided = [entry for entry in entries if entry.decision]
    if len({entry.decision for entry in decided}) != 1:
        return values
    keys = (f"{statement.framework}/{ref}", *forerunners)
    if decided[0].decision == "excluded" and present().risks_on(keys):
        return values
    return values | _joined(decided)


def _named(statement: Any, entries: list[Any]) -> str:
    return (f"{statement.based_on.reference}: " + ", ".join(entry.ref for entry in entries))[:300]


def _joined(entries: list[Any]) -> dict[str, Any]:
    values: dict[str, Any] = {"decision": entries[0].decision}
    values["justification"] = "\n".join(dict.fromkeys(entry.justification for entry in entries if entry.justification))
    for name in statements_rules.REASONS:
        if any(name in entry.own_reasons and getattr(entry, name) for entry in entries):
            values[name] = True
        elif all(name in entry.own_reasons for entry in entries):
            values.setdefault("own_reasons", []).append(name)
    values["justification"] = values["justification"][:5_000]
    if all(entry.progress_reason for entry in entries):
        far = min((entry.progress for entry in entries), key=statements_rules.ORDER.index)
        why = "; ".join(dict.fromkeys(entry.progress_reason for entry in entries))
        values |= {"progress": far, "progress_reason": why[:300]}
    return values


def bring_along(actor: Actor, entry: Any, before: Any) -> None:
    """A confirmed inheritance takes controls and evidence of its forerunners along; undone, it gives them back."""
    is_wanted = entry.decision == "applicable" and entry.is_confirmed and bool(entry.forerunners)
    was_wanted = before.decision == "applicable" and before.is_confirmed and bool(before.forerunners)
    if is_wanted and not was_wanted:
        carrying.bring(as_tandem(actor), entry)
    elif entry.carried and not is_wanted:
        carrying.give_back(as_tandem(actor), entry)


def discard(actor: Actor, statement: Any) -> None:
    """Undo a draft: its entries go with it, and what it was carried over from stays as it was."""
    register = declared_for(StatementEntry)
    with transaction.atomic():
        permissions.insist(permissions.may_delete(actor, register), _("You may not delete this record."))
        for entry in statement.entries.exclude(carried={}).order_by("pk"):
            carrying.give_back(as_tandem(actor), entry)
        versions = dict(statement.entries.values_list("pk", "version"))
        drafting.drop(actor, register, versions, statement.reference)
        writing.delete(actor, declared_for(Statement), statement.reference)


def put_in_force(actor: Actor, statement: Any) -> None:
    """A newly approved statement keeps what stands behind it, and supersedes the one before of the same catalogue."""
    register, evidence = declared_for(StatementEntry), backing.gather()
    words = sheet.Words.spoken()
    with gathered() as usage:
        pairs = []
        for entry in statement.entries.order_by("pk"):
            serving = statements_rules.serving(entry, usage)
            pairs.append((entry, {"backing": sheet.told_behind(entry, usage, evidence, serving, words)}))
        writing.follow_many(actor, register, pairs, "approved", statement.reference)
    statements_rules.STATEMENTS.put_in_force(actor, statement)
