"""Work in the background: asked for in a transaction, done once it is committed, safe to run twice.

A job is a row. A worker holds the oldest due one (see `holding`) and claims it by a conditional update, so that any
number of workers may run on any number of hosts; a job whose worker died is taken up again, and never while it lives.
How far a job is stands in its row, written by a thread beside the work: the work's own transaction would hide it.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from cronsim import CronSim
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.holding import held
from tandem.ground.kernel.models import Job
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger import naming

logger = logging.getLogger("tandem.jobs")
SILENCE = timedelta(seconds=90)
HEARTBEAT = timedelta(seconds=20)
ATTEMPTS = 3
CANDIDATES = 10

Work = Callable[["Progress"], dict[str, Any] | None]
W = TypeVar("W", bound=Work)


class TakenAway(RuntimeError):
    """Somebody else has this job by now; whoever still works on it must stop."""


@dataclass(frozen=True, slots=True)
class Task:
    """A named piece of background work; `schedule` is a cron line in UTC for what happens by itself."""

    name: str
    work: Work
    schedule: str = ""

    def last_due(self, now: datetime) -> datetime:
        """The newest moment, up to now, at which a scheduled task was to begin."""
        minute = now.replace(second=0, microsecond=0)
        return next(CronSim(self.schedule, minute + timedelta(minutes=1), reverse=True))

    def key(self, moment: datetime) -> str:
        """What makes the run of this moment one of its kind."""
        return f"{self.name}@{moment:%Y-%m-%dT%H:%M}"


_tasks: dict[str, Task] = {}


def task(name: str, schedule: str = "") -> Callable[[W], W]:
    """Register a function as the work of a task."""

    def registered(work: W) -> W:
        _tasks[name] = Task(name, work, schedule)
        return work

    return registered


def scheduled() -> list[Task]:
    """Every task that begins by itself."""
    return [known for known in _tasks.values() if known.schedule]


class Progress:
    """What the work of a job sees of it, and how it tells how far it is."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.arguments: dict[str, Any] = job.arguments
        self.is_taken_away = False
        self.steps = (0, 0)

    def tell(self, done: int, whole: int) -> None:
        """Note how many of how many steps are done; may be called often. TakenAway when another worker has the job."""
        self.steps = done, whole
        if self.is_taken_away:
            raise TakenAway(f"Job {self.job.pk} was taken up by somebody else.")


def how_far(job: Job) -> tuple[int, int]:
    """How many of how many steps of a job are done; 0 of 0 while that is not known."""
    return job.steps_done, job.steps


@contextmanager
def _heard_of(progress: Progress) -> Iterator[None]:
    """While the work goes on, its row says so and how far it is."""
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(progress, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()


@naming.door(naming.QUEUE)
def _beat(progress: Progress, over: threading.Event) -> None:
    written, due = progress.steps, clock.now() + HEARTBEAT
    while not over.wait(settings.TANDEM_JOB_BEAT):
        if progress.steps != written or clock.now() >= due:
            written, due = progress.steps, clock.now() + HEARTBEAT
            _note_beat(progress, written)
    connection.close()


def _note_beat(progress: Progress, steps: tuple[int, int]) -> None:
    try:
        with transaction.atomic():
            noted = _mine(progress.job).update(seen_at=clock.now(), steps_done=steps[0], steps=steps[1])
        progress.is_taken_away = not noted
    except DatabaseError:
        logger.exception("Job %s could not note that it goes on", progress.job.pk)
        close_old_connections()


def _mine(job: Job) -> Any:
    """The row of a job as long as it is this attempt that runs."""
    return Job.objects.filter(pk=job.pk, attempts=job.attempts, state=Job.State.RUNNING)


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
    with transaction.atomic():
        if unique_key is None:
            wanted.save()
            return wanted
        Job.objects.bulk_create([wanted], ignore_conflicts=True)
    return None


@naming.door(naming.QUEUE)
def schedule_due(now: datetime) -> None:
    """Ask for every scheduled task's last due run, once over all workers; one that was missed is made up for."""
    for known in scheduled():
        last = known.last_due(now)
        if now - last < timedelta(hours=1) or _ran_before(known, last):
            ask(known.name, run_at=last, unique_key=known.key(last))


def _ran_before(known: Task, last: datetime) -> bool:
    """True when the task ran here earlier, and its last due run is not even asked for."""
    earlier = Job.objects.filter(task=known.name, unique_key__startswith=f"{known.name}@")
    return earlier.exists() and not earlier.filter(unique_key=known.key(last)).exists()


@naming.door(naming.QUEUE)
def run_next(now: datetime) -> bool:
    """Do the oldest due job, if there is one that nobody holds."""
    for job in Job.objects.filter(_due(now), task__in=_tasks).order_by("run_at", "pk")[:CANDIDATES]:
        with held(job.pk) as is_mine:
            if is_mine and _claim(job, now):
                _run(job)
                return True
    return False


def run_all(now: datetime | None = None) -> int:
    """Do every due job in this process; how many there were."""
    done = 0
    while run_next(now or clock.now()):
        done += 1
    return done


def _due(now: datetime) -> Q:
    lost = Q(state=Job.State.RUNNING) & Q(seen_at__lt=now - SILENCE)
    return Q(state=Job.State.WAITING, run_at__lte=now) | lost


def _claim(job: Job, now: datetime) -> bool:
    """Make the job this worker's; one that took its worker with it too often is given up."""
    with transaction.atomic():
        claimed = Job.objects.filter(_due(now), pk=job.pk, attempts=job.attempts).update(
            state=Job.State.RUNNING, attempts=job.attempts + 1, started_at=now, seen_at=now
        )
    if claimed:
        job.refresh_from_db()
        if job.attempts > ATTEMPTS:
            _finish(job, Job.State.FAILED, {}, _("This did not work; the installation's log says why."))
            return False
    return bool(claimed)


def _run(job: Job) -> None:
    progress = Progress(job)
    scope = organization_active(job.organization_id) if job.organization_id else nullcontext()
    try:
        with _heard_of(progress), naming.door(""), scope:
            result = _tasks[job.task].work(progress)
    except WriteError as refused:
        _finish(job, Job.State.FAILED, {}, str(refused))
    except Exception:
        logger.exception("Job %s (%s) failed", job.pk, job.task)
        _give_back(job)
    else:
        _finish(job, Job.State.DONE, result or {}, "")


def _give_back(job: Job) -> None:
    """Try again a little later, or give up after the third time."""
    try:
        if job.attempts >= ATTEMPTS:
            _finish(job, Job.State.FAILED, {}, _("This did not work; the installation's log says why."))
            return
        later = clock.now() + timedelta(seconds=30 * job.attempts)
        with transaction.atomic():
            _mine(job).update(state=Job.State.WAITING, run_at=later)
    except DatabaseError:
        close_old_connections()


def _finish(job: Job, state: str, result: dict[str, Any], error: str) -> None:
    """Write down what came of a job, unless another worker has it by now."""
    with transaction.atomic():
        _mine(job).update(state=state, result=result, error=error, finished_at=clock.now())
