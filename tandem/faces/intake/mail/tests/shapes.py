"""Messages as they really come: built here, each under the name of what is awkward about it."""

import base64
import struct
from email.message import EmailMessage
from typing import Any

DAY = "Mon, 2 Mar 2026 09:00:00 +0100"
KARI, DESK = "Kari Berg <kari@berglund.example>", "desk@provider.example"
OUT_OF_OFFICE = {
    "english": "Automatic reply: Printer",
    "english-office": "Out of Office: Printer",
    "german": "Automatische Antwort: Drucker",
    "german-absence": "Abwesenheitsnotiz: Drucker",
    "french": "Réponse automatique : Imprimante",
    "spanish": "Respuesta automática: Impresora",
    "italian": "Risposta automatica: Stampante",
    "dutch": "Automatisch antwoord: Printer",
    "swedish": "Autosvar: Skrivare",
    "danish": "Automatisk svar: Printer",
    "norwegian": "SV: Ikke til stede",
    "finnish": "Automaattinen vastaus: Tulostin",
    "polish": "Odpowiedź automatyczna: Drukarka",
    "portuguese": "Resposta automática: Impressora",
    "czech": "Automatická odpověď: Tiskárna",
    "hungarian": "Automatikus válasz: Nyomtató",
    "russian": "Автоматический ответ: принтер",
    "greek": "Αυτόματη απάντηση: εκτυπωτής",
    "turkish": "Otomatik yanıt: yazıcı",
    "japanese": "自動応答: プリンター",
    "chinese": "自动答复: 打印机",
}


def raw(body: Any = "It smokes.", **headers: Any) -> bytes:
    """A message of lines as given; a header of None is left out, `_` in its name is a hyphen."""
    standard = {"From": KARI, "To": DESK, "Subject": "Printer", "Date": DAY, "Message-ID": "<m1@berglund.example>"}
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [_line(name, value) for name, value in {**standard, **given}.items() if value is not None]
    content = body if isinstance(body, bytes) else body.encode()
    return b"\r\n".join(lines) + b"\r\n\r\n" + content


def _line(name: str, value: Any) -> bytes:
    return name.encode() + b": " + (value if isinstance(value, bytes) else str(value).encode())


def mime(build: Any = None, **headers: str) -> EmailMessage:
    """A well-formed message to build upon."""
    message = EmailMessage()
    standard = {"From": KARI, "To": DESK, "Subject": "Printer", "Date": DAY, "Message-ID": "<m1@berglund.example>"}
    for name, value in {**standard, **{key.replace("_", "-"): value for key, value in headers.items()}}.items():
        message[name] = value
    message.set_content("It smokes.")
    return message


def with_file(name: str, content: bytes, maintype: str = "application", subtype: str = "octet-stream") -> bytes:
    """A message with one file."""
    message = mime()
    message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return message.as_bytes()


def html_only(html: str) -> bytes:
    """A message that is HTML alone."""
    return raw(html, Content_Type="text/html; charset=utf-8")


def parts(*inner: bytes, kind: str = "mixed") -> bytes:
    """A message of parts that are given with their own headers."""
    body = b"".join(b"--xyz\r\n" + part + b"\r\n" for part in inner) + b"--xyz--\r\n"
    return raw(body, MIME_Version="1.0", Content_Type=f'multipart/{kind}; boundary="xyz"')


def tnef(name: str = "plan.txt", content: bytes = b"the plan", body: str = "") -> bytes:
    """A winmail.dat with one file (MS-OXTNEF)."""

    def attribute(level: int, number: int, value: bytes) -> bytes:
        return struct.pack("<BHHI", level, number, 6, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)

    made = struct.pack("<IH", 0x223E9F78, 1)
    if body:
        made += attribute(1, 0x800C, body.encode() + b"\x00")
    made += attribute(2, 0x9002, b"\x00" * 14)
    made += attribute(2, 0x8010, b"SHORT~1.TXT\x00")
    made += attribute(2, 0x800F, content)
    wide = (name + "\x00").encode("utf-16-le")
    properties = struct.pack("<I", 2) + struct.pack("<HHI", 0x0003, 0x3705, 1)
    properties += struct.pack("<HHII", 0x001F, 0x3707, 1, len(wide)) + wide + b"\x00" * (-len(wide) % 4)
    return made + attribute(2, 0x9005, properties)


def in_tnef(package: bytes) -> bytes:
    """A message as Outlook sends it to those who do not read its packages."""
    part = b"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return parts(b"Content-Type: text/plain\r\n\r\nSee the plan.", part + base64.encodebytes(package))


