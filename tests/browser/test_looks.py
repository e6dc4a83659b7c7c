"""Every page is free of what axe finds, in light and dark, wide and narrow, and fits a phone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAGES = [
    "board/",
    "board/?tab=all",
    "work/",
    "search/?q=backup",
    "incidents/?view=all",
    "documents/",
    "documents/templates/",
    "documents/templates/incident-management/",
    "documents/DOC-2/read/",
    "documents/DOC-2/differences/",
    "policy-exceptions/?view=all",
    "policy-exceptions/EXC-1/",
    "risks/RISK-1/",
    "risks/RISK-1/edit/",
    "incidents/new/",
    "incidents/INC-2026-0051/",
    "incidents/glance/",
    "incidents/veris/",
    "reference-incidents/",
    "reference-incidents/REFI-1/",
    "report/",
    "incidents/import/",
    "risks/matrix/",
    "risks/workshop/",
    "risks/summary/",
    "risk-rounds/movement/",
    "risk-methods/begin/",
    "risk-methods/METHOD-1/scales/",
    "threats/take-over/",
    "risks/new/",
    "treatment-measures/",
    "risks/RISK-1/?as_of=2026-01-15",
    "loss-estimates/portfolio/",
    "loss-estimates/LOSS-2/curve/",
    "loss-estimates/LOSS-2/",
    "loss-estimates/new/",
    "items/",
    "vulnerability-findings/",
    "vulnerability-findings/VFIND-1/",
    "vulnerability-findings/summary/",
    "vulnerability-findings/bring/",
    "statements/SOA-1/decide/",
    "statements/bring/",
    "statements/SOA-1/versions/",
    "statements/SOA-1/compare/",
    "statements/SOA-1/transition/",
    "controls/begin/?framework=iso-27001:2022",
    "controls/?view=all",
    "controls/CTRL-1/",
    "people/PER-1/",
    "settings/texts/",
    "risks/RISK-1/steps/close/",
    "catalogue/",
    "catalogue/add/",
    "catalogue/iso-27001:2022/",
    "catalogue/iso-20000-1:2018/8.6.1/",
    "ledger/",
    "settings/",
    "settings/members/",
    "settings/tokens/",
    "settings/fields/",
    "actions/NOTHING-1/",
    "risks/RISK-1/erase/",
    "../installation/",
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(site: Site, chromium: Browser, signed_in: Any, path: str, theme: str) -> None:
    context = chromium.new_context(storage_state=signed_in, base_url=site.base, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "theme", "value": theme, "url": site.base}])
    page = context.new_page()
    page.goto(f"/lindfalk/{path}")
    found = Axe().run(page)
    context.close()
    told = [(one["id"], [node["html"][:160] for node in one["nodes"]][:4]) for one in found.response["violations"]]
    assert told == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out_on_a_phone(site: Site, chromium: Browser, signed_in: Any, path: str) -> None:
    context = chromium.new_context(storage_state=signed_in, base_url=site.base, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"/lindfalk/{path}")
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width <= 390


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/", "/nowhere/at/all/"])
def test_pages_outside_are_clean_too(site: Site, chromium: Browser, path: str) -> None:
    context = chromium.new_context(base_url=site.base)
    page = context.new_page()
    page.goto(path)
    found = Axe().run(page)
    context.close()
    assert [(one["id"], one["nodes"][0]["html"][:160]) for one in found.response["violations"]] == []
