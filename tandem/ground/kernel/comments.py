"""What people say about a record."""

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import AUDITOR, Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.permissions import insist
from tandem.ground.kernel.registers import Register

LONGEST = 20_000


def add(
    actor: Actor,
    register: Register,
    reference: str,
    text: str,
    *,
    kind: str = Comment.Kind.COMMENT,
    audience: str = Comment.Audience.INTERNAL,
    sender: str = "",
) -> Comment:
    """Add an entry to the stream of a record the actor may see; the channel is the door the actor came through."""
    insist(actor.may_write and actor.role != AUDITOR, _("You may not comment here."))
    text = text.strip().replace("\x00", "")
    if not text:
        raise Invalid({"text": [_("Write something first.")]})
    if len(text) > LONGEST:
        raise Invalid({"text": [_("At most 20,000 characters fit here.")]})
    with transaction.atomic():
        record = writing.find(actor, register, reference)
        if actor.customer_id is not None:
            audience = Comment.Audience.PUBLIC
        comment: Comment = Comment.objects.create(
            organization_id=actor.organization_id,
            register=register.key,
            record_id=record.pk,
            text=text,
            kind=kind,
            audience=audience,
            channel=actor.through,
            sender=sender[:254],
            created_by_id=actor.user_id,
            created_at=clock.now(),
        )
        writing.note(actor, "comments", comment.pk, record.reference, "commented", _said(comment))
        return comment


def _said(comment: Comment) -> dict[str, str]:
    """What the ledger keeps of it; what goes without saying is left out."""
    said = {"on": comment.register, "text": comment.text}
    usual = {"kind": Comment.Kind.COMMENT, "audience": Comment.Audience.INTERNAL, "sender": ""}
    return said | {
        name: str(getattr(comment, name)) for name, value in usual.items() if getattr(comment, name) != value
    }


def of(actor: Actor, register: Register, record_id: int) -> list[Comment]:
    """The stream of a record, oldest first; somebody of a customer sees what is for them."""
    entries = Comment.objects.filter(register=register.key, record_id=record_id)
    if actor.customer_id is not None:
        entries = entries.filter(audience=Comment.Audience.PUBLIC)
    return list(entries.select_related("created_by").order_by("pk"))