INVITATION = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:1@berglund.example
DTSTAMP:20260302T080000Z
DTSTART:20260305T130000Z
DTEND:20260305T140000Z
SUMMARY:Look at the printer
LOCATION:Cellar
ORGANIZER:mailto:kari@berglund.example
END:VEVENT
END:VCALENDAR
""".replace(b"\n", b"\r\n")


def returned(message_id: str = "", action: str = "failed") -> bytes:
    """A report of a mail system that something could not be delivered (RFC 3464)."""
    report = "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; "
    report += (
        f"kari@berglund.example\r\nAction: {action}\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n"
    )
    original = f"Content-Type: message/rfc822\r\n\r\nMessage-ID: <{message_id}>\r\nSubject: x\r\n\r\nbody"
    body = "".join(f"--xyz\r\n{part}\r\n" for part in ("Content-Type: text/plain\r\n\r\nSorry.", report, original))
    return raw(
        f"{body}--xyz--\r\n",
        From="Mail system <MAILER-DAEMON@mx.berglund.example>",
        Subject="Undelivered Mail Returned to Sender",
        Return_Path="<>",
        Message_ID="<report1@mx.berglund.example>",
        Content_Type='multipart/report; report-type=delivery-status; boundary="xyz"',
    )


def nested(depth: int) -> bytes:
    """A forward of a forward of a forward."""
    inner = mime()
    for level in range(depth):
        outer = mime(Subject=f"Fwd: {level}", Message_ID=f"<m{level + 10}@berglund.example>")
        outer.add_attachment(inner)
        inner = outer
    return inner.as_bytes()


FRENCH = "Bonjour\n\nLe lun. 2 mars 2026 à 10:00, Desk <desk@provider.example> a écrit :\n> vieux"
GERMAN = "Danke!\n\nAm 02.03.2026 um 10:00 schrieb Desk <desk@provider.example>:\n> alt"
ENGLISH = "Thanks!\n\nOn Mon, 2 Mar 2026 at 10:00, Desk <desk@provider.example> wrote:\n> old\n> older"
BELOW = "On Mon, 2 Mar 2026, Desk <desk@provider.example> wrote:\n> old\n\nThe answer below"
OUTLOOK = "Ok\n\n-----Original Message-----\nFrom: Desk\nSent: Monday\nTo: Kari\nSubject: x\n\nold"

SHAPES: dict[str, bytes] = {
    "plain": raw(),
    "no-message-id": raw(Message_ID=None),
    "message-id-without-brackets": raw(Message_ID="m1@berglund.example"),
    "message-id-with-spaces": raw(Message_ID="< m1 @ berglund >"),
    "no-subject": raw(Subject=None),
    "empty-subject": raw(Subject=""),
    "very-long-subject": raw(Subject="x" * 5_000),
    "emoji-subject": raw(Subject="🔥 printer 🖨️"),
    "encoded-emoji-subject": raw(Subject="=?utf-8?B?8J+UpSBwcmludGVy?="),
    "broken-encoded-subject": raw(Subject="=?utf-8?B?8J+UpSBw!!!?="),
    "unknown-charset-subject": raw(Subject="=?x-nonsense?Q?Dr=FCcker?="),
    "subject-in-raw-latin-1": raw(Subject="Drücker".encode("latin-1")),
    "subject-of-two-lines": raw(Subject="Printer\r\n on fire"),
    "subject-of-half-characters": raw(Subject="=?utf-16?Q?=D8=00?="),
    "no-from": raw(From=None),
    "empty-from": raw(From=""),
    "from-without-address": raw(From="Kari Berg"),
    "two-senders": raw(From="Kari <kari@berglund.example>, Ola <ola@berglund.example>"),
    "from-with-comma-in-name": raw(From='"Berg, Kari" <kari@berglund.example>'),
    "from-with-at-in-name": raw(From='"kari@home" <kari@berglund.example>'),
    "from-in-capitals": raw(From="KARI@BERGLUND.EXAMPLE"),
    "from-with-nonsense": raw(From="<<>@;:,>"),
    "no-date": raw(Date=None),
    "nonsense-date": raw(Date="yesterday, I think"),
    "date-of-another-age": raw(Date="Mon, 2 Mar 0001 09:00:00 +0000"),
    "date-far-away": raw(Date="Mon, 2 Mar 99999 09:00:00 +9999"),
    "no-to": raw(To=None),
    "undisclosed-recipients": raw(To="undisclosed-recipients:;"),
    "hundreds-of-recipients": raw(To=", ".join(f"p{number}@berglund.example" for number in range(500))),
    "empty-body": raw(""),
    "no-body-at-all": raw().partition(b"\r\n\r\n")[0],
    "only-line-feeds": raw().replace(b"\r\n", b"\n"),
    "only-carriage-returns": raw().replace(b"\r\n", b"\r"),
    "mailbox-line-first": b"From kari Mon Mar 2 2026\n" + raw(),
    "blank-lines-first": b"\r\n\r\n" + raw(),
    "latin-1-said-to-be-utf-8": raw("Drücker".encode("latin-1"), Content_Type="text/plain; charset=utf-8"),
    "utf-8-said-to-be-latin-1": raw("Drücker".encode(), Content_Type="text/plain; charset=iso-8859-1"),
    "utf-8-said-to-be-ascii": raw("Drücker".encode(), Content_Type="text/plain; charset=us-ascii"),
    "charset-nobody-knows": raw("Drücker".encode("latin-1"), Content_Type="text/plain; charset=x-unknown-9"),
    "charset-with-nonsense": raw("x", Content_Type='text/plain; charset="=?utf-8?Q?x?="'),
    "half-a-utf-8-character": raw("Drück".encode()[:-3], Content_Type="text/plain; charset=utf-8"),
    "byte-order-mark": raw(b"\xef\xbb\xbfIt smokes."),
    "zeros-within": raw(b"It\x00 smokes.\x00"),
    "shift-jis": raw("あいう".encode("shift_jis"), Content_Type="text/plain; charset=Shift_JIS"),
    "iso-2022-jp": raw("あいう".encode("iso-2022-jp"), Content_Type="text/plain; charset=ISO-2022-JP"),
    "korean-by-its-other-name": raw("고맙".encode("cp949"), Content_Type="text/plain; charset=ks_c_5601-1987"),
    "base64-that-is-none": raw("!!! not base64 !!!", Content_Transfer_Encoding="base64"),
    "quoted-printable-broken": raw("It =ZZ smokes=", Content_Transfer_Encoding="quoted-printable"),
    "unknown-transfer-encoding": raw("It smokes.", Content_Transfer_Encoding="x-pigeon"),
    "html-only": html_only("<p>It <b>smokes</b>.</p><script>alert(1)</script>"),
    "html-unclosed": html_only("<div><p>It smokes<blockquote>old<table><tr><td>a<td>b"),
    "html-and-nothing-seen": html_only("<style>p{}</style><img src=x>"),
    "empty-text-beside-html": parts(
        b"Content-Type: text/plain\r\n\r\n", b"Content-Type: text/html\r\n\r\n<p>It smokes.</p>", kind="alternative"
    ),
    "parts-without-boundary": raw("It smokes.", Content_Type="multipart/mixed"),
    "parts-never-closed": raw("--xyz\r\n\r\nIt smokes.", Content_Type='multipart/mixed; boundary="xyz"'),
    "parts-that-are-none": raw("It smokes.", Content_Type='multipart/mixed; boundary="other"'),
    "part-without-type": parts(b"\r\nIt smokes."),
    "thousand-parts": parts(*[b"Content-Type: text/plain\r\n\r\nx"] * 1_000),
    "nested-forwards": nested(4),
    "deeply-nested": nested(30),
    "file": with_file("plan.pdf", b"%PDF-1.4 x"),
    "file-without-name": parts(b"Content-Type: application/pdf\r\n\r\n%PDF-1.4 x"),
    "file-named-by-path": with_file("../../etc/passwd", b"x"),
    "file-with-long-name": with_file("ä" * 400 + ".txt", b"x"),
    "file-empty": with_file("nothing.txt", b""),
    "file-that-is-a-program": with_file("tool.exe", b"MZ\x90\x00"),
    "file-named-like-ours": with_file("message.eml", b"x"),
    "winmail": in_tnef(tnef()),
    "winmail-cut-off": in_tnef(tnef()[:30]),
    "winmail-that-is-none": in_tnef(b"hello"),
    "msg-that-is-none": with_file("old.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken"),
    "invitation": parts(b"Content-Type: text/calendar; method=REQUEST\r\n\r\n" + INVITATION),
    "invitation-broken": parts(b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT"),
    "encrypted": parts(b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1", kind="encrypted"),
    "signed": parts(b"Content-Type: text/plain\r\n\r\nIt smokes.", b"Content-Type: application/pgp-signature\r\n\r\nx"),
    "reply-above": raw(ENGLISH, In_Reply_To="<x@y>"),
    "reply-below": raw(BELOW, In_Reply_To="<x@y>"),
    "reply-german": raw(GERMAN, In_Reply_To="<x@y>"),
    "reply-french": raw(FRENCH, In_Reply_To="<x@y>"),
    "reply-outlook": raw(OUTLOOK, In_Reply_To="<x@y>"),
    "references-of-hundreds": raw(References=" ".join(f"<r{number}@y>" for number in range(900))),
    "references-without-end": raw(References="<" * 3_000),
    "in-reply-to-in-words": raw(In_Reply_To="Your message of Monday"),
    "headers-twice": raw().replace(b"\r\n\r\n", b"\r\nSubject: Second\r\nFrom: other@x.example\r\n\r\n", 1),
    "header-without-colon": raw().replace(b"\r\n\r\n", b"\r\nthis is no header\r\n\r\n", 1),
    "megabyte-in-one-line": raw("x" * 1_000_000),
}
SHAPES |= {f"out-of-office-{name}": raw(Subject=subject) for name, subject in OUT_OF_OFFICE.items()}
