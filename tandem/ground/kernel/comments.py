"""What people say about a record."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import AUDITOR, Actor
from tandem.ground.kernel.comparison.entering import enter
from tandem.ground.kernel.comparison.held import Held, State, declare
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.permissions import insist
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.text import entered

LONGEST = 20_000


def _earlier(state: State, action: str) -> State:
    return {"register": state["on"], "text": state.get("text", "")} if "on" in state else state


COMMENTS = declare(Held(key="comments", model=Comment, gone=frozenset({"removed"}), earlier=_earlier))


Follower = Callable[[Actor, Any, Comment], None]
_followers: dict[str, list[Follower]] = {}


def follow(key: str, follower: Follower) -> None:
    """Let a rule follow each entry that is added to a record of a register, in the same transaction."""
    known = _followers.setdefault(key, [])
    if follower not in known:
        known.append(follower)


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
    text = entered("text", text)
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
        enter(actor, COMMENTS, comment, record.reference, "commented")
        for follower in _followers.get(register.key, ()):
            follower(actor, record, comment)
        return comment


def carry(actor: Actor, register: Register, source: Any, target: Any) -> None:
    """Let the stream of one record also stand on another one; called by rules of Tandem only."""
    for comment in Comment.objects.filter(register=register.key, record_id=source.pk).order_by("pk"):
        carry_one(actor, register, comment, target)


def carry_one(actor: Actor, register: Register, comment: Comment, target: Any) -> None:
    """Let an entry also stand on another record, by whom and when it was written."""
    copied: Comment = Comment.objects.create(
        organization_id=actor.organization_id,
        register=register.key,
        record_id=target.pk,
        text=comment.text,
        kind=comment.kind,
        audience=comment.audience,
        channel=comment.channel,
        sender=comment.sender,
        created_by_id=comment.created_by_id,
        created_at=comment.created_at,
    )
    enter(actor, COMMENTS, copied, target.reference, "carried over")


def is_said_outside(register: str, record_id: int) -> bool:
    """Whether anything was said in the stream of a record that those outside read."""
    said = Comment.objects.filter(register=register, record_id=record_id, audience=Comment.Audience.PUBLIC)
    return bool(said.exists())


def of(actor: Actor, register: Register, record_id: int) -> list[Comment]:
    """The stream of a record, oldest first; somebody of a customer sees what is for them."""
    entries = Comment.objects.filter(register=register.key, record_id=record_id)
    if actor.customer_id is not None:
        entries = entries.filter(audience=Comment.Audience.PUBLIC)
    return list(entries.select_related("created_by").order_by("pk"))
