"""The API: tokens, versions, problems, and the same wall as everywhere."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tandem.faces.api.describing import describe
from tandem.ground.accounts.models import ApiToken
from tandem.ground.kernel import clock, registers, writing
from tests.cast import Cast, values_for

BASE = "/api/v1/home"


class Caller:
    """Somebody with a token."""

    def __init__(self, cast: Cast, name: str, scope: str = "write", days: int = 1) -> None:
        organization = cast.elsewhere if name == "dan" else cast.home
        expires = clock.now() + timedelta(days=days)
        fields = {"organization": organization, "user": cast.users[name], "name": name, "scope": scope}
        self.token, secret = ApiToken.issue(**fields, expires_at=expires)
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def call(self, method: str, path: str, told: Any = None, **headers: str) -> Any:
        body = "" if told is None else json.dumps(told)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(method.upper(), path, body, content_type="application/json", headers=named)


@pytest.fixture
def ada(home: Cast) -> Caller:
    return Caller(home, "ada")


def test_a_record_goes_round(home: Cast, ada: Caller) -> None:
    made = ada.call(
        "post",
        f"{BASE}/risks/",
        {"title": "Fire", "likelihood": 2, "impact": 3, "integrity": True, "owner": "ben@example.org"},
    )
    assert (made.status_code, made["ETag"], made["Location"]) == (201, '"1"', f"{BASE}/risks/RISK-1/")
    assert (made.json()["level"], made.json()["owner"], made.json()["state"]) == (6, "ben@example.org", "assessed")
    read = ada.call("get", made["Location"])
    assert read.json() == made.json()
    assert ada.call("patch", made["Location"], {"impact": 4}).status_code == 428
    changed = ada.call("patch", made["Location"], {"impact": 4}, If_Match='"1"')
    assert (changed.status_code, changed.json()["level"], changed["ETag"]) == (200, 8, '"2"')
    stale = ada.call("patch", made["Location"], {"impact": 5}, If_Match='"1"')
    assert (stale.status_code, stale["Content-Type"]) == (412, "application/problem+json")
    assert stale.json()["errors"] == {"impact": ["yours: 5", "saved: 4"]}
    entries = ada.call("get", f"{made['Location']}history").json()["items"]
    assert [(entry["action"], entry["through"]) for entry in entries] == [("changed", "api"), ("created", "api")]
    assert ada.call("delete", made["Location"], If_Match='"2"').status_code == 204
    assert ada.call("get", made["Location"]).status_code == 404


def test_wrong_values_are_named_by_field(home: Cast, ada: Caller) -> None:
    refused = ada.call(
        "post", f"{BASE}/risks/", {"title": "", "likelihood": "much", "owner": "dan@example.org", "level": 3}
    )
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    assert set(refused.json()["errors"]) == {"title", "likelihood", "owner", "level"}
    assert ada.call("get", f"{BASE}/risks/").json()["count"] == 0


def test_lists_filter_sort_and_page(home: Cast, ada: Caller) -> None:
    for number in range(5):
        ada.call(
            "post", f"{BASE}/actions/", {"title": f"Call {number}", "due": f"2030-01-0{number + 1}", "tags": ["x"]}
        )
    first = ada.call("get", f"{BASE}/actions/?sort=-due&size=2").json()
    assert ([item["title"] for item in first["items"]], first["count"]) == (["Call 4", "Call 3"], 5)
    second = ada.call("get", f"{BASE}/actions/?sort=-due&size=2&cursor={first['next']}").json()
    assert [item["title"] for item in second["items"]] == ["Call 2", "Call 1"]
    assert ada.call("get", f"{BASE}/actions/?due~to=2030-01-02").json()["count"] == 2
    assert ada.call("get", f"{BASE}/actions/?tag=x&search=call").json()["count"] == 5
    for wrong in ("sort=secret", "size=0", "cursor=zzz", "password=1", "owner__email=x", "due=never"):
        assert ada.call("get", f"{BASE}/actions/?{wrong}").status_code == 422, wrong


def test_tokens_end_and_stay_in_their_scope(home: Cast, ada: Caller) -> None:
    reader = Caller(home, "ada", scope="read")
    assert reader.call("get", f"{BASE}/risks/").status_code == 200
    assert reader.call("post", f"{BASE}/actions/", {"title": "x"}).status_code == 403
    assert Caller(home, "ada", days=-1).call("get", f"{BASE}/risks/").status_code == 401
    ApiToken.objects.filter(pk=ada.token.pk).update(revoked_at=clock.now())
    assert ada.call("get", f"{BASE}/risks/").status_code == 401
    assert Client().get(f"{BASE}/risks/").status_code == 401


def test_a_session_needs_the_csrf_token(home: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(home.users["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"{BASE}/risks/").status_code == 200
    posted = client.post(f"{BASE}/actions/", {"title": "x"}, content_type="application/json")
    assert posted.status_code == 403


def addresses() -> list[tuple[str, str]]:
    """Method and address of every operation of the document."""
    found = []
    for path, operations in describe()["paths"].items():
        filled = path.replace("{organization}", "home").replace("{reference}", "RISK-1")
        filled = filled.replace("{link_id}", "1").replace("{file_id}", "1")
        found += [(method, f"/api/v1{filled}") for method in operations if method != "parameters" and path != "/me"]
    return found


@pytest.mark.one_in(3)
@pytest.mark.parametrize(("method", "path"), addresses())
def test_outsider_gets_what_nobody_gets(home: Cast, method: str, path: str) -> None:
    dan = Caller(home, "dan")
    theirs = dan.call(method, path, {}, If_Match='"1"')
    nobodys = dan.call(method, path.replace("/home/", "/nowhere/"), {}, If_Match='"1"')
    assert (theirs.status_code, theirs.content) == (404, nobodys.content)


@pytest.mark.parametrize("name", ["cleo", "finn", "gil"])
@pytest.mark.parametrize("register", registers.every(), ids=lambda register: register.key)
def test_readers_change_nothing(home: Cast, register: registers.Register, name: str) -> None:
    ada = home.actor("ada")
    record = writing.create(ada, register, values_for(home, ada, register))
    caller = Caller(home, name)
    path = f"{BASE}/{register.key}/{record.reference}/"
    for method in ("patch", "delete"):
        assert caller.call(method, path, {}, If_Match='"1"').status_code in (403, 404)
    assert register.model.objects.get(pk=record.pk).version == record.version


def test_registers_and_search_tell_what_the_caller_may_see(home: Cast, ada: Caller) -> None:
    ada.call("post", f"{BASE}/risks/", {"title": "Flooded cellar"})
    assert {one["key"] for one in ada.call("get", f"{BASE}/registers").json()["items"]} >= {"risks", "incidents"}
    assert ada.call("get", f"{BASE}/search?q=flood").json()["items"][0]["reference"] == "RISK-1"
    assert Caller(home, "finn").call("get", f"{BASE}/search?q=flood").json()["items"] == []


def test_files_and_comments_and_links(home: Cast, ada: Caller) -> None:
    ada.call("post", f"{BASE}/risks/", {"title": "Fire"})
    path = f"{BASE}/risks/RISK-1/"
    file = ada.client.generic("POST", f"{path}files?name=../../etc/x.html", b"<script>", content_type="text/html")
    assert (file.status_code, file.json()["name"], file.json()["media_type"]) == (201, "x.html", "text/plain")
    content = ada.call("get", f"{path}files/{file.json()['id']}")
    assert content["Content-Disposition"].startswith("attachment")
    assert b"".join(content.streaming_content) == b"<script>"
    assert ada.call("post", f"{path}comments", {"text": "Looks likely"}).status_code == 201
    assert ada.call("post", f"{path}links", {"requirement": "iso-27001:2022/A.8.13"}).status_code == 201
    assert ada.call("post", f"{path}links", {"to_reference": "RISK-1"}).status_code == 422
    assert ada.call("get", f"{path}links").json()["items"][0]["target"] == "iso-27001:2022/A.8.13"
