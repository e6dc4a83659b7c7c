"""The desk by keyboard: a ticket from a telephone call, and twenty tickets of the queue, with every key counted."""

import csv
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


class Keys:
    """Presses keys and counts them; text that has to be written in any case is not counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.pressed += len(keys)

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)


def drawer(page: Page) -> None:
    page.keyboard.press("c")
    expect(page.get_by_role("combobox", name="Who is it?")).to_be_focused()


def test_a_call_becomes_a_ticket_in_less_than_fifteen_keys(page: Page) -> None:
    page.goto("/lindfalk/services/")
    keys = Keys(page)
    keys.press("c")
    expect(page.get_by_role("combobox", name="Who is it?")).to_be_focused()
    keys.write("jens")
    expect(page.get_by_role("option", name=re.compile("Jens Holm.*Nordlig Handel"))).to_have_attribute(
        "aria-selected", "true"
    )
    keys.press("Enter")
    expect(page.get_by_label("What is wrong, in one line")).to_be_focused()
    expect(page.locator(".theirs")).to_contain_text("Nordlig Handel")
    keys.write("Scanner at the till stays dark")
    priority = page.locator("[data-priority-line] .badge")
    expect(priority).to_have_text("4 - Low")
    keys.press("Tab", "Tab", "Space", "Tab", "Tab", "ArrowRight")
    expect(priority).to_have_text("3 - Moderate")
    keys.press("Tab", "ArrowRight")
    expect(priority).to_have_text("2 - High")
    keys.press("Control+Shift+Enter")
    expect(page.locator(".flash.success")).to_contain_text("Scanner at the till stays dark")
    assert page.url.endswith("/lindfalk/services/")
    assert keys.pressed < 15
    page.goto("/lindfalk/incidents/?view=mine&sort=-opened_at")
    page.get_by_role("link", name="Scanner at the till stays dark").or_(
        page.locator("tbody tr", has_text="Scanner at the till").get_by_role("link").first
    ).first.click()
    expect(page.locator(".side")).to_contain_text("Jens Holm")
    expect(page.locator(".side")).to_contain_text("Nordlig Handel")
    expect(page.locator(".glance")).to_contain_text("Mira Solberg")


def test_a_known_error_ends_the_call_before_the_form_does(page: Page) -> None:
    page.goto("/lindfalk/work/")
    drawer(page)
    page.keyboard.type("Somebody without a record")
    page.keyboard.press("Tab")
    expect(page.locator(".theirs")).to_contain_text("nobody of this name is kept here")
    page.get_by_label("What is wrong, in one line").fill("Both carrier lines of the site are down")
    known = page.locator("#quick-known .hintbox").first
    expect(known).to_contain_text("Looks like PRB-")
    known.get_by_role("button", name="Use it and solve").click()
    expect(page.locator(".flash.success")).to_contain_text("Solved as INC-")
    reference = re.search(r"INC-[\d-]+\d", page.locator(".flash.success").inner_text())
    assert reference is not None
    page.goto(f"/lindfalk/incidents/{reference[0]}/")
    expect(page.locator(".glance .badge").first).to_have_text("Resolved")
    expect(page.locator("main")).to_contain_text("Switch the site to mobile fallback")


def test_what_is_known_is_reached_by_the_arrow_and_passed_by_tab(page: Page) -> None:
    page.goto("/lindfalk/tickets/new/")
    line = page.get_by_label("What is wrong, in one line")
    line.fill("Both carrier lines of the site are down")
    expect(page.locator("#quick-known .hintbox").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_label("What they said")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Use it and solve").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(line).to_be_focused()


def test_what_was_typed_in_the_drawer_is_offered_again(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/lindfalk/work/")
    drawer(page)
    page.get_by_label("What is wrong, in one line").fill("Half a sentence")
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    page.goto("/lindfalk/queue/")
    drawer(page)
    page.get_by_role("button", name="Take it up").click()
    expect(page.get_by_label("What is wrong, in one line")).to_have_value("Half a sentence")


def test_without_script_the_quick_ticket_is_an_ordinary_form(site: Site, chromium: Browser, signed_in: object) -> None:
    context = chromium.new_context(storage_state=signed_in, base_url=site.base, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/lindfalk/tickets/new/")
    page.get_by_label("Who is it?").fill("Ulla Berglund")
    page.get_by_label("What is wrong, in one line").fill("No picture on the second screen")
    page.get_by_text("All", exact=True).click()
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_role("heading", name="No picture on the second screen")).to_be_visible()
    expect(page.locator(".side")).to_contain_text("Berglund Bygg")
    expect(page.locator(".side")).to_contain_text("2 - High")
    context.close()


def brought_tickets(site: Site, folder: Path, count: int) -> None:
    """Tickets that nobody has, as an export of another desk brings them."""
    table = folder / "tickets.csv"
    with table.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Title", "State", "Opened at", "Impact", "Urgency", "Priority"])
        for number in range(count):
            writer.writerow([f"Printer {number} prints nothing", "New", "2026-11-30 01:00", "1", "1", "1"])
    site.run("import", "lindfalk", "incidents", str(table))


def test_twenty_tickets_in_a_hundred_keys(page: Page, site: Site, tmp_path: Path) -> None:
    brought_tickets(site, tmp_path, 20)
    page.goto("/lindfalk/queue/")
    keys = Keys(page)
    every_row = page.locator("tr[data-preview-url]")
    expect(every_row.first).to_have_class("at")
    more_pressing = every_row.locator(".t a").all_inner_texts().index("Printer 0 prints nothing")
    keys.press(*["j"] * more_pressing)
    rows = every_row.filter(has_text="prints nothing")
    expect(rows.first).to_have_class("at")
    for number in range(20):
        title = rows.nth(number).locator(".t a").inner_text()
        if number % 4 == 3:
            keys.press("s", "r")
            keys.write("jammed paper taken out, rollers cleaned")
            keys.press("Control+Enter", "j")
        elif number % 4 == 2:
            keys.press("r")
            keys.write("Which printer is it?")
            keys.press("Control+Enter", "a", "m", "j")
        else:
            keys.press("a", "m", "j")
        assert title.startswith("Printer")
    assert keys.pressed <= 100
    for number in range(20):
        done = "Resolved" if number % 4 == 3 else "Assigned"
        expect(rows.nth(number).locator(".badge")).to_have_text(done)
        if number % 4 != 3:
            expect(rows.nth(number)).to_contain_text("Mira Solberg")
    page.get_by_role("link", name="Printer 2 prints nothing").first.click()
    expect(page.locator("#stream")).to_contain_text("Which printer is it?")


def test_priority_choosing_and_narrowing_by_a_key_each(page: Page, site: Site, tmp_path: Path) -> None:
    brought_tickets(site, tmp_path, 3)
    page.goto("/lindfalk/queue/")
    page.keyboard.press("f")
    expect(page.get_by_label("Narrow the queue")).to_be_focused()
    page.keyboard.type("prints nothing")
    page.keyboard.press("Enter")
    rows = page.locator("tr[data-preview-url]:visible")
    assert all("prints nothing" in row for row in rows.all_inner_texts())
    title = rows.first.locator(".t a").inner_text()
    page.keyboard.press("k")
    rows.first.locator("td").last.click()
    expect(page.locator("#preview h2")).to_have_text(title)
    page.keyboard.press("p")
    expect(page.locator("#deed-form select[name=impact]")).to_be_focused()
    page.locator("#deed-form select[name=impact]").select_option("3")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#preview .flash.success")).to_contain_text("Priority 3 - Moderate.")
    page.keyboard.press("a")
    page.keyboard.type("petter")
    page.keyboard.press("Enter")  # at once: whoever was listed for fewer letters is not taken
    expect(page.locator("#preview .flash.success")).to_contain_text("Assigned to Petter Lund.")
    assert page.url.endswith("/lindfalk/queue/")
    page.keyboard.press("x")
    expect(rows.first.get_by_role("checkbox")).to_be_checked()
    page.get_by_role("button", name="Take the chosen ones").click()
    expect(page.locator(".flash.success").first).to_have_text("1 ticket is yours now.")


def test_a_list_keeps_its_row_after_back(page: Page) -> None:
    for address in ("/lindfalk/queue/", "/lindfalk/incidents/?view=all"):
        page.goto(address)
        page.locator("h1").click()
        for _ in range(3):
            page.keyboard.press("j")
        title = page.locator("tr.at a").first.inner_text()
        page.keyboard.press("Enter")
        expect(page.locator(".rec .ref")).to_be_visible()
        page.go_back()
        expect(page.locator("tr.at a").first).to_have_text(title)


def test_on_a_phone_the_chosen_ticket_rises_over_the_queue_with_its_keys(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/lindfalk/queue/")
    pane = page.locator("#preview")
    expect(pane).to_be_hidden()
    page.keyboard.press("j")
    expect(pane.locator("h2")).to_have_text(page.locator("tr.at td.t a").inner_text())
    page.keyboard.press("r")
    expect(pane.get_by_label("Reply")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(pane).to_be_hidden()


def test_a_refused_step_is_said_beside_the_queue_and_changes_nothing(page: Page) -> None:
    page.goto("/lindfalk/queue/")
    page.locator("tr", has_text="Backup job of mail archive failed").locator("td").last.click()
    expect(page.locator("#preview h2")).to_contain_text("Backup job")
    page.keyboard.press("s")
    page.keyboard.press("r")
    resolution = page.locator("#deed-form textarea[name=resolution]")
    expect(resolution).to_be_focused()
    page.keyboard.type(" ")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#preview").get_by_role("alert")).to_contain_text("Please fill this in")
    expect(page.locator("tr.at .badge")).to_have_text("In progress")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_drawer_and_queue_are_free_of_what_axe_finds(
    site: Site, chromium: Browser, signed_in: object, theme: str, width: int
) -> None:
    context = chromium.new_context(
        storage_state=signed_in,  # type: ignore[arg-type]
        base_url=site.base,
        viewport={"width": width, "height": 900},
    )
    context.add_cookies([{"name": "theme", "value": theme, "url": site.base}])
    page = context.new_page()
    page.goto("/lindfalk/queue/")
    if width > 1200:
        expect(page.locator("#preview h2")).to_be_visible()
        page.keyboard.press("a")
    violations = Axe().run(page).response["violations"]
    page.keyboard.press("Escape")
    drawer(page)
    page.keyboard.type("jens")
    page.get_by_role("option").first.click()
    page.get_by_label("What is wrong, in one line").fill("Both carrier lines of the site are down")
    expect(page.locator("#quick-known .hintbox").first).to_be_visible()
    violations += Axe().run(page).response["violations"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert [(each["id"], each["nodes"][0]["html"][:160]) for each in violations] == []
