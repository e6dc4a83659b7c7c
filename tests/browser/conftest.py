"""A real server with the demonstration organization, and a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import pseudo

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ROOT = Path(__file__).parents[2]
TANDEM = [sys.executable, "-m", "tandem.faces.cli.main"]
WAIT = 60


class Site:
    """A running installation."""

    def __init__(self, folder: Path, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.environment = {**os.environ, "TANDEM_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "tandem.settings"}
        self.environment["TANDEM_LOCALE_FOLDER"] = str(pseudo.compile_into(folder / "locale"))
        self.environment.pop("TANDEM_DATABASE_URL", None)

    def run(self, *arguments: str) -> str:
        """Run a command of `tandem` and give what it prints."""
        done = subprocess.run(
            [*TANDEM, *arguments], cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def link(self, person: str) -> str:
        """A link that signs one of Lindfalk's people in once."""
        return self.run("sign-in-link", f"{person}@lindfalk.example", "--base-url", self.base).strip()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if CHROMIUM is None:
        message = "Chromium is not installed; the browser tests need it."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    site = Site(tmp_path_factory.mktemp("site"), _free_port())
    site.run("demo", "--no-serve")
    port = site.base.rpartition(":")[2]
    server = subprocess.Popen(
        [*TANDEM, "serve", "--port", port],
        cwd=ROOT,
        env=site.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(site.base + "/accounts/login/")
        yield site
    finally:
        os.killpg(server.pid, 15)
        server.wait(timeout=30)


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


@pytest.fixture(scope="session")
def chromium(site: Site) -> Iterator[Browser]:
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in(site: Site, chromium: Browser) -> Any:
    """The cookies of Mira, who manages Lindfalk, signed in once by her link."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(site.link("mira"))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/lindfalk/board/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def page(site: Site, chromium: Browser, signed_in: Any, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of Mira's; anything the browser complains about fails the test.

    What is pasted may carry styles: that the policy refuses them is as it should be.
    """
    refused = "Applying inline style" if "pasted" in request.node.name else "\0"
    context = chromium.new_context(storage_state=signed_in, base_url=site.base, viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda told: (
            complaints.append(told.text) if "Content Security" in told.text and refused not in told.text else None
        ),
    )
    yield opened
    context.close()
    assert complaints == []
