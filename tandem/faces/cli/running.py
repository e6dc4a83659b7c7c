"""Preparing an installation and running it: server, worker, or both."""

import signal
import socket
import subprocess
import sys
import threading
import time
from types import FrameType

import click
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from tandem.ground.catalogue.loading import load_library
from tandem.ground.kernel import clock, jobs
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger import installation, operations

PAUSE = 1.0
SERVER_WORKERS = 2


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
            told = f"{address}:{port} cannot be used: {error.strerror}. Stop what runs there, or name another --port."
            raise click.ClickException(told) from error


def serve(address: str, port: int, *, with_worker: bool = True) -> None:
    """Serve until interrupted, with a background worker beside it unless one runs elsewhere."""
    worker = subprocess.Popen([sys.executable, "-m", "tandem.faces.cli.main", "worker"]) if with_worker else None
    server = Granian(
        "tandem.faces.web.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=SERVER_WORKERS,
        blocking_threads=4,
        log_access=False,
        respawn_failed_workers=True,
        websockets=False,
    )
    try:
        server.serve()
    finally:
        if worker:
            worker.terminate()
            worker.wait(timeout=15)


class Worker:
    """Does background jobs, seals the ledger and keeps the schedule until it is told to stop."""

    def __init__(self) -> None:
        self.stopping = threading.Event()

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; a job that has begun is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        next_schedule = 0.0
        while not self.stopping.is_set():
            if time.monotonic() >= next_schedule:
                jobs.schedule_due(clock.now())
                next_schedule = time.monotonic() + 30
            seal_all()
            while not self.stopping.is_set() and jobs.run_next(clock.now()):
                pass
            self.stopping.wait(PAUSE)

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Finish what has begun, then stop."""
        self.stopping.set()


def seal_all() -> int:
    """Seal what every organization has written since the last time; how many heads were signed."""
    signed = 0
    for organization_id in operations.waiting_organizations():
        with organization_active(organization_id):
            while operations.seal(organization_id, clock.now()):
                signed += 1
    if signed:
        installation.take_checkpoints(clock.now())
    return signed
