"""Background work: never done by two at once, taken up again when its worker died, watched when it is missed."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from conftest import NOW
from tandem.faces.cli.running import Watch, Worker
from tandem.ground.accounts.models import User
from tandem.ground.kernel import clock, health, jobs
from tandem.ground.kernel.holding import held
from tandem.ground.kernel.models import Job, WorkerBeat
from tests.cast import Cast


@pytest.fixture
def task() -> Iterator[list[jobs.Progress]]:
    """A task that notes each time it is done."""
    done: list[jobs.Progress] = []

    def work(progress: jobs.Progress) -> dict[str, Any]:
        done.append(progress)
        progress.tell(3, 4)
        return {"times": len(done)}

    jobs.task("noted")(work)
    yield done
    del jobs._tasks["noted"]


def running(attempts: int = 1, silent: timedelta = timedelta(minutes=5)) -> Job:
    job = jobs.ask("noted")
    assert job
    Job.objects.filter(pk=job.pk).update(state="running", attempts=attempts, seen_at=clock.now() - silent)
    return job


def in_another_thread(work: Any) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@pytest.fixture
def nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else holds every job."""
    from contextlib import nullcontext

    monkeypatch.setattr(jobs, "held", lambda job_id: nullcontext(False))


def test_a_job_whose_worker_died_is_taken_up_again(home: Cast, task: list[Any]) -> None:
    job = running()
    assert jobs.run_all() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result, len(task)) == ("done", 2, {"times": 1}, 1)


def test_a_silent_job_that_is_held_is_left_alone(home: Cast, task: list[Any], nobody_listens: None) -> None:
    job = running()
    assert jobs.run_all() == 0
    job.refresh_from_db()
    assert (job.state, job.attempts, task) == ("running", 1, [])


def test_a_job_that_was_heard_of_is_left_alone(home: Cast, task: list[Any]) -> None:
    running(silent=timedelta(seconds=30))
    assert jobs.run_all() == 0
    assert task == []


def test_a_job_that_takes_its_worker_with_it_is_given_up(home: Cast, task: list[Any]) -> None:
    job = running(attempts=jobs.ATTEMPTS)
    assert jobs.run_all() == 0
    job.refresh_from_db()
    assert (job.state, task) == ("failed", [])


def test_who_comes_back_late_changes_nothing(home: Cast, task: list[Any]) -> None:
    job = running()
    job.refresh_from_db()
    late = jobs.Progress(job)
    Job.objects.filter(pk=job.pk).update(attempts=2)
    jobs._note_beat(late, (1, 2))
    with pytest.raises(jobs.TakenAway):
        late.tell(2, 2)
    jobs._finish(job, Job.State.DONE, {"wrong": True}, "")
    job.refresh_from_db()
    assert (job.state, job.result, job.steps_done) == ("running", {}, 0)


def test_how_far_a_job_is_stands_in_its_row(home: Cast, task: list[Any]) -> None:
    job = running()
    job.refresh_from_db()
    jobs._note_beat(jobs.Progress(job), (3, 4))
    assert jobs.how_far(Job.objects.get(pk=job.pk)) == (3, 4)


@pytest.mark.django_db
def test_two_never_hold_the_same_job() -> None:
    seen: list[bool] = []

    def other() -> None:
        with held(7) as mine:
            seen.append(mine)

    with held(7) as mine:
        assert mine
        in_another_thread(other)
    in_another_thread(other)
    assert seen == [False, True]


def test_a_failing_step_stops_no_other(home: Cast, caplog: pytest.LogCaptureFixture) -> None:
    worker, done = Worker(), []

    def broken() -> None:
        raise OSError(28, "No space left on device")

    for step in (broken, lambda: done.append(1), broken):
        worker.attempt(step)
    assert done == [1]
    assert caplog.text.count("goes on after a failure") == 1


def test_one_broken_ledger_is_said_after_all_others_are_sealed(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from tandem.faces.cli import running as module

    sealed: list[int] = []

    def seal(organization_id: int, now: Any) -> bool:
        if organization_id == 1:
            raise module.operations.BrokenLedger("one")
        sealed.append(organization_id)
        return sealed.count(organization_id) < 2

    monkeypatch.setattr(module.operations, "waiting_organizations", lambda: [1, 2, 3])
    monkeypatch.setattr(module.operations, "seal", seal)
    monkeypatch.setattr(module.installation, "take_checkpoints", lambda now: sealed.append(0))
    with pytest.raises(module.operations.BrokenLedger, match="one"):
        module.seal_all()
    assert sealed == [2, 2, 3, 3, 0]


def test_a_worker_that_dies_is_started_again(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tandem.faces.cli.running.PAUSE", 0.01)
    note = tmp_path / "starts"
    script = f"import pathlib, time; p = pathlib.Path({str(note)!r}); n = len(p.read_text()) if p.exists() else 0; "
    script += "p.write_text('x' * (n + 1)); time.sleep(0 if n < 2 else 60)"
    watch = Watch([sys.executable, "-c", script])
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and (not note.exists() or len(note.read_text()) < 3):
        time.sleep(0.02)
    watch.stop()
    assert note.read_text() == "xxx"
    assert watch.process.wait(timeout=5) == -subprocess.signal.SIGTERM  # type: ignore[attr-defined]


class TestHealth:
    """What `tandem check` and the installation's page see of the background."""

    def test_nothing_is_wrong_where_nothing_waits(self, home: Cast) -> None:
        assert health.faults(NOW) == []

    def test_a_dead_worker_is_named(self, home: Cast) -> None:
        health.beat("host:7", NOW - timedelta(minutes=3))
        assert health.living(NOW) == 0
        assert [words for words in health.faults(NOW) if "host:7" in words]

    def test_a_worker_that_stopped_as_asked_is_not(self, home: Cast) -> None:
        health.beat("host:7", NOW - timedelta(minutes=3))
        health.ended("host:7")
        assert (WorkerBeat.objects.count(), health.faults(NOW)) == (0, [])

    def test_work_that_waits_too_long_is_named(self, home: Cast, task: list[Any]) -> None:
        jobs.ask("noted", run_at=NOW - timedelta(minutes=11))
        assert ["“noted”" in words for words in health.faults(NOW)] == [True]

    def test_a_missed_night_is_named_and_made_up_for(self, home: Cast) -> None:
        nightly = next(known for known in jobs.scheduled() if known.name == "documents")
        before = nightly.last_due(NOW - timedelta(days=1))
        Job.objects.create(task="documents", run_at=before, unique_key=nightly.key(before), state="done")
        assert ["“documents”" in words for words in health.faults(NOW)] == [True]
        jobs.schedule_due(NOW)
        assert Job.objects.filter(unique_key=nightly.key(nightly.last_due(NOW))).count() == 1

    def test_the_operators_page_says_so(self, home: Cast) -> None:
        User.objects.filter(pk=home.users["ada"].pk).update(is_operator=True)
        health.beat("host:7", NOW - timedelta(minutes=3))
        client = Client()
        client.force_login(home.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
        page = client.get("/installation/").content.decode()
        assert "no worker is running" in page and "host:7" in page
