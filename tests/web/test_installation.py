"""The operators' page: for nobody else, and what it changes is in every ledger concerned."""

from datetime import timedelta

import pytest
from django.test import Client

from tandem.ground.accounts.models import ApiToken, SignInLink, User
from tandem.ground.kernel import clock
from tandem.ground.ledger.models import Entry
from tests.cast import Cast

PAGE = "/installation/"


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def operated(home: Cast) -> Cast:
    User.objects.filter(pk=home.users["dan"].pk).update(is_operator=True)
    return home


def test_strangers_and_members_are_kept_out(operated: Cast) -> None:
    ada = operated.users["ada"]
    assert Client().get(PAGE).status_code == 302
    for name in ("ada", "gil", "finn"):
        client = client_of(operated, name)
        assert client.get(PAGE).status_code == 403
        assert client.post(f"{PAGE}people/{ada.pk}/", {"do": "shut-out"}).status_code == 403
    assert User.objects.get(pk=ada.pk).is_active


def test_an_operator_sees_who_and_where_but_no_records(operated: Cast) -> None:
    text = client_of(operated, "dan").get(PAGE).content.decode()
    assert "ada@example.org" in text and "/home/" in text
    assert client_of(operated, "dan").get("/home/board/").status_code == 404


def test_who_is_shut_out_is_out_everywhere_at_once(operated: Cast) -> None:
    ben = operated.users["ben"]
    inside = client_of(operated, "ben")
    assert inside.get("/home/work/").status_code == 200
    token, _secret = ApiToken.issue(
        organization=operated.home, user=ben, name="t", expires_at=clock.now() + timedelta(days=9)
    )
    dan = client_of(operated, "dan")
    dan.post(f"{PAGE}people/{ben.pk}/", {"do": "shut-out"})
    assert inside.get("/home/work/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None
    entry = Entry.objects.get(register="users", organization=operated.home)
    assert (entry.action, entry.actor_label, entry.record_id) == ("shut out", "Dan", ben.pk)
    dan.post(f"{PAGE}people/{ben.pk}/", {"do": "let-in"})
    assert User.objects.get(pk=ben.pk).is_active


def test_nobody_changes_their_own_access(operated: Cast) -> None:
    dan = operated.users["dan"]
    answer = client_of(operated, "dan").post(f"{PAGE}people/{dan.pk}/", {"do": "stop-operating"}, follow=True)
    assert "Somebody else has to change this" in answer.content.decode()
    assert User.objects.get(pk=dan.pk).is_operator


def test_a_sign_in_link_is_shown_once_and_noted(operated: Cast) -> None:
    ada = operated.users["ada"]
    answer = client_of(operated, "dan").post(f"{PAGE}people/{ada.pk}/", {"do": "link"})
    assert "/start/" in answer.content.decode()
    assert SignInLink.objects.get().user_id == ada.pk
    assert Entry.objects.get(register="users").action == "was given a sign-in link"
