"""Connections between any two records, and from a record to the requirements it is evidence for."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel import clock, permissions, registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.comparison.entering import enter
from tandem.ground.kernel.comparison.held import Held, State, declare
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.models import Link
from tandem.ground.kernel.permissions import insist
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.text import entered

INVERSE = {
    Link.Kind.RELATED: gettext_lazy("is related to"),
    Link.Kind.DEPENDS_ON: gettext_lazy("is needed by"),
    Link.Kind.CAUSED_BY: gettext_lazy("has caused"),
    Link.Kind.TREATED_BY: gettext_lazy("treats"),
    Link.Kind.EVIDENCE_FOR: gettext_lazy("is evidenced by"),
    Link.Kind.DUPLICATE_OF: gettext_lazy("has the duplicate"),
}


def _earlier(state: State, action: str) -> State:
    """Former releases told both ends by reference."""
    if "from" not in state:
        return state
    to = {"to_register": state["to"]} if "to" in state else {"requirement": state["requirement"]}
    return {"register": state["from"], "kind": state["kind"], "note": state["note"]} | to


LINKS = declare(Held(key="links", model=Link, gone=frozenset({"unlinked"}), earlier=_earlier))


@dataclass(frozen=True, slots=True)
class Related:
    """One end of a link as seen from the other: a record or a requirement."""

    link_id: int
    words: str
    note: str
    register: Register | None
    reference: str
    title: str


def connect(
    actor: Actor,
    register: Register,
    reference: str,
    *,
    kind: str = Link.Kind.RELATED,
    to_register: str = "",
    to_reference: str = "",
    requirement: str = "",
    note: str = "",
) -> Link:
    """Link a record that the actor may edit to another record or to a requirement such as `iso-27001:2022/A.5.1`."""
    if kind not in Link.Kind.values:
        raise Invalid({"kind": [_("Choose one of: %(kinds)s.") % {"kinds": ", ".join(Link.Kind.values)}]})
    note, requirement = entered("note", note), entered("requirement", requirement)
    if bool(to_reference) == bool(requirement):
        raise Invalid({"to_reference": [_("Name either a record or a requirement.")]})
    with transaction.atomic():
        record = writing.find(actor, register, reference)
        insist(permissions.may_edit(actor, register, record), _("You may not change this record."))
        target_register, target_id = _target(actor, register, record, to_register, to_reference)
        link: Link
        link, is_new = Link.objects.get_or_create(
            organization_id=actor.organization_id,
            register=register.key,
            record_id=record.pk,
            kind=kind,
            to_register=target_register,
            to_record_id=target_id,
            requirement=requirement[:80],
            defaults={"note": note[:500], "created_by_id": actor.user_id, "created_at": clock.now()},
        )
        if is_new:
            enter(actor, LINKS, link, record.reference, "linked")
        return link


def _target(actor: Actor, register: Register, record: Any, key: str, reference: str) -> tuple[str, int | None]:
    if not reference:
        return "", None
    other = registers.find(key) or _register_of(reference)
    if other is None:
        if key:
            raise Invalid({"to_register": [_("There is no register “%(key)s”.") % {"key": key}]})
        words = _("“%(text)s” is no reference; choose a record from the list, or write its reference, such as RISK-3.")
        raise Invalid({"to_reference": [words % {"text": reference[:40]}]})
    try:
        target = writing.find(actor, other, reference)
    except NotFound as missing:
        raise Invalid({"to_reference": [str(missing)]}) from None
    if (other.key, target.pk) == (register.key, record.pk):
        raise Invalid({"to_reference": [_("A record cannot be linked to itself.")]})
    return other.key, target.pk


def _register_of(reference: str) -> Register | None:
    """The register whose prefix a reference bears."""
    prefix = reference.partition("-")[0].upper()
    return next((register for register in registers.every() if register.prefix == prefix), None)


def disconnect(actor: Actor, register: Register, reference: str, link_id: int) -> None:
    """Take a link away; it may be asked for from either end."""
    with transaction.atomic():
        record = writing.find(actor, register, reference)
        insist(permissions.may_edit(actor, register, record), _("You may not change this record."))
        link = Link.objects.filter(_touching(register, record.pk), pk=link_id).first()
        if link is None:
            raise NotFound(_("There is no such link here."))
        enter(actor, LINKS, link, record.reference, "unlinked")
        link.delete()


def of(actor: Actor, register: Register, record_id: int) -> list[Related]:
    """Everything linked to a record, from either end, that the actor may see."""
    related = []
    for link in Link.objects.filter(_touching(register, record_id)).order_by("pk"):
        outgoing = link.register == register.key and link.record_id == record_id
        if link.requirement:
            related.append(Related(link.pk, link.get_kind_display(), link.note, None, link.requirement, ""))
            continue
        key, identifier = (link.to_register, link.to_record_id) if outgoing else (link.register, link.record_id)
        other = registers.find(key)
        target = permissions.visible(actor, other).filter(pk=identifier).first() if other else None
        if other and target:
            words = link.get_kind_display() if outgoing else str(INVERSE[Link.Kind(link.kind)])
            related.append(
                Related(link.pk, words, link.note, other, target.reference, str(getattr(target, other.headline)))
            )
    return related


def _touching(register: Register, record_id: int) -> Q:
    return Q(register=register.key, record_id=record_id) | Q(to_register=register.key, to_record_id=record_id)
