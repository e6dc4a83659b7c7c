"""Percent, currencies and days from 1904, as workbooks keep them and people write them."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tandem.ground.exchange import importing
from tandem.ground.exchange.conversion import Options, Spelling, convert, spelling_of
from tandem.ground.exchange.numbers import currency_of
from tandem.ground.exchange.reading import read_table
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import Register
from tests.cast import Cast, values_for


def _model(key: str) -> Any:
    register = registers.find(key)
    assert register is not None
    return register.model


SHARE = _model("service-targets")._meta.get_field("share")
SupplierContract = _model("supplier-contracts")
VALUE = SupplierContract._meta.get_field("value")


def workbook(path: Path, cells: list[tuple[Any, str]], **options: Any) -> Path:
    """One column of numbers in formats of their own."""
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Figure"])
        for line, (value, shown) in enumerate(cells, start=1):
            sheet.write_string(line, 0, f"Row {line}")
            sheet.write_number(line, 1, value, book.add_format({"num_format": shown}))
    return path


def register_of(key: str) -> Register:
    register = registers.find(key)
    assert register is not None
    return register


def known(cast: Cast, key: str, title: str) -> Any:
    actor, register = cast.actor("ada"), register_of(key)
    return writing.create(actor, register, {**values_for(cast, actor, register), "title": title})


def figures(path: Path) -> list[Any]:
    return [row.values[1] for row in read_table(path).main().rows]


def test_numbers_are_read_as_the_workbook_shows_them(tmp_path: Path) -> None:
    shown = [
        (0.85, "0%"),
        (0.07, "0.00%"),
        (0.12345, "0.0 %"),
        (1234.5, "#,##0.00 [$€-407]"),
        (99, '"$"#,##0'),
        (12.345, "[$CHF-807] #,##0.000"),
        (7, "0"),
        (3, '0 "kWh"'),
        (5, '0 "MWH"'),
        (4, "[RED]0;[BLUE]-0"),
    ]
    assert figures(workbook(tmp_path / "t.xlsx", shown)) == [
        "85%",
        "7%",
        "12.3450%",
        "1234.5 EUR",
        "99 USD",
        "12.3450 CHF",
        7,
        3,
        5,
        4,
    ]


@pytest.mark.parametrize(
    ("cell", "percent"),
    [("85%", "85"), ("85 %", "85"), ("99,95 %", "99.95"), (85, "85"), (99.5, "99.5"), ("12.3450%", "12.345")],
)
def test_percent_is_the_same_with_and_without_its_sign(cell: Any, percent: str) -> None:
    assert convert(SHARE, cell, Options(), Spelling()) == Decimal(percent)


def test_a_column_of_shares_of_one_is_asked_about(tmp_path: Path) -> None:
    spelling = spelling_of(SHARE, [0.999, 1, 0.95], Options())
    with pytest.raises(Invalid, match=r"0\.999 can mean 0\.999 % or 99\.900 %"):
        convert(SHARE, 0.999, Options(), spelling)
    assert convert(SHARE, 0.5, Options(), spelling_of(SHARE, [0.5, 99.9], Options())) == Decimal("0.5")


@pytest.mark.parametrize(
    ("cell", "amount", "currency"),
    [
        ("€ 1.200,50", "1200.50", "EUR"),
        ("1,200.50 USD", "1200.50", "USD"),
        ("CHF 1'200.50", "1200.50", "CHF"),
        ("1 200,50 zł", "1200.50", "PLN"),
        ("(£300)", "-300", "GBP"),
        ("1200.5 EUR", "1200.5", "EUR"),
        ("12.3450 CHF", "12.345", "CHF"),
    ],
)
def test_an_amount_is_read_with_its_currency(cell: str, amount: str, currency: str) -> None:
    assert (convert(VALUE, cell, Options(), Spelling()), currency_of(cell)) == (Decimal(amount), currency)


def test_the_currency_of_an_amount_is_kept_beside_it(home: Cast, tmp_path: Path) -> None:
    supplier = known(home, "suppliers", "Carrier")
    path = tmp_path / "contracts.csv"
    path.write_text("Supplier;Title;Value\nCarrier;Carriage;1.200,50 EUR\nCarrier;Storage;300 USD\n", "utf-8")
    register, table = register_of("supplier-contracts"), read_table(path).main()
    mapping = {0: "supplier", 1: "title", 2: "value"}
    outcome = importing.bring(home.actor("ada"), register, table, mapping, Options())
    assert outcome.errors == []
    kept = SupplierContract.objects.filter(supplier=supplier).values_list("title", "value", "currency")
    assert set(kept) == {("Carriage", Decimal("1200.50"), "EUR"), ("Storage", Decimal("300.00"), "USD")}


def test_amounts_in_several_currencies_are_refused_where_none_can_stand(home: Cast, tmp_path: Path) -> None:
    known(home, "risks", "Fire")
    path = tmp_path / "plan.csv"
    path.write_text("Risk;Measure;Due;Cost\nFire;Dog;2030-01-31;90 EUR\nFire;Cat;2030-01-31;80 USD\n", "utf-8")
    register, table = register_of("treatment-measures"), read_table(path).main()
    mapping = {0: "risk", 1: "title", 2: "due", 3: "cost_once"}
    outcome = importing.bring(home.actor("ada"), register, table, mapping, Options())
    assert [(error.line, error.column) for error in outcome.errors] == [(2, "Cost"), (3, "Cost")]
    assert "in EUR, USD" in outcome.errors[0].message
    assert register.model.objects.count() == 0


def test_days_that_count_from_1904_are_the_right_ones(home: Cast, tmp_path: Path) -> None:
    path = workbook(tmp_path / "mac.xlsx", [(43956, "0"), (43956, "yyyy-mm-dd")], date_1904=True)
    table = read_table(path).main()
    assert table.is_from_1904 and "from 1904" in table.notes[0]
    mapping = {0: "title", 1: "due"}
    outcome = importing.bring(home.actor("ada"), register_of("actions"), table, mapping, Options())
    assert outcome.errors == []
    days = register_of("actions").model.objects.values_list("title", "due")
    assert set(days) == {("Row 1", date(2024, 5, 6)), ("Row 2", date(2024, 5, 6))}


def test_the_same_number_counts_from_1900_elsewhere(home: Cast, tmp_path: Path) -> None:
    table = read_table(workbook(tmp_path / "pc.xlsx", [(43956, "0")])).main()
    importing.bring(home.actor("ada"), register_of("actions"), table, {0: "title", 1: "due"}, Options())
    assert register_of("actions").model.objects.get().due == date(2020, 5, 5)
