"""What is new is told once, when and how each person chose, without what is confidential, and kept in a log."""

import json
import smtplib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from tandem.ground.accounts import notices
from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import clock, comments, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.calling import NotCalled
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.patterns.acting import tandem
from tandem.ground.kernel.registers import Register, find
from tandem.support.notices import background
from tandem.support.notices.chat import say
from tandem.support.notices.chats.register import CHATS
from tandem.support.notices.gathering import gather
from tandem.support.notices.models import Notice, NoticeLine
from tandem.support.notices.register import NOTICES
from tandem.support.notices.sending import send_due, write
from tests.cast import Cast

NOON = datetime(2026, 6, 10, 10, 0, tzinfo=UTC)  # a Wednesday, twelve o'clock in Vienna
TOKEN = "3ccdd113474722377935511fc85d3dd4"
Round = Any


def register_of(key: str) -> Register:
    register = find(key)
    assert register is not None
    return register


@pytest.fixture
def work(home: Cast, settings: Any) -> Iterator[Actor]:
    """Tandem at work in the home of the cast, whose members were looked at before."""
    settings.BASE_URL = "https://tandem.example.org"
    actor = tandem(home.home)
    with clock.fixed(NOON):
        gather(actor)
        yield actor


def member(home: Cast, name: str) -> Membership:
    return Membership.objects.select_related("user", "organization").get(organization=home.home, user=home.users[name])


def choose(home: Cast, name: str, **told: Any) -> None:
    usual = {**notices.USUAL, "ways": "mail", "quiet_from": "20", "quiet_to": "7", "is_weekly": ""}
    notices.choose(member(home, name), usual | told)


def task(home: Cast, owner: str = "ben", **values: Any) -> Any:
    told = {"title": "Call the carrier", "owner": home.users[owner].pk, **values}
    return writing.create(home.actor("ada"), register_of("actions"), told)


def one_round(actor: Actor, at: datetime = NOON) -> list[Any]:
    """Gather, write and send at a time; what lies in the mailbox after it."""
    with clock.fixed(at):
        gather(actor)
        write(actor)
        send_due(actor)
    return list(mail.outbox)


def test_what_is_mine_now_is_told_at_once_with_its_address(work: Actor, home: Cast) -> None:
    choose(home, "ben", assigned="at-once")
    action = task(home)
    (sent,) = one_round(work)
    assert sent.to == ["ben@example.org"]
    assert sent.subject == "Home: 1 thing is new for you"
    assert f"https://tandem.example.org/home/actions/{action.reference}/" in sent.body
    assert "Call the carrier" in sent.body
    assert one_round(work) == [sent]
    (notice,) = Notice.objects.all()
    assert (notice.state, notice.owner_id, notice.way) == ("sent", home.users["ben"].pk, "mail")


def test_what_somebody_took_themselves_is_no_news_to_them(work: Actor, home: Cast) -> None:
    choose(home, "ada", assigned="at-once")
    task(home, owner="ada")
    assert one_round(work) == []


def test_what_was_there_at_the_first_look_is_no_news(home: Cast) -> None:
    choose(home, "ben", assigned="at-once")
    with clock.fixed(NOON):
        task(home)
    assert one_round(tandem(home.home)) == []


def test_once_a_day_gathers_everything_until_seven(work: Actor, home: Cast) -> None:
    task(home)
    task(home, title="Count the keys")
    assert one_round(work, NOON + timedelta(hours=17)) == []  # five in the morning: quiet
    (sent,) = one_round(work, NOON + timedelta(hours=20))
    assert sent.subject == "Home: 2 things are new for you"
    task(home, title="A third one")
    assert len(one_round(work, NOON + timedelta(hours=21))) == 1


def test_who_wants_none_is_told_nothing(work: Actor, home: Cast) -> None:
    choose(home, "ben", **dict.fromkeys(notices.KINDS, "none"))
    task(home, due="2026-06-11")
    assert one_round(work, NOON + timedelta(days=1)) == []


def test_quiet_hours_hold_back_until_they_end(work: Actor, home: Cast) -> None:
    choose(home, "ben", assigned="at-once", quiet_from="11", quiet_to="14")
    task(home)
    assert one_round(work) == []
    assert len(one_round(work, NOON + timedelta(hours=2))) == 1


