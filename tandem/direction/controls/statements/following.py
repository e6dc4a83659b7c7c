"""Draft statements follow risks, obligations and controls as they change; approved ones stay as they are."""

from typing import Any

from django.db.models import Q

from tandem.direction.controls.models import Control
from tandem.direction.controls.statements import rules
from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.direction.controls.statements.usage import REASON_OF, gathered, names_used
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for


def risk_changed(actor: Actor, risk: Any, before: Any) -> None:
    """A treatment that uses a control is a reason for it; a risk that is closed or opened again takes all along."""
    were, are = _of_risk(before), _of_risk(risk)
    if risk is not None and before is not None and _is_open(risk) != _is_open(before):
        held = _answered_for(risk)
        were, are = (were, are | held) if _is_open(risk) else (were | held, are)
    _refresh(actor, risk or before, were, are)


def control_in_place_changed(actor: Actor, link: Any, before: Any) -> None:
    """A control that holds an open risk is there because of it."""
    _refresh(actor, link or before, _of_link(before), _of_link(link))


def obligation_changed(actor: Actor, obligation: Any, before: Any) -> None:
    """A law or contract that calls for a control is a reason for it."""
    _refresh(actor, obligation or before, _of_obligation(before), _of_obligation(obligation))


def control_changed(actor: Actor, control: Any, before: Any) -> None:
    """How far the organization's own control is, the statement is."""
    were, are = _of_control(before), _of_control(control)
    if were != are and any(version is not None and version.counts_along for version in (control, before)):
        _refresh_entries(actor, control or before, _entries())
    else:
        _refresh(actor, control or before, were, are)


def _of_risk(risk: Any) -> frozenset[str]:
    if risk is None or not _is_open(risk) or not risk.controls:
        return frozenset()
    own = Control.objects.in_use().filter(reference__in=[name.upper() for name in risk.controls])
    return frozenset(names_used(risk.controls, dict(own.values_list("reference", "requirements"))))


def _is_open(risk: Any) -> bool:
    return bool(risk.state != "closed")


def _answered_for(risk: Any) -> frozenset[str]:
    """What the controls in place for a risk answer."""
    held = Control.objects.in_use().filter(holds__risk=risk).values_list("requirements", flat=True)
    return frozenset(key for keys in held for key in keys)


def _of_link(link: Any) -> frozenset[str]:
    if link is None or not _is_open(link.risk) or link.control.state == "retired":
        return frozenset()
    return frozenset(link.control.requirements)


def _of_obligation(obligation: Any) -> frozenset[str]:
    if obligation is None or obligation.state != "current" or obligation.kind not in REASON_OF:
        return frozenset()
    return frozenset(f"{obligation.kind} {key}" for key in obligation.requirements)


def _of_control(control: Any) -> frozenset[str]:
    if control is None or control.state == "retired":
        return frozenset()
    return frozenset(f"{control.state} {control.counts_along} {key}" for key in control.requirements)


def _refresh(actor: Actor, source: Any, were: frozenset[str], are: frozenset[str]) -> None:
    """Work out anew the entries that what is new or gone speaks of."""
    names = {mention.rpartition(" ")[2] for mention in were ^ are}
    if not names:
        return
    refs = {name.partition("/")[2] or name for name in names}
    entries = [entry for entry in _entries().filter(Q(ref__in=refs) | ~Q(forerunners=[])) if _speaks(names, entry)]
    _refresh_entries(actor, source, entries)


def _speaks(names: set[str], entry: StatementEntry) -> bool:
    keys = rules.keys_of(entry)
    return any(key in names or key.partition("/")[2] in names for key in keys)


def _entries() -> Any:
    """The decisions of drafts that follow the records; what is excluded has neither reasons nor progress."""
    return (
        StatementEntry.objects.filter(statement__state="draft").exclude(decision="excluded").select_related("statement")
    )


def _refresh_entries(actor: Actor, source: Any, entries: Any) -> None:
    affected = list(entries)
    if not affected:
        return
    with gathered():
        pairs: list[tuple[StatementEntry, dict[str, Any]]] = [(entry, {}) for entry in affected]
        writing.follow_many(actor, declared_for(StatementEntry), pairs, "followed", source.reference)
