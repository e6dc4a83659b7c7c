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


class BaselineQuery(Struct):
    """Only one register."""

    register: Key | UnsetType = UNSET


class OrganizationBaseline(Struct):
    """Records by register, without people, customers, days and what only some may see."""

    format: Literal["tandem-baseline/1"]
    source: str
    records: dict[str, list[Record]]


class BaselineCopy(Struct, forbid_unknown_fields=True):
    """A baseline to be brought: which registers of it, whether what differs becomes like it, whether it is kept."""

    baseline: OrganizationBaseline
    registers: list[Key] = []
    update: bool = False
    keep: bool = False


class BaselineDifference(Struct):
    """One field that the baseline says otherwise."""

    name: str
    here: str
    there: str


class BaselineDiffering(Struct):
    """One record that is known and differs."""

    reference: str
    title: str
    differences: list[BaselineDifference]


class BaselineTable(Struct):
    """One register of a baseline, held against the organization."""

    register: str
    why_not: str
    new: list[str]
    differing: list[BaselineDiffering]
    same: int


class BaselineFault(Struct):
    """What cannot be brought, in which register."""

    register: str
    message: str


class BaselineBrought(Struct):
    """What a baseline brings, and the number under which it can be taken back."""

    is_written: bool
    number: int | None
    tables: list[BaselineTable]
    wrong: list[BaselineFault]


def show(request: HttpRequest, actor: Actor) -> Any:
    """The baseline of the organization."""
    wanted = request.GET.get("register", "")
    source = Organization.objects.get(pk=actor.organization_id)
    return taking.take(actor, source.slug, [wanted] if wanted else []).written()


def bring(request: HttpRequest, actor: Actor) -> Any:
    """Say what a baseline would bring, or bring it, all or nothing."""
    asked = typed_body(request, BaselineCopy)
    baseline = taking.read(msgspec.to_builtins(asked.baseline))
    tables = meeting.meet(actor, baseline)
    told = [_table(table) for table in tables]
    whole = bringing.prepare(actor, baseline.source, tables, asked.registers, is_updating=asked.update)
    brought = together.bring(actor, whole, keep=asked.keep)
    wrong = [
        BaselineFault(part.register.key, f"{error.column}: {error.message}" if error.column else error.message)
        for part, plan in brought
        for error in plan.outcome.errors
    ]
    is_written = asked.keep and not wrong
    return BaselineBrought(is_written, whole.pk if is_written else None, told, wrong)


def _table(table: meeting.Table) -> BaselineTable:
    differing = [
        BaselineDiffering(
            met.reference, met.title, [BaselineDifference(each.name, each.here, each.there) for each in met.differences]
        )
        for met in table.differing
    ]
    new = [met.title for met in table.new]
    return BaselineTable(table.register.key, table.why_not, new, differing, len(table.same))


OPERATIONS = (
    Operation(
        method="get",
        path="/{organization}/baseline",
        handler=show,
        key="baseline",
        summary="What another organization may begin from",
        tag="organization",
        query=BaselineQuery,
        answer=OrganizationBaseline,
    ),
    Operation(
        method="post",
        path="/{organization}/baseline",
        handler=bring,
        key="bring-baseline",
        summary="Compare with the baseline of another organization, or bring it",
        tag="organization",
        body=BaselineCopy,
        answer=BaselineBrought,
    ),
)
