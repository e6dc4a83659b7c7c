"""Files that were brought, and taking back what one brought."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from msgspec import Struct

from tandem.faces.api.operations import Operation
from tandem.faces.api.problems import Refusal
from tandem.ground.exchange import runs, touched
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.permissions import WRITERS, insist

MOST = 100


class BroughtRecords(Struct):
    """How many records of a register it brought and changed."""

    register: str
    new: int
    changed: int


class BroughtFile(Struct):
    """A file that was brought: to which register, by whom, what it touched, and whether that stands."""

    number: int
    kind: str
    register: str
    file: str
    at: datetime
    by: str
    state: str
    records: list[BroughtRecords]


class BroughtFiles(Struct):
    """The newest files that were brought."""

    rows: list[BroughtFile]


def every(request: HttpRequest, actor: Actor) -> Any:
    """The newest hundred imports, the newest first; managers see everybody's."""
    insist(actor.role in WRITERS, _("Your role does not include imports."))
    return BroughtFiles([_shown(actor, run) for run in runs.done(actor, MOST, whole=None)])


def take_back(request: HttpRequest, actor: Actor, number: int) -> Any:
    """Take back all that an import brought, a large one in the background; 409 names what was changed since."""
    run = runs.find(actor, number, *runs.EVERY)
    try:
        runs.start_taking_back(actor, run)
    except Invalid as invalid:
        said = " ".join(invalid.problems.get(WHOLE, [])) or str(invalid)
        raise Refusal(409, said) from invalid
    return _shown(actor, run)


def _shown(actor: Actor, run: ImportRun) -> BroughtFile:
    records = [BroughtRecords(count.register.key, count.new, count.changed) for count in touched.counts(actor, run)]
    by = run.user.name if run.user else ""
    return BroughtFile(run.pk, run.kind, run.register, run.filename, run.created_at, by, run.state, records)


OPERATIONS = (
    Operation(
        method="get",
        path="/{organization}/imports",
        handler=every,
        key="imports",
        summary="What was brought",
        tag="organization",
        answer=BroughtFiles,
    ),
    Operation(
        method="post",
        path="/{organization}/imports/{number}/take-back",
        handler=take_back,
        key="take-back-import",
        summary="Take back all that an import brought",
        tag="organization",
        answer=BroughtFile,
    ),
)
