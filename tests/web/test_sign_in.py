"""Coming in: wrong passwords are counted apart, only the trusted proxy is believed, addresses move with proof."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings

from conftest import NOW
from tandem.faces.web import limits
from tandem.faces.web.middleware import refused
from tandem.ground.accounts import operations
from tandem.ground.accounts.models import ApiToken, EmailChange, Invitation, Membership, User
from tandem.ground.kernel.errors import Invalid
from tandem.ground.ledger.models import Entry
from tests.cast import Cast

LOGIN, ADDRESS = "/accounts/login/", "/accounts/email/"
PASSWORD = "pass-word-12345"


def tries(email: str, count: int = 1, password: str = "wrong", **headers: str) -> int:
    """The status of the last of some attempts."""
    status = 0
    for _turn in range(count):
        status = Client(**headers).post(LOGIN, {"login": email, "password": password}).status_code
    return status


class TestWrongSignIns:
    """Eight for an account from one client; more for the account, and for the client."""

    @pytest.fixture(autouse=True)
    def counted(self, settings: Any) -> None:
        settings.AXES_ENABLED = True

    def test_an_account_is_closed_to_whoever_guesses_at_it(self, cast: Cast) -> None:
        assert tries("ada@example.org", 7) == 200
        assert tries("ADA@example.org ") == 429
        assert tries("ada@example.org", password=PASSWORD) == 429

    def test_nobody_else_is_locked_out_with_them(self, cast: Cast) -> None:
        tries("ada@example.org", 12)
        assert tries("ben@example.org", password=PASSWORD) == 302

    def test_its_owner_comes_in_from_elsewhere(self, cast: Cast) -> None:
        tries("ada@example.org", 12, REMOTE_ADDR="192.0.2.7")
        assert tries("ada@example.org", password=PASSWORD, REMOTE_ADDR="192.0.2.8") == 302

    def test_guessing_from_many_places_closes_the_account(self, cast: Cast) -> None:
        for place in range(8):
            tries("ada@example.org", 5, REMOTE_ADDR=f"192.0.2.{place}")
        assert tries("ada@example.org", password=PASSWORD, REMOTE_ADDR="192.0.2.99") == 429
        assert tries("ben@example.org", password=PASSWORD, REMOTE_ADDR="192.0.2.99") == 302

    def test_guessing_at_many_accounts_closes_the_client(self, cast: Cast) -> None:
        for number in range(16):
            tries(f"nobody{number}@example.org", 5, REMOTE_ADDR="192.0.2.7")
        assert tries("ben@example.org", password=PASSWORD, REMOTE_ADDR="192.0.2.7") == 429
        assert tries("ben@example.org", password=PASSWORD, REMOTE_ADDR="192.0.2.8") == 302

    def test_a_right_password_does_not_forgive_guesses_at_others(self, cast: Cast) -> None:
        tries("ada@example.org", 7)
        assert tries("ben@example.org", password=PASSWORD) == 302
        assert tries("ada@example.org") == 429

    def test_strange_characters_are_an_ordinary_refusal(self, cast: Cast) -> None:
        assert tries("ada\x00@example.org😀") == 200


class TestProxy:
    """X-Forwarded-For is the word of the proxy that is configured, and of nobody else."""

    @pytest.mark.parametrize(
        ("proxies", "peer", "forwarded", "client"),
        [
            ([], "192.0.2.1", "198.51.100.9", "192.0.2.1"),
            (["192.0.2.1"], "192.0.2.1", "198.51.100.9", "198.51.100.9"),
            (["192.0.2.1"], "192.0.2.2", "198.51.100.9", "192.0.2.2"),
            (["192.0.2.0/24"], "192.0.2.1", "10.1.1.1, 198.51.100.9, 192.0.2.3", "198.51.100.9"),
            (["192.0.2.1"], "192.0.2.1", "198.51.100.9, rubbish", "192.0.2.1"),
            (["192.0.2.1"], "192.0.2.1", "", "192.0.2.1"),
        ],
    )
    def test_the_client_is_the_last_address_that_no_proxy_has(
        self, cast: Cast, proxies: list[str], peer: str, forwarded: str, client: str
    ) -> None:
        with override_settings(
            TANDEM_TRUSTED_PROXIES=proxies, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")
        ):
            answer = Client(REMOTE_ADDR=peer).get(LOGIN, HTTP_X_FORWARDED_FOR=forwarded, HTTP_X_FORWARDED_PROTO="https")
            request = answer.wsgi_request
            assert request.META["REMOTE_ADDR"] == client
            assert request.is_secure() is (peer == "192.0.2.1" and bool(proxies))


class TestBodies:
    """Nothing of a stranger's is stored beyond what a sign-in takes."""

    def test_a_stranger_sends_little(self, cast: Cast) -> None:
        content = b"x" * (limits.STRANGERS + 1)
        assert Client().post(LOGIN, content, content_type="multipart/form-data; boundary=x").status_code == 413
        assert Client().post("/api/v1/home/services/", content, content_type="application/json").status_code == 413

    @pytest.mark.parametrize(
        ("path", "known", "words"),
        [
            (LOGIN, False, "Sign in first to send files"),
            ("/api/v1/home/services/", False, "without a token that is in force 64 KB"),
            (
                "/intake/events/home.esrc-1/",
                False,
                "without the secret of its source a message may have 64 KB, with it 5",
            ),
            ("/intake/events/home.esrc-1/", True, "at most 5 MB may be sent here at once"),
            ("/home/import/", True, "at most 65 MB may be sent here at once"),
        ],
    )
    def test_every_door_says_what_may_be_sent_there(self, path: str, known: bool, words: str) -> None:
        limit = limits.STRANGERS if not known else limits.largest() if "events" not in path else 5 * limits.MB
        answer = refused(path, limit)
        assert answer.status_code == 413 and words in answer.content.decode()
        assert ("problem+json" in answer["Content-Type"]) == path.startswith(("/api/", "/intake/"))

    def test_a_made_up_cookie_or_token_is_a_strangers(self, cast: Cast) -> None:
        content = b"x" * (limits.STRANGERS + 1)
        for headers in ({"HTTP_COOKIE": "sessionid=abc"}, {"HTTP_AUTHORIZATION": "Bearer tandem_x"}):
            answer = Client().post("/home/import/", content, content_type="text/plain", **headers)
            assert answer.status_code == 413

    def test_who_is_signed_in_sends_more(self, cast: Cast) -> None:
        client = Client()
        client.force_login(cast.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
        content = b"x" * (limits.STRANGERS + 1)
        assert client.post("/home/board/", content, content_type="text/plain").status_code == 405

    def test_no_page_stands_in_a_frame(self, cast: Cast) -> None:
        assert Client().get(LOGIN)["X-Frame-Options"] == "DENY"


@pytest.fixture
def ada(home: Cast) -> Client:
    client = Client()
    client.post(LOGIN, {"login": "ada@example.org", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def link_in(message: Any) -> str:
    found = re.search(r"/accounts/email/\S+", message.body)
    assert found
    return found[0]


class TestAnotherAddress:
    """It moves with a password, a link to the new address and word to the old one."""

    @pytest.fixture(autouse=True)
    def mailed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("django.db.transaction.on_commit", lambda send: send())

    def test_it_asks_for_the_password_first(self, home: Cast) -> None:
        client = Client()
        client.force_login(home.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
        answer = client.post(ADDRESS, {"email": "ada@new.example"})
        assert answer.status_code == 302 and "/accounts/reauthenticate/" in answer.url
        assert (EmailChange.objects.count(), mail.outbox) == (0, [])

    def test_who_came_by_a_link_sets_a_password_first(self, home: Cast) -> None:
        user = operations.create_user("eve@example.org", "Eve")
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        answer = client.post(ADDRESS, {"email": "eve@new.example"})
        assert (answer.status_code, answer.url, EmailChange.objects.count()) == (302, "/accounts/password/set/", 0)

    def test_it_moves_when_the_link_is_opened(self, home: Cast, ada: Client) -> None:
        assert ada.post(ADDRESS, {"email": "Ada@New.example"}).status_code == 200
        asked = {message.to[0]: message for message in mail.outbox}
        assert set(asked) == {"ada@new.example", "ada@example.org"}
        assert "ada@new.example" in asked["ada@example.org"].body
        address = link_in(asked["ada@new.example"])
        assert User.objects.get(pk=home.users["ada"].pk).email == "ada@example.org"
        assert Client().get(address).status_code == 302  # not signed in
        assert ada.get(address).status_code == 200
        assert ada.post(address).status_code == 302
        assert User.objects.get(pk=home.users["ada"].pk).email == "ada@new.example"
        assert [message.to[0] for message in mail.outbox[2:]] == ["ada@example.org", "ada@new.example"]
        entry = Entry.objects.get(register="users")
        assert (entry.action, entry.record_id) == ("moved to another address", home.users["ada"].pk)
        assert ada.post(address).status_code == 410
        assert tries("ada@example.org", password=PASSWORD) == 200
        assert tries("ada@new.example", password=PASSWORD) == 302

    def test_somebody_elses_address_is_answered_alike_and_never_moves(self, home: Cast, ada: Client) -> None:
        ada.get(ADDRESS)  # takes the words about signing in away
        known, unknown = (ada.post(ADDRESS, {"email": email}) for email in ("ben@example.org", "nobody@example.org"))
        assert known.status_code == unknown.status_code == 200
        assert known.content.replace(b"ben@", b"nobody@") == unknown.content
        assert "/accounts/email/" not in next(
            message.body for message in mail.outbox if message.to == ["ben@example.org"]
        )

    def test_an_address_that_was_taken_meanwhile_is_refused(self, home: Cast, ada: Client) -> None:
        ada.post(ADDRESS, {"email": "ada@new.example"})
        address = link_in(mail.outbox[0])
        operations.create_user("ada@new.example", "Another")
        assert ada.post(address).status_code == 410
        assert User.objects.get(pk=home.users["ada"].pk).email == "ada@example.org"

    def test_anothers_link_is_none(self, home: Cast, ada: Client) -> None:
        ada.post(ADDRESS, {"email": "ada@new.example"})
        ben = Client()
        ben.post(LOGIN, {"login": "ben@example.org", "password": PASSWORD})
        assert ben.post(link_in(mail.outbox[0])).status_code == 410
        assert User.objects.get(pk=home.users["ben"].pk).email == "ben@example.org"

    @pytest.mark.parametrize(
        "email", ["", "x", "ada@example.org", "a\x00@b.example", "x" * 300 + "@b.example", "\ud800@b.example"]
    )
    def test_what_is_no_other_address_is_said(self, home: Cast, ada: Client, email: str) -> None:
        body = ("email=" + email).encode("utf-8", "surrogatepass")
        answer = ada.post(ADDRESS, body, content_type="application/x-www-form-urlencoded")
        assert (answer.status_code, EmailChange.objects.count()) == (422, 0)


def test_tokens_end_with_the_password(home: Cast, ada: Client) -> None:
    token, _secret = ApiToken.issue(
        organization=home.home, user=home.users["ada"], name="t", expires_at=NOW + timedelta(days=90)
    )
    fields = {"oldpassword": PASSWORD, "password1": "another-word-6789", "password2": "another-word-6789"}
    assert "API tokens" in ada.get("/accounts/password/change/").content.decode()
    assert ada.post("/accounts/password/change/", fields).status_code == 302
    token.refresh_from_db()
    assert token.revoked_at == NOW
    assert Entry.objects.get(register="tokens").action == "revoked"


def test_nobody_comes_in_with_a_last_day_that_is_over_or_none(home: Cast, ada: Client) -> None:
    new = User.objects.create(email="new@example.org", name="New")
    with pytest.raises(Invalid, match="This last day is over"):
        operations.add_member(home.actor("ada"), new, "reader", NOW.date() - timedelta(days=1))
    assert operations.add_member(home.actor("ada"), new, "reader", NOW.date()).until == NOW.date()
    told = {"email": "eve@example.org", "role": "reader"}
    for until in ("2026-03-01", "31.12.2030", "2030-02-30"):
        assert ada.post("/home/settings/members/invite/", told | {"until": until}).status_code == 422
    assert Invitation.objects.count() == 0


def test_what_is_no_day_leaves_the_last_day_of_a_member(home: Cast, ada: Client) -> None:
    gil = Membership.objects.get(user=home.users["gil"])
    finn = Membership.objects.get(user=home.users["finn"])
    Membership.objects.filter(pk=finn.pk).update(until=date(2026, 6, 30))
    for member in (gil, finn):
        ada.post(f"/home/settings/members/{member.pk}/", {"role": "reader", "until": "31.12.2030"})
    assert set(Membership.objects.filter(pk__in=[gil.pk, finn.pk]).values_list("role", "until")) == {
        ("auditor", gil.until),
        ("staff", date(2026, 6, 30)),
    }


class TestTheLastManager:
    """Somebody manages the organization, without a last day."""

    @pytest.mark.parametrize(
        ("role", "until"), [("reader", None), ("manager", date(2026, 3, 1)), ("manager", date(2099, 1, 1))]
    )
    def test_cannot_end_themselves(self, home: Cast, role: str, until: date | None) -> None:
        with pytest.raises(Invalid, match="name another manager"):
            operations.add_member(home.actor("ada"), home.users["ada"], role, until)
        kept = Membership.objects.get(user=home.users["ada"])
        assert (kept.role, kept.until) == ("manager", None)

    def test_a_manager_with_a_last_day_is_no_successor(self, home: Cast) -> None:
        ada = home.actor("ada")
        operations.add_member(ada, home.users["ben"], "manager", date(2026, 12, 31))
        with pytest.raises(Invalid):
            operations.add_member(ada, home.users["ada"], "reader")
        with pytest.raises(Invalid):
            operations.remove_member(ada, Membership.objects.get(user=home.users["ada"]).pk)
        operations.add_member(ada, home.users["ben"], "manager")
        assert operations.add_member(ada, home.users["ada"], "reader").role == "reader"
