"""A message of a source as it comes in: read at once, taken in at once when it is short."""

from typing import Any

import msgspec

from tandem.ground.kernel import jobs
from tandem.ground.kernel.patterns.acting import tandem
from tandem.operation.events.background import TAKE
from tandem.operation.events.formats.alert import Alert
from tandem.operation.events.formats.reading import read
from tandem.operation.events.taking import Outcome, take

AT_ONCE, PART = 100, 500


def receive(source: Any, data: bytes) -> tuple[int, Outcome | None]:
    """How many events a message tells of, and what came of them; None when they are taken in by and by.

    NotUnderstood when there are none that can be read; then nothing is kept.
    """
    alerts = read(data, source)
    if len(alerts) <= AT_ONCE:
        return len(alerts), take(tandem(source.organization, "api"), source, alerts)
    for start in range(0, len(alerts), PART):
        _ask(source, alerts[start : start + PART])
    return len(alerts), None


def _ask(source: Any, alerts: list[Alert]) -> None:
    arguments = {"source": source.pk, "alerts": msgspec.to_builtins(alerts)}
    jobs.ask(TAKE, organization_id=source.organization_id, arguments=arguments)
