"""What a record is linked to."""

from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse
from msgspec import Struct

from tandem.faces.api.entering import register_of, reply, typed_body
from tandem.faces.api.operations import Operation
from tandem.ground.kernel import links, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Link as KeptLink

LinkKind = StrEnum("LinkKind", [(kind.name, kind.value) for kind in KeptLink.Kind])  # type: ignore[misc]


class Link(Struct):
    """One end of a link as seen from the other."""

    id: int
    words: str
    note: str
    target: str
    title: str


class Links(Struct):
    """What a record is linked to, from either end."""

    items: list[Link]


class LinkMade(Struct):
    """A link that was made."""

    id: int


class LinkCreate(Struct, forbid_unknown_fields=True):
    """What a record is to be linked to: another record, or a requirement such as `iso-27001:2022/A.5.1`."""

    kind: LinkKind = LinkKind(KeptLink.Kind.RELATED)
    to_register: str = ""
    to_reference: str = ""
    requirement: str = ""
    note: str = ""


def list_links(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """What a record is linked to, from either end."""
    register = register_of(actor, key)
    record = writing.find(actor, register, reference)
    ends = links.of(actor, register, record.pk)
    return Links([Link(end.link_id, str(end.words), end.note, end.reference, end.title) for end in ends])


def add_link(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """Link a record to another one, or to a requirement."""
    register = register_of(actor, key)
    writing.find(actor, register, reference)
    asked = typed_body(request, LinkCreate)
    link = links.connect(
        actor,
        register,
        reference,
        kind=str(asked.kind),
        to_register=asked.to_register,
        to_reference=asked.to_reference,
        requirement=asked.requirement,
        note=asked.note,
    )
    return reply(LinkMade(link.pk), 201)


def remove_link(request: HttpRequest, actor: Actor, key: str, reference: str, link_id: int) -> Any:
    """Take a link away."""
    links.disconnect(actor, register_of(actor, key), reference, link_id)
    return HttpResponse(status=204)


PATH = "/{organization}/{register}/{reference}/links"
OPERATIONS = (
    Operation(
        method="get",
        path=PATH,
        handler=list_links,
        key="links-{register}",
        summary="What it is linked to",
        answer=Links,
    ),
    Operation(
        method="post",
        path=PATH,
        handler=add_link,
        key="link-{register}",
        summary="Link it",
        body=LinkCreate,
        answer=LinkMade,
        status=201,
    ),
    Operation(
        method="delete",
        path=PATH + "/{link_id}",
        handler=remove_link,
        key="unlink-{register}",
        summary="Take a link away",
        status=204,
    ),
)
