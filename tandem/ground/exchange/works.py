"""Work that keeps no table for later but can be taken back as a whole: begun, and ended."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.runs import CHANGES, State, note
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register


def begin_changes(actor: Actor, register: Register, called: str) -> ImportRun:
    """A run of changes of many records at once; `called` is what people call it."""
    return begin(actor, register, called, CHANGES)


def begin(actor: Actor, register: Register, called: str, kind: str) -> ImportRun:
    """A run of work that begins now and keeps no file."""
    run = ImportRun(
        organization_id=actor.organization_id,
        kind=kind,
        register=register.key,
        filename=called.replace("\x00", "")[:255],
        user_id=actor.user_id,
        created_at=clock.now(),
        state=State.RUNNING,
    )
    run.save()
    return run


def end(actor: Actor, run: ImportRun, details: Mapping[str, Any]) -> None:
    """What a run brought is all there: it is entered in the ledger, and what came of it kept with the run."""
    with transaction.atomic():
        if run.arrival is not None:
            entered = {"register": run.register, "file": run.filename}
            writing.note(actor.via("import"), "imports", run.pk, run.filename, "imported", entered)
        note(run, state=State.DONE, outcome={**run.outcome, **details})


def drop_unused(run: ImportRun) -> None:
    """Forget a run that brought nothing, so that nobody is offered to take it back."""
    if run.arrival is None:
        run.delete()
