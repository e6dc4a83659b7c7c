"""What can be printed, and the prints themselves."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from msgspec import Meta, Struct

from tandem.faces.api.operations import Operation
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.proof.reporting import printing


class Printable(Struct):
    """A document that follows from the records: of one record of a register, or of all of them."""

    key: str
    title: str
    register: str
    of_record: bool
    forms: list[str]


class Printables(Struct):
    """Everything that can be printed by whoever asks."""

    items: list[Printable]


class PrintQuery(Struct):
    """Which print, in which form, of which record where it is one of a record."""

    key: Annotated[str, Meta(min_length=1)]
    form: Literal["pdf", "docx", "xlsx"] = "pdf"
    record: str = ""


def list_prints(request: HttpRequest, actor: Actor) -> Any:
    """What can be printed from the registers that are seen."""
    return Printables([_printable(declared) for declared in printing.every().values() if _is_seen(actor, declared)])


def _is_seen(actor: Actor, declared: printing.Print) -> bool:
    register = registers.find(declared.register)
    return register is not None and permissions.may_view_register(actor, register)


def _printable(declared: printing.Print) -> Printable:
    return Printable(declared.key, str(declared.title), declared.register, declared.is_of_record, list(declared.forms))


def print_file(request: HttpRequest, actor: Actor) -> Any:
    """A print as a file."""
    asked = request.GET
    organization = Organization.objects.get(pk=actor.organization_id)
    made = printing.printed(
        actor, organization, asked.get("key", ""), asked.get("form", "pdf"), asked.get("record", "")
    )
    response = HttpResponse(made.content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response


OPERATIONS = (
    Operation(
        method="get",
        path="/{organization}/prints",
        handler=list_prints,
        key="prints",
        summary="What can be printed",
        tag="organization",
        answer=Printables,
    ),
    Operation(
        method="get",
        path="/{organization}/prints/file",
        handler=print_file,
        key="print",
        summary="A print as a file",
        tag="organization",
        query=PrintQuery,
        gives_file=True,
    ),
)
