"""Erasing a value for privacy: from the record, from its history, from the search; every proof in the ledger stays."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, locales, permissions, registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.permissions import insist
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.states import Words
from tandem.ground.ledger import erasure, states
from tandem.ground.ledger.commitments import REASON

COMMENT = "comment:"
COMMENTS = "comments"


@dataclass(frozen=True, slots=True)
class Erasable:
    """One value that may be erased: the name to erase it by, and what people call it."""

    name: str
    label: Words


def erasable(actor: Actor, register: Register, reference: str) -> list[Erasable]:
    """What the ledger holds of a record, gone ones too, that was written in words; NotFound for no such record."""
    _insist_may_erase(actor)
    record_id = _known(actor, register, reference)
    held = states.names_held(actor.organization_id, register.key, record_id)
    fields = [Erasable(name, _label(register, name)) for name in sorted(held) if _is_words(register, name)]
    comments = Comment.objects.filter(register=register.key, record_id=record_id).exclude(text=states.ERASED)
    return fields + [Erasable(f"{COMMENT}{comment.pk}", _comment_label(comment)) for comment in comments.order_by("pk")]


def erase(actor: Actor, register: Register, reference: str, name: str, basis: str) -> int:
    """Erase one value from the record and its whole history; gives from how many entries it went.

    Raises NotPermitted for all but managers, NotFound for no such record, Invalid without a ground or a value.
    """
    if not name:
        raise Invalid({"field": [_("Choose the value that is to go.")]})
    if name not in {erasable_value.name for erasable_value in erasable(actor, register, reference)}:
        raise Invalid({"field": [_("The ledger holds no words under that name.")]})
    if not basis.strip():
        raise Invalid({"basis": [_("Name the ground, such as the request of the person and the law it rests on.")]})
    record_id = _known(actor, register, reference)
    with transaction.atomic():
        if name.startswith(COMMENT):
            comment_id = int(name.removeprefix(COMMENT))
            Comment.objects.filter(pk=comment_id, register=register.key).update(text=states.ERASED)
            return _from_ledger(actor, COMMENTS, comment_id, "text", basis)
        record = register.model.objects.filter(pk=record_id).first()
        if record is not None and name != REASON:
            _empty(actor, register, record, name)
        return _from_ledger(actor, register.key, record_id, name, basis)


def erase_again(actor: Actor, listed: Iterable[dict[str, Any]]) -> int:
    """Repeat erasures that a restored backup does not know, on the records too; from how many entries.

    `listed` is what `ledger.erasure.erasures` gave before the restore.
    """
    known = erasure.erasures(actor.organization_id)
    count = 0
    with transaction.atomic():
        for erased in listed:
            if erased not in known:
                _take_off(actor, erased)
                count += erasure.replay_erasures(actor.organization_id, [erased], now=clock.now())
    return count


def _take_off(actor: Actor, erased: dict[str, Any]) -> None:
    """Empty a value that is to be erased again where it stands today."""
    if erased["register"] == COMMENTS:
        Comment.objects.filter(pk=erased["record_id"]).update(text=states.ERASED)
        return
    register = registers.find(erased["register"])
    record = register.model.objects.filter(pk=erased["record_id"]).first() if register else None
    if register and record and erased["field"] != REASON:
        _empty(actor, register, record, erased["field"])


def _from_ledger(actor: Actor, subject: str, record_id: int, name: str, basis: str) -> int:
    return erasure.erase(
        actor.organization_id,
        subject,
        record_id,
        name,
        basis=basis.strip(),
        approver_label=actor.label,
        approver_id=actor.user_id,
        through=actor.through,
        now=clock.now(),
    )


def _insist_may_erase(actor: Actor) -> None:
    may = actor.may_write and actor.role in permissions.MANAGERS
    insist(may, _("Only managers erase values for privacy."))


def _known(actor: Actor, register: Register, reference: str) -> int:
    """Primary key of a record the actor may see, or of one that is gone and was there for all."""
    try:
        return int(writing.find(actor, register, reference).pk)
    except NotFound:
        gone = None if register.is_confined else states.record_of(actor.organization_id, register.key, reference)
        if gone is None or register.model.objects.filter(pk=gone).exists():
            raise
        return gone


def _empty(actor: Actor, register: Register, record: Record, name: str) -> None:
    """Take the value off the record itself; where something has to stand, that it was erased."""
    field: Any = record._meta.get_field(name)
    if field.null or table.of(field).name in ("words", "records", "structure"):
        writing.follow(actor, register, record, {name: field.get_default()}, "erased")
        return
    try:
        with transaction.atomic():
            writing.follow(actor, register, record, {name: "" if field.blank else states.ERASED}, "erased")
    except Invalid:
        writing.follow(actor, register, record, {name: states.ERASED}, "erased")


def _is_words(register: Register, name: str) -> bool:
    """Free words, and lists of them; not what is chosen, counted or computed."""
    if name == REASON:
        return True
    if name not in {field.name for field in register.model._meta.concrete_fields} or name == "reference":
        return False
    return table.of(register.field(name)).is_free_text


def _label(register: Register, name: str) -> Words:
    return _("Reasons given for changes") if name == REASON else register.label(name)


def _comment_label(comment: Comment) -> str:
    params = {"who": comment.created_by or "Tandem", "when": locales.day(comment.created_at.date())}
    return _("Comment of %(who)s, %(when)s") % params
