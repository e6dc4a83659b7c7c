"""Pages of every place in the pseudo-language, a third longer than English: what sticks out would have no room."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAGES = [
    "work/", "queue/", "incidents/?view=all", "incidents/new/", "services/SVC-4/", "documents/", "risks/matrix/",
    "board/", "catalogue/", "settings/mine/", "items/", "changes/calendar/", "people/", "tickets/new/",
]  # fmt: skip
BEYOND = """[...document.querySelectorAll("#content *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth).map((each) => each.outerHTML.slice(0, 160))"""


@pytest.fixture(scope="module")
def speaking(site: Site, chromium: Browser) -> Any:
    """The cookies of Petter, who chose the pseudo-language."""
    context = chromium.new_context(base_url=site.base)
    page = context.new_page()
    page.goto(site.link("petter"))
    page.get_by_role("button", name="Sign in").click()
    page.goto("/lindfalk/settings/mine/")
    page.get_by_label("Language").select_option("en-xa")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("html")).to_have_attribute("lang", "en-xa")
    state = context.storage_state()
    context.close()
    return state


def shown(site: Site, chromium: Browser, state: Any, path: str, width: int) -> Page:
    context = chromium.new_context(storage_state=state, base_url=site.base, viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(f"/lindfalk/{path}")
    return page


@pytest.mark.parametrize("path", PAGES)
def test_longer_words_stick_out_of_no_page(site: Site, chromium: Browser, speaking: Any, path: str) -> None:
    for width in (1400, 390):
        page = shown(site, chromium, speaking, path, width)
        inner, beyond = page.evaluate("document.documentElement.scrollWidth"), page.evaluate(BEYOND)
        page.context.close()
        assert inner <= width, beyond
