"""Cells as people and programs write them: times, numbers, words, encodings; what can mean two things is asked."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import models

from tandem.ground.exchange import conversion, dates, importing, numbers
from tandem.ground.exchange.conversion import Options, convert
from tandem.ground.exchange.encodings import encoding_of
from tandem.ground.exchange.reading import Sheet, read_table
from tandem.ground.exchange.rows import Row, Silent
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import clock, registers, writing
from tandem.ground.kernel.errors import Invalid
from tests.cast import Cast

EAST = timezone(timedelta(hours=1))


def sheet(headers: list[str], *rows: list[Any]) -> Sheet:
    return Sheet("t", 1, tuple(headers), [Row(line, tuple(row)) for line, row in enumerate(rows, start=2)], [])


def bring(cast: Cast, key: str, table: Sheet, options: Options = Options(), who: str = "ada") -> importing.Outcome:
    register = registers.find(key)
    assert register is not None
    mapping = importing.proposed_mapping(register, table)
    return importing.bring(cast.actor(who), register, table, mapping, options)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2026-03-31T14:30:00Z", datetime(2026, 3, 31, 14, 30, tzinfo=UTC)),
        ("2026-03-31 14:30 +01:00", datetime(2026, 3, 31, 14, 30, tzinfo=EAST)),
        ("2026-03-31T14:30:00.25+0100", datetime(2026, 3, 31, 14, 30, 0, 250000, tzinfo=EAST)),
        ("2026-03-31T14:30+01", datetime(2026, 3, 31, 14, 30, tzinfo=EAST)),
        ("2026-03-31 14:30 UTC+1", datetime(2026, 3, 31, 14, 30, tzinfo=EAST)),
        ("20260331T143000Z", datetime(2026, 3, 31, 14, 30, tzinfo=UTC)),
        ("31.03.2026 14:30:05,5", datetime(2026, 3, 31, 14, 30, 5, 500000)),  # noqa: DTZ001
        ("31. März 2026", datetime(2026, 3, 31)),  # noqa: DTZ001
        ("March 31, 2026 2:30 PM", datetime(2026, 3, 31, 14, 30)),  # noqa: DTZ001
        ("31-Mar-26", datetime(2026, 3, 31)),  # noqa: DTZ001
        ("31/Mar/26 2:30 PM", datetime(2026, 3, 31, 14, 30)),  # noqa: DTZ001
        ("Tuesday, 31 March 2026", datetime(2026, 3, 31)),  # noqa: DTZ001
        ("2026-03-31 24:00", datetime(2026, 4, 1)),  # noqa: DTZ001
    ],
)
def test_times_in_many_spellings_keep_their_offset(text: str, right: datetime) -> None:
    told = dates.moment(text, "")
    assert (told, told.utcoffset()) == (right, right.utcoffset())


@pytest.mark.parametrize(("text", "year"), [("1.2.45", 2045), ("1.2.46", 2046), ("1.2.47", 1947), ("1.2.99", 1999)])
def test_a_year_of_two_digits_lies_at_most_twenty_years_ahead(text: str, year: int) -> None:
    with clock.fixed(datetime(2026, 11, 30, tzinfo=UTC)):
        assert dates.moment(text, "").year == year


@pytest.mark.parametrize(
    "text", ["31.02.2026", "2026-13-01", "14:30", "soon", "13 pm", "2026-03-31 14:30+99:00", "1-2"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        dates.moment(text, conversion.DAY_FIRST)


def test_a_day_that_can_mean_two_is_asked_about_and_learnt_from_its_column(home: Cast) -> None:
    unclear = Options(date_order="")
    asked = bring(home, "actions", sheet(["Title", "Due"], ["Call", "01/02/2030"]), unclear)
    assert "can mean two days" in asked.errors[0].message
    learnt = bring(home, "actions", sheet(["Title", "Due"], ["Call", "01/02/2030"], ["Go", "02/25/2030"]), unclear)
    assert learnt.errors == []
    told = registers.find("actions").model.objects.order_by("pk").values_list("due", flat=True)  # type: ignore[union-attr]
    assert list(told) == [date(2030, 1, 2), date(2030, 2, 25)]


def test_what_happened_cannot_lie_in_the_future(home: Cast) -> None:
    rows = sheet(["Title", "Impact", "Urgency", "Opened at"], ["Down", 1, 1, "2090-01-01 10:00"])
    outcome = bring(home, "incidents", rows)
    assert [(error.column, "lies in the future" in error.message) for error in outcome.errors] == [("Opened at", True)]


@pytest.mark.parametrize(
    ("text", "sign", "right"),
    [
        ("1.234,56", "", "1234.56"),
        ("1,234.56", "", "1234.56"),
        ("0,25", "", "0.25"),
        ("1 234,5 €", "", "1234.5"),
        ("CHF 1'234.50", "", "1234.50"),
        ("12 %", "", "0.12"),
        ("(12.50)", "", "-12.50"),
        ("1,234", ",", "1.234"),
        ("1,234", ".", "1234"),
        ("1.234", "", "1.234"),
        ("1,234,567", "", "1234567"),
    ],
)
def test_numbers_in_many_spellings(text: str, sign: str, right: str) -> None:
    assert numbers.figure(text, sign) == Decimal(right)


def test_a_number_that_can_mean_two_is_asked_about() -> None:
    with pytest.raises(Invalid, match="two numbers"):
        numbers.figure("1,234", "")
    assert numbers.decimal_sign_of(["1,234", "0,5"]) == ","
    assert numbers.decimal_sign_of(["1,234", "2"]) == ""


def test_a_version_is_no_number_of_a_choice() -> None:
    field = models.IntegerField(name="likelihood", choices=[(3, "Likely"), (4, "Certain")])
    assert [convert(field, text, Options()) for text in ("3", "3 - Likely", "likely", "4: sure")] == [3, 3, 3, 4]
    with pytest.raises(Invalid):
        convert(field, "3.1", Options())


def test_a_choice_called_unknown_is_a_choice_and_no_gap() -> None:
    field = models.CharField(name="personal", choices=[("unknown", "Not known yet"), ("yes", "Yes")])
    assert convert(field, "Unknown", Options()) == "unknown"
    assert convert(models.CharField(name="text"), "unknown", Options()) == ""


def test_no_number_in_a_file_is_a_database_key(home: Cast) -> None:
    register, services = registers.find("incidents"), registers.find("services")
    assert register is not None and services is not None
    service = writing.create(home.actor("ada"), services, {"title": "Mail"})
    head = ["Title", "Impact", "Urgency", "Service"]
    mapping = {0: "title", 1: "impact", 2: "urgency", 3: "service"}

    def outcome(word: Any) -> importing.Outcome:
        rows = sheet(head, ["Down", 1, 1, word])
        return importing.preview(home.actor("ada"), register, rows, mapping, Options())

    assert "There is no" in outcome(service.pk).errors[0].message
    assert "Near it: Mail" in outcome("mial").errors[0].message
    assert outcome("MAIL").errors == outcome(service.reference).errors == []


def test_a_number_that_a_spreadsheet_made_a_date_of_is_suspected(home: Cast) -> None:
    outcome = bring(home, "risks", sheet(["Risk ID", "Risk", "C"], ["R1", "Fire", 1], [date(2026, 10, 5), "Flood", 1]))
    assert [(error.line, error.column) for error in outcome.errors] == [(3, "Risk ID")]
    assert "made it of a number such as 5.10" in outcome.errors[0].message
    named = bring(home, "risks", sheet(["Risk ID", "Risk", "C"], ["NAT-1", "Fire", 1], ["05. Okt", "Flood", 1]))
    assert [(error.line, error.value) for error in named.errors] == [(3, "05. Okt")]


def test_a_formula_without_a_result_never_empties_what_is_known(home: Cast) -> None:
    bring(home, "services", sheet(["Name", "Support hours"], ["Mail", "8-17"]))
    outcome = bring(home, "services", sheet(["Name", "Support hours"], ["Mail", Silent("formula")]))
    assert (outcome.changed, outcome.unchanged, outcome.errors) == (0, 1, [])
    assert "“Support hours” holds a formula without a result in 1 row; what is known there stays." in outcome.notes


def test_the_same_letters_in_two_spellings_of_unicode_are_one_record(home: Cast) -> None:
    bring(home, "services", sheet(["Name", "Support hours"], ["Other", "8-17"]))
    bring(home, "services", sheet(["Name", "Support hours"], ["Cafe\u0301", "8-17"]))
    assert bring(home, "services", sheet(["Name", "Support hours"], ["Caf\u00e9", "8-17"])).unchanged == 1


@pytest.mark.parametrize(
    ("text", "encoding", "known"),
    [
        ("Name,Ort\nМосква,Россия\nИван,Пётр\n", "cp1251", "cp1251"),
        ("Name,Ort\nサーバー室,東京\nメール,大阪\n", "cp932", "cp932"),
        ("Name,Ort\nMüller,Österreich\nÄrger,Größe\n", "cp1252", "cp1252"),
        ("Name,Ort\nMüller,Wien\n", "utf-16", "utf-16"),
        ("Name,Ort\nMüller,Wien\n", "utf-16-le", "utf-16-le"),
        ("Name,Ort\nMüller,Wien\n", "utf-8-sig", "utf-8-sig"),
    ],
)
def test_encodings_are_recognized(tmp_path: Path, text: str, encoding: str, known: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    assert encoding_of(path) == known
    assert read_table(path).main().rows[0].values[0] == text.split("\n")[1].split(",")[0]


def test_a_bad_byte_in_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("Name,Ort\nMüller,Wien\nÄrger,Größe\n".encode() + b"M\xfcller,Graz\n")
    with pytest.raises(UnusableFile, match=r"line 4 holds a byte that is none \(FC\)"):
        read_table(path)


def test_control_characters_are_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Name,Ort\nA\x0bB\x1f\u0085,Wien\nC,Graz\n", encoding="utf-8")
    assert read_table(path).main().rows[0].values == ("AB", "Wien")


def test_one_bad_run_in_a_text_of_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("Name,Ort\nMüller,Wien\n".encode() + b"C\xff\xfe,Graz\n")
    with pytest.raises(UnusableFile, match=r"line 3 holds a byte that is none \(FF\)"):
        read_table(path)
