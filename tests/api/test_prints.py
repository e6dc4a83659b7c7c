"""Prints over the API."""

from tandem.evaluation.improvement.nonconformities.register import NONCONFORMITIES
from tandem.ground.kernel import writing
from tests.api.test_api import BASE, Caller
from tests.cast import Cast

FILE = f"{BASE}/prints/file"


def test_what_can_be_printed_is_listed_and_fetched(home: Cast) -> None:
    writing.create(home.actor("ada"), NONCONFORMITIES, {"title": "No report"})
    cleo = Caller(home, "cleo")
    items = {item["key"]: item for item in cleo.call("get", f"{BASE}/prints").json()["items"]}
    assert items["corrective-action-record"] == {
        "key": "corrective-action-record",
        "title": "Corrective action record",
        "register": "nonconformities",
        "of_record": True,
        "forms": ["pdf", "docx", "xlsx"],
    }
    made = cleo.call("get", f"{FILE}?key=corrective-action-record&record=NC-1")
    assert (made.status_code, made["Content-Type"], made.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert made["Content-Disposition"] == 'attachment; filename="home-nc-1-corrective-action-record.pdf"'
    assert cleo.call("get", f"{FILE}?key=risk-register&form=xlsx").content[:2] == b"PK"


def test_what_is_not_there_is_refused_in_words(home: Cast) -> None:
    cleo = Caller(home, "cleo")
    assert cleo.call("get", f"{FILE}?key=nothing").status_code == 404
    assert cleo.call("get", f"{FILE}?key=audit-report&record=AUD-9").status_code == 404
    assert cleo.call("get", f"{FILE}?key=review-pack&form=docx&record=REV-1").status_code == 422
    assert cleo.call("get", f"{FILE}?key=audit-report").status_code == 422
    assert Caller(home, "finn").call("get", f"{BASE}/prints").json()["items"] == []
    assert Caller(home, "finn").call("get", f"{FILE}?key=risk-register").status_code == 404
