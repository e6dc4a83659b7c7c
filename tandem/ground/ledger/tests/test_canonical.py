"""Canonical JSON has one spelling, that of RFC 8785."""

import unicodedata

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tandem.ground.ledger.canonical import LARGEST, NotCanonical, encode, spelled

TEXT = st.text(st.characters(codec="utf-8")).map(lambda text: unicodedata.normalize("NFC", text))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXT,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(TEXT, parts, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_the_spelling_is_that_of_rfc_8785(value):
    assert encode(value) == rfc8785.dumps(value)
    assert spelled(value).encode() == rfc8785.dumps(value)


def test_keys_are_sorted_by_utf_16_code_units():
    assert encode({"\ue000": 1, "\U00010000": 2, "a": 3}) == '{"a":3,"\U00010000":2,"\ue000":1}'.encode()


def test_text_is_brought_to_nfc():
    assert encode("e\u0301") == '"\u00e9"'.encode()


def test_a_list_and_a_tuple_are_spelled_alike():
    assert encode((1, "a")) == encode([1, "a"]) == b'[1,"a"]'


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (1.5, "float has no canonical form here; write it as text."),
        (2**53, "9007199254740992 is beyond 2^53; write it as text."),
        (-(2**53), "-9007199254740992 is beyond 2^53; write it as text."),
        ("\ud800", "Text holds half a character."),
        ({1: 2}, "The names in an object are text."),
        ({"e\u0301": 1, "\u00e9": 2}, "Two names in one object are the same in Unicode NFC."),
        ([b"x"], "bytes has no canonical form here; write it as text."),
    ],
)
def test_what_would_lose_something_is_refused(value, told):
    with pytest.raises(NotCanonical) as refused:
        encode(value)
    assert str(refused.value) == told
