"""The pages of an import: the file, its columns, what needs a look, words, leaving out, taking back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel import arrivals, registers
from tests.cast import Cast

TABLE = b"Name,Kind\nTill,Lorry\nCrane,hardware\nSaw,Whatever\n"


@pytest.fixture
def ada(home: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(arrivals, "ANNOUNCED", 0.0)
    client.force_login(home.users["ada"])
    return client


def uploaded(client: Client, content: bytes = TABLE, name: str = "assets.csv") -> ImportRun:
    response = client.post("/home/items/import/", {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.content.decode()[:2_000]
    return ImportRun.objects.order_by("-pk")[0]


def previewed(client: Client, run: ImportRun) -> str:
    mapping = {"column-0": "title", "column-1": "kind", "date_order": "", "time_column": ""}
    client.post(f"/home/imports/{run.pk}/mapping/", mapping)
    return client.get(f"/home/imports/{run.pk}/").content.decode()


def test_words_are_said_wrong_rows_left_out_and_the_import_taken_back(home: Cast, ada: Client) -> None:
    items = registers.find("items")
    assert items is not None
    run = uploaded(ada)
    page = previewed(ada, run)
    assert "2 rows need a look" in page and "Words that are not known here" in page
    table = b"".join(ada.get(f"/home/imports/{run.pk}/wrong.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert [line.split(",")[:3] for line in table.splitlines()[1:]] == [
        ["2", "Kind", "Lorry"],
        ["4", "Kind", "Whatever"],
    ]
    ada.post(f"/home/imports/{run.pk}/words/", {"word-0": "hardware"})
    assert "One row needs a look" in ada.get(f"/home/imports/{run.pk}/").content.decode()
    ada.post(f"/home/imports/{run.pk}/leave-out/")
    assert "line 4: Saw" in ada.get(f"/home/imports/{run.pk}/").content.decode()
    ada.post(f"/home/imports/{run.pk}/run/")
    assert set(items.model.objects.values_list("title", "kind")) == {("Till", "hardware"), ("Crane", "hardware")}
    assert "Take this import back" in ada.get(f"/home/imports/{run.pk}/").content.decode()
    ada.post(f"/home/imports/{run.pk}/take-back/")
    assert "was taken back" in ada.get(f"/home/imports/{run.pk}/").content.decode()
    assert items.model.objects.count() == 0


def test_the_words_are_known_with_next_months_file(home: Cast, ada: Client) -> None:
    run = uploaded(ada)
    previewed(ada, run)
    ada.post(f"/home/imports/{run.pk}/words/", {"word-0": "hardware", "word-1": "software"})
    ada.post(f"/home/imports/{run.pk}/run/")
    following = uploaded(ada, b"Name,Kind\nVan,Lorry\n", "next.csv")
    assert following.words == {"kind": {"lorry": "hardware", "whatever": "software"}}
    assert "needs a look" not in previewed(ada, following)


def test_a_person_points_at_the_headings(home: Cast, ada: Client) -> None:
    run = uploaded(ada, b"Till;Hall;x\nName;Kind;Place\nCrane;hardware;Hall\n")
    assert ada.get(f"/home/imports/{run.pk}/?table=1").status_code == 200
    ada.post(f"/home/imports/{run.pk}/table/", {"sheet": run.sheet, "heading": "2", "encoding": ""})
    assert "headings in line 2" in ada.get(f"/home/imports/{run.pk}/?mapping=1").content.decode()


def test_a_form_is_offered_and_earlier_imports_are_named(home: Cast, ada: Client) -> None:
    response = ada.get("/home/items/import/form.xlsx")
    assert b"".join(response.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    run = uploaded(ada, b"Name,Kind\nTill,hardware\n", "till.csv")
    previewed(ada, run)
    ada.post(f"/home/imports/{run.pk}/run/")
    assert "till.csv" in ada.get("/home/items/import/").content.decode()


@pytest.mark.parametrize("address", ["words/", "leave-out/", "take-back/", "table/", "run/", "mapping/"])
def test_somebody_elses_import_is_not_there(home: Cast, ada: Client, address: str) -> None:
    run = uploaded(ada)
    before = ImportRun.objects.values().get()
    ada.force_login(home.users["ben"])
    assert ada.post(f"/home/imports/{run.pk}/{address}").status_code == 404
    assert ada.get(f"/home/imports/{run.pk}/wrong.csv").status_code == 404
    assert ImportRun.objects.values().get() == before


def test_words_on_a_scale_of_numbers_are_said_too(home: Cast, ada: Client) -> None:
    table = "Nr.;Risiko;Wahrscheinlichkeit (1-5);Schadenshöhe\nR1;Feuer;hoch;4\nR2;Dieb;2;hoch\n".encode("cp1252")
    response = ada.post("/home/risks/import/", {"file": SimpleUploadedFile("risiken.csv", table)})
    assert response.status_code == 302
    run = ImportRun.objects.order_by("-pk")[0]
    assert run.columns == {0: "external_id", 1: "title", 2: "likelihood", 3: "impact"}
    ada.post(f"/home/imports/{run.pk}/mapping/", {f"column-{place}": name for place, name in run.columns.items()})
    assert "Words that are not known here" in ada.get(f"/home/imports/{run.pk}/").content.decode()
    ada.post(f"/home/imports/{run.pk}/words/", {"word-0": "4", "word-1": "5"})
    ada.post(f"/home/imports/{run.pk}/run/")
    risks = registers.find("risks")
    assert risks is not None
    assert set(risks.model.objects.values_list("title", "likelihood", "impact")) == {("Feuer", 4, 4), ("Dieb", 2, 5)}
