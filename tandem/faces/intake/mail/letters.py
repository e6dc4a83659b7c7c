"""A message as it came (RFC 5322, MIME), read so that nothing in it can stop the reading."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

from django.utils.translation import gettext as _

from tandem.faces.intake.mail import invitations
from tandem.faces.intake.mail.enclosures import (
    HEADERS,
    MESSAGE_ID,
    SENDER,
    SENDER_NAME,
    SENDER_SMTP,
    SUBJECT,
    Enclosure,
    Package,
    opened_msg,
    opened_tnef,
)
from tandem.faces.intake.mail.plain import from_html
from tandem.faces.intake.mail.replies import new_text
from tandem.faces.intake.mail.words import decoded, header, tidy

LARGEST = 25 * 1024 * 1024
MOST_FILES = 100
MOST_PARTS = 500
IDENTIFIER = re.compile(r"<([^<>\s]{1,500})>")
ADDRESS = re.compile(r"(?<![^\s@<>\",;:()])[^\s@<>\",;:()]+@[^\s@<>\",;:()]+")
PREFIX = re.compile(r"^(?:\s*(?:re|aw|fwd?|wg|tr|rv|sv|antw|antwort|r|i)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)
HEAD = 64 * 1024
FIRST = re.compile(
    rb"^(?:from|to|subject|date|message-id|received|return-path|content-type|reply-to)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
HEADER_LINE = re.compile(rb"(?:[\x21-\x39\x3b-\x7e]+[ \t]*:|From )")
NAMED = re.compile(rb"(?:from|to|subject|date|message-id)[ \t]*:[^\r\n]{0,500}[\r\n]+\Z", re.IGNORECASE)
BEYOND = (RecursionError, LookupError, ValueError, TypeError, AssertionError, AttributeError)  # built to break parsers
BLANK = re.compile(rb"\r?\n\r?\n")


class Unreadable(ValueError):
    """Why something is no message that could be taken in, in words."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says, and what its headers say of it."""

    subject: str
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    sent_at: datetime | None
    message_id: str
    thread: tuple[str, ...]
    text: str
    answer: str
    files: tuple[Enclosure, ...]
    remarks: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]
    size: int
    report: str = field(default="", repr=False)
    unread: str = ""

    def all_of(self, name: str) -> tuple[str, ...]:
        """Every header of this name, the topmost first."""
        return tuple(value for known, value in self.headers if known == name)

    def first_of(self, name: str) -> str:
        """The topmost header of this name; empty where there is none."""
        return next(iter(self.all_of(name)), "")

    @property
    def digest(self) -> str:
        """The same for the same words and files of the same sender, by whichever way the message came."""
        parts = [self.sender, self.subject, " ".join(self.text.split()), *filter(None, [self.unread])]
        parts += [hashlib.sha256(file.content).hexdigest() for file in self.files]
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()

    @property
    def trouble(self) -> str:
        """Why a person has to read it in the kept message; empty for what could be read."""
        return _("It is built so that it cannot be read.") if self.unread else ""

    @property
    def key(self) -> str:
        """By what a message is known again: its Message-ID, without one its sender, day and content."""
        moment = self.sent_at.isoformat() if self.sent_at else ""
        named = f"id\x00{self.message_id}" if self.message_id else f"content\x00{moment}\x00{self.digest}"
        return hashlib.sha256(named.encode()).hexdigest()


def read(raw: bytes) -> Letter:
    """The message in these bytes, a .msg file included; Unreadable in words where there is none."""
    if not raw.strip():
        raise Unreadable(_("It is empty."))
    package = opened_msg(raw)
    if package is not None:
        return _of_msg(raw, package)
    begun = _from_first_header(raw)
    try:
        return _of_message(message_from_bytes(begun, policy=compat32), len(raw))
    except BEYOND:
        return _by_head(begun, len(raw))


def _from_first_header(raw: bytes) -> bytes:
    """The message from its first header on; Unreadable where no line of its beginning is one."""
    lines = raw.lstrip(b"\r\n")
    blank = BLANK.search(lines)
    first = FIRST.search(lines, 0, blank.start() if blank else len(lines))
    if first is None:
        raise Unreadable(_("It is no message: none of its first lines says from whom, to whom, when or about what."))
    return lines if HEADER_LINE.match(lines) else lines[first.start() :]


def _by_head(raw: bytes, size: int) -> Letter:
    """A message that is built so that nothing can read it, by its first lines; a person looks at the kept one."""
    lines = b"".join(line for line in raw[:HEAD].splitlines(keepends=True) if NAMED.match(line))
    letter = _of_message(message_from_bytes(lines + b"\r\n", policy=compat32), size)
    return replace(letter, unread=hashlib.sha256(raw).hexdigest())


