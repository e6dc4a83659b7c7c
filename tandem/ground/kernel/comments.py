"""What people say about a record."""

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import AUDITOR, Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.permissions import insist
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.text import entered

LONGEST = 20_000


def add(actor: Actor, register: Register, reference: str, text: str) -> Comment:
    """Add a comment to a record the actor may see."""
    insist(actor.may_write and actor.role != AUDITOR, _("You may not comment here."))
    text = entered("text", text)
    if not text:
        raise Invalid({"text": [_("Write something first.")]})
    if len(text) > LONGEST:
        raise Invalid({"text": [_("At most 20,000 characters fit here.")]})
    with transaction.atomic():
        record = writing.find(actor, register, reference)
        comment: Comment = Comment.objects.create(
            organization_id=actor.organization_id,
            register=register.key,
            record_id=record.pk,
            text=text,
            created_by_id=actor.user_id,
            created_at=clock.now(),
        )
        writing.note(actor, "comments", comment.pk, record.reference, "commented", {"on": register.key, "text": text})
        return comment


def of(register: Register, record_id: int) -> list[Comment]:
    """The comments on a record, oldest first."""
    found = Comment.objects.filter(register=register.key, record_id=record_id)
    return list(found.select_related("created_by").order_by("pk"))
