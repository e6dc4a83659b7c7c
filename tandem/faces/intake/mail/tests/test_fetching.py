"""Fetching from a server: each message once, in its order, nothing skipped, nothing removed."""

from collections.abc import Iterator
from typing import Any

import pytest

from tandem.faces.intake.mail import background, fetching, taking
from tandem.faces.intake.mail.tests import imap_double
from tandem.faces.intake.mail.tests.conftest import Desk, after
from tandem.faces.intake.mail.tests.shapes import raw
from tandem.ground.kernel import jobs, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.models import Job
from tandem.ground.ledger.models import Entry
from tandem.operation.mail.mailboxes import operations
from tandem.operation.mail.mailboxes.models import Mailbox, MailboxKey
from tandem.operation.mail.received.models import Received

PASSWORD = "open sesame"


@pytest.fixture
def server() -> Iterator[imap_double.Server]:
    """A mail server."""
    with imap_double.serving() as running:
        yield running


@pytest.fixture
def mailbox(desk: Desk, server: imap_double.Server) -> Any:
    """The desk's mailbox, looked into."""
    reference, mailboxes, ada = desk.mailbox.reference, desk.register("mailboxes"), desk.cast.actor("ada")
    where = {"host": "127.0.0.1", "port": server.port, "security": "none", "user_name": "desk"}
    writing.change(ada, mailboxes, reference, where)
    operations.set_password(ada, reference, PASSWORD)
    desk.mailbox = desk.step("mailboxes", reference, "open")
    return desk.mailbox


def put(server: imap_double.Server, *names: str) -> None:
    for name in names:
        server.put(raw(f"Body {name}", Message_ID=f"<{name}@x>", Subject=name))


def test_what_is_unseen_is_taken_in_first(desk: Desk, mailbox: Any, server: imap_double.Server) -> None:
    put(server, "read", "a", "b")
    server.seen.add(1)
    look = fetching.fetch(desk.actor, mailbox)
    assert (look.taken, look.known, look.problem) == (2, 0, "")
    assert [received.title for received in Received.objects.order_by("pk")] == ["a", "b"]
    assert (server.seen, sorted(server.messages)) == ({1, 2, 3}, [1, 2, 3])


def test_what_is_new_is_known_by_its_number_even_when_somebody_read_it(
    desk: Desk, mailbox: Any, server: imap_double.Server
) -> None:
    put(server, "a")
    fetching.fetch(desk.actor, mailbox)
    put(server, "b")
    server.seen.add(2)
    assert fetching.fetch(desk.actor, mailbox).taken == 1
    assert fetching.fetch(desk.actor, mailbox).taken == 0
    assert Received.objects.count() == 2


def test_renumbered_mailbox_brings_nothing_twice(desk: Desk, mailbox: Any, server: imap_double.Server) -> None:
    put(server, "a", "b")
    fetching.fetch(desk.actor, mailbox)
    server.validity, server.seen = 8, set()
    look = fetching.fetch(desk.actor, mailbox)
    assert (look.taken, look.known, Received.objects.count()) == (0, 2, 2)


def test_message_that_is_too_large_is_not_fetched_but_noted(
    desk: Desk, mailbox: Any, server: imap_double.Server
) -> None:
    put(server, "large", "small")
    server.sizes[1] = 30 * 1024 * 1024
    assert fetching.fetch(desk.actor, mailbox).taken == 2
    large = Received.objects.get(title="large")
    assert (large.state, large.size, large.text) == ("quarantine", 30 * 1024 * 1024, "")
    assert large.reason == "It is 30 MB; at most 25 MB are taken in. It still lies where it was sent to."
    assert not [words for words in server.asked if words == "UID FETCH 1 (BODY.PEEK[])"]


def test_what_is_no_message_is_refused_and_does_not_stop_the_rest(
    desk: Desk, mailbox: Any, server: imap_double.Server
) -> None:
    server.put(b"nonsense")
    put(server, "a")
    look = fetching.fetch(desk.actor, mailbox)
    assert look.taken == 1
    assert look.refused[0].startswith("Message 1: It is no message")


def test_message_of_another_worker_is_looked_at_again(
    desk: Desk, mailbox: Any, server: imap_double.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*args: Any) -> None:
        raise KeyboardInterrupt

    put(server, "zero")
    fetching.fetch(desk.actor, mailbox)
    put(server, "a", "b")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(taking, "_keep", killed)
        fetching.fetch(desk.actor, mailbox)
    look = fetching.fetch(desk.actor, mailbox)
    assert (look.taken, look.problem) == (0, "MAIL-2 is being taken in by another worker.")
    with after(11):
        assert fetching.fetch(desk.actor, mailbox).taken == 2
    assert [(received.title, received.state) for received in Received.objects.order_by("pk")] == [
        ("zero", "taken"),
        ("a", "taken"),
        ("b", "taken"),
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [({"folder": "Nowhere"}, "no such folder"), ({"port": 1}, "refused")],
)
def test_what_is_wrong_is_said_in_words(
    desk: Desk, mailbox: Any, server: imap_double.Server, change: dict[str, Any], words: str
) -> None:
    changed = writing.change(desk.cast.actor("ada"), desk.register("mailboxes"), mailbox.reference, change)
    look = fetching.fetch(desk.actor, changed)
    assert words in look.problem
    assert MailboxKey.objects.get(mailbox=mailbox).problem == look.problem


