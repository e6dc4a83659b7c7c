"""The pages of a file with several tables: from one register's upload to all of them, and back."""

from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.direction.risks.measures.models import TreatmentMeasure
from tandem.direction.risks.models import Risk
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel import arrivals
from tests.cast import Cast

TABLES: dict[str, list[list[Any]]] = {
    "Risk register": [["Risk ID", "Risk", "Likelihood", "Impact"], ["R1", "Fire", 2, 3]],
    "Treatment plan": [["Risk ID", "Measure", "Deadline"], ["R1", "Sprinklers", "2030-01-31"]],
    "Notes": [["Colour", "Shape"], ["red", "round"]],
}


@pytest.fixture
def ada(home: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(arrivals, "ANNOUNCED", 0.0)
    client.force_login(home.users["ada"])
    return client


def begun(client: Client) -> ImportRun:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name, rows in TABLES.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    file = SimpleUploadedFile("isms.xlsx", content.getvalue())
    uploaded = client.post("/home/risks/import/", {"file": file})["Location"]
    page = client.get(uploaded).content.decode()
    assert "It also holds Treatment plan, Notes" in page
    assert client.post(f"{uploaded}together/begin/").status_code == 302
    return ImportRun.objects.get(kind="together")


def page_of(client: Client, whole: ImportRun) -> str:
    return client.get(f"/home/imports/{whole.pk}/together/").content.decode()


def test_all_tables_are_brought_and_taken_back_together(home: Cast, ada: Client) -> None:
    whole = begun(ada)
    assert "leave them out: Notes" in page_of(ada, whole)
    notes = whole.parts.get(sheet="Notes")
    ada.post(f"/home/imports/{whole.pk}/together/tables/", {f"register-{notes.pk}": "-"})
    assert "Import all tables" in page_of(ada, whole) and Risk.objects.count() == 0
    ada.post(f"/home/imports/{whole.pk}/together/run/")
    assert list(TreatmentMeasure.objects.values_list("title", "risk__title")) == [("Sprinklers", "Fire")]
    assert "Take this import back" in page_of(ada, whole)
    ada.post(f"/home/imports/{whole.pk}/together/take-back/")
    assert "was taken back" in page_of(ada, whole)
    assert (Risk.objects.count(), TreatmentMeasure.objects.count()) == (0, 0)


def test_one_table_is_looked_at_and_changed_within_the_whole(home: Cast, ada: Client) -> None:
    whole = begun(ada)
    plan = whole.parts.get(sheet="Treatment plan")
    assert "All tables of this file" in ada.get(f"/home/imports/{plan.pk}/?mapping=1").content.decode()
    refused = ada.post(f"/home/imports/{plan.pk}/mapping/", {"column-1": "title"}, follow=True)
    assert "Say which register these tables go to" in refused.content.decode()
    notes = whole.parts.get(sheet="Notes")
    ada.post(f"/home/imports/{whole.pk}/together/tables/", {f"register-{notes.pk}": "-"})
    assert "nothing of any table is imported" in page_of(ada, whole)
    columns = {"column-0": "risk", "column-1": "title", "column-2": "due"}
    answer = ada.post(f"/home/imports/{plan.pk}/mapping/", {**columns, "date_order": "", "time_column": ""})
    assert answer["Location"] == f"/home/imports/{whole.pk}/together/"
    assert "Import all tables" in page_of(ada, whole)
    assert ada.post(f"/home/imports/{plan.pk}/run/")["Location"] == f"/home/imports/{whole.pk}/together/"
    assert Risk.objects.count() == 0


def test_somebody_elses_file_is_not_there(home: Cast, ada: Client, client: Client) -> None:
    whole = begun(ada)
    client.force_login(home.users["ben"])
    assert client.get(f"/home/imports/{whole.pk}/together/").status_code == 404
    assert client.post(f"/home/imports/{whole.pk}/together/run/").status_code == 404
    whole.refresh_from_db()
    assert (whole.state, Risk.objects.count()) == ("uploaded", 0)
