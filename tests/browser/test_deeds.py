"""Do next in the browser: one deed after the other in one drawer, by keyboard, without a list page."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def met(page: Page) -> int:
    """How many requirements of both standards the board shows as met."""
    return sum(int(figure) for figure in page.locator(".stand .sum a.fig").all_inner_texts())


def test_a_deed_gains_what_was_promised_and_the_next_one_follows(page: Page) -> None:
    page.goto("/lindfalk/board/?deeds=all")
    before = met(page)
    row = page.locator("table.do tbody tr", has_text="Enter obligation for Landlords")
    promised = int(row.locator(".gain").inner_text().removeprefix("+"))
    row.locator("a.btn").click()
    drawer = page.locator("#deeds")
    expect(drawer.locator("h2").last).to_contain_text("Enter obligation for Landlords")
    drawer.get_by_label("Title").fill("Told a week before power is switched off")
    page.keyboard.press("Control+Enter")
    expect(drawer.locator(".flash.success")).to_contain_text("is now met")
    expect(drawer.locator(".deed h2").last).not_to_contain_text("Landlords")
    assert page.url.endswith("/lindfalk/board/?deeds=all")
    page.keyboard.press("Escape")
    expect(page.locator("table.do tbody tr", has_text="Enter obligation for Landlords")).to_have_count(0)
    assert met(page) - before == promised


def test_three_deeds_in_a_row_in_one_drawer_without_a_list_page(page: Page) -> None:
    page.goto("/lindfalk/board/?deeds=all")
    page.locator("table.do tbody tr", has_text="Enter measure for").locator("a.btn").click()
    drawer, opened = page.locator("#deeds"), list[str]()
    page.on("framenavigated", lambda frame: opened.append(frame.url))
    head = drawer.locator(".deed h2").last
    for count in range(3):
        asked = head.inner_text()
        if asked.startswith("Begin: MEAS-"):  # the measure just entered may be what comes next
            drawer.get_by_role("button", name="Begin").click()
        else:
            expect(head).to_contain_text("Enter measure for")
            drawer.get_by_label("What is done").fill(f"Look at it together, round {count}")
            drawer.get_by_label("Due").fill("2027-03-31")
            page.keyboard.press("Control+Enter")
        expect(head).not_to_have_text(asked)
        expect(drawer.locator(".flash.success")).to_be_visible()
    assert opened == []


def test_another_deed_comes_without_leaving_the_drawer(page: Page) -> None:
    page.goto("/lindfalk/board/")
    page.locator("table.do a.btn").first.click()
    first = page.locator("#deeds .deed h2").inner_text()
    page.get_by_role("link", name="Another deed").click()
    expect(page.locator("#deeds .deed h2")).not_to_have_text(first)
    expect(page.locator("#deeds")).to_be_visible()


def test_without_script_a_deed_is_an_ordinary_page(site: Site, chromium: Browser, signed_in: Any) -> None:
    context = chromium.new_context(storage_state=signed_in, base_url=site.base, java_script_enabled=False)
    page = context.new_page()
    page.goto("/lindfalk/board/?deeds=all")
    page.locator("table.do a", has_text=re.compile("^Enter review of a supplier for")).first.click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").first).to_contain_text("Please fill this in")
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_the_drawer_of_deeds_is_free_of_what_axe_finds(
    site: Site, chromium: Browser, signed_in: Any, theme: str, width: int
) -> None:
    context = chromium.new_context(
        storage_state=signed_in, base_url=site.base, viewport={"width": width, "height": 900}
    )
    context.add_cookies([{"name": "theme", "value": theme, "url": site.base}])
    page = context.new_page()
    page.goto("/lindfalk/board/")
    page.locator("table.do a.btn").nth(1).click()
    expect(page.locator("#deeds form")).to_be_visible()
    violations = Axe().run(page).response["violations"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert [(each["id"], each["nodes"][0]["html"][:160]) for each in violations] == []
