"""Chats of a member's own: tried before they are kept, chosen per kind, closed towards networks, never shown again."""

import json
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tandem.ground.accounts import notices
from tandem.ground.accounts.models import Membership
from tandem.ground.accounts.notices import OwnChat
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.calling import NotCalled
from tandem.ground.kernel.errors import Invalid
from tandem.support.notices import own
from tandem.support.notices.chats.register import CHATS
from tandem.support.notices.gathering import gather
from tandem.support.notices.models import Notice
from tandem.support.notices.sending import send_due, write
from tandem.support.notices.tests.test_notices import TOKEN, Room, choose, here, member, room, task, work
from tests.cast import Cast

__all__ = ["room", "work"]
MINE = f"mmosts://chat.example.org/{TOKEN}"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is said where; nothing leaves the machine."""
    heard: list[tuple[str, str]] = []
    monkeypatch.setattr(own, "say", lambda address, title, text: heard.append((address, title)))
    return heard


def refusing(address: str, title: str, text: str) -> None:
    raise NotCalled("no such room")


def browser(home: Cast, name: str) -> Client:
    client = Client()
    client.force_login(home.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def mine_is(home: Cast, name: str, address: str) -> Membership:
    kept = member(home, name)
    notices.keep_chats(kept, [OwnChat(address, "Mattermost")])
    return kept


def test_a_chat_is_kept_once_it_took_a_message_and_shown_without_its_secret(
    home: Cast, said: list[tuple[str, str]]
) -> None:
    page = browser(home, "ben").post("/home/settings/mine/chats/", {"address": MINE}, follow=True).content.decode()
    assert said == [(MINE, "Tandem of Home")]
    assert "Mattermost, chat.example.org" in page
    assert TOKEN not in page
    assert [chat.address for chat in notices.of(member(home, "ben")).chats] == [MINE]


def test_a_chat_that_takes_no_message_is_not_kept(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "say", refusing)
    answer = browser(home, "ben").post("/home/settings/mine/chats/", {"address": MINE})
    assert answer.status_code == 422
    assert "The chat did not take it: no such room" in answer.content.decode()
    assert TOKEN not in answer.content.decode()
    assert member(home, "ben").notices == {}


@pytest.mark.parametrize(
    "address",
    [
        f"mmosts://127.0.0.1/{TOKEN}",
        f"mmosts://[::1]/{TOKEN}",
        f"mmosts://169.254.169.254/{TOKEN}",
        f"mmosts://localhost/{TOKEN}",
        f"mmost://chat.example.org/{TOKEN}",
        "json://chat.example.org/",
        "mailtos://ben:secret@example.org",
        "slack://",
        "",
    ],
)
def test_an_address_that_is_no_public_chat_is_refused_before_anything_is_said(
    home: Cast, said: list[tuple[str, str]], address: str
) -> None:
    with pytest.raises(Invalid):
        own.add(member(home, "ben"), address)
    assert (said, member(home, "ben").notices) == ([], {})


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (MINE, "Mattermost, chat.example.org"),
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#me", "Slack"),
        ("discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js", "Discord"),
    ],
)
def test_what_is_shown_of_a_chat_lets_nobody_write_there(address: str, name: str) -> None:
    assert own.name_of(address) == name


def test_the_same_chat_is_there_once_and_five_are_enough(home: Cast, said: list[tuple[str, str]]) -> None:
    ben = member(home, "ben")
    for number in range(own.MOST):
        own.add(ben, f"mmosts://chat{number}.example.org/{TOKEN}")
        with pytest.raises(Invalid):
            own.add(ben, f"mmosts://chat{number}.example.org/{TOKEN}")
    with pytest.raises(Invalid):
        own.add(ben, MINE)
    assert len(notices.of(member(home, "ben")).chats) == len(said) == own.MOST


def test_a_chat_is_tried_again_and_removed(home: Cast, said: list[tuple[str, str]]) -> None:
    mine_is(home, "ben", MINE)
    client = browser(home, "ben")
    client.post("/home/settings/mine/chats/1/", {"do": "try"})
    assert [address for address, _title in said] == [MINE]
    assert client.post("/home/settings/mine/chats/2/", {"do": "remove"}).status_code == 422
    assert client.post("/home/settings/mine/chats/1/", {"do": "remove"}).status_code == 302
    assert notices.of(member(home, "ben")).chats == ()


def test_saving_what_one_is_told_of_keeps_the_chats(home: Cast) -> None:
    mine_is(home, "ben", MINE)
    choose(home, "ben", assigned="at-once")
    assert [chat.address for chat in notices.of(member(home, "ben")).chats] == [MINE]


def test_a_kind_comes_by_its_own_way_the_others_by_the_usual(work: Actor, home: Cast, room: Room) -> None:
    mine_is(home, "ben", room.address)
    choose(home, "ben", assigned="at-once", soon="at-once", **{"by-assigned": "chat"})
    action = task(home, due="2026-06-11")
    gather(work)
    write(work)
    assert send_due(work, here) == 2
    assert {(notice.way, *(line.split()[0] for line in notice.about)) for notice in Notice.objects.all()} == {
        ("chat", "assigned"),
        ("mail", "soon"),
    }
    assert action.reference in json.dumps(room.said)
    assert [letter.to for letter in mail.outbox] == [["ben@example.org"]]


def test_ones_own_chat_is_told_and_the_rooms_are_not(work: Actor, home: Cast, room: Room) -> None:
    writing.create(home.actor("ada"), CHATS, {"title": "Desk", "address": MINE})
    mine_is(home, "ben", room.address)
    choose(home, "ben", assigned="at-once", ways="chat")
    task(home)
    gather(work)
    write(work)
    assert send_due(work, here) == 1
    assert len(room.said) == 1


def test_one_of_several_chats_is_enough_and_the_others_are_named(work: Actor, home: Cast, room: Room) -> None:
    gone = f"mmost://chat.example.org:1/{TOKEN}"
    notices.keep_chats(member(home, "ben"), [OwnChat(gone, "Mattermost"), OwnChat(room.address, "Mattermost")])
    choose(home, "ben", assigned="at-once", ways="chat")
    task(home)
    gather(work)
    write(work)
    assert send_due(work, here) == 1
    assert len(room.said) == 1
    assert Notice.objects.get().state == "sent"
    assert Notice.objects.get().problem != ""


@pytest.mark.parametrize("told", [{"by-assigned": "pigeon"}, {"by-clock": "mail+pigeon"}])
def test_a_way_that_is_none_is_refused_and_changes_nothing(home: Cast, told: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        choose(home, "ben", **told)
    assert member(home, "ben").notices == {}


def test_the_address_of_a_room_stands_in_its_form_alone(home: Cast) -> None:
    chat = writing.create(home.actor("ada"), CHATS, {"title": "Desk", "address": MINE})
    writing.change(home.actor("ada"), CHATS, chat.reference, {"address": f"{MINE}9"})
    ada = browser(home, "ada")
    pages = {
        address: TOKEN in ada.get(f"/home/chats/{address}").content.decode()
        for address in ("", "?columns=reference,address", f"{chat.reference}/", f"{chat.reference}/edit/")
    }
    assert pages == {"": False, "?columns=reference,address": False, "CHAT-1/": False, "CHAT-1/edit/": True}
    assert browser(home, "ben").get(f"/home/chats/{chat.reference}/").status_code in (403, 404)
