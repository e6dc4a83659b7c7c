"""Templates of documents over the API."""

from typing import Any

import pytest

from tandem.support.documents.models import Document
from tests.api.test_api import BASE, Caller
from tests.cast import Cast


@pytest.fixture
def ada(home: Cast) -> Caller:
    return Caller(home, "ada")


def test_templates_are_listed_read_and_begun(home: Cast, ada: Caller) -> None:
    items = ada.call("get", f"{BASE}/document-templates").json()["items"]
    assert len(items) == 63
    backup = next(item for item in items if item["key"] == "backup")
    assert "iso-27001:2022/A.8.13" in backup["serves"]
    assert backup["documents"] == []
    read = ada.call("get", f"{BASE}/document-templates/backup").json()
    assert read["text"].startswith("## Purpose")
    assert "Bring the services in operation into the register." in read["missing"]
    told = {"templates": ["backup", "privacy"], "owner": "ben@example.org"}
    made = ada.call("post", f"{BASE}/document-templates", told)
    assert (made.status_code, [item["owner"] for item in made.json()["items"]]) == (201, ["ben@example.org"] * 2)
    items = ada.call("get", f"{BASE}/document-templates").json()["items"]
    assert next(item for item in items if item["key"] == "backup")["documents"] == ["DOC-1"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({}, "templates"),
        ({"templates": []}, "templates"),
        ({"templates": "backup"}, "templates"),
        ({"templates": [1]}, "templates"),
        ({"templates": ["nothing"]}, "templates"),
        ({"templates": ["backup"], "owner": 7}, "owner"),
        ({"templates": ["backup"], "owner": "nobody@example.org"}, "owner"),
        ({"templates": ["backup"], "more": True}, "more"),
    ],
)
def test_nonsense_is_refused_with_its_field(home: Cast, ada: Caller, told: Any, field: str) -> None:
    refused = ada.call("post", f"{BASE}/document-templates", told)
    assert refused.status_code == 422
    assert field in refused.json()["errors"]
    assert not Document.objects.exists()


def test_roles_and_walls_hold(home: Cast) -> None:
    told = {"templates": ["backup"]}
    assert Caller(home, "cleo").call("post", f"{BASE}/document-templates", told).status_code == 403
    assert Caller(home, "ada", "read").call("post", f"{BASE}/document-templates", told).status_code == 403
    assert Caller(home, "finn").call("get", f"{BASE}/document-templates").status_code == 404
    assert Caller(home, "dan").call("get", f"{BASE}/document-templates").status_code == 404
    assert Caller(home, "ada").call("get", f"{BASE}/document-templates/nothing").status_code == 404
    assert not Document.objects.exists()
