"""Reading messages: nothing in them stops it, and what they say is found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.faces.intake.mail import guards, letters
from tandem.faces.intake.mail.enclosures import opened_msg, opened_tnef
from tandem.faces.intake.mail.letters import Unreadable
from tandem.faces.intake.mail.plain import from_html
from tandem.faces.intake.mail.replies import new_text
from tandem.faces.intake.mail.tests import shapes
from tandem.faces.intake.mail.tests.compound import outlook_message
from tandem.faces.intake.mail.tests.shapes import SHAPES

SAYS = {
    "plain": "It smokes.",
    "latin-1-said-to-be-utf-8": "Drücker",
    "utf-8-said-to-be-latin-1": "Drücker",
    "utf-8-said-to-be-ascii": "Drücker",
    "charset-nobody-knows": "Drücker",
    "byte-order-mark": "It smokes.",
    "zeros-within": "It smokes.",
    "shift-jis": "あいう",
    "iso-2022-jp": "あいう",
    "korean-by-its-other-name": "고맙",
    "html-only": "It smokes.",
    "empty-text-beside-html": "It smokes.",
    "parts-without-boundary": "It smokes.",
    "parts-never-closed": "It smokes.",
    "parts-that-are-none": "It smokes.",
    "part-without-type": "It smokes.",
    "unknown-transfer-encoding": "It smokes.",
    "only-line-feeds": "It smokes.",
    "only-carriage-returns": "It smokes.",
    "mailbox-line-first": "It smokes.",
    "blank-lines-first": "It smokes.",
    "signed": "It smokes.",
}
SUBJECTS = {
    "no-subject": "",
    "emoji-subject": "🔥 printer 🖨️",
    "encoded-emoji-subject": "🔥 printer",
    "unknown-charset-subject": "Drücker",
    "subject-in-raw-latin-1": "Drücker",
    "subject-of-two-lines": "Printer on fire",
    "headers-twice": "Printer",
}
SENDERS = {
    "no-from": "",
    "from-without-address": "",
    "from-with-nonsense": "",
    "two-senders": "kari@berglund.example",
    "from-with-comma-in-name": "kari@berglund.example",
    "from-with-at-in-name": "kari@berglund.example",
    "from-in-capitals": "kari@berglund.example",
}
FILES = {
    "file": ["plan.pdf"],
    "file-without-name": ["application-pdf"],
    "file-empty": [],
    "winmail": ["plan.txt"],
    "winmail-cut-off": ["winmail.dat"],
    "winmail-that-is-none": ["winmail.dat"],
    "msg-that-is-none": ["old.msg"],
    "invitation": ["invitation.ics"],
    "nested-forwards": ["Fwd: 2.eml"],
}


def test_there_are_many_shapes() -> None:
    assert len(SHAPES) >= 90


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_is_read(name: str) -> None:
    letter = letters.read(SHAPES[name])
    assert letter.key == letters.read(SHAPES[name]).key
    letter.text.encode(), letter.subject.encode(), letter.sender_name.encode()
    assert "\n" not in letter.subject


@pytest.mark.parametrize("name", SAYS)
def test_text_is_what_was_written(name: str) -> None:
    assert letters.read(SHAPES[name]).text == SAYS[name]


@pytest.mark.parametrize("name", SUBJECTS)
def test_subject_is_decoded(name: str) -> None:
    assert letters.read(SHAPES[name]).subject == SUBJECTS[name]


@pytest.mark.parametrize("name", SENDERS)
def test_sender_is_the_first_address(name: str) -> None:
    assert letters.read(SHAPES[name]).sender == SENDERS[name]


@pytest.mark.parametrize("name", FILES)
def test_files_are_found_and_packages_opened(name: str) -> None:
    assert [file.name for file in letters.read(SHAPES[name]).files] == FILES[name]


def test_package_that_cannot_be_opened_is_said() -> None:
    remark = "“winmail.dat” could not be opened and is kept as it came."
    assert letters.read(SHAPES["winmail-cut-off"]).remarks == (remark,)


def test_winmail_gives_file_and_text() -> None:
    package = opened_tnef(shapes.tnef("Åre.txt", b"snow", body="Words"))
    assert package is not None
    assert (package.text, package.files[0].name, package.files[0].content) == ("Words", "Åre.txt", b"snow")


def test_message_that_outlook_saved_is_read() -> None:
    letter = letters.read(outlook_message())
    assert (letter.subject, letter.text) == ("Drucker raucht", "Es raucht.")
    assert (letter.sender, letter.sender_name) == ("kari@berglund.example", "Kari Berg")
    assert letter.message_id == "o1@berglund.example"
    assert [(file.name, len(file.content)) for file in letter.files] == [("Bild.txt", 6_000)]


def test_enclosed_message_of_outlook_is_kept_and_opened() -> None:
    letter = letters.read(shapes.with_file("old.msg", outlook_message()))
    assert [file.name for file in letter.files] == ["old.msg", "old.msg.txt", "Bild.txt"]
    assert letter.files[1].content == b"Es raucht."
    assert letter.remarks == ()


def test_invitation_says_what_when_and_where() -> None:
    text = letters.read(SHAPES["invitation"]).text
    assert "Invitation: Look at the printer" in text
    assert "Begins: 2026-03-05 13:00:00+00:00" in text
    assert "Place: Cellar" in text


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("reply-above", "Thanks!"),
        ("reply-below", "The answer below"),
        ("reply-german", "Danke!"),
        ("reply-french", "Bonjour"),
        ("reply-outlook", "Ok"),
    ],
)
def test_only_what_is_new_in_a_reply_is_its_answer(name: str, new: str) -> None:
    letter = letters.read(SHAPES[name])
    assert letter.answer == new
    assert len(letter.text) > len(new)


def test_answers_between_quotes_are_kept() -> None:
    assert new_text("> Is it on?\nYes.\n> And now?\nStill smoking.") == "Yes.\nStill smoking."


def test_forward_is_kept_whole() -> None:
    text = (
        "See below\n\n---------- Forwarded message ----------\nFrom: X <x@y.z>\nDate: Mon\nSubject: hi\nTo: me\n\ninner"
    )
    assert new_text(text, "Fwd: hi") == text


def test_a_text_that_is_only_a_quote_is_kept() -> None:
    assert new_text("> all of it\n> is old") == "> all of it\n> is old"


def test_signature_and_telephone_are_left_out() -> None:
    assert new_text("Done.\n-- \nKari\nBerglund") == "Done."
    assert new_text("Done.\n\nSent from my iPhone") == "Done."


def test_html_marks_quotes_and_keeps_links() -> None:
    html = '<p>Look <a href="https://x.example/a">here</a></p><blockquote>old</blockquote><ul><li>a<li>b</ul>'
    assert from_html(html).split("\n") == ["Look here <https://x.example/a>", "> old", "* a", "* b"]


@pytest.mark.parametrize("raw", [b"", b"\r\n \r\n", b"hello", b"%PDF-1.4 \x00\x01", b"\x00" * 100])
def test_what_is_no_message_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        letters.read(raw)
    assert str(refused.value) in (
        "It is empty.",
        "It is no message: none of its first lines says from whom, to whom, when or about what.",
    )


def test_same_message_by_two_ways_is_known_again() -> None:
    second = b"Received: from a by b; Mon, 2 Mar 2026 09:00:00 +0100\r\n" + SHAPES["no-message-id"]
    assert letters.read(second).key == letters.read(SHAPES["no-message-id"]).key
    other = shapes.raw("It burns.", Message_ID=None)
    assert letters.read(other).key != letters.read(SHAPES["no-message-id"]).key


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(set(SHAPES) - {"megabyte-in-one-line", "thousand-parts"})), st.data())
def test_damaged_messages_are_read_or_refused(name: str, data: st.DataObject) -> None:
    whole = bytearray(SHAPES[name])
    for _change in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        letter = letters.read(bytes(whole[: data.draw(st.integers(0, len(whole)))]))
    except Unreadable:
        return
    letter.text.encode()
    assert guards.kind_of(letter, ()) in guards.Kind


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_packages_of_nonsense_are_none(content: bytes) -> None:
    opened_tnef(shapes.tnef()[:6] + content)
    assert opened_msg(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + content) is None


def test_a_footer_in_plain_text_hides_no_html_and_two_forms_are_read_once() -> None:
    html, plain = b"Content-Type: text/html\r\n\r\n<p>It smokes.</p>", b"Content-Type: text/plain\r\n\r\n"
    assert (
        letters.read(shapes.parts(html, plain + b"Checked for viruses.")).text == "It smokes.\n\nChecked for viruses."
    )
    assert letters.read(shapes.parts(html, plain + b"It smokes", kind="alternative")).text == "It smokes"
    calendar = b"Content-Type: text/calendar\r\n\r\n" + shapes.INVITATION
    invited = letters.read(shapes.parts(html, calendar, kind="alternative")).text
    assert invited.startswith("It smokes.\n\n") and "Look at the printer" in invited
