"""Taking controls and evidence along to another edition once a person confirmed the decision, and giving them back."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.controls.models import Control
from tandem.direction.controls.statements import rules
from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.ground.kernel import links, registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Link
from tandem.ground.kernel.registers import declared_for


def bring(actor: Actor, entry: Any) -> None:
    """Let the forerunners' controls answer the new requirement too, and their evidence speak for it."""
    key = rules.key_of(entry)
    carried = {"controls": _extend(actor, entry, key), "links": _link(actor, entry, key)}
    if any(carried.values()):
        writing.follow(actor, declared_for(StatementEntry), entry, {"carried": carried}, "carried")


def _extend(actor: Actor, entry: Any, key: str) -> list[str]:
    extended = []
    for control in Control.objects.in_use().order_by("pk"):
        if key not in control.requirements and set(control.requirements) & set(entry.forerunners):
            values = {"requirements": [*control.requirements, key]}
            writing.follow(actor, declared_for(Control), control, values, "carried", _because(entry))
            extended.append(control.reference)
    return extended


def _link(actor: Actor, entry: Any, key: str) -> list[list[Any]]:
    made = []
    evidence = Link.objects.filter(kind=Link.Kind.EVIDENCE_FOR)
    there = set(evidence.filter(requirement=key).values_list("register", "record_id"))
    for link in evidence.filter(requirement__in=entry.forerunners).order_by("pk"):
        register = registers.find(link.register)
        record = register.model.objects.filter(pk=link.record_id).first() if register else None
        if register is None or record is None or (link.register, link.record_id) in there:
            continue
        there.add((link.register, link.record_id))
        new = links.connect(
            actor, register, record.reference, kind=Link.Kind.EVIDENCE_FOR, requirement=key, note=link.note
        )
        made.append([link.register, record.reference, new.pk])
    return made


def give_back(actor: Actor, entry: Any) -> None:
    """Take away again what was brought along, and nothing that was there before."""
    key = rules.key_of(entry)
    for control in Control.objects.filter(reference__in=entry.carried.get("controls", [])).order_by("pk"):
        if key in control.requirements:
            values = {"requirements": [requirement for requirement in control.requirements if requirement != key]}
            writing.follow(actor, declared_for(Control), control, values, "given back", _because(entry))
    for register_key, reference, link_id in entry.carried.get("links", []):
        register = registers.find(register_key)
        if register is not None and Link.objects.filter(pk=link_id).exists():
            links.disconnect(actor, register, reference, link_id)
    writing.follow(actor, declared_for(StatementEntry), entry, {"carried": {}}, "given back")


def _because(entry: Any) -> str:
    params = {"statement": entry.statement.reference, "from": entry.inherited_from}
    return _("%(statement)s goes on with %(from)s.") % params
