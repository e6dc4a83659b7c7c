"""Messages that are built to stop whoever reads them: depth without end, names of no charset, marks never closed."""

from tandem.faces.intake.mail.tests.shapes import html_only, in_tnef, parts, raw, tnef, with_file

HEAD = b"From: kari@berglund.example\r\nTo: desk@provider.example\r\nSubject: Deep\r\nMessage-ID: <deep@x>\r\n"
GMAIL = (
    "<div>Thanks, works.</div><div class='gmail_quote'>On Mon, 2 Mar 2026 at 10:00 Desk &lt;desk@provider.example&gt;"
    " wrote:<br><blockquote>old text</blockquote></div>"
)
READ = (
    "--xyz\r\nContent-Type: text/plain\r\n\r\nYour message was read.\r\n--xyz\r\n"
    "Content-Type: message/disposition-notification\r\n\r\nDisposition: manual-action; displayed\r\n--xyz--"
)
CALENDAR = b"Content-Type: text/calendar\r\n\r\n"


def within(levels: int) -> bytes:
    """Parts within parts, so many levels deep."""
    inner = b"Content-Type: text/plain\r\n\r\nIt smokes."
    for level in range(levels):
        mark = f"b{level}".encode()
        inner = b'Content-Type: multipart/mixed; boundary="%b"\r\n\r\n--%b\r\n%b\r\n--%b--\r\n' % (
            mark,
            mark,
            inner,
            mark,
        )
    return HEAD + inner


def said_in(charset: str) -> bytes:
    """A text that says to be in a charset."""
    return raw(b"It \xff smokes.", Content_Type=f"text/plain; charset={charset}")


UNREADABLE = {
    "parts-within-parts": within(3_000),
    "messages-within-messages": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 3_000,
}
CODECS = ("hex", "rot13", "zip", "undefined", "idna", "punycode", "unicode_escape", "utf-7", "utf-16", '"utf-8\x00"')
HOSTILE: dict[str, bytes] = {
    **UNREADABLE,
    **{f"charset-{codec}": said_in(codec) for codec in CODECS},
    "charset-by-rfc-2231": raw(b"It \xff smokes.", Content_Type="text/plain; charset*=utf-8''x%FF"),
    "subject-in-no-charset": raw(Subject="=?hex?Q?zz=FF?="),
    "subject-of-answers-to-answers": raw(Subject="Re: " * 20_000 + "x"),
    "subject-of-spaces": raw(Subject="Re" + " " * 60_000 + "x"),
    "subject-with-a-header-inside": raw(Subject="=?utf-8?Q?a=0D=0ABcc:_evil=40x.example?="),
    "subject-right-to-left": raw(Subject="\u202etxet"),
    "from-with-comments-without-end": raw(From="(" * 5_000 + " kari@berglund.example"),
    "from-with-quotes-without-end": raw(From='"' * 5_000 + " <kari@berglund.example>"),
    "from-with-an-address-for-its-name": raw(From="=?utf-8?Q?kari=40berglund.example?= <evil@x.example>"),
    "from-a-group": raw(From="Friends: kari@berglund.example;"),
    "from-by-a-route": raw(From="<@relay.example:kari@berglund.example>"),
    "from-with-its-name-in-a-comment": raw(From="kari@berglund.example (Kari Berg)"),
    "from-with-quoted-name-of-mailbox": raw(From='"kari berg"@berglund.example'),
    "to-with-comments-without-end": raw(To="(" * 20_000),
    "to-of-commas": raw(To="," * 100_000),
    "message-id-without-end": raw(Message_ID="<" + "a" * 10_000 + "@x>"),
    "message-id-of-nothing": raw(Message_ID="<>"),
    "first-line-is-no-header": b"\xff\xfe: x\r\n" + raw(),
    "ten-thousand-headers": b"".join(b"X-A%d: b\r\n" % number for number in range(10_000)) + raw(),
    "boundary-of-nothing": raw("--\r\n\r\nIt smokes.", Content_Type='multipart/mixed; boundary=""'),
    "boundary-of-brackets": raw("--(((\r\n\r\nIt smokes.", Content_Type='multipart/mixed; boundary="((("'),
    "one-of-three-parts": raw("It smokes.", Content_Type='message/partial; id="a"; number=1; total=3'),
    "text-that-says-to-be-a-file": raw("It smokes.", Content_Disposition="attachment"),
    "file-named-in-no-charset": parts(
        b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=hex''zz%FF\r\n\r\nx"
    ),
    "file-named-with-holes": parts(b"Content-Type: application/pdf; name*0*=utf-8''a%ZZ; name*7*=%FF\r\n\r\nx"),
    "file-named-right-to-left": with_file("a\u202efdp.exe", b"MZ\x90\x00"),
    "html-comment-never-closed": html_only("<p>It smokes.</p>" + "<!--" * 50_000),
    "html-marked-section": html_only("<![bogus[It smokes."),
    "html-declarations": html_only("<!x" * 50_000 + "<p>It smokes."),
    "html-of-opening-signs": html_only("<" * 300_000),
    "html-of-quotes-in-quotes": html_only("<blockquote>" * 20_000 + "x"),
    "html-in-one-line": html_only("<b>ab</b>" * 100_000),
    "html-of-links": html_only("<a href='http://x'>a</a>" * 40_000),
    "html-of-lists": html_only("<li>" * 100_000),
    "html-with-attributes-without-end": html_only('<a "' * 50_000 + ">"),
    "html-reply-of-gmail": html_only(GMAIL),
    "quotes-of-quotes": raw(">" * 3_000 + " x\n"),
    "forty-thousand-quoted-lines": raw("> a\n" * 40_000 + "new"),
    "announced-again-and-again": raw("On Mon, 2 Mar 2026, Desk <d@x> wrote:\n" * 3_000, In_Reply_To="<x@y>"),
    "winmail-of-lengths-too-large": in_tnef(tnef()[:20] + b"\xff\xff\xff\xff" * 10),
    "calendar-within-calendars": parts(CALENDAR + b"BEGIN:VCALENDAR\r\n" * 5_000),
    "calendar-of-no-time": parts(
        CALENDAR + b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;TZID=No/Where:9T9\r\nEND:VEVENT"
    ),
    "receipt": raw(READ, Content_Type='multipart/report; report-type=disposition-notification; boundary="xyz"'),
}
