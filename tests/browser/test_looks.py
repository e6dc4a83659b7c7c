"""Every page is free of what axe finds, in light and dark, wide and narrow, and fits a phone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tandem.faces.web import navigation
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


FURTHER = [
    "settings/mine/",
    "audits/AUD-1/checklist/",
    "audits/AUD-1/report/",
    "audits/coverage/",
    "reviews/REV-3/agenda/",
    "services/SVC-4/map/",
    "items/ITEM-1/map/",
    "queue/figures/",
    "people/competences/",
    "budgets/overview/",
    "customers/CUST-1/people/",
    "help/",
    "help/broken/",
    "help/need/",
    "help/items/",
    "help/policies/",
    "help/status/",
    "documents/bring/",
    "items/bring/",
    "board/planner/",
    "planned-intervals/all/",
    "imports/brought/",
    "processes/map/",
    "contributions/matrix/",
    "changes/CHG-2026-0011/would-fall/",
    "nonconformities/trends/",
    "availability/",
    "organizations/",
]
PLACES = sorted(
    {
        link.url.partition("/lindfalk/")[2]
        for role, job in (("manager", ""), ("contributor", "officer"), ("auditor", ""))
        for link in navigation.everything(role, job, "lindfalk")
    }
    - set(PAGES)
    - set(FURTHER)
)


def in_turn(paths: list[str]) -> list[tuple[str, str]]:
    """Every second one in the dark."""
    return [(path, ("light", "dark")[place % 2]) for place, path in enumerate(paths)]


def looked_at(site: Site, chromium: Browser, state: Any, path: str, theme: str) -> tuple[list[Any], int]:
    """What axe finds on a page, and how wide it is on a phone."""
    context = chromium.new_context(storage_state=state, base_url=site.base, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "theme", "value": theme, "url": site.base}])
    page = context.new_page()
    page.goto(f"/lindfalk/{path}")
    violations = Axe().run(page).response["violations"]
    page.set_viewport_size({"width": 390, "height": 844})
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    return [(each["id"], [node["html"][:160] for node in each["nodes"]][:4]) for each in violations], width


@pytest.mark.slow_suite
@pytest.mark.parametrize(("path", "theme"), in_turn(PLACES))
def test_every_page_of_every_place_is_clean_and_fits_a_phone(
    site: Site, chromium: Browser, signed_in: Any, path: str, theme: str
) -> None:
    violations, width = looked_at(site, chromium, signed_in, path, theme)
    assert violations == []
    assert width <= 390


@pytest.mark.parametrize(
    ("path", "theme"), [*((path, theme) for path in PAGES for theme in ("light", "dark")), *in_turn(FURTHER)]
)
def test_axe_finds_nothing_and_the_page_fits_a_phone(
    site: Site, chromium: Browser, signed_in: Any, path: str, theme: str
) -> None:
    violations, width = looked_at(site, chromium, signed_in, path, theme)
    assert violations == []
    assert width <= 390


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/", "/nowhere/at/all/"])
def test_pages_outside_are_clean_too(site: Site, chromium: Browser, path: str) -> None:
    context = chromium.new_context(base_url=site.base)
    page = context.new_page()
    page.goto(path)
    found = Axe().run(page)
    context.close()
    assert [(one["id"], one["nodes"][0]["html"][:160]) for one in found.response["violations"]] == []
