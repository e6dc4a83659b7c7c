"""The page of a record by keyboard: assign with three letters, undo, the place in the list, drafts in words."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_assigned_by_keyboard_and_taken_back(page: Page) -> None:
    page.goto("/lindfalk/services/SVC-2/")
    before = page.locator("[data-property]", has_text="Owner").locator("dd").first.inner_text()
    page.keyboard.press("a")
    field = page.get_by_role("combobox", name="Owner")
    expect(field).to_be_focused()
    page.keyboard.type("sara")
    expect(page.get_by_role("option", name=re.compile("Sara"))).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator(".flash.success")).to_contain_text("Saved: owner.")
    expect(page.locator(".glance")).to_contain_text("Sara")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-property]", has_text="Owner").locator("dd").first).to_have_text(before)


def test_a_record_knows_its_place_in_the_list_and_the_way_back(page: Page) -> None:
    page.goto("/lindfalk/services/?state=live&sort=title")
    page.locator("tbody tr").nth(1).get_by_role("link").first.click()
    expect(page.locator("[data-place]")).to_have_text(re.compile("^2 of "))
    page.get_by_role("link", name="Next in the list").click()
    expect(page.locator("[data-place]")).to_have_text(re.compile("^3 of "))
    page.locator("[data-list]").click()
    assert page.url.endswith("?state=live&sort=title")


def test_a_draft_is_offered_in_words_and_put_in_only_when_taken_up(page: Page) -> None:
    page.goto("/lindfalk/services/SVC-4/edit/")
    page.on("dialog", lambda dialog: dialog.accept())
    was = page.get_by_label("Service hours").input_value()
    page.get_by_label("Service hours").fill("Day and night")
    page.goto("/lindfalk/services/SVC-4/edit/")
    expect(page.get_by_label("Service hours")).to_have_value(was)
    expect(page.locator(".draft")).to_contain_text("You began to change this on")
    page.get_by_role("button", name="Take it up").click()
    expect(page.get_by_label("Service hours")).to_have_value("Day and night")
    page.get_by_role("link", name="Cancel").click()
    page.goto("/lindfalk/services/SVC-4/edit/")
    expect(page.locator(".draft")).to_have_count(0)


def test_leaving_an_edited_form_asks(page: Page) -> None:
    page.goto("/lindfalk/services/SVC-4/edit/")
    page.get_by_label("Service hours").fill("Never")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/lindfalk/work/")
    assert asked == ["beforeunload"]


def test_filters_open_at_the_cursor_inside_the_window(page: Page) -> None:
    for width in (1400, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/lindfalk/incidents/?view=all")
        page.keyboard.press("f")
        expect(page.locator("[data-filters] select").first).to_be_focused()
        box = page.locator("[data-filters] .panel").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width and box["y"] + box["height"] <= 800
        page.locator("[data-filters] select[name=priority]").select_option("1")
        page.get_by_role("button", name="Show").first.click()
        page.wait_for_url("**/incidents/?priority=1")


def test_dense_rows_and_a_page_of_two_screens(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto("/lindfalk/incidents/?view=all")
    page.locator("[data-density]").click()
    rows = "[...document.querySelectorAll('[data-rows] tbody tr')]"
    inside = f"{rows}.filter(r => r.getBoundingClientRect().bottom <= innerHeight)"
    assert page.evaluate(f"{inside}.length") >= 15
    page.set_viewport_size({"width": 1400, "height": 900})
    for address in ("incidents/INC-2026-0051/", "documents/DOC-2/", "services/SVC-4/", "items/ITEM-1/"):
        page.goto(f"/lindfalk/{address}")
        page.wait_for_selector("#connected")
        assert page.evaluate("document.documentElement.scrollHeight") < 1_800, address


def test_a_chosen_record_comes_back_with_what_was_typed_when_the_session_ended(page: Page) -> None:
    page.goto("/lindfalk/queue/")
    page.keyboard.press("c")
    page.get_by_role("combobox", name="Who is it?").press_sequentially("jens")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.keyboard.type("The till is dark")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/accounts/login/**")
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto("/lindfalk/queue/")
    page.keyboard.press("c")
    page.get_by_role("button", name="Take it up").click()
    expect(page.get_by_role("combobox", name="Who is it?")).to_have_value("Jens Holm")
    expect(page.get_by_label("What is wrong, in one line")).to_have_value("The till is dark")
