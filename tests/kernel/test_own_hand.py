"""A file moves a record that is kept here as steps would, and approves nothing that its importer wrote here."""

from typing import Any

import pytest

from tandem.ground.exchange import importing
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.reading import Row, Sheet
from tandem.ground.kernel import registers, writing
from tests.cast import Cast

PLAN = {"title": "Five by five", "description": "How risks are judged", "likelihood_meaning": "a\nb\nc\nd\ne"}


def brought(home: Cast, key: str, reference: str, state: str) -> Any:
    sheet = Sheet("table", 1, ("reference", "state"), [Row(2, (reference, state))], [])
    columns = {0: "reference", 1: "state"}
    return importing.bring(home.actor("ada"), registers.find(key), sheet, columns, Options(file="old.csv"))


def test_what_was_approved_goes_back_to_a_draft_by_no_file(home: Cast) -> None:
    processes = registers.find("processes")
    process = writing.create(home.actor("ada"), processes, {"title": "Change", "owner": home.users["ben"].pk})
    processes.model.objects.filter(pk=process.pk).update(state="running")
    outcome = brought(home, "processes", process.reference, "draft")
    assert "No step leads from “Running” to “Draft”." in str(outcome.errors)
    assert processes.model.objects.get().state == "running"


@pytest.mark.parametrize("through", ["page", "import"])
def test_who_wrote_it_here_approves_it_by_no_file(home: Cast, through: str) -> None:
    documents, versions = registers.find("documents"), registers.find("document-versions")
    ada = home.actor("ada", through)
    document = writing.create(ada, documents, {"title": "Policy", "kind": "policy", "retention_months": 36})
    about = {
        "document": document.reference,
        "number": "1.0",
        "text": "Everybody locks the screen",
        "author": "ben@example.org",
    }
    version = writing.create(ada, versions, about if through == "import" else about | {"author": home.users["ben"].pk})
    outcome = brought(home, "document-versions", version.reference, "approved")
    is_kept = versions.model.objects.get().state == "approved"
    assert (bool(outcome.errors), is_kept) == ((True, False) if through == "page" else (False, True))
