"""What both standards share, as its user works in it: one short way through each of the six, in the browser."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
STEP = "Write it down *today*"


def written(page: Page, address: str, title: str) -> None:
    """A new record with a title, kept."""
    page.goto(f"/lindfalk/{address}/new/")
    page.locator("#title").fill(title)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".rec h1")).to_have_text(title)


def test_management_prepares_a_decision_and_sees_the_processes_drawn(page: Page) -> None:
    written(page, "decisions", "A second line for the desk")
    expect(page.locator(".rec .badge").first).to_have_text("Prepared")
    page.goto("/lindfalk/processes/map/")
    expect(page.locator("main svg.processes").first).to_be_visible()


def test_a_writer_sees_the_text_as_it_will_be_read(page: Page) -> None:
    page.goto("/lindfalk/document-versions/new/")
    field, shown = page.locator("#text"), page.locator("#preview-text")
    page.locator("details.section:not([open])", has=field).locator("> summary").click()
    field.fill(f"# Why\n\n{STEP}")
    field.press("Alt+KeyP")
    expect(shown.get_by_role("heading", name="Why")).to_be_visible()
    expect(shown.locator("em")).to_have_text("today")
    field.press_sequentially(" and **read** it")
    expect(shown.locator("strong")).to_have_text("read")
    assert page.url.endswith("/document-versions/new/")


def test_who_lacks_a_competence_is_invited_to_a_session(page: Page) -> None:
    page.goto("/lindfalk/people/competences/?role=Service+desk+agent")
    expect(page.locator("main")).to_contain_text("not held")
    page.goto("/lindfalk/training-sessions/new/")
    page.locator("#title").fill("Major incidents, once more")
    page.locator("#whom").select_option("gap")
    page.locator("#whom_named").fill("Major incident handling")
    page.keyboard.press("Control+Enter")
    page.get_by_text("More", exact=True).first.click()
    page.get_by_role("button", name="List who is to come").or_(
        page.get_by_role("link", name="List who is to come")
    ).first.click()
    expect(page.locator("main")).to_contain_text("Tove Lind")


def test_an_auditor_opens_the_coverage_and_one_checklist_for_both(page: Page) -> None:
    page.goto("/lindfalk/audits/coverage/")
    expect(page.locator("table.coverage")).to_be_visible()
    page.goto("/lindfalk/audits/AUD-1/checklist/")
    heads = page.locator("thead").first
    expect(heads).to_contain_text("20000-1")
    expect(heads).to_contain_text("27001")


def test_a_review_shows_its_agenda_and_prints_its_pack_on_eight_pages(page: Page) -> None:
    page.goto("/lindfalk/reviews/REV-2/agenda/")
    expect(page.locator("table.agenda")).to_be_visible()
    page.goto("/lindfalk/reviews/REV-2/")
    link = page.locator("a[href*='review-pack']").first.get_attribute("href")
    assert link is not None
    content = page.request.get(link).body()
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) <= 8


def test_a_nonconformity_shows_why_it_came_about_and_leads_to_an_improvement(page: Page) -> None:
    page.goto("/lindfalk/nonconformities/NC-2/")
    expect(page.locator("svg.fishbone")).to_be_visible()
    expect(page.locator("ol.whys li").nth(1)).to_contain_text(re.compile("^because"))
    written(page, "improvements", "Shorter ways to ask")