@pytest.mark.parametrize(
    ("hour", "start", "end", "is_quiet"),
    [(23, 20, 7, True), (6, 20, 7, True), (7, 20, 7, False), (12, 11, 14, True), (14, 11, 14, False), (3, 5, 5, False)],
)
def test_quiet_hours_may_go_over_midnight(hour: int, start: int, end: int, is_quiet: bool) -> None:
    choice = notices.Choice(how={}, quiet_from=start, quiet_to=end)
    assert choice.is_quiet(datetime(2026, 6, 10, hour, tzinfo=UTC)) is is_quiet


def test_due_soon_and_overdue_are_told_each_once(work: Actor, home: Cast) -> None:
    choose(home, "ben", assigned="none", soon="at-once", overdue="at-once")
    task(home, due="2026-06-12")
    assert [sent.body.splitlines()[0] for sent in one_round(work)] == ["Something is due within two days:"]
    assert len(one_round(work, NOON + timedelta(days=1))) == 1
    bodies = [sent.body.splitlines()[0] for sent in one_round(work, NOON + timedelta(days=3))]
    assert bodies == ["Something is due within two days:", "Something is overdue:"]


def test_whoever_is_named_is_told_on_any_record(work: Actor, home: Cast) -> None:
    risk = writing.create(home.actor("ada"), register_of("risks"), {"title": "Fire"})
    comments.add(home.actor("ada"), register_of("risks"), risk.reference, "@ben, have a look; not ben@example.org.")
    (sent,) = one_round(work)
    assert sent.to == ["ben@example.org"]
    assert sent.body.startswith("Somebody named me:")


def test_a_manager_is_asked_for_approval_at_once_and_never_of_their_own(work: Actor, home: Cast) -> None:
    for name in ("ada", "ben"):
        documents, versions = register_of("documents"), register_of("document-versions")
        document = writing.create(home.actor(name), documents, {"title": f"Backup, by {name}"})
        values = {"document": document.reference, "number": "1.0", "text": "What is copied when."}
        version = writing.create(home.actor(name), versions, values)
        writing.transition(home.actor(name), versions, version.reference, "submit")
    (sent,) = [sent for sent in one_round(work) if sent.to == ["ada@example.org"]]
    assert sent.body.startswith("I am asked for an approval:")
    assert sent.subject == "Home: 1 thing is new for you"


def test_a_clock_that_runs_out_is_told(work: Actor, home: Cast) -> None:
    register = register_of("incident-notifications")
    incident = writing.create(home.actor("ada"), register_of("incidents"), {"title": "Lost laptop"})
    owner = home.users["ben"].pk
    values = {"incident": incident.reference, "title": "Authority", "whom": "Authority", "owner": owner, "hours": 72}
    told = writing.create(home.actor("ada"), register, values)
    type(told).objects.filter(pk=told.pk).update(due_at=NOON + timedelta(hours=3), state="waiting")
    bodies = [sent.body for sent in one_round(work) if sent.to == ["ben@example.org"]]
    assert ["A clock runs out:" in body for body in bodies].count(True) == 1


def test_once_a_week_comes_what_waits(work: Actor, home: Cast) -> None:
    choose(home, "ben", assigned="none", is_weekly="true")
    task(home)
    monday = datetime(2026, 6, 15, 8, 0, tzinfo=UTC)
    (sent,) = [sent for sent in one_round(work, monday) if "waits" in sent.subject]
    assert sent.subject == "Home: 1 thing waits for you"
    assert len(one_round(work, monday + timedelta(hours=1))) == 1
    assert len(one_round(work, monday + timedelta(days=7))) == 2


def test_confidential_content_never_goes_out(work: Actor, home: Cast) -> None:
    choose(home, "ben", assigned="at-once")
    incident = writing.create(
        home.actor("ada"),
        register_of("incidents"),
        {"title": "Harassment in the office", "is_confidential": True, "owner": home.users["ben"].pk},
    )
    writing.transition(
        home.actor("ada"), register_of("incidents"), incident.reference, "assign", {"assignee": home.users["ben"].pk}
    )
    one_round(work)
    assert all("Harassment" not in f"{sent.subject}{sent.body}" for sent in mail.outbox)
    assert all("Harassment" not in f"{notice.title}{notice.about}" for notice in Notice.objects.all())


