"""The risk register and the treatment plan: the same rows in every form, and whatever people type stays text."""

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from django.test import Client
from docx import Document

from tandem.direction.risks.models import Risk
from tandem.ground.kernel import registers, writing
from tandem.proof.reporting.risk_register import register, treatment_plan
from tandem.proof.reporting.tables import FORMS
from tests.cast import Cast

HOSTILE = "=1+1 <b>#let x</b> \\ $5 „Ü“ 🔥 @ref"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def risks(home: Cast) -> Any:
    kept = registers.find("risks")
    assert kept is not None
    cleo = replace(home.actor("cleo"), role="contributor")
    told = {"availability": True, "likelihood": 2, "impact": 4, "owner": home.users["ben"].pk}
    writing.create(cleo, kept, {"title": HOSTILE, "treatment": "modify", "plan": "Sprinklers", **told})
    writing.create(cleo, kept, {"title": "Flood", **told, "likelihood": 5})
    gone = writing.create(cleo, kept, {"title": "Gone", **told})
    writing.transition(home.actor("ada"), kept, gone.reference, "close", reason="The room is gone")
    chance = {"title": "Tenders", "kind": "opportunity", "domain": "organization", "description": "They invite us"}
    writing.create(cleo, kept, chance)
    return Risk.objects.all()


def test_the_register_has_open_risks_highest_first_and_opportunities_after_them(home: Cast, risks: Any) -> None:
    told = register(risks, "Home", home.actor("ada").today)
    assert [row[:2] for row in told.tables[0].rows] == [("RISK-2", "Flood"), ("RISK-1", HOSTILE)]
    assert [row[6:8] for row in told.tables[0].rows] == [("5 × 4", "20"), ("2 × 4", "8")]
    assert [row[1] for row in told.tables[1].rows] == ["Tenders"]


def test_the_plan_has_what_is_treated(home: Cast, risks: Any) -> None:
    told = treatment_plan(risks, "Home", home.actor("ada").today)
    assert [(row[0], row[4], row[5]) for row in told.tables[0].rows] == [("RISK-1", "Modify", "Sprinklers")]


def test_every_form_says_the_same_and_nothing_is_a_formula(home: Cast, risks: Any) -> None:
    told = register(risks, "Home", home.actor("ada").today)
    book = openpyxl.load_workbook(io.BytesIO(FORMS["xlsx"].write(told)))
    cell = book["Risks"]["B3"]
    assert (cell.data_type, cell.value[:4]) == ("s", "=1+1")
    document = Document(io.BytesIO(FORMS["docx"].write(told)))
    assert [row.cells[0].text for row in document.tables[1].rows] == ["Risk", "RISK-2", "RISK-1"]
    pdf = FORMS["pdf"].write(told)
    assert pdf.startswith(b"%PDF-") and b"/StructTreeRoot" in pdf
    assert all(form.write(told) == form.write(told) for form in FORMS.values())


def test_who_may_see_risks_takes_them_along_and_nobody_else(home: Cast, risks: Any) -> None:
    client = Client()
    client.force_login(home.users["cleo"], backend=BACKEND)
    answer = client.get("/home/risks/files/treatment-plan/xlsx/")
    assert answer["Content-Disposition"] == 'attachment; filename="home-risk-treatment-plan.xlsx"'
    assert client.get("/home/risks/files/anything/xlsx/").status_code == 404
    client.force_login(home.users["dan"], backend=BACKEND)
    assert client.get("/home/risks/files/treatment-plan/xlsx/").status_code == 404


def test_an_empty_register_is_a_document_too(home: Cast) -> None:
    told = register(Risk.objects.all(), "Home", home.actor("ada").today)
    assert all(form.write(told) for form in FORMS.values())
