"""A whole Statement of Applicability by keyboard alone: 93 decisions in one sitting, taken back, found, helped."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def draft(page: Page) -> Page:
    """A new draft with nothing decided."""
    page.goto("/lindfalk/statements/new/")
    page.get_by_label("Title").fill("By keyboard")
    page.get_by_role("button", name="Save").first.click()
    page.goto("/lindfalk/statements/decide/")
    page.get_by_role("button", name="List the controls").click()
    counted(page, 0)
    page.locator("h1").click()
    return page


def counted(page: Page, decided: int) -> None:
    expect(page.locator("#soa-count")).to_contain_text(f"{decided} of 93 decided", timeout=30_000)
    busy = page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")
    expect(busy).to_have_count(0, timeout=30_000)


def discard(page: Page) -> None:
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Discard").click()
    page.wait_for_url("**/lindfalk/statements/")


def at(page: Page) -> Locator:
    return page.locator("[data-soa] tr.at")


def test_ninety_three_decisions_by_keyboard(draft: Page) -> None:
    page, keys = draft, draft.keyboard
    # several at once: five chosen by range apply, then are confirmed by count
    keys.press("j")
    keys.press("x")
    for _ in range(4):
        keys.press("j")
    keys.press("Shift+X")
    expect(page.locator("[data-chosen]")).to_have_text("5")
    keys.press("y")
    counted(page, 5)
    # the group is taken back as one, and given again
    keys.press("z")
    counted(page, 0)
    keys.press("x")
    keys.press("k")
    keys.press("Shift+X")
    keys.press("n")
    keys.type("Nothing of the kind is done here")
    keys.press("Enter")
    counted(page, 2)
    # the rest one by one, an exclusion with its reason among them
    keys.press("u")
    for count in range(3, 11):
        keys.press("y")
        counted(page, count)
        keys.press("u")
    keys.press("n")
    keys.type("No such rooms")
    keys.press("Enter")
    counted(page, 11)
    for _ in range(82):
        keys.press("u")
        keys.press("y")
    counted(page, 93)
    expect(page.locator("#tab-undecided")).to_have_text("0")
    expect(page.locator("#tab-excluded")).to_have_text("3")
    expect(page.locator("[data-soa] .error")).to_have_count(0)
    page.reload()
    counted(page, 93)
    discard(page)


def test_help_views_and_reasons_by_keyboard(draft: Page) -> None:
    page, keys = draft, draft.keyboard
    keys.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("dialog")).to_contain_text("take back your last decision")
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    keys.press("j")
    first = at(page).get_attribute("id")
    row = page.locator(f"#{first}")
    keys.press("y")
    counted(page, 1)
    keys.press("k")
    keys.press("2")
    expect(row.locator("input[name=because_law]")).to_be_checked()
    expect(row.locator(".why", has_text="law")).to_contain_text("by hand")
    keys.press("z")
    expect(row.locator("input[name=because_law]")).not_to_be_checked()
    keys.press("f")
    expect(page).to_have_url(re.compile(r"show=undecided"))
    expect(page.locator("[data-soa] tbody tr[id]")).to_have_count(92)
    discard(page)


def test_a_statement_goes_to_another_edition_and_back(page: Page) -> None:
    page.goto("/lindfalk/statements/SOA-1/decide/")
    page.get_by_text("Another edition").click()
    page.get_by_role("button", name="Carry over to ISO/IEC 27001:2013").click()
    page.wait_for_url("**/transition/")
    expect(page.locator("h1")).to_have_text("From one edition to another")
    page.get_by_role("link", name="Confirm by keyboard").click()
    expect(page.locator("#soa-count")).to_contain_text("of 114 decided")
    before = int(page.locator("#tab-confirm").inner_text())
    page.locator("h1").click()
    page.keyboard.press("c")
    expect(page.locator("#tab-confirm")).to_have_text(str(before - 1))
    discard(page)
    expect(page.locator("main")).not_to_contain_text("iso-27001:2013")


@pytest.mark.parametrize(
    ("name", "ending"), [("PDF", "pdf"), ("Word", "docx"), ("Excel", "xlsx"), ("OSCAL profile", "profile.json")]
)
def test_the_statement_is_saved_as(page: Page, name: str, ending: str) -> None:
    page.goto("/lindfalk/statements/SOA-1/decide/")
    page.get_by_text("Save as").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    assert download.value.suggested_filename == f"lindfalk-soa-1.{ending}"
    assert download.value.path().stat().st_size > 5_000


def test_recurring_controls_are_planned(page: Page) -> None:
    page.goto("/lindfalk/controls/begin/")
    page.get_by_label("Log review").check()
    page.get_by_label("Patch level review").check()
    page.get_by_role("button", name="Plan what is ticked").first.click()
    expect(page.locator("main")).to_contain_text("2 controls are planned.")
    expect(page.locator("main")).to_contain_text("Log review")
