"""Tandem below a path of a host that it shares: cookies, signing in, letters, feeds and what a proxy may send."""

from datetime import timedelta

import pytest
from django.conf import settings as settings_of
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client, TestCase

from tandem.faces.api import describing
from tandem.faces.web import prefix
from tandem.ground.accounts import addresses, operations
from tandem.ground.accounts.models import check_slug
from tandem.ground.kernel import clock, registers, writing
from tandem.ground.kernel.tenancy import organization_active
from tests.cast import Cast, values_for
from tests.web.conftest import ROOT


@pytest.fixture
def client(cast: Cast, below: str) -> Client:
    """Ada's browser, with a risk to look at."""
    risks = registers.find("risks")
    assert risks is not None
    with organization_active(cast.home.pk):
        writing.create(cast.actor("ada"), risks, values_for(cast, cast.actor("ada"), risks))
    browser = Client()
    browser.force_login(cast.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("/tandem/home/board/", "/home/board/"),
        ("/tandem", "/"),
        ("/tandem/", "/"),
        ("/home/board/", "/home/board/"),
        ("/tandem-two/board/", "/tandem-two/board/"),
        ("/tandem/tandem/board/", "/tandem/board/"),
    ],
)
def test_a_proxy_may_cut_the_prefix_off_or_leave_it(below: str, address: str, known: str) -> None:
    seen: list[str] = []
    handler = prefix.below(lambda environ, _start: seen.append(environ["PATH_INFO"]) or [])  # type: ignore[func-returns-value]
    handler({"PATH_INFO": address}, None)
    assert seen == [known]


def test_cookies_are_for_the_prefix_alone(below: str) -> None:
    response = Client().get("/accounts/login/")
    assert {cookie["path"] for cookie in response.cookies.values()} == {f"{ROOT}/"}


def test_a_stranger_signs_in_below_the_prefix_and_comes_back(below: str) -> None:
    assert Client().get("/home/risks/")["Location"] == f"{ROOT}/accounts/login/?next={ROOT}/home/risks/"


def test_letters_feeds_and_the_description_of_the_api_name_the_prefix(below: str, cast: Cast) -> None:
    base = f"https://example.org{ROOT}"
    with TestCase.captureOnCommitCallbacks(execute=True):
        addresses.ask(cast.users["ada"], "ada@elsewhere.example", settings_of.BASE_URL)
    assert f"{base}/accounts/email/" in "".join(str(letter.body) for letter in mail.outbox)
    assert prefix.absolute("status", "home") == f"{base}/status/home/"
    assert describing.describe()["servers"] == [{"url": f"{ROOT}/api/v1"}]
    actions = registers.find("actions")
    assert actions is not None
    with organization_active(cast.home.pk):
        due = {"title": "Count the keys", "owner": cast.users["ada"].pk, "due": clock.today()}
        action = writing.create(cast.actor("ada"), actions, due)
        token = operations.issue_token(cast.actor("ada"), "Feed", "calendar", clock.now() + timedelta(days=30))[1]
    feed = Client().get(f"/calendar/home/{token}/work.ics").content.decode()
    assert f"URL:{base}/home/actions/{action.reference}/" in feed.replace("\r\n ", "")


def test_the_palette_goes_to_pages_below_the_prefix(client: Client) -> None:
    found = client.get("/home/search/?q=RISK-1", headers={"HX-Request": "true"}).content.decode()
    assert f'href="{ROOT}/home/risks/RISK-1/"' in found


def test_an_organization_cannot_be_named_like_the_prefix(below: str) -> None:
    with pytest.raises(ValidationError, match="used by Tandem itself"):
        check_slug("tandem")
