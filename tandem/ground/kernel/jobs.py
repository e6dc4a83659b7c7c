"""Work in the background: asked for in a transaction, done once it is committed, safe to run twice.

A job is a row. A worker claims the oldest due one by a single conditional update, so that any number of workers may
run; a job whose worker died is taken up again when it has not been heard of for a while. How far a job is lies in a
small file: its own transaction would hide it, and nothing else can be written while that holds SQLite's one lock.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cronsim import CronSim
from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.models import Job
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger import naming

logger = logging.getLogger("tandem.jobs")
SILENCE = timedelta(minutes=10)
HEARTBEAT = 60.0
TELLING = 0.25
ATTEMPTS = 3

Work = Callable[["Progress"], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Task:
    """A named piece of background work; `schedule` is a cron line in UTC for what happens by itself."""

    name: str
    work: Work
    schedule: str = ""


_tasks: dict[str, Task] = {}


def task(name: str, schedule: str = "") -> Callable[[Work], Work]:
    """Register a function as the work of a task."""

    def registered(work: Work) -> Work:
        _tasks[name] = Task(name, work, schedule)
        return work

    return registered


class Progress:
    """What the work of a job sees of it, and how it tells how far it is."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.arguments: dict[str, Any] = job.arguments
        self._told_at = 0.0

    def tell(self, done: int, whole: int) -> None:
        """Note how many of how many steps are done; may be called often."""
        if time.monotonic() - self._told_at > TELLING:
            self._told_at = time.monotonic()
            beside = _progress_file(self.job.pk).with_suffix(".new")
            beside.write_text(f"{done} {whole}")
            beside.replace(_progress_file(self.job.pk))


def how_far(job: Job) -> tuple[int, int]:
    """How many of how many steps of a running job are done; 0 of 0 while that is not known."""
    try:
        done, whole = _progress_file(job.pk).read_text().split()
    except FileNotFoundError:
        return 0, 0
    return int(done), int(whole)


def _progress_file(job_id: int) -> Path:
    folder = Path(settings.DATA) / "progress"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / str(job_id)


@contextmanager
def _heard_of(job: Job) -> Iterator[None]:
    """While the work goes on, note now and then that it does."""
    over = threading.Event()

    @naming.door(naming.QUEUE)
    def note() -> None:
        while not over.wait(HEARTBEAT):
            Job.objects.filter(pk=job.pk).update(seen_at=clock.now())
        close_old_connections()

    thread = threading.Thread(target=note, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()


def ask(
    name: str,
    *,
    organization_id: int | None = None,
    user_id: int | None = None,
    arguments: dict[str, Any] | None = None,
    run_at: datetime | None = None,
    unique_key: str | None = None,
) -> Job | None:
    """Ask for work, which begins once the present transaction is committed; None for a job with a `unique_key`."""
    if name not in _tasks:
        raise LookupError(f"There is no task “{name}”.")
    wanted = Job(
        task=name,
        organization_id=organization_id,
        user_id=user_id,
        arguments=arguments or {},
        run_at=run_at or clock.now(),
        unique_key=unique_key,
    )
    if unique_key is None:
        wanted.save()
        return wanted
    with transaction.atomic():
        Job.objects.bulk_create([wanted], ignore_conflicts=True)
    return None


@naming.door(naming.QUEUE)
def schedule_due(now: datetime) -> None:
    """Ask for every scheduled task's last due run, once over all workers."""
    for known in _tasks.values():
        if known.schedule:
            minute = now.replace(second=0, microsecond=0)
            last = next(CronSim(known.schedule, minute + timedelta(minutes=1), reverse=True))
            if now - last < timedelta(hours=1):
                ask(known.name, run_at=last, unique_key=f"{known.name}@{last:%Y-%m-%dT%H:%M}")


@naming.door(naming.QUEUE)
def run_next(now: datetime) -> bool:
    """Do the oldest due job, if there is one."""
    job = _claim(now)
    if job is None:
        return False
    scope = organization_active(job.organization_id) if job.organization_id else nullcontext()
    try:
        with _heard_of(job), naming.door(""), scope:
            result = _tasks[job.task].work(Progress(job))
    except WriteError as refused:
        _finish(job, Job.State.FAILED, {}, str(refused))
    except Exception:
        logger.exception("Job %s (%s) failed", job.pk, job.task)
        _give_back(job)
    else:
        _finish(job, Job.State.DONE, result or {}, "")
    return True


def run_all(now: datetime | None = None) -> int:
    """Do every due job in this process; how many there were."""
    done = 0
    while run_next(now or clock.now()):
        done += 1
    return done


def _claim(now: datetime) -> Job | None:
    lost = Q(state=Job.State.RUNNING) & Q(seen_at__lt=now - SILENCE)
    due = Q(state=Job.State.WAITING, run_at__lte=now) | lost
    for job in Job.objects.filter(due, task__in=_tasks).order_by("run_at", "pk")[:10]:
        mine = Job.objects.filter(due, pk=job.pk, attempts=job.attempts).update(
            state=Job.State.RUNNING, attempts=job.attempts + 1, started_at=now, seen_at=now
        )
        if mine:
            job.refresh_from_db()
            return job
    return None


def _give_back(job: Job) -> None:
    """Try again a little later, or give up after the third time."""
    try:
        if job.attempts >= ATTEMPTS:
            _finish(job, Job.State.FAILED, {}, _("This did not work; the installation's log says why."))
            return
        later = clock.now() + timedelta(seconds=30 * job.attempts)
        Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, run_at=later)
    except DatabaseError:
        close_old_connections()


def _finish(job: Job, state: str, result: dict[str, Any], error: str) -> None:
    _progress_file(job.pk).unlink(missing_ok=True)
    Job.objects.filter(pk=job.pk).update(state=state, result=result, error=error, finished_at=clock.now())
