"""Pictures of the manual: pages of the demonstration, taken by Chromium while `make docs` runs.

Where there is no Chromium, or no Playwright to drive it, the manual is built without pictures and says so.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TANDEM = [sys.executable, "-m", "tandem.faces.cli.main"]
WIDE, NARROW = {"width": 1400, "height": 900}, {"width": 390, "height": 844}
WAIT = 120  # seconds for the server to answer


@dataclass(frozen=True)
class Picture:
    """One picture: its name, whose page it is, where, and what is pressed before it is taken."""

    name: str
    person: str
    address: str
    keys: str = ""
    is_narrow: bool = False
    is_dark: bool = False


PICTURES = (
    Picture("board", "mira", "board/"),
    Picture("board-dark", "mira", "board/", is_dark=True),
    Picture("record", "mira", "controls/CTRL-1/"),
    Picture("ticket", "sara", "incidents/INC-2026-0050/"),
    Picture("ticket-phone", "sara", "incidents/INC-2026-0050/", is_narrow=True, is_dark=True),
    Picture("queue", "sara", "queue/", keys="j"),
    Picture("queue-phone", "sara", "queue/", is_narrow=True),
    Picture("risk", "mira", "risks/RISK-1/"),
    Picture("document", "mira", "documents/DOC-2/"),
    Picture("service", "mira", "services/SVC-4/"),
    Picture("audit", "mira", "audits/AUD-1/checklist/"),
    Picture("review", "mira", "reviews/REV-3/agenda/"),
    Picture("planner", "mira", "board/planner/"),
    Picture("planner-phone", "mira", "board/planner/", is_narrow=True, is_dark=True),
    Picture("calendar", "mira", "work/calendar/"),
    Picture("calendar-phone", "mira", "work/calendar/", is_narrow=True),
    Picture("cause", "mira", "nonconformities/NC-3/"),
    Picture("competences", "mira", "people/competences/"),
    Picture("training", "mira", "training-sessions/TRS-2/"),
    Picture("short-test", "elin", "test-results/AWR-6/test/"),
    Picture("short-test-phone", "elin", "test-results/AWR-6/test/", is_narrow=True, is_dark=True),
    Picture("changes", "mira", "changes/calendar/"),
    Picture("help", "elin", "help/"),
    Picture("help-phone", "elin", "help/", is_narrow=True, is_dark=True),
)


def take_all(folder: Path) -> str:
    """Take every picture into a folder; in words why none was taken, or nothing."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None or find_spec("playwright") is None:
        missing = "Chromium" if chromium is None else "Playwright"
        return f"The manual has no pictures of the pages: {missing} is not installed here."
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, _served(Path(data)) as (base, environment):
        _take(chromium, base, environment, folder)
    return ""


@contextmanager
def _served(data: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The demonstration, served on this machine alone."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "TANDEM_DATA": str(data), "TANDEM_BASE_URL": base}
    _run(environment, "demo", "--no-serve")
    command = [*TANDEM, "serve", "--without-worker", "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True, **quiet)
    try:
        _wait(f"{base}/accounts/login/")
        yield base, environment
    finally:
        os.killpg(server.pid, 15)
        server.wait(timeout=30)


def _run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run([*TANDEM, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def _wait(address: str) -> None:
    deadline = time.monotonic() + WAIT
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).read()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def _take(chromium: str, base: str, environment: dict[str, str], folder: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        known: dict[str, Any] = {}
        for picture in PICTURES:
            if picture.person not in known:
                known[picture.person] = _signed_in(browser, base, environment, picture.person)
            _take_one(browser, base, known[picture.person], picture, folder)
        browser.close()


def _signed_in(browser: Any, base: str, environment: dict[str, str], person: str) -> Any:
    context = browser.new_context()
    page = context.new_page()
    page.goto(_run(environment, "sign-in-link", f"{person}@lindfalk.example", "--base-url", base))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/lindfalk/**")
    state = context.storage_state()
    context.close()
    return state


def _take_one(browser: Any, base: str, state: Any, picture: Picture, folder: Path) -> None:
    size = NARROW if picture.is_narrow else WIDE
    context = browser.new_context(storage_state=state, base_url=base, viewport=size, locale="en-GB")
    context.add_cookies([{"name": "theme", "value": "dark" if picture.is_dark else "light", "url": base}])
    page = context.new_page()
    page.goto(f"/lindfalk/{picture.address}")
    if picture.keys:
        page.keyboard.press(picture.keys)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(folder / f"{picture.name}.png"))
    context.close()
