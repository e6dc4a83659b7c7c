"""Writes that touch a statement with its entries, or a control with its tests."""

from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction

from tandem.direction.controls import rules
from tandem.direction.controls.models import Control, Statement, StatementEntry
from tandem.ground.catalogue.models import MappingRow, Requirement
from tandem.ground.catalogue.vocabulary import Relation
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for


def note_test(actor: Actor, test: Any) -> None:
    """The newest test says how the control stands, and when it is tested again."""
    control = Control.objects.get(pk=test.control_id)
    newest = control.tests.order_by("-done_on", "-pk").first()
    told: dict[str, Any] = {"standing": newest.result, "last_test": newest.done_on}
    if control.test_months:
        told["next_test"] = newest.done_on + relativedelta(months=control.test_months)
    if not control.test_method:
        told["test_method"] = test.title
    writing.follow(actor, declared_for(Control), control, told, "tested", test.reference)


def fill(actor: Actor, statement: Any) -> None:
    """Give a statement an entry for every control that it lacks, carrying over what an earlier one decided."""
    known = set(statement.entries.values_list("ref", flat=True))
    controls = [control for control in rules.controls_of(statement.framework) if control.ref not in known]
    carried = _carried(statement, controls) if statement.based_on_id else {}
    values = [
        {"statement": statement, "ref": control.ref, "title": control.title, **carried.get(control.ref, {})}
        for control in controls
    ]
    writing.create_many(actor, declared_for(StatementEntry), values)


def _carried(statement: Any, controls: list[Requirement]) -> dict[str, dict[str, Any]]:
    """What each control inherits; where its forerunners were decided differently nothing but the note."""
    earlier = {entry.ref: entry for entry in statement.based_on.entries.all()}
    same = statement.based_on.framework == statement.framework
    sources = {control.ref: [control.ref] for control in controls} if same else _forerunners(statement)
    found = {}
    for control in controls:
        entries = [earlier[ref] for ref in sources.get(control.ref, []) if ref in earlier and earlier[ref].decision]
        if not entries:
            continue
        told = {"inherited_from": f"{statement.based_on.reference}: " + ", ".join(entry.ref for entry in entries)}
        if len({entry.decision for entry in entries}) == 1:
            told |= _joined(entries) | {"is_confirmed": same}
        found[control.ref] = told
    return found


def _joined(entries: list[Any]) -> dict[str, Any]:
    """One decision out of several alike: every reason counts, every justification is kept."""
    told: dict[str, Any] = {name: any(getattr(entry, name) for entry in entries) for name in rules.REASONS}
    justifications = dict.fromkeys(entry.justification for entry in entries if entry.justification)
    return told | {"decision": entries[0].decision, "justification": "\n".join(justifications)}


def _forerunners(statement: Any) -> dict[str, list[str]]:
    """References of the earlier edition's controls that became each control of the statement's."""
    before, after = statement.based_on.framework, statement.framework
    rows = MappingRow.objects.exclude(relation=Relation.NO_RELATION).select_related("source", "target")
    found: dict[str, list[str]] = {}
    for row in rows.filter(mapping__source__key=before, mapping__target__key=after):
        if row.source and row.target:
            found.setdefault(row.target.ref, []).append(row.source.ref)
    for row in rows.filter(mapping__source__key=after, mapping__target__key=before):
        if row.source and row.target:
            found.setdefault(row.source.ref, []).append(row.target.ref)
    return {ref: list(dict.fromkeys(refs)) for ref, refs in found.items()}


def discard(actor: Actor, statement: Any) -> None:
    """Undo a draft: its entries go with it, and what it was carried over from stays as it was."""
    with transaction.atomic():
        for reference in list(statement.entries.order_by("pk").values_list("reference", flat=True)):
            writing.delete(actor, declared_for(StatementEntry), reference, reason=statement.reference)
        writing.delete(actor, declared_for(Statement), statement.reference)


def put_in_force(actor: Actor, statement: Any) -> None:
    """A newly approved statement supersedes the one before of the same catalogue."""
    for earlier in Statement.objects.filter(state="approved", framework=statement.framework).exclude(pk=statement.pk):
        told = {"state": "superseded"}
        writing.follow(actor, declared_for(Statement), earlier, told, "superseded", statement.reference)
