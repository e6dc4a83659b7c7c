"""What can be kept: the registers that the caller sees."""

from typing import Any

from django.http import HttpRequest
from msgspec import Struct

from tandem.faces.api.operations import Operation
from tandem.faces.api.representing import shown
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register


class DeclaredStep(Struct):
    """A step of a register's workflow."""

    key: str
    label: str
    target: str


class Declaration(Struct):
    """One kind of record with its fields and steps."""

    key: str
    title: str
    about: str
    fields: list[str]
    writable: list[str]
    filters: list[str]
    sortable: list[str]
    transitions: list[DeclaredStep]


class Declarations(Struct):
    """The registers that the caller sees."""

    items: list[Declaration]


def declarations(request: HttpRequest, actor: Actor) -> Any:
    """The registers that the caller sees, with their fields and steps."""
    seen = [register for register in registers.every() if permissions.may_view_register(actor, register)]
    return Declarations([_declared(register) for register in seen])


def _declared(register: Register) -> Declaration:
    steps = register.workflow.transitions if register.workflow else ()
    return Declaration(
        key=register.key,
        title=str(register.title),
        about=str(register.about),
        fields=list(shown(register)),
        writable=list(register.writable),
        filters=list(register.filters),
        sortable=list(register.sortable),
        transitions=[DeclaredStep(step.key, str(step.label), step.target) for step in steps],
    )


OPERATIONS = (
    Operation(
        method="get",
        path="/{organization}/registers",
        handler=declarations,
        key="registers",
        summary="What can be kept",
        tag="organization",
        answer=Declarations,
    ),
)
