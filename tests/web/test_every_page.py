"""Every page that can be reached by links, under a path that Tandem shares its host with, in the pseudo-language.

No address on it leads outside the path, and every word is in the language its reader chose, but for what people and the
catalogue wrote themselves.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from django.utils.translation import trans_real

from tandem import languages
from tandem.faces.web import prefix
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.tenancy import organization_active
from tests import pseudo, walking
from tests.cast import Cast, values_for

SILENT = {"script", "style", "code", "kbd", "svg", "time", "pre"}
SPOKEN = {"title", "aria-label", "placeholder", "alt", "data-confirm"}
ADDRESSES = re.compile(r'\s(?:href|src|action|formaction|hx-get|hx-post|data-[a-z-]*(?:url|href|at|root))="([^"]*)"')
OUTSIDE = re.compile(r"^(?:/(?!tandem/)|https?://(?!example\.org/tandem/))")
BRACKETED = re.compile(r"\[[^\[\]]*\]")
WORD = re.compile(r"[^\W\d_]{3,}")
REFERENCE = re.compile(r"[A-Z]+(?:-\d+)+|\S+@\S+|iso-[\w:./-]+|\S+\.(?:com|org|json|xlsx)\S*")
KEPT = ("risks", "documents", "incidents", "changes", "services", "items", "status-pages", "policy-exceptions")
NAMES = """tandem home ada ben cleo finn gil context policies iso iec veris pdf word excel csv json english html api
sarif cyclonedx ocsf csaf openvex trivy grype nmap openvas nuclei govulncheck trufflehog gitleaks checkov hadolint kev
epss slack teams mattermost matrix oscal ciso assistant yaml xlsx docx markdown"""
DAYS = """jan feb mar apr may jun jul aug sep oct nov dec january february march april june july august september
october november december mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday"""
WRITTEN_BY_THE_CATALOGUE = {
    "control-begin",
    "document-templates",
    "document-template",
    "risk-method-begin",
    "risk-workshop",
}


class Shown(HTMLParser):
    """What a page says to people, by eye or ear: its texts, titles, labels and placeholders."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self.said += [text for name, text in attrs if name in SPOKEN and text]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def english_on(page: str, known: set[str]) -> list[str]:
    """What stands on a page that is neither in the pseudo-language nor known to be written by somebody."""
    shown = Shown()
    shown.feed(page)
    plain = "\n".join(shown.said)
    while BRACKETED.search(plain):
        plain = BRACKETED.sub(" ", plain)
    lines = (REFERENCE.sub(" ", line) for line in plain.splitlines())
    return [line.strip()[:80] for line in lines if {word.lower() for word in WORD.findall(line)} - known]


@pytest.fixture
def known(cast: Cast, settings: Any, below: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[set[str]]:
    """Ada speaks the pseudo-language and has some records; the words that she wrote."""
    settings.LOCALE_PATHS = [pseudo.compile_into(tmp_path_factory.mktemp("locale"))]
    settings.LANGUAGES = languages.available(settings.LOCALE_PATHS)
    trans_real._translations.clear()
    said = ""
    with organization_active(cast.home.pk):
        for key in KEPT:
            register = registers.find(key)
            assert register is not None
            values = values_for(cast, cast.actor("ada"), register)
            said += str(values).lower()
            writing.create(cast.actor("ada"), register, values)
    cast.users["ada"].language = languages.PSEUDO
    cast.users["ada"].save()
    yield {*NAMES.split(), *DAYS.split(), *WORD.findall(said)}
    trans_real._translations.clear()


def test_no_address_leads_outside_and_every_word_is_in_the_chosen_language(
    cast: Cast, known: set[str], below: str
) -> None:
    client = Client()
    client.force_login(cast.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    outside, english, pages = {}, {}, 0
    for address, page in walking.pages(client, f"{below}/home/board/"):
        pages += 1
        if leading := [found for found in ADDRESSES.findall(page) if OUTSIDE.match(found)]:
            outside[address] = leading[:3]
        is_of_catalogue = resolve(prefix.inside(address)).url_name in WRITTEN_BY_THE_CATALOGUE
        if not is_of_catalogue and (plain := english_on(page, known)):
            english[address] = plain[:5]
    assert (outside, english) == ({}, {})
    assert pages > 90
