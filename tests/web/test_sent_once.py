"""A form that is sent twice makes one thing, and leads to it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.ground.accounts.models import ApiToken, Invitation
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.models import Attachment, Comment, Link
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


def _service(home: Cast) -> str:
    """The address of a record."""
    register = registers.find("services")
    made = writing.create(home.actor("ada"), register, values_for(home, home.actor("ada"), register))
    return f"/home/services/{made.reference}/"


def test_a_link_that_is_sent_twice_is_there_once(home: Cast, ada: Client) -> None:
    place = _service(home)
    other = writing.create(home.actor("ada"), registers.find("risks"), {"title": "Fire"})
    told = {"kind": "related", "target": other.reference, "form_token": token_in(ada.get(place).content)}
    for _turn in range(2):
        again = ada.post(f"{place}links/", told, follow=True)
    assert Link.objects.count() == 1
    assert "You had sent this form already" in again.content.decode()


def test_a_link_that_was_wrong_may_be_sent_again(home: Cast, ada: Client) -> None:
    place = _service(home)
    other = writing.create(home.actor("ada"), registers.find("risks"), {"title": "Fire"})
    ada.post(f"{place}links/", {"kind": "related", "target": "NOTHING-7", "form_token": "t"})
    ada.post(f"{place}links/", {"kind": "related", "target": other.reference, "form_token": "t"})
    assert Link.objects.count() == 1


def test_a_file_that_is_sent_twice_is_there_once(home: Cast, ada: Client) -> None:
    place = _service(home)
    for _turn in range(2):
        file = SimpleUploadedFile("plan.txt", b"What we do")
        again = ada.post(f"{place}files/", {"file": file, "form_token": "t"}, follow=True)
    assert Attachment.objects.count() == 1
    assert "You had sent this form already" in again.content.decode()


def test_files_of_which_none_could_be_attached_may_be_sent_again(home: Cast, ada: Client) -> None:
    place = _service(home)
    program = SimpleUploadedFile("plan.exe", b"MZ" + bytes(200))
    ada.post(f"{place}files/", {"file": program, "form_token": "t"})
    assert Attachment.objects.count() == 0
    ada.post(f"{place}files/", {"file": SimpleUploadedFile("plan.txt", b"What we do"), "form_token": "t"})
    assert Attachment.objects.count() == 1


def test_an_invitation_that_is_sent_twice_is_made_once(home: Cast, ada: Client) -> None:
    token = token_in(ada.get("/home/settings/members/").content)
    told = {"email": "new@example.org", "role": "reader", "form_token": token}
    assert ada.post("/home/settings/members/invite/", told).status_code == 200
    again = ada.post("/home/settings/members/invite/", told)
    assert (again.status_code, again["Location"]) == (302, "/home/settings/members/")
    assert Invitation.objects.filter(email="new@example.org").count() == 1


def test_a_token_that_is_asked_for_twice_is_made_once_and_a_wrong_form_may_be_sent_again(
    home: Cast, ada: Client
) -> None:
    token = token_in(ada.get("/home/settings/tokens/").content)
    told = {"name": "", "scope": "read", "expires_at": "2026-05-01", "form_token": token}
    assert ada.post("/home/settings/tokens/issue/", told).status_code == 422
    told["name"] = "Reporting"
    assert ada.post("/home/settings/tokens/issue/", told).status_code == 200
    assert ada.post("/home/settings/tokens/issue/", told).status_code == 302
    assert ApiToken.objects.filter(name="Reporting").count() == 1
