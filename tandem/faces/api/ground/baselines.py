"""Baselines: what an organization has that another may begin from, and bringing one."""

from typing import Annotated, Any, Literal

import msgspec
from django.http import HttpRequest
from msgspec import UNSET, Meta, Struct, UnsetType

from tandem.faces.api.entering import typed_body
from tandem.faces.api.operations import Operation
from tandem.ground.accounts.models import Organization
from tandem.ground.exchange import together
from tandem.ground.exchange.baselines import bringing, meeting, taking
from tandem.ground.kernel.actor import Actor

Record = dict[str, Any]
Key = Annotated[str, Meta(max_length=60)]


class StartingSetQuery(Struct):
    """Only one register."""

    register: Key | UnsetType = UNSET


class StartingSet(Struct):
    """Records by register, without people, customers, days and what only some may see."""

    format: Literal["tandem-baseline/1"]
    source: str
    records: dict[str, list[Record]]


class StartingSetCopy(Struct, forbid_unknown_fields=True):
    """A baseline to be brought: which registers of it, whether what differs becomes like it, whether it is kept."""

    baseline: StartingSet
    registers: list[Key] = []
    update: bool = False
    keep: bool = False


class StartingSetDifference(Struct):
    """One field that the baseline says otherwise."""

    name: str
    here: str
    there: str


class StartingSetDiffering(Struct):
    """One record that is known and differs."""

    reference: str
    title: str
    differences: list[StartingSetDifference]


class StartingSetTable(Struct):
    """One register of a baseline, held against the organization."""

    register: str
    why_not: str
    new: list[str]
    differing: list[StartingSetDiffering]
    same: int


class StartingSetFault(Struct):
    """What cannot be brought, in which register."""

    register: str
    message: str


class StartingSetBrought(Struct):
    """What a baseline brings, and the number under which it can be taken back."""

    is_written: bool
    number: int | None
    tables: list[StartingSetTable]
    wrong: list[StartingSetFault]


def show(request: HttpRequest, actor: Actor) -> Any:
    """The baseline of the organization."""
    wanted = request.GET.get("register", "")
    source = Organization.objects.get(pk=actor.organization_id)
    return taking.take(actor, source.slug, [wanted] if wanted else []).written()


def bring(request: HttpRequest, actor: Actor) -> Any:
    """Say what a baseline would bring, or bring it, all or nothing."""
    asked = typed_body(request, StartingSetCopy)
    baseline = taking.read(msgspec.to_builtins(asked.baseline))
    tables = meeting.meet(actor, baseline)
    described = [_table(table) for table in tables]
    whole = bringing.prepare(actor, baseline.source, tables, asked.registers, is_updating=asked.update)
    brought = together.bring(actor, whole, keep=asked.keep)
    wrong = [
        StartingSetFault(part.register.key, f"{error.column}: {error.message}" if error.column else error.message)
        for part, plan in brought
        for error in plan.outcome.errors
    ]
    is_written = asked.keep and not wrong
    return StartingSetBrought(is_written, whole.pk if is_written else None, described, wrong)


def _table(table: meeting.Table) -> StartingSetTable:
    differing = [
        StartingSetDiffering(
            met.reference,
            met.title,
            [StartingSetDifference(each.name, each.here, each.there) for each in met.differences],
        )
        for met in table.differing
    ]
    new = [met.title for met in table.new]
    return StartingSetTable(table.register.key, table.why_not, new, differing, len(table.same))


def _difference(each: meeting.Difference) -> StartingSetDifference:
    return StartingSetDifference(each.name, each.here, each.there)


OPERATIONS = (
    Operation(
        method="get",
        path="/{organization}/starting-set",
        handler=show,
        key="starting-set",
        summary="What another organization may begin from",
        tag="organization",
        query=StartingSetQuery,
        answer=StartingSet,
    ),
    Operation(
        method="post",
        path="/{organization}/starting-set",
        handler=bring,
        key="bring-starting-set",
        summary="Compare with the baseline of another organization, or bring it",
        tag="organization",
        body=StartingSetCopy,
        answer=StartingSetBrought,
    ),
)
