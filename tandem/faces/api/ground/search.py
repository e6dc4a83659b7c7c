"""Full-text search over every register."""

from typing import Any

from django.http import HttpRequest
from msgspec import Struct

from tandem.faces.api.operations import Operation
from tandem.ground.kernel import search
from tandem.ground.kernel.actor import Actor

MOST = 50


class SearchQuery(Struct):
    """What is searched for."""

    q: str = ""


class Hit(Struct):
    """A record that has the words."""

    register: str
    reference: str
    title: str


class Hits(Struct):
    """The best hits, best first."""

    items: list[Hit]


def find(request: HttpRequest, actor: Actor) -> Any:
    """Full-text search over every register."""
    hits = search.everywhere(actor, request.GET.get("q", ""), MOST)
    return Hits([Hit(hit.register.key, hit.reference, hit.title) for hit in hits])


OPERATIONS = (
    Operation(
        method="get",
        path="/{organization}/search",
        handler=find,
        key="search",
        summary="Search every register",
        tag="organization",
        query=SearchQuery,
        answer=Hits,
    ),
)
