"""Pages on paper: the record from its first page, with organization, day, ledger head and page number; no buttons."""

import io

import pypdf
import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
RECORDS = ["risks/RISK-1", "documents/DOC-2", "suppliers/SUP-1", "services/SVC-1", "controls/CTRL-1", "audits/AUD-1"]
PRESSED = ("Edit", "More", "Save", "Filter", "Import", "New", "Comment", "Sign out", "As it stood then")


def printed(page: Page, address: str) -> list[str]:
    """What each printed page says."""
    page.goto(f"/lindfalk/{address}/")
    page.wait_for_load_state("networkidle")
    content = page.pdf(prefer_css_page_size=True)
    return [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("address", RECORDS)
def test_a_record_prints_from_its_first_page(page: Page, address: str) -> None:
    sheets = printed(page, address)
    first = sheets[0]
    assert "Lindfalk" in first and "Printed" in first
    assert "Ledger:" in first and "entries, root" in first
    assert page.locator("h1").inner_text() in first.replace("\n", " ")
    assert [f"{number} / {len(sheets)}" in sheet for number, sheet in enumerate(sheets, start=1)] == [True] * len(
        sheets
    )


@pytest.mark.parametrize("address", [*RECORDS, "risks", "board"])
def test_nothing_to_press_is_printed(page: Page, address: str) -> None:
    lines = {line.strip() for sheet in printed(page, address) for line in sheet.splitlines()}
    assert lines.isdisjoint(PRESSED)


def test_a_list_lies_on_its_side_with_every_column(page: Page) -> None:
    page.goto("/lindfalk/risks/")
    columns = page.locator(".list thead th").count()
    content = page.pdf(prefer_css_page_size=True)
    sheet = pypdf.PdfReader(io.BytesIO(content)).pages[0]
    assert float(sheet.mediabox.width) > float(sheet.mediabox.height)
    page.emulate_media(media="print")
    inside = "cells => cells.filter(cell => cell.getBoundingClientRect().right <= innerWidth + 1).length"
    page.set_viewport_size({"width": 1017, "height": 720})
    assert page.locator(".list thead th").evaluate_all(inside) == columns


def test_a_dark_page_prints_light(page: Page) -> None:
    page.goto("/lindfalk/risks/RISK-1/")
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    page.emulate_media(media="print")
    ground = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()")
    assert ground == "#17202b"
