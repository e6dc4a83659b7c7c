"""Events by themselves: long messages taken in, and incidents opened, each minute."""

from typing import Any

import msgspec

from tandem.ground.kernel import jobs
from tandem.ground.kernel.patterns.acting import tandem
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.events.formats.alert import Alert
from tandem.operation.events.operations import open_due
from tandem.operation.events.sources.models import EventSource
from tandem.operation.events.taking import take

TAKE = "take-events"


@jobs.task("events-due", schedule="* * * * *")
def open_incidents(progress: jobs.Progress | None = None) -> None:
    """Open what is due."""
    for_each_organization(open_due)


@jobs.task(TAKE)
def take_events(progress: jobs.Progress) -> dict[str, Any]:
    """Take in a part of a long message; taken in twice it changes nothing but counts."""
    source = EventSource.objects.select_related("organization").get(pk=progress.arguments["source"])
    alerts = msgspec.convert(progress.arguments["alerts"], list[Alert])
    outcome = take(tandem(source.organization), source, alerts)
    return {"new": outcome.new, "recovered": outcome.recovered}
