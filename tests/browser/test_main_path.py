"""The main path through the pages, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_board_shows_both_standards_and_leads_to_records(page: Page) -> None:
    page.goto("/lindfalk/board/")
    expect(page.get_by_role("heading", name="Where we stand")).to_be_visible()
    for standard in ("ISO/IEC 20000-1:2018", "ISO/IEC 27001:2022"):
        expect(page.get_by_role("heading", name=standard)).to_be_visible()
    expect(page.get_by_text("of 61 requirements met")).to_be_visible()
    expect(page.get_by_text("of 123 requirements met")).to_be_visible()
    page.locator(".dates a").first.click()
    expect(page.locator(".rec .ref")).to_be_visible()
    page.goto("/lindfalk/board/?as_of=2000-01-01")
    expect(
        page.get_by_text("Which standards do you work by?").or_(page.get_by_text("As the records stood"))
    ).to_be_visible()


def test_create_edit_and_see_the_history(page: Page) -> None:
    page.goto("/lindfalk/risks/new/")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Title")
    page.get_by_label("Title").fill("Lift stands still with a server in it")
    for title in ("What would be lost", "As it is now"):
        page.locator("details.section:not([open]) > summary", has_text=title).click()
    page.get_by_label("Likelihood", exact=True).select_option("2")
    page.get_by_label("Impact", exact=True).select_option("3")
    page.get_by_label("Availability").check()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Lift stands still")).to_be_visible()
    expect(page.locator(".rec .badge").first).to_have_text("Assessed")
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Impact", exact=True).select_option("5")
    page.get_by_role("button", name="Save").click()
    change = page.locator("#stream .ev", has_text="impact").first
    change.locator("summary").click()
    expect(change.locator(".after").first).to_be_visible()


def test_a_conflict_shows_both_values_and_overwrites_nothing(page: Page) -> None:
    page.goto("/lindfalk/services/SVC-5/edit/")
    page.get_by_label("Service hours").fill("Mine")
    other = page.context.new_page()
    other.goto("/lindfalk/services/SVC-5/edit/")
    other.get_by_label("Service hours").fill("Theirs")
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_text("Theirs").first).to_be_visible()
    page.get_by_role("button", name="Save").click()
    conflict = page.locator(".conflict")
    expect(conflict).to_contain_text("Mine")
    expect(conflict).to_contain_text("Theirs")
    page.goto("/lindfalk/services/SVC-5/")
    expect(page.locator(".props").first).to_contain_text("Theirs")


def test_steps_comments_links_and_files(page: Page, tmp_path: Path) -> None:
    page.goto("/lindfalk/incidents/?view=all&sort=-opened_at")
    page.get_by_role("link", name=re.compile("^INC-")).first.click()
    page.get_by_label("Internal note").check(force=True)
    page.locator("#comment-text").fill("Asked the sender for a **copy**.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#stream .note strong")).to_have_text("copy")
    page.get_by_placeholder("Title, RISK-3").fill("RISK-11")
    page.get_by_role("button", name="Link", exact=True).click()
    expect(page.locator("#connected")).to_contain_text("Cloud platform outage")
    page.locator("summary", has_text="+ file").click()
    picture = tmp_path / "screen <b>.svg"
    picture.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_role("button", name="Attach").click()
    expect(page.locator("#files")).to_contain_text("screen b.svg")
    with page.expect_download() as download:
        page.locator("#files a").first.click()
    assert download.value.suggested_filename == "screen b.svg"
    page.locator("[data-steps] > summary").click()
    page.get_by_role("link", name="Resolve").click()
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_role("alert")).to_contain_text("Please fill this in")
    page.get_by_label("Resolution *").fill("The sender's format was changed.")
    page.get_by_role("button", name="Resolve").click()
    expect(page.locator(".glance .badge").first).to_have_text("Resolved")


def test_import_maps_previews_and_imports(page: Page, tmp_path: Path) -> None:
    table = tmp_path / "risks.csv"
    table.write_text("Risk ID;Risk;C;Probability;Impact\nX1;Cellar floods;1;2;4\nX2;Roof leaks;1;9;4\n")
    page.goto("/lindfalk/risks/import/")
    page.locator("input[type=file]").set_input_files(table)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Probability")).to_have_value("likelihood")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("alert")).to_contain_text("One row needs a look")
    expect(page.get_by_text("The method's scale ends at 5.").first).to_be_visible()
    table.write_text("Risk ID;Risk;C;Probability;Impact\nX1;Cellar floods;1;2;4\nX2;Roof leaks;1;1;4\n")
    page.goto("/lindfalk/risks/import/")
    page.locator("input[type=file]").set_input_files(table)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("Imported.")).to_be_visible()
    page.get_by_role("link", name="To the list").click()
    expect(page.get_by_text("Roof leaks")).to_be_visible()


def test_a_wrong_file_is_refused_in_words(page: Page, tmp_path: Path) -> None:
    wrong = tmp_path / "table.xlsx"
    wrong.write_bytes(b"%PDF-1.7 this is none")
    page.goto("/lindfalk/risks/import/")
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("PDF document")


def test_list_filters_exports_and_bulk(page: Page) -> None:
    page.goto("/lindfalk/incidents/?view=all")
    page.get_by_text("Filter").click()
    page.get_by_label("priority", exact=True).select_option("1")
    page.get_by_role("button", name="Show").first.click()
    expect(page.locator(".chips")).to_contain_text("1 - Critical")
    count = page.locator("tbody tr").count()
    page.get_by_label("Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert len(Path(download.value.path()).read_text("utf-8-sig").splitlines()) == count + 1
    page.keyboard.press("Escape")
    page.get_by_label("Tick all on this page").check()
    page.locator("[data-bulkbar] select[name=do]").select_option("tag")
    page.get_by_placeholder("Tag").fill("autumn")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("[data-deed]").click()
    expect(page.get_by_role("status").first).to_be_visible()


def test_search_and_keyboard(page: Page) -> None:
    page.goto("/lindfalk/work/")
    page.keyboard.press("Control+k")
    page.keyboard.type("ransom")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Ransomware encrypts"))).to_be_visible()
    page.goto("/lindfalk/risks/?view=all")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".rec .ref")).to_be_visible()


def test_staff_see_their_own_corner_only(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(base_url=site.base)
    page = context.new_page()
    page.goto(site.link("elin"))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/lindfalk/help/")
    assert page.goto("/lindfalk/risks/").status == 404  # type: ignore[union-attr]
    page.goto("/lindfalk/incidents/new/")
    page.get_by_label("Title").fill("My screen stays dark")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="My screen stays dark")).to_be_visible()
    context.close()


def test_a_link_signs_in_only_once(site: Site, chromium: Browser) -> None:
    link = site.link("jonas")
    for heading in ("Where we stand", "This link no longer works"):
        context = chromium.new_context()
        page = context.new_page()
        page.goto(link)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        context.close()


def test_adopting_one_standard_hides_the_other(page: Page, site: Site) -> None:
    site.run(
        "organization",
        "create",
        "solo",
        "--name",
        "Solo",
        "--adopt",
        "iso-27001:2022",
        "--manager",
        "mira@lindfalk.example",
    )
    page.goto("/solo/board/")
    expect(page.get_by_role("heading", name="ISO/IEC 27001:2022")).to_be_visible()
    for address in ("board/", "catalogue/", "catalogue/iso-27001:2022/8.1/", "documents/", "settings/"):
        page.goto(f"/solo/{address}")
        assert "20000-1" not in page.locator("main").inner_text()


def test_workshop_judges_by_keyboard(page: Page) -> None:
    page.goto("/lindfalk/risks/workshop/?domain=availability")
    row = page.locator("[data-workshop] tbody tr").first
    row.locator("input[name=likelihood]").focus()
    page.keyboard.press("5")
    expect(row.locator("input[name='impacts:Customers']")).to_be_focused()
    page.keyboard.press("5")
    expect(row.locator("input[name='impacts:Money']")).to_be_focused()
    expect(row.locator(".badge").first).to_have_text("25")
    expect(page.locator("#live-matrix td.bad b").first).to_be_visible()


def test_typing_leads_there(page: Page) -> None:
    page.goto("/lindfalk/work/")
    page.keyboard.press("Control+k")
    page.keyboard.type("suppl")
    expect(page.locator("#found a[href='/lindfalk/suppliers/']").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lindfalk/suppliers/")


def test_reminder_is_kept_and_forgotten(page: Page) -> None:
    page.goto("/lindfalk/services/SVC-2/")
    page.locator("summary", has_text="+ reminder").click()
    page.locator(".empties").get_by_label("Day").fill("2099-01-01")
    page.get_by_label("Note to yourself").fill("Ask again")
    page.get_by_role("button", name="Remind me").click()
    expect(page.locator("#actions")).to_contain_text("Ask again")
    page.get_by_role("button", name="Forget this reminder").click()
    expect(page.get_by_text("Ask again")).to_have_count(0)


def test_controls_are_decided_by_keyboard(page: Page) -> None:
    page.goto("/lindfalk/statements/decide/")
    expect(page.locator("#soa-count")).to_contain_text("of 93 decided")
    row = page.locator("tr", has=page.locator("a:text-is('A.8.28')"))
    row.locator("[data-yes]").click()
    expect(page.locator("#soa-count")).to_contain_text("88 of 93 decided")
    expect(row.locator("input[name=because_practice]")).to_be_checked()
    first = page.locator("[data-soa] tbody tr[id]").first
    page.locator("h1").click()
    page.keyboard.press("n")
    expect(first.get_by_role("alert")).to_contain_text("Say why it does not apply")
