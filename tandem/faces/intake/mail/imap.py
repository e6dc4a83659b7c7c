"""A mailbox on its server (IMAP4rev1, RFC 3501): new messages are read by number and marked as seen, never moved."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tandem.faces.intake.mail import tokens
from tandem.operation.mail.mailboxes.models import Mailbox

TIMEOUT = 30  # seconds
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Unreachable(RuntimeError):
    """Why a mailbox could not be looked into, in words."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message on the server: its number and its size in bytes."""

    number: int
    size: int


class Folder:
    """One folder of a mailbox, open for reading and for marking as seen."""

    def __init__(self, connection: Any, validity: int, next_number: int) -> None:
        self.connection = connection
        self.validity = validity
        self.next_number = next_number

    def waiting(self, after: int | None) -> list[Waiting]:
        """Messages with a greater number, the oldest first; without one, those that nobody has seen."""
        asked = ("UNSEEN",) if after is None else ("UID", f"{after + 1}:*")
        numbers = [int(word) for word in _answer(self.connection.uid("SEARCH", *asked))[0].split()]
        return [Waiting(number, self._size(number)) for number in sorted(numbers) if number > (after or 0)]

    def message(self, number: int) -> bytes:
        """A message as it came."""
        return self._part(number, "BODY.PEEK[]")

    def headers(self, number: int) -> bytes:
        """The headers of a message."""
        return self._part(number, "BODY.PEEK[HEADER]")

    def mark_seen(self, number: int) -> None:
        """Show whoever reads the mailbox too that the message was taken in."""
        self.connection.uid("STORE", str(number), "+FLAGS", r"(\Seen)")

    def _size(self, number: int) -> int:
        said = b" ".join(_pieces(_answer(self.connection.uid("FETCH", str(number), "(RFC822.SIZE)"))))
        match = SIZE.search(said)
        return int(match[1]) if match else 0

    def _part(self, number: int, what: str) -> bytes:
        for piece in _answer(self.connection.uid("FETCH", str(number), f"({what})")):
            if isinstance(piece, tuple) and len(piece) > 1:
                return bytes(piece[1])
        return b""


@contextmanager
def opened(mailbox: Mailbox, password: str) -> Iterator[Folder]:
    """The folder of a mailbox; Unreachable in words when server, password or folder are not right."""
    try:
        connection = _connected(mailbox)
        try:
            _sign_in(connection, mailbox, password)
            yield _selected(connection, mailbox.folder)
        finally:
            connection.shutdown()
    except (imaplib.IMAP4.error, OSError, ssl.SSLError, tokens.NoToken) as error:
        words = _("%(host)s does not let us read %(folder)s: %(error)s")
        said = {"host": mailbox.host, "folder": mailbox.folder, "error": str(error)[:300]}
        raise Unreachable(words % said) from error


def _connected(mailbox: Mailbox) -> Any:
    if mailbox.security == "tls":
        safe = ssl.create_default_context()
        return imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=safe, timeout=TIMEOUT)
    connection = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=TIMEOUT)
    if mailbox.security == "starttls":
        connection.starttls(ssl.create_default_context())
    return connection


def _sign_in(connection: Any, mailbox: Mailbox, secret: str) -> None:
    if mailbox.sign_in in ("token", "consent"):
        token = tokens.token_for(mailbox, secret)
        said = f"user={mailbox.user_name}\x01auth=Bearer {token}\x01\x01".encode()
        challenges = iter([said])
        connection.authenticate("XOAUTH2", lambda _challenge: next(challenges, b""))
    else:
        connection.login(mailbox.user_name, secret)


def _selected(connection: Any, folder: str) -> Folder:
    quoted = folder.replace("\\", "\\\\").replace('"', '\\"')
    _answer(connection.select(f'"{quoted}"'))
    return Folder(connection, _number(connection, "UIDVALIDITY"), _number(connection, "UIDNEXT"))


def _number(connection: Any, name: str) -> int:
    _kind, said = connection.response(name)
    return int(said[0]) if said and said[0] else 0


def _answer(answer: Any) -> list[Any]:
    kind, said = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(b" ".join(_pieces(said)).decode("utf-8", "replace"))
    return [piece for piece in said if piece is not None] or [b""]


def _pieces(said: Any) -> list[bytes]:
    return [piece[0] if isinstance(piece, tuple) else piece for piece in said if piece]
