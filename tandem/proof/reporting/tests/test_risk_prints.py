"""The risk register and the treatment plan: the same rows in every form, and whatever people type stays text."""

import io
from dataclasses import replace
from datetime import datetime, time

import openpyxl
import pytest
from django.test import Client
from docx import Document

from tandem.ground.kernel import registers, writing
from tandem.proof.reporting.printing import Asked, every
from tandem.proof.reporting.prints.risks import register, treatment_plan
from tests.cast import Cast

HOSTILE = "=1+1 <b>#let x</b> \\ $5 „Ü“ 🔥 @ref"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def risks(home: Cast) -> None:
    kept = registers.find("risks")
    assert kept is not None
    cleo = replace(home.actor("cleo"), role="contributor")
    fields = {"availability": True, "likelihood": 2, "impact": 4, "owner": home.users["ben"].pk}
    writing.create(cleo, kept, {"title": HOSTILE, "treatment": "modify", "plan": "Sprinklers", **fields})
    writing.create(cleo, kept, {"title": "Flood", **fields, "likelihood": 5})
    gone = writing.create(cleo, kept, {"title": "Gone", **fields})
    writing.transition(home.actor("ada"), kept, gone.reference, "close", reason="The room is gone")
    chance = {"title": "Tenders", "kind": "opportunity", "domain": "organization", "description": "They invite us"}
    writing.create(cleo, kept, chance)


def asked(home: Cast) -> Asked:
    return Asked(home.actor("ada"), home.home)


def test_the_register_has_open_risks_highest_first_and_opportunities_after_them(home: Cast, risks: None) -> None:
    paper = register(asked(home))
    assert [row[:2] for row in paper.tables[0].rows] == [("RISK-2", "Flood"), ("RISK-1", HOSTILE)]
    assert [row[6:8] for row in paper.tables[0].rows] == [("5 × 4", "20"), ("2 × 4", "8")]
    assert [row[1] for row in paper.tables[1].rows] == ["Tenders"]


def test_the_plan_has_what_is_treated(home: Cast, risks: None) -> None:
    paper = treatment_plan(asked(home))
    assert [(row[0], row[4], row[5]) for row in paper.tables[0].rows] == [("RISK-1", "Modify", "Sprinklers")]


def test_the_plan_has_the_measures_with_owner_and_day_and_who_accepted(home: Cast, risks: None) -> None:
    ada, owner = home.actor("ada"), home.users["ben"].pk
    kept = registers.find("risks")
    assert kept is not None
    writing.change(ada, kept, "RISK-1", {"owner": home.users["ada"].pk})
    made = {"risk": "RISK-1", "title": "Pipes", "due": "2026-08-01", "owner": owner, "cost_once": 900}
    for key, values in (
        ("treatment-measures", made),
        ("risk-acceptances", {"risk": "RISK-1", "reason": "The insurer agrees", "until": "2027-02-01"}),
    ):
        kept = registers.find(key)
        assert kept is not None
        writing.create(ada, kept, values)
    treated, measures = treatment_plan(asked(home)).tables
    assert measures.rows == [("RISK-1", "Pipes", "", "Ben", "1 Aug 2026", "Planned", "900", "", "")]
    assert treated.rows[0][-2:] == ("Ada", "1 Feb 2027")


def test_every_form_says_the_same_and_nothing_is_a_formula(home: Cast, risks: None) -> None:
    forms = every()["risk-register"].forms
    cell = openpyxl.load_workbook(io.BytesIO(forms["xlsx"](asked(home))))["Risks"]["B3"]
    assert (cell.data_type, cell.value[:4]) == ("s", "=1+1")
    document = Document(io.BytesIO(forms["docx"](asked(home))))
    assert [row.cells[0].text for row in document.tables[1].rows] == ["Risk", "RISK-2", "RISK-1"]
    pdf = forms["pdf"](asked(home))
    assert pdf.startswith(b"%PDF-") and b"/StructTreeRoot" in pdf
    assert all(write(asked(home)) == write(asked(home)) for write in forms.values())
    book = openpyxl.load_workbook(io.BytesIO(forms["xlsx"](asked(home))))
    assert book.properties.created == datetime.combine(asked(home).actor.today, time())


def test_who_may_see_risks_takes_them_along_and_nobody_else(home: Cast, risks: None) -> None:
    client = Client()
    client.force_login(home.users["cleo"], backend=BACKEND)
    answer = client.get("/home/prints/risk-treatment-plan/xlsx/")
    assert answer["Content-Disposition"] == 'attachment; filename="home-risk-treatment-plan.xlsx"'
    assert client.get("/home/prints/anything/xlsx/").status_code == 404
    assert client.get("/home/prints/risk-treatment-plan/odt/").status_code == 404
    client.force_login(home.users["dan"], backend=BACKEND)
    assert client.get("/home/prints/risk-treatment-plan/xlsx/").status_code == 404


def test_an_empty_register_is_a_document_too(home: Cast) -> None:
    assert all(write(asked(home)) for write in every()["risk-register"].forms.values())
