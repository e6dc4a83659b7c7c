"""Preparing an installation and running it: server, worker, or both."""

import logging
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

import click
from django.core.management import call_command
from django.db import close_old_connections, connections
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

from tandem.ground.catalogue.loading import load_library
from tandem.ground.kernel import clock, health, jobs
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger import installation, operations
from tandem.ground.ledger.problems import BrokenLedger

logger = logging.getLogger("tandem.worker")
PAUSE = 1.0
LONGEST_PAUSE = 30.0
SCHEDULE_EVERY = 30.0
SAID_AGAIN_AFTER = 600.0
SERVER_WORKERS = 2
HEADERS_WITHIN = 10_000  # milliseconds
PARENT = "TANDEM_PARENT"


def prepare() -> None:
    """Bring tables and catalogue up to date; quick when they are."""
    call_command("migrate", interactive=False, verbosity=0)
    load_library()


def insist_free(address: str, port: int) -> None:
    """Raise ClickException when somebody listens there already: the server would share the port with them unseen."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except OSError as error:
            message = (
                f"{address}:{port} cannot be used: {error.strerror}. Stop what runs there, or name another --port."
            )
            raise click.ClickException(message) from error


def serve(address: str, port: int, *, with_worker: bool = True) -> None:
    """Serve until interrupted, with a watched background worker beside it unless one runs elsewhere."""
    _allow_many_connections()
    server = Granian(
        "tandem.faces.web.rsgi:application",
        address=address,
        port=port,
        interface=Interfaces.RSGI,
        workers=SERVER_WORKERS,
        backlog=4096,
        http=HTTPModes.http1,  # an idle connection of HTTP/2 would stay open for ever; proxies speak HTTP/1.1 inwards
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN),
        log_access=False,
        respawn_failed_workers=True,
        websockets=False,
    )
    watch = Watch([sys.executable, "-m", "tandem.faces.cli.main", "worker"]) if with_worker else None
    try:
        server.serve()
    finally:
        if watch:
            watch.stop()


def _allow_many_connections() -> None:
    """A connection that only waits costs a file handle and nothing else; let there be as many as the system allows."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Watch:
    """Keeps a process running: started at once, and again whenever it ends by itself, a little later each time."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._keep, daemon=True)
        self.process = self._start()
        self.thread.start()

    def stop(self) -> None:
        """End the process as it should end; kill it when it does not."""
        self.over.set()
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self.command, env={**os.environ, PARENT: str(os.getpid())})  # noqa: S603

    def _keep(self) -> None:
        pause = PAUSE
        while not self.over.is_set():
            began = time.monotonic()
            ended = self.process.wait()
            if self.over.is_set():
                return
            pause = PAUSE if time.monotonic() - began > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
            logger.error("The worker ended by itself (%s); it is started again in %d s.", ended, pause)
            if not self.over.wait(pause):
                self.process = self._start()


class Worker:
    """Does background jobs in one thread; seals the ledger and keeps the schedule in another, until told to stop.

    Whatever fails is logged and tried again: a lost database, a full disk or one broken ledger stops nothing else.
    """

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.parent = int(os.environ.get(PARENT, "0"))
        self.name = health.this_worker()
        self._said: dict[str, float] = {}
        self._kept_at = -SCHEDULE_EVERY

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; a job that has begun is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        working = threading.Thread(target=self.loop, args=(self.work,))
        working.start()
        self.loop(self.keep_up)
        working.join()
        self.attempt(lambda: health.ended(self.name))

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Finish what has begun, then stop."""
        self.stopping.set()

    def loop(self, turn: Callable[[], None]) -> None:
        """One turn after another with a pause between, a longer one after failures."""
        pause = PAUSE
        while not self.stopping.is_set():
            if self.parent and os.getppid() != self.parent:
                self.stopping.set()  # whoever started this worker was killed
                return
            pause = PAUSE if self.attempt(turn) else min(pause * 2, LONGEST_PAUSE)
            self.stopping.wait(pause)
        connections.close_all()

    def attempt(self, step: Callable[[], object]) -> bool:
        """Do a step; log what goes wrong, at most every ten minutes in the same words, and say whether it went well."""
        try:
            step()
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            if time.monotonic() - self._said.get(words, -SAID_AGAIN_AFTER) >= SAID_AGAIN_AFTER:
                self._said = {words: time.monotonic()}
                logger.exception("The worker goes on after a failure")
            close_old_connections()
            return False
        return True

    def work(self) -> None:
        """Do what is due, one job after another."""
        while not self.stopping.is_set() and jobs.run_next(clock.now()):
            pass

    def keep_up(self) -> None:
        """Say that this worker lives, ask for what is scheduled, seal what was written; none waits for another."""
        steps: list[Callable[[], object]] = [seal_all]
        if time.monotonic() - self._kept_at >= SCHEDULE_EVERY:
            self._kept_at = time.monotonic()
            steps += [lambda: health.beat(self.name, clock.now()), lambda: jobs.schedule_due(clock.now())]
        for step in steps:
            self.attempt(step)


def seal_all() -> int:
    """Seal what every organization has written since the last time; how many heads were signed.

    A ledger that cannot be sealed is raised after all the others are.
    """
    signed, broken = 0, []
    for organization_id in operations.waiting_organizations():
        try:
            signed += _seal(organization_id)
        except BrokenLedger as error:
            broken.append(error)
    if signed:
        installation.take_checkpoints(clock.now())
    if broken:
        raise broken[0]
    return signed


def _seal(organization_id: int) -> int:
    signed = 0
    with organization_active(organization_id):
        while operations.seal(organization_id, clock.now()):
            signed += 1
    return signed
