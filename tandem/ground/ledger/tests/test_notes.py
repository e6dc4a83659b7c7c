"""Checkpoints are signed notes as the C2SP specifications have them."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tandem.ground.ledger.notes import BadNote, Head, key_id, read, sign, unverified, verifier

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
NAME = "example.org/ledger/1"
HEAD = Head(NAME, 42, bytes(range(32)), ("time 2026-03-02T09:30:00.000000Z",))
NOTE = sign(HEAD, NAME, KEY)


def test_a_note_is_text_blank_line_and_signature():
    text, _, signature = NOTE.partition("\n\n")
    assert text.split("\n") == [
        "example.org/ledger/1",
        "42",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "time 2026-03-02T09:30:00.000000Z",
    ]
    dash, name, encoded = signature.rstrip("\n").split(" ")
    assert (dash, name) == ("\u2014", NAME)
    assert base64.b64decode(encoded)[:4] == key_id(NAME, PUBLIC)
    assert len(base64.b64decode(encoded)) == 4 + 64


def test_the_published_verifier_key_has_its_key_id():
    # From the documentation of golang.org/x/mod/sumdb/note.
    name, number, encoded = ["PeterNeumann", "c74f20a3", "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"]
    public = base64.b64decode(encoded)[1:]
    assert key_id(name, public).hex() == number
    assert verifier(name, public) == f"{name}+{number}+{encoded}"


def test_a_signed_note_reads_back():
    assert read(NOTE, NAME, PUBLIC) == unverified(NOTE) == HEAD


def test_a_note_survives_another_end_of_line_and_lost_blanks():
    assert read(NOTE.replace("\n", "\r\n"), NAME, PUBLIC) == HEAD
    assert read(NOTE.strip(), NAME, PUBLIC) == HEAD


def test_a_witness_may_sign_beside():
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    witness = sign(HEAD, "witness.example", other).rpartition("\n\n")[2]
    both = NOTE + witness
    assert read(both, NAME, PUBLIC) == HEAD
    assert read(both, "witness.example", other.public_key().public_bytes_raw()) == HEAD


@pytest.mark.parametrize(
    ("note", "why"),
    [
        (NOTE.replace("\n42\n", "\n43\n"), "There is no valid signature of example.org/ledger/1."),
        (NOTE.replace("09:30", "09:31"), "There is no valid signature of example.org/ledger/1."),
        (NOTE.replace("\u2014 example", "\u2014 sample"), "There is no valid signature of example.org/ledger/1."),
        (NOTE[:-20] + NOTE[-8:], "There is no valid signature of example.org/ledger/1."),
        (HEAD.text(), "There is no signature."),
        ("", "There is no signature."),
    ],
)
def test_a_changed_note_is_refused(note, why):
    with pytest.raises(BadNote) as refused:
        read(note, NAME, PUBLIC)
    assert str(refused.value) == why


def test_another_key_or_another_name_is_refused():
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    with pytest.raises(BadNote):
        read(NOTE, NAME, other)
    with pytest.raises(BadNote):
        read(NOTE, "example.org/ledger/2", PUBLIC)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (Head("two\nlines", 1, bytes(32)), NAME),
        (Head(NAME, 1, bytes(32), ("",)), NAME),
        (Head(NAME, 1, bytes(32), ("a\nb",)), NAME),
        (HEAD, "with space"),
        (HEAD, "with+plus"),
    ],
)
def test_what_would_break_the_form_is_not_signed(head, name):
    with pytest.raises(BadNote):
        sign(head, name, KEY)