def test_what_somebody_may_no_longer_see_is_withheld(work: Actor, home: Cast) -> None:
    choose(home, "ben", assigned="at-once")
    action = task(home)
    gather(work)
    write(work)
    writing.delete(home.actor("ada"), register_of("actions"), action.reference)
    assert send_due(work) == 0
    assert mail.outbox == []
    assert Notice.objects.get().state == "withheld"


class _Refusing(EmailBackend):
    """A mail server that refuses everything."""

    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({"ben@example.org": (450, b"try later")})


def test_what_the_server_refuses_is_said_tried_again_and_given_up(work: Actor, home: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}._Refusing"
    choose(home, "ben", assigned="at-once")
    task(home)
    one_round(work)
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts) == ("waiting", 1)
    assert "try later" in notice.problem
    assert notice.next_at == NOON + timedelta(minutes=1)
    for hours in range(1, 14):
        with clock.fixed(NOON + timedelta(hours=hours)):
            send_due(work)
    assert (Notice.objects.get().state, Notice.objects.get().attempts) == ("failed", 6)
    writing.transition(home.actor("ada"), NOTICES, notice.reference, "send-again")
    assert (Notice.objects.get().state, Notice.objects.get().attempts) == ("waiting", 0)


def test_without_a_server_nothing_is_noted(home: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    background.gather_all()
    assert NoticeLine.objects.count() == 0


def test_the_log_is_for_managers(work: Actor, home: Cast) -> None:
    for name in ("ben", "cleo", "finn"):
        with pytest.raises(NotPermitted):
            writing.create(home.actor(name), CHATS, {"title": "Desk", "address": f"mmosts://chat.example.org/{TOKEN}"})


@pytest.mark.parametrize(
    "told", [{"assigned": "sometimes"}, {"ways": "pigeon"}, {"quiet_from": "24"}, {"quiet_to": ""}]
)
def test_what_is_no_choice_is_refused_and_changes_nothing(home: Cast, told: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        choose(home, "ben", **told)
    assert member(home, "ben").notices == {}


@pytest.mark.parametrize(
    "address",
    [
        f"mmosts://127.0.0.1/{TOKEN}",
        f"mmosts://10.0.0.8/{TOKEN}",
        f"mmosts://localhost/{TOKEN}",
        f"mmost://chat.example.org/{TOKEN}",
        "https://chat.example.org/hook",
        "file:///etc/passwd",
        "json://chat.example.org/",
        "mmosts://chat.example.org/",
        "Desk",
    ],
)
def test_an_address_that_is_no_public_chat_is_refused(home: Cast, address: str) -> None:
    with pytest.raises(Invalid):
        writing.create(home.actor("ada"), CHATS, {"title": "Desk", "address": address})


class Room:
    """A chat on this machine that keeps what is said in it."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []
        self.status = 200
        room = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                room.said.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(room.status)
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *_all: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"mmost://chat.example.org:{self.server.server_address[1]}/{TOKEN}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def room() -> Iterator[Room]:
    running = Room()
    yield running
    running.server.shutdown()


def here(host: str, port: int) -> list[str]:
    """Every name is this machine."""
    return ["127.0.0.1"]


def test_a_chat_names_person_and_record_and_no_title(work: Actor, home: Cast, room: Room) -> None:
    chat = writing.create(home.actor("ada"), CHATS, {"title": "Desk", "address": f"mmosts://chat.example.org/{TOKEN}"})
    type(chat).objects.filter(pk=chat.pk).update(address=room.address)
    choose(home, "ben", assigned="at-once", ways="chat")
    action = task(home)
    gather(work)
    write(work)
    assert send_due(work, here) == 1
    said = json.dumps(room.said)
    assert "Ben: 1 thing is new for you" in said
    assert action.reference in said
    assert "Call the carrier" not in said
    assert mail.outbox == []
    room.status = 500
    task(home, title="Another one")
    gather(work)
    write(work)
    assert send_due(work, here) == 0
    assert Notice.objects.filter(state="waiting", attempts=1).exclude(problem="").count() == 1


def test_a_chat_whose_name_leads_inside_is_never_reached(room: Room) -> None:
    def inside(host: str, port: int) -> list[str]:
        raise NotCalled("inside")

    with pytest.raises(NotCalled):
        say(room.address, "Title", "Text", inside)
    assert room.said == []
    with pytest.raises(NotCalled):
        say(room.address.replace("chat.example.org", "localhost"), "Title", "Text")
    assert room.said == []
