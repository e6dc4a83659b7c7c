"""Tandem below a path that it shares its host with, in the browser: signing in, the palette, a list, a save."""

import os
import subprocess
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import ROOT, TANDEM, Site, _free_port, _wait

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def below(site: Site) -> Iterator[str]:
    """The same installation, served below /tandem."""
    port = _free_port()
    base = f"http://127.0.0.1:{port}/tandem"
    command = [*TANDEM, "serve", "--without-worker", "--port", str(port)]
    environment = {**site.environment, "TANDEM_BASE_URL": base}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait(f"{base}/accounts/login/")
        yield base
    finally:
        os.killpg(server.pid, 15)
        server.wait(timeout=30)


def test_nothing_is_asked_for_outside_the_prefix(site: Site, chromium: Browser, below: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(site.link("ingrid").replace(site.base, below))  # in one organization, whatever other tests found
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/tandem/lindfalk/board/")
    page.keyboard.press("Control+k")
    page.locator("[data-palette]").fill("RISK-1")
    expect(page.locator("#found a.at")).to_contain_text("RISK-1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tandem/lindfalk/risks/RISK-1/")
    page.locator("[data-theme-toggle]").dispatch_event("click")
    page.goto(f"{below}/lindfalk/risks/RISK-1/edit/")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/tandem/lindfalk/risks/RISK-1/")
    page.keyboard.press("c")
    expect(page.get_by_role("dialog").locator("form")).to_be_visible()
    outside = [path for path in asked if not path.startswith("/tandem/")]
    paths = {cookie["path"] for cookie in context.cookies()}
    context.close()
    assert outside == []
    assert paths == {"/tandem/"}
