"""Comments on a record."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from msgspec import Meta, Struct

from tandem.faces.api.entering import register_of, reply, typed_body
from tandem.faces.api.ground.history import in_utc
from tandem.faces.api.operations import Operation
from tandem.ground.kernel import comments, writing
from tandem.ground.kernel.actor import Actor


class Comment(Struct):
    """What somebody said about a record."""

    id: int
    text: str
    author: str | None
    created_at: datetime | None
    kind: str
    audience: str


class Comments(Struct):
    """The comments on a record, oldest first."""

    items: list[Comment]


class CommentCreate(Struct, forbid_unknown_fields=True):
    """What is to be said about a record."""

    text: Annotated[str, Meta(min_length=1, max_length=comments.LONGEST, pattern=r"\S")]
    kind: Literal["comment", "reply", "note"] = "comment"
    audience: Literal["internal", "public"] = "internal"


def list_comments(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """The comments on a record."""
    register = register_of(actor, key)
    record = writing.find(actor, register, reference)
    return Comments([_comment(kept) for kept in comments.of(actor, register, record.pk)])


def add_comment(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """Add a comment."""
    register = register_of(actor, key)
    writing.find(actor, register, reference)
    asked = typed_body(request, CommentCreate)
    added = comments.add(actor, register, reference, asked.text, kind=asked.kind, audience=asked.audience)
    return reply(_comment(added), 201)


def _comment(kept: Any) -> Comment:
    author = kept.created_by.email if kept.created_by else None
    return Comment(kept.pk, kept.text, author, in_utc(kept.created_at), kept.kind, kept.audience)


PATH = "/{organization}/{register}/{reference}/comments"
OPERATIONS = (
    Operation(
        method="get",
        path=PATH,
        handler=list_comments,
        key="comments-{register}",
        summary="Its comments",
        answer=Comments,
    ),
    Operation(
        method="post",
        path=PATH,
        handler=add_comment,
        key="comment-{register}",
        summary="Comment on it",
        body=CommentCreate,
        answer=Comment,
        status=201,
    ),
)
