"""A form that is sent twice makes one thing, and leads to it."""

import re

import pytest
from django.test import Client

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.models import Comment
from tests.cast import Cast, values_for

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def ada(home: Cast) -> Client:
    client = Client()
    client.force_login(home.users["ada"], backend=BACKEND)
    return client


def token_in(page: bytes) -> str:
    found = re.search(rb'name="form_token" value="([^"]+)"', page)
    assert found
    return found[1].decode()


def test_back_and_save_makes_no_second_record(home: Cast, ada: Client) -> None:
    token = token_in(ada.get("/home/services/new/").content)
    first = ada.post("/home/services/new/", {"title": "Mail", "form_token": token})
    again = ada.post("/home/services/new/", {"title": "Mail, once more", "form_token": token}, follow=True)
    services = registers.find("services").model.objects
    assert [service.title for service in services.all()] == ["Mail"]
    assert again.redirect_chain == [(first.url, 302)]
    assert "You had sent this form already" in again.content.decode()


def test_a_form_that_was_wrong_may_be_sent_again(home: Cast, ada: Client) -> None:
    token = token_in(ada.get("/home/services/new/").content)
    assert ada.post("/home/services/new/", {"title": "", "form_token": token}).status_code == 422
    assert ada.post("/home/services/new/", {"title": "Mail", "form_token": token}).status_code == 302
    assert registers.find("services").model.objects.count() == 1


def test_another_showing_of_the_form_makes_another_record(home: Cast, ada: Client) -> None:
    for _turn in range(2):
        token = token_in(ada.get("/home/services/new/").content)
        ada.post("/home/services/new/", {"title": "Mail", "form_token": token})
    assert registers.find("services").model.objects.count() == 2


def test_one_persons_token_says_nothing_to_another(home: Cast, ada: Client) -> None:
    token = token_in(ada.get("/home/services/new/").content)
    ada.post("/home/services/new/", {"title": "Mail", "form_token": token})
    ben = Client()
    ben.force_login(home.users["ben"], backend=BACKEND)
    ben.post("/home/services/new/", {"title": "Web", "form_token": token})
    assert registers.find("services").model.objects.count() == 2


def test_a_comment_is_made_once(home: Cast, ada: Client) -> None:
    services = registers.find("services")
    actor = home.actor("ada")
    record = writing.create(actor, services, values_for(home, actor, services))
    address = f"/home/services/{record.reference}/"
    token = token_in(ada.get(address).content)
    for _turn in range(2):
        ada.post(f"{address}comments/", {"text": "Seen", "form_token": token})
    assert [comment.text for comment in Comment.objects.all()] == ["Seen"]