def test_wrong_password_is_said(desk: Desk, mailbox: Any, server: imap_double.Server) -> None:
    server.password = "another"
    assert "wrong password" in fetching.fetch(desk.actor, mailbox).problem


def test_worker_looks_into_every_mailbox_once_a_minute(desk: Desk, mailbox: Any, server: imap_double.Server) -> None:
    put(server, "a")
    background.fetch_all()
    background.fetch_all()
    asked = Job.objects.filter(task=background.ONE)
    assert asked.count() == 1
    assert background.fetch_one(jobs.Progress(asked.get()))["taken"] == 1
    desk.step("mailboxes", mailbox.reference, "stop")
    with after(1):
        background.fetch_all()
    assert asked.count() == 1
    assert background.fetch_one(jobs.Progress(asked.get())) == {}


def test_password_is_kept_from_table_and_history(desk: Desk, mailbox: Any) -> None:
    key = MailboxKey.objects.get(mailbox=mailbox)
    assert PASSWORD not in key.password
    assert operations.password_of(mailbox) == PASSWORD
    assert not [entry for entry in Entry.objects.all() if PASSWORD in str(vars(entry))]


def test_only_managers_set_a_password(desk: Desk, mailbox: Any) -> None:
    with pytest.raises(NotPermitted):
        operations.set_password(desk.cast.actor("ben"), mailbox.reference, "other")
    assert operations.password_of(mailbox) == PASSWORD


def test_mailbox_without_password_is_not_looked_into(desk: Desk) -> None:
    where = {"host": "imap.provider.example", "user_name": "desk"}
    with pytest.raises(Invalid) as refused:
        desk.step("mailboxes", desk.mailbox.reference, "open", **where)
    assert "tandem mail password home MBOX-1" in str(refused.value)
    assert Mailbox.objects.get().state == "off"


def test_password_never_travels_in_the_clear(desk: Desk) -> None:
    ada, mailboxes = desk.cast.actor("ada"), desk.register("mailboxes")
    plain = {"host": "imap.provider.example", "security": "none"}
    with pytest.raises(Invalid) as refused:
        writing.change(ada, mailboxes, desk.mailbox.reference, plain)
    assert "security" in refused.value.problems


def by_token(desk: Desk, mailbox: Any, giver: Any, path: str = "/token") -> Any:
    """The mailbox, signed in to by a token."""
    address = f"http://127.0.0.1:{giver.server_address[1]}{path}"
    change = {"sign_in": "token", "token_address": address, "client": "tandem", "token_scope": "mail.read"}
    return writing.change(desk.cast.actor("ada"), desk.register("mailboxes"), mailbox.reference, change)


def test_client_signs_in_by_token(desk: Desk, mailbox: Any, server: imap_double.Server) -> None:
    put(server, "a")
    server.token, server.password = "t0ken", "no password is right"
    with imap_double.giving_tokens() as giver:
        look = fetching.fetch(desk.actor, by_token(desk, mailbox, giver))
    assert (look.taken, look.problem) == (1, "")
    assert (giver.asked[0]["client_id"], giver.asked[0]["scope"]) == (["tandem"], ["mail.read"])


def test_token_that_the_server_does_not_take_is_said(desk: Desk, mailbox: Any, server: imap_double.Server) -> None:
    with imap_double.giving_tokens() as giver:
        assert "wrong token" in fetching.fetch(desk.actor, by_token(desk, mailbox, giver)).problem


def test_refused_client_is_said(desk: Desk, mailbox: Any, server: imap_double.Server) -> None:
    operations.set_password(desk.cast.actor("ada"), mailbox.reference, "wrong")
    with imap_double.giving_tokens() as giver:
        look = fetching.fetch(desk.actor, by_token(desk, mailbox, giver))
    assert "127.0.0.1 gives no token: invalid_client" in look.problem


def test_secret_of_a_client_follows_no_redirect(desk: Desk, mailbox: Any, server: imap_double.Server) -> None:
    with imap_double.giving_tokens() as giver:
        look = fetching.fetch(desk.actor, by_token(desk, mailbox, giver, "/elsewhere"))
    assert "gives no token" in look.problem
    assert len(giver.asked) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"token_address": "http://login.example/token", "client": "x"}, "token_address"),
        ({"token_address": "ftp://login.example/token", "client": "x"}, "token_address"),
        ({"token_address": "https://login.example/token"}, "client"),
        ({"client": "x"}, "token_address"),
    ],
)
def test_token_is_asked_for_over_tls_by_a_named_client(desk: Desk, change: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        writing.change(
            desk.cast.actor("ada"), desk.register("mailboxes"), desk.mailbox.reference, {"sign_in": "token", **change}
        )
    assert field in refused.value.problems
    assert Mailbox.objects.get().sign_in == "password"