def _of_message(message: Message, size: int) -> Letter:
    headers = tuple((name.lower(), header(value)) for name, value in message.raw_items())
    body = _Body()
    body.take(message)
    name, sender = _sender(headers)
    subject = _of(headers, "subject")
    text = tidy(body.text).replace("\r\n", "\n").strip()
    thread = _thread(headers)
    return Letter(
        subject=subject,
        sender=sender,
        sender_name=name,
        recipients=_recipients(headers),
        sent_at=_moment(_of(headers, "date")),
        message_id=_identifier(_of(headers, "message-id")),
        thread=thread,
        text=text,
        answer=new_text(text, subject, is_reply=bool(thread) or PREFIX.match(subject) is not None),
        files=tuple(body.files[:MOST_FILES]),
        remarks=tuple(dict.fromkeys(body.remarks)),
        headers=headers,
        size=size,
        report=body.report,
    )


def _of(headers: tuple[tuple[str, str], ...], name: str) -> str:
    return next((value for known, value in headers if known == name), "")


def _identifier(value: str) -> str:
    match = IDENTIFIER.search(value)
    return match[1] if match else value.strip("<> ")[:500]


def _thread(headers: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The messages it answers, the nearest first: In-Reply-To, then References from the last."""
    nearest = IDENTIFIER.findall(_of(headers, "in-reply-to"))
    earlier = IDENTIFIER.findall(_of(headers, "references"))
    return tuple(dict.fromkeys([*nearest, *reversed(earlier)]))[:MOST_FILES]


def _addresses(value: str) -> list[tuple[str, str]]:
    try:
        named = getaddresses([value])
    except RecursionError:  # comments within comments without end
        named = []
    pairs = [(name.strip(" '\""), address) for name, address in named if ADDRESS.fullmatch(address)]
    return pairs or [("", address) for address in ADDRESS.findall(value)]


def _sender(headers: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    for name in ("from", "sender", "reply-to"):
        for words, address in _addresses(_of(headers, name)):
            return words[:150], address.lower()[:254]
    return _of(headers, "from")[:150], ""


def _recipients(headers: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    values = [value for name, value in headers if name in ("to", "cc", "delivered-to", "x-original-to")]
    addresses = [address.lower()[:254] for value in values for _name, address in _addresses(value)]
    return tuple(dict.fromkeys(addresses))[:MOST_FILES]


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC) if 1970 < moment.year < 9000 else None


@dataclass(slots=True)
class _Choice:
    """Something that was written once, in one form or several."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """As plain text where there is any, else what the HTML shows."""
        written = "\n\n".join(part for part in self.plain if part.strip())
        return written or "\n\n".join(filter(None, map(from_html, self.html)))


class _Body:
    """Collects what the parts of a message hold."""

    def __init__(self) -> None:
        self.choices: dict[int, _Choice] = {}
        self.files: list[Enclosure] = []
        self.remarks: list[str] = []
        self.report = ""

    @property
    def text(self) -> str:
        """What was written, in its order: where a part is there in two forms, the plain one."""
        return "\n\n".join(filter(None, (choice.text for choice in self.choices.values())))

    def take(self, message: Message) -> None:
        """Take in every part."""
        for place, (choice, part) in enumerate(_leaves(message)):
            if place >= MOST_PARTS:
                self.remarks.append(_("It has more parts than are read; the kept message holds them all."))
                return
            self._part(part, self.choices.setdefault(choice, _Choice()))

    def _part(self, part: Message, choice: "_Choice") -> None:
        kind = part.get_content_type()
        name = _file_name(part)
        if kind == "message/rfc822":
            return self._enclose(name or _name_of_letter(part), _bytes_within(part))
        content = _content(part)
        if kind == "message/delivery-status":
            self.report += _fields_within(part, content)
        elif kind == "text/calendar":
            self._invite(name, content)
        elif _is_written(part) and not name:
            (choice.html if kind == "text/html" else choice.plain).append(decoded(content, _charset(part)))
        elif kind == "application/ms-tnef" or name.lower() == "winmail.dat":
            self._open(name or "winmail.dat", content, opened_tnef(content), choice)
        elif name.lower().endswith(".msg"):
            self._open(name, content, opened_msg(content), choice, is_kept=True)
        else:
            self._other(kind, name, content)
        return None

    def _other(self, kind: str, name: str, content: bytes) -> None:
        if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"):
            self.remarks.append(_("It is encrypted; only whoever has the key can read it."))
        self._enclose(name or f"{kind.replace('/', '-')}", content)

    def _enclose(self, name: str, content: bytes) -> None:
        if not content:
            self.remarks.append(_("“%(name)s” is empty and was left out.") % {"name": name[:100]})
        elif len(self.files) >= MOST_FILES:
            self.remarks.append(_("It has more than 100 files; the kept message holds the others."))
        else:
            self.files.append(Enclosure(tidy(name)[:200], content))

    def _invite(self, name: str, content: bytes) -> None:
        self.choices[-1 - len(self.choices)] = _Choice([invitations.summary(content)])
        self._enclose(name or "invitation.ics", content)

    def _open(
        self, name: str, content: bytes, package: Package | None, choice: "_Choice", *, is_kept: bool = False
    ) -> None:
        if package is None:
            self.remarks.append(_("“%(name)s” could not be opened and is kept as it came.") % {"name": name[:100]})
        if package is None or is_kept:
            self._enclose(name, content)
        if package is not None:
            if package.text and is_kept:
                self._enclose(f"{name}.txt", package.text.encode())
            elif package.text and not self.text:
                choice.plain.append(package.text)
            for file in package.files:
                self._enclose(file.name, file.content)


def _leaves(message: Message) -> Iterator[tuple[int, Message]]:
    """Every part that holds no other, and enclosed messages whole, each with the number of what it is one form of."""
    waiting = [(0, message)]
    number = 0
    while waiting:
        choice, part = waiting.pop(0)
        number += 1
        if part.is_multipart() and part.get_content_maintype() != "message":
            form_of = choice or (number if part.get_content_subtype() == "alternative" else 0)
            waiting[:0] = [(form_of, inner) for inner in part.get_payload() if isinstance(inner, Message)]
        else:
            yield choice or number, part


def _is_written(part: Message) -> bool:
    """True for what people read as the message itself; a part that claims to hold others and holds none is text."""
    kind = part.get_content_type()
    is_text = kind in ("text/plain", "text/html", "text/enriched", "text/markdown")
    return (is_text or kind.startswith("multipart/")) and part.get_content_disposition() != "attachment"


def _content(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone as far as it can be."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, AssertionError):
        content = None
    payload = _as_given(part)
    if isinstance(content, bytes) and (content or not payload):
        return content
    return payload.encode("utf-8", "surrogateescape")


def _as_given(part: Message) -> str:
    """The text of a part with its transfer encoding; empty where its charset is none that could be named."""
    try:
        payload = part.get_payload()
    except (LookupError, ValueError, TypeError):
        return ""
    return payload if isinstance(payload, str) else ""


def _charset(part: Message) -> str:
    try:
        named = part.get_param("charset") or ""
    except (ValueError, TypeError):
        return ""
    return named[2] if isinstance(named, tuple) else str(named)


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename()
    except (ValueError, TypeError, LookupError):
        name = None
    return header(name) if name else ""


def _name_of_letter(part: Message) -> str:
    inner = part.get_payload()
    first: Any = inner[0] if isinstance(inner, list) and inner else None
    fields = [] if first is None else first.raw_items()
    subject = next((header(value) for name, value in fields if name.lower() == "subject"), "")
    return f"{subject[:100] or _('message')}.eml"


def _bytes_within(part: Message) -> bytes:
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        try:
            return inner[0].as_bytes()
        except (UnicodeError, LookupError, ValueError, KeyError):
            return str(inner[0].get_payload()).encode("utf-8", "replace")
    return _content(part)


def _fields_within(part: Message, content: bytes) -> str:
    inner = part.get_payload()
    groups = inner if isinstance(inner, list) else []
    lines = [
        f"{name}: {header(value)}"
        for group in groups
        if isinstance(group, Message)
        for name, value in group.raw_items()
    ]
    return "\n".join(lines) + "\n" if lines else decoded(content)


def _of_msg(raw: bytes, package: Package) -> Letter:
    """A file that Outlook saved: its headers where it kept them, else the fields that say the same."""
    known = dict(package.fields)
    kept = message_from_bytes(known.get(HEADERS, "").encode(), policy=compat32)
    headers = {name.lower(): header(value) for name, value in kept.raw_items()}
    address = known.get(SENDER_SMTP) or known.get(SENDER, "")
    if "@" in address:
        headers.setdefault("from", f'"{known.get(SENDER_NAME, "")}" <{address}>')
    headers.setdefault("subject", known.get(SUBJECT, ""))
    headers.setdefault("message-id", known.get(MESSAGE_ID, ""))
    message = Message(policy=compat32)
    for name, value in headers.items():
        if not name.startswith("content-") and value:
            message[name] = value.replace("\n", " ").replace("\r", " ")
    message.set_payload(package.text.encode("utf-8", "replace"))
    message["Content-Type"] = "text/plain; charset=utf-8"
    letter = _of_message(message, len(raw))
    return Letter(**{name: getattr(letter, name) for name in Letter.__slots__} | {"files": package.files})
