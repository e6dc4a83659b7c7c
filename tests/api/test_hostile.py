"""Whatever is sent, the API answers in its own words: never with an error of the server, on both databases."""

import base64
import json
from contextlib import suppress
from typing import Any

import pytest

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import Register
from tests.api.test_api import BASE, Caller
from tests.cast import Cast, values_for

VALUES: tuple[Any, ...] = (
    "a\x00b",
    "\x0b\x1f\x7f",
    "\ufffe\U0010ffff😀",
    "x" * 100_000,
    "9" * 5_000,
    "1e999999",
    "NaN",
    "-",
    "0000-00-00",
    "9999-12-31",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00",
    10**18,
    2**64,
    -(2**63),
    1e308,
    0.1,
    True,
    None,
    [],
    [None],
    [["a"]],
    ["a\x00", 5, 2**70],
    {},
    {"a": {"b": [1e300, None]}},
    {"\x00": "\x00"},
)
FILTERS = (
    "a\x00b",
    "%ED%A0%80",
    "9" * 5_000,
    "-9999999999999999999",
    "1e999",
    "9999-12-31",
    "0000-01-01",
    "none",
    "me",
    "today",
    "open",
    ",",
    ",".join(str(number) for number in range(1_000)),
    ",".join(str(number) for number in range(5_000)),
    "'\"; --",
    "\ufffe",
)
CURSORS = (
    "garbage",
    "ä€",
    "=",
    base64.urlsafe_b64encode(b"[" * 50_000).decode(),
    *(
        base64.urlsafe_b64encode(json.dumps(["<", value, place]).encode()).decode()
        for value in ("a\x00", "\ud800", 10**40, 1e300, True, [], {}, None, "0001-01-01T00:00:00+23:59", "x" * 9_000)
        for place in (1, -(2**62), 2**63, True, "a", None)
    ),
)
PROBLEMS = {400, 404, 405, 412, 413, 415, 422, 428}
EVERY = sorted(register.key for register in registers.every())


@pytest.fixture
def ada(home: Cast) -> Caller:
    return Caller(home, "ada")


def insist(answer: Any, *good: int) -> None:
    """An answer of ours: what was asked for, or a problem with words."""
    if answer.status_code not in good:
        assert answer.status_code in PROBLEMS, answer.content[:500]
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["detail"]


def made(home: Cast, key: str) -> tuple[Register, str]:
    register = registers.find(key)
    assert register is not None
    with suppress(Invalid):  # what there can be only one of is there already
        writing.create(home.actor("ada"), register, values_for(home, home.actor("ada"), register))
    return register, register.model.objects.first().reference


@pytest.mark.one_in(5)
@pytest.mark.parametrize("key", EVERY)
def test_any_value_in_any_field_is_kept_or_refused(home: Cast, ada: Caller, key: str) -> None:
    register, reference = made(home, key)
    names = (*register.writable, "tags", "external_id", "own", "reason_for_change")
    for value in VALUES:
        insist(ada.call("post", f"{BASE}/{key}/", dict.fromkeys(names, value)), 201)
    tag = ada.call("get", f"{BASE}/{key}/{reference}/")["ETag"]
    for place, name in enumerate(names):
        for value in VALUES[place % 5 :: 5]:
            answer = ada.call("patch", f"{BASE}/{key}/{reference}/", {name: value}, If_Match=tag)
            insist(answer, 200, 403)
            tag = answer["ETag"] if answer.status_code == 200 else tag
    insist(ada.call("get", f"{BASE}/{key}/"), 200)
    assert ada.client.get(f"/home/{key}/{reference}/").status_code in (200, 302)


@pytest.mark.one_in(5)
@pytest.mark.parametrize("key", EVERY)
def test_any_filter_cursor_or_sort_is_answered(home: Cast, ada: Caller, key: str) -> None:
    register, _reference = made(home, key)
    names = (*register.filters, "tag", "own.x", "reference", "external_id", "created_at", "created_at~to", "nothing")
    for place, name in enumerate(names):
        for text in FILTERS[place % 4 :: 4]:
            insist(ada.client.get(f"{BASE}/{key}/", {name: text}), 200)
    for text in FILTERS:
        insist(ada.client.get(f"{BASE}/{key}/", {f"{register.filters[0]}~from": text, "search": text}), 200)
        insist(ada.client.get(f"{BASE}/{key}/", {"sort": text}), 200)
        insist(ada.client.get(f"{BASE}/{key}/", {"size": text}), 200)
    for place, sort in enumerate(register.sortable):
        for cursor in CURSORS[place % 8 :: 8]:
            insist(ada.client.get(f"{BASE}/{key}/", {"cursor": cursor, "sort": sort}), 200)


def test_a_value_with_half_a_character_is_named(home: Cast, ada: Caller) -> None:
    body = b'{"title": "\\ud800"}'
    answer = ada.client.generic("POST", f"{BASE}/risks/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["detail"].startswith("The body is no JSON")) == (400, True)


def test_control_characters_are_taken_out_wherever_text_comes_in(home: Cast, ada: Caller) -> None:
    record = ada.call("post", f"{BASE}/actions/", {"title": "Ca\x00ll\x1b", "reason_for_change": "wh\x07y"}).json()
    assert record["title"] == "Call"
    path = f"{BASE}/actions/{record['reference']}/"
    assert ada.call("get", f"{path}history").json()["items"][0]["reason"] == "why"
    assert ada.call("post", f"{path}comments", {"text": "a\x00b\r\nc"}).json()["text"] == "ab\nc"
    linked = {"to_reference": record["reference"], "note": "n\x00o"}
    other = ada.call("post", f"{BASE}/actions/", {"title": "Other"}).json()["reference"]
    ada.call("post", f"{BASE}/actions/{other}/links", linked)
    assert [link["note"] for link in ada.call("get", f"{BASE}/actions/{other}/links").json()["items"]] == ["no"]


def test_bodies_that_are_no_objects_are_refused(home: Cast, ada: Caller) -> None:
    bodies = {
        b"[" * 100_000: 400,
        b'{"a":' * 50_000: 400,
        b"\xff": 400,
        b'{"title": 1e999}': 400,
        b"[]": 422,
        b"null": 422,
        b"": 415,
    }
    for body, status in bodies.items():
        answer = ada.client.generic("POST", f"{BASE}/actions/", body, content_type="application/json")
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_more_parameters_than_anybody_sends_are_refused(home: Cast, ada: Caller) -> None:
    many = "&".join(f"p{number}=1" for number in range(20_000))
    answer = ada.client.get(f"{BASE}/actions/?{many}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("part", ["%00", "A%00B", "%0A", "%ED%A0%80", "9" * 5_000, "'", "..%2F", "%EF%BF%BE"])
def test_references_that_cannot_be_are_missing(home: Cast, ada: Caller, part: str) -> None:
    for path in (f"risks/{part}/", f"risks/{part}/history", f"losses/{part}", "risks/RISK-1/links/" + "9" * 400):
        assert ada.client.get(f"{BASE}/{path}").status_code in (404, 405)
    for query in ("as_of=%00", "as_of=9999-99-99", "as_of=" + "9" * 5_000):
        assert ada.client.get(f"{BASE}/conformity?{query}").status_code == 422
    for query in (f"q={part}", f"years={part}", f"seed={part}", f"currency={part}", f"dependence={part}"):
        insist(ada.client.get(f"{BASE}/losses?{query}"), 200)
        insist(ada.client.get(f"{BASE}/search?{query}"), 200)
