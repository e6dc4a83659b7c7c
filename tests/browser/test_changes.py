"""Planning a change into a collision and out of it, by pointer and by keys."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAYROLL = "Payroll database to the new cluster"  # collides with the firmware of the storage, on the same night
EMERGENCY = "Certificate of the mail gateway"  # made at night, to be decided afterwards
TODAY = date.today  # the demonstration counts from the present day


def opened(page: Page) -> Locator:
    """The change on the calendar of the month it is planned in."""
    day = TODAY() + timedelta(days=9)
    page.goto(f"/lindfalk/changes/calendar/?span=month&day={day}")
    return page.locator("[data-change]", has_text=PAYROLL)


def day_of(change: Locator) -> date:
    words = change.locator("xpath=ancestor::td").get_attribute("data-day")
    return date.fromisoformat(words or "")


def beside(page: Page, day: date, days: int) -> tuple[Locator, date]:
    """The cell so many days on, or as many back where the sheet ends before."""
    for moved in (day + timedelta(days=days), day - timedelta(days=days)):
        cell = page.locator(f'[data-day="{moved}"]')
        if cell.count():
            return cell, moved
    raise AssertionError(f"no day beside {day} is shown")


def test_a_change_is_dragged_out_of_a_collision_and_into_it_again(page: Page) -> None:
    change = opened(page)
    expect(change).to_have_class(re.compile("clash"))
    planned = day_of(change)
    cell, free = beside(page, planned, -1)
    change.drag_to(cell)
    expect(page.locator(".flash")).to_contain_text(f"is planned for {free}")
    expect(page.locator(".flash")).not_to_contain_text("Storage H1")
    change = page.locator("[data-change]", has_text=PAYROLL)
    assert day_of(change) == free
    change.drag_to(page.locator(f'[data-day="{planned}"]'))
    expect(page.locator(".flash")).to_contain_text("Storage H1")
    expect(page.locator("[data-change]", has_text=PAYROLL)).to_have_class(re.compile("clash"))


def test_the_same_by_keys_and_escape_leaves_it_where_it_was(page: Page) -> None:
    change = opened(page)
    planned = day_of(change)
    _cell, free = beside(page, planned, 1)
    forward = "ArrowRight" if free > planned else "ArrowLeft"
    back = "ArrowLeft" if free > planned else "ArrowRight"
    change.focus()
    for key in ("m", forward, "Escape"):
        page.keyboard.press(key)
    expect(page.locator(".over")).to_have_count(0)
    assert day_of(change) == planned
    change.focus()
    page.keyboard.press("m")
    expect(page.locator("[data-told]")).to_contain_text("Enter")
    page.keyboard.press(forward)
    expect(page.locator(f'[data-day="{free}"]')).to_have_class(re.compile("over"))
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text("is planned for")
    change = page.locator("[data-change]", has_text=PAYROLL)
    assert day_of(change) == free
    change.focus()
    for key in ("m", back, "Enter"):
        page.keyboard.press(key)
    expect(page.locator("[data-change]", has_text=PAYROLL)).to_have_class(re.compile("clash"))


def test_a_change_is_approved_from_the_phone(site: Site, chromium: Browser, signed_in: object) -> None:
    context = chromium.new_context(
        storage_state=signed_in,  # type: ignore[arg-type]
        base_url=site.base,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    page = context.new_page()
    page.goto("/lindfalk/work/")
    page.locator("tr", has_text=EMERGENCY).get_by_role("link").first.tap()
    expect(page.get_by_role("heading", name=EMERGENCY)).to_be_visible()
    page.get_by_role("link", name="Approve afterwards").or_(page.get_by_role("button", name="Approve afterwards")).tap()
    page.get_by_label("Reason").fill("The certificate had run out")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Approve afterwards").tap()
    expect(page.locator(".flash")).to_contain_text("Made, decided afterwards")
    expect(page.locator(".rec .badge").first).to_have_text("Made, decided afterwards")
    context.close()


def test_queue_board_and_workload_fit_a_phone(site: Site, chromium: Browser, signed_in: object) -> None:
    context = chromium.new_context(storage_state=signed_in, base_url=site.base, viewport={"width": 390, "height": 844})  # type: ignore[arg-type]
    page = context.new_page()
    for address in ("queue/", "queue/states/", "queue/people/", "queue/figures/", "on-call-shifts/", "morning-looks/"):
        page.goto(f"/lindfalk/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
    context.close()
