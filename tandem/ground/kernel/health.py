"""Whether the background work of the installation stands: workers, jobs that wait, schedules that were missed."""

import os
import socket
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.kernel import jobs
from tandem.ground.kernel.models import Job, WorkerBeat
from tandem.ground.ledger import naming

DEAD_AFTER = timedelta(minutes=2)
LATE_AFTER = timedelta(minutes=10)
MISSED_AFTER = timedelta(hours=2)
FORGOTTEN_AFTER = timedelta(days=30)


def this_worker() -> str:
    """Name of the present process among the workers: host and number."""
    return f"{socket.gethostname()}:{os.getpid()}"


def beat(name: str, now: datetime) -> None:
    """Note that this worker lives."""
    with transaction.atomic():
        WorkerBeat.objects.update_or_create(
            name=name, defaults={"seen_at": now}, create_defaults={"started_at": now, "seen_at": now}
        )
        WorkerBeat.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()


def ended(name: str) -> None:
    """Note that this worker stopped as it was asked to; one that is killed leaves its row behind."""
    with transaction.atomic():
        WorkerBeat.objects.filter(name=name).delete()


def living(now: datetime) -> int:
    """How many workers were heard of a moment ago."""
    return WorkerBeat.objects.filter(seen_at__gte=now - DEAD_AFTER).count()


@naming.door(naming.OPERATORS)
def faults(now: datetime) -> list[str]:
    """What is wrong with the background work, in words; nothing where all is well."""
    return [*_dead(now), *_late(now), *_missed(now)]


def _dead(now: datetime) -> list[str]:
    if living(now):
        return []
    last = WorkerBeat.objects.order_by("-seen_at").first()
    if last is None:
        return []
    words = _("No worker is running: the last one (%(name)s) was heard of at %(when)s. Start `tandem worker`.")
    return [words % {"name": last.name, "when": f"{last.seen_at:%Y-%m-%d %H:%M} UTC"}]


def _late(now: datetime) -> list[str]:
    waiting = Job.objects.filter(state=Job.State.WAITING, run_at__lt=now - LATE_AFTER)
    count, oldest = waiting.count(), waiting.order_by("run_at").first()
    if oldest is None:
        return []
    words = ngettext(
        "Background work is late: %(count)d job waits, “%(task)s” since %(when)s. Is a worker running?",
        "Background work is late: %(count)d jobs wait, “%(task)s” since %(when)s. Is a worker running?",
        count,
    )
    return [words % {"count": count, "task": oldest.task, "when": f"{oldest.run_at:%Y-%m-%d %H:%M} UTC"}]


def _missed(now: datetime) -> list[str]:
    """Scheduled work whose last run did not end well, where it ran before."""
    missed = []
    for known in jobs.scheduled():
        due = known.last_due(now - MISSED_AFTER)
        runs = Job.objects.filter(task=known.name, unique_key__startswith=f"{known.name}@")
        if not runs.filter(run_at__lt=due).exists() or runs.filter(run_at__gte=due, state=Job.State.DONE).exists():
            continue
        words = _("The scheduled work “%(task)s” was due at %(when)s and is not done.")
        missed.append(words % {"task": known.name, "when": f"{due:%Y-%m-%d %H:%M} UTC"})
    return missed
