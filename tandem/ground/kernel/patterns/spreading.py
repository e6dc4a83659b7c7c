"""What one decision means for many records: at once for some, for more in the background in short batches.

A step that everybody waits for may not write ten thousand records with it. The decision stands at once; what follows
from it reaches the records in their turn, and a worker that dies is followed by another.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from tandem.ground.kernel import jobs, registers, writing
from tandem.ground.kernel.actor import SYSTEM, Actor
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.values import state_of

TASK = "spread"
AT_ONCE = 150  # records that are written with the decision
BATCH = 50  # records in a transaction of the job

Pairs = Sequence[tuple[Any, Mapping[str, Any]]]


def spread(actor: Actor, register: Register, pairs: Pairs, action: str, reason: str) -> None:
    """Give each of these records its values, within the caller's transaction or soon after it."""
    if len(pairs) <= AT_ONCE:
        writing.follow_many(actor, register, pairs, action, reason)
        return
    with transaction.atomic():
        for start in range(0, len(pairs), AT_ONCE * BATCH):
            part = [
                [record.pk, _as_arguments(record, values)] for record, values in pairs[start : start + AT_ONCE * BATCH]
            ]
            arguments = {"register": register.key, "pairs": part, "action": action, "reason": reason}
            arguments |= {"label": actor.label, "through": actor.through}
            jobs.ask(TASK, organization_id=actor.organization_id, user_id=actor.user_id, arguments=arguments)


def _as_arguments(record: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as a job can carry them."""
    meant = state_of(type(record)(**values))
    return {name: value.pk if isinstance(value, Record) else meant.get(name) for name, value in values.items()}


@jobs.task(TASK)
def spread_job(progress: jobs.Progress) -> dict[str, Any]:
    """The background side; what another worker did already changes nothing the second time."""
    job_arguments = progress.arguments
    register = registers.find(job_arguments["register"])
    if register is None:
        return {"records": 0}
    actor = Actor(
        progress.job.organization_id or 0,
        SYSTEM,
        job_arguments["label"],
        progress.job.user_id,
        job_arguments["through"],
    )
    pairs = job_arguments["pairs"]
    for start in range(0, len(pairs), BATCH):
        _write(actor, register, pairs[start : start + BATCH], job_arguments["action"], job_arguments["reason"])
        progress.tell(min(start + BATCH, len(pairs)), len(pairs))
    return {"records": len(pairs)}


def _write(actor: Actor, register: Register, part: Sequence[Any], action: str, reason: str) -> None:
    there = register.model.objects.in_bulk([key for key, _values in part])
    meant = _Meant(register)
    pairs = [
        (there[key], {name: meant.by(name, value) for name, value in values.items()})
        for key, values in part
        if key in there
    ]
    writing.follow_many(actor, register, pairs, action, reason)


class _Meant:
    """What a job was told, as the fields of a register hold it; each record that is named is read once."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._records: dict[tuple[str, int], Any] = {}

    def by(self, name: str, value: Any) -> Any:
        field: Any = self._register.field(name)
        if not field.is_relation or value is None:
            return field.to_python(value)
        if (name, value) not in self._records:
            self._records[name, value] = field.related_model.objects.filter(pk=value).first()
        return self._records[name, value]
