"""Which messages are of persons, and whose word on the sender counts."""

import pytest

from tandem.faces.intake.mail import guards, letters
from tandem.faces.intake.mail.guards import Kind
from tandem.faces.intake.mail.tests import shapes
from tandem.faces.intake.mail.tests.shapes import OUT_OF_OFFICE, SHAPES, raw


@pytest.mark.parametrize("name", OUT_OF_OFFICE)
def test_absence_is_known_in_many_languages(name: str) -> None:
    assert guards.kind_of(letters.read(SHAPES[f"out-of-office-{name}"]), ()) is Kind.ABSENCE


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({}, Kind.PERSON),
        ({"Auto_Submitted": "no"}, Kind.PERSON),
        ({"Auto_Submitted": "auto-replied"}, Kind.ABSENCE),
        ({"Auto_Submitted": "auto-replied; owner-email=x"}, Kind.ABSENCE),
        ({"Auto_Submitted": "auto-generated"}, Kind.AUTOMATIC),
        ({"X_Autoreply": "yes"}, Kind.ABSENCE),
        ({"X_Autorespond": "Printer"}, Kind.ABSENCE),
        ({"Precedence": "auto_reply"}, Kind.ABSENCE),
        ({"Precedence": "bulk"}, Kind.LIST),
        ({"Precedence": "junk"}, Kind.LIST),
        ({"List_Id": "<news.berglund.example>"}, Kind.LIST),
        ({"X_Spam_Flag": "YES"}, Kind.SPAM),
        ({"X_Spam_Status": "Yes, score=9"}, Kind.SPAM),
        ({"X_Auto_Response_Suppress": "All"}, Kind.PERSON),
        ({"From": "MAILER-DAEMON@mx.example"}, Kind.RETURNED),
        ({"From": "desk@provider.example"}, Kind.OWN),
        ({"Content_Type": "multipart/report; report-type=disposition-notification"}, Kind.ABSENCE),
        ({"Subject": "Out of toner in the office"}, Kind.PERSON),
        ({"Subject": "Automatic door does not open"}, Kind.PERSON),
        ({"Subject": "Automatische Rollos klemmen"}, Kind.PERSON),
        ({"Subject": "Undelivered parcels", "Return_Path": "<kari@berglund.example>"}, Kind.PERSON),
    ],
)
def test_kind_follows_from_headers(headers: dict[str, str], kind: Kind) -> None:
    assert guards.kind_of(letters.read(raw(**headers)), {"desk@provider.example"}) is kind


def test_message_that_was_handed_on_without_end_is_automatic() -> None:
    looping = b"Received: from a by b\r\n" * 60 + raw()
    assert guards.kind_of(letters.read(looping), ()) is Kind.AUTOMATIC


def test_report_names_address_and_words() -> None:
    letter = letters.read(shapes.returned("x@y"))
    assert guards.kind_of(letter, ()) is Kind.RETURNED
    assert guards.returned_for(letter) == ("kari@berglund.example", "smtp; 550 no such user")
    assert guards.is_final(letter)
    assert not guards.is_final(letters.read(shapes.returned("x@y", action="delayed")))


BELOW = b"Received: from a by mx.provider.example; x\r\n"


@pytest.mark.parametrize(
    ("above", "words", "server", "proof"),
    [
        (b"", "mx; dmarc=pass", "", "proved"),
        (b"", "mx; dmarc=fail; spf=pass", "", "failed"),
        (b"", "mx; spf=fail; dkim=none", "", "failed"),
        (b"", "mx; spf=softfail; dkim=pass header.d=berglund.example", "", "proved"),
        (b"", "mx; dkim=pass header.d=elsewhere.example", "", ""),
        (b"", "mx; spf=pass smtp.mailfrom=elsewhere.example", "", ""),
        (BELOW, "mx; dmarc=pass", "", ""),
        (BELOW, "mx.provider.example; dmarc=pass", "mx.provider.example", "proved"),
        (b"", "mx.forger.example; dmarc=pass", "mx.provider.example", ""),
    ],
)
def test_only_the_receiving_servers_word_counts(above: bytes, words: str, server: str, proof: str) -> None:
    letter = letters.read(above + f"Authentication-Results: {words}\r\n".encode() + raw())
    assert guards.proof_of(letter, server)[0] == proof
