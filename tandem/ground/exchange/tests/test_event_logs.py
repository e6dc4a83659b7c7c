"""Event logs whose rows name other records of the same log: those that are named come first, wherever they stand."""

from typing import Any

from tandem.ground.exchange import importing
from tandem.ground.exchange.conversion import YEAR_FIRST, Options
from tandem.ground.exchange.reading import Sheet
from tandem.ground.exchange.rows import Row
from tandem.ground.kernel import registers
from tests.cast import Cast

NONCONFORMITIES = registers.find("nonconformities")
HEAD = ("at", "external_id", "title", "earlier")
MAPPING = {1: "external_id", 2: "title", 3: "earlier"}


def log(cast: Cast, *rows: tuple[Any, ...]) -> Any:
    """What comes of a log, line by line from the second."""
    assert NONCONFORMITIES is not None
    sheet = Sheet("log", 1, HEAD, [Row(line, row) for line, row in enumerate(rows, start=2)], [])
    actor, options = cast.actor("ada"), Options(date_order=YEAR_FIRST)
    plan = importing.work_out(actor, NONCONFORMITIES, sheet, MAPPING, options, time_column=0)
    return importing.carry_out(actor, plan)


def named() -> dict[str, str]:
    assert NONCONFORMITIES is not None
    rows = NONCONFORMITIES.model.objects.exclude(earlier=None)
    return dict(rows.values_list("external_id", "earlier__external_id"))


def test_rows_name_records_that_the_log_brings_further_down(home: Cast) -> None:
    outcome = log(
        home,
        ("2026-01-05 10:00", "N3", "Third", "N2"),
        ("2026-01-04 10:00", "N2", "Second", None),
        ("2026-01-06 10:00", "N2", "Second", "N1"),
        ("2026-01-03 10:00", "N1", "First", None),
    )
    assert (outcome.new, outcome.errors) == (3, [])
    assert named() == {"N3": "N2", "N2": "N1"}
    again = log(home, ("2026-01-07 10:00", "N1", "First", "N4"), ("2026-01-07 09:00", "N4", "Fourth", None))
    assert (again.new, again.errors) == (1, [])
    assert named() == {"N3": "N2", "N2": "N1", "N1": "N4"}


def test_records_that_name_each_other_in_a_circle_are_said_by_number(home: Cast) -> None:
    outcome = log(
        home,
        ("2026-01-05 10:00", "N1", "First", None),
        ("2026-01-06 10:00", "N1", "First", "N2"),
        ("2026-01-05 10:00", "N2", "Second", "N1"),
        ("2026-01-05 10:00", "N3", "Third", "N2"),
    )
    assert {error.line for error in outcome.errors} == {2, 4, 5}
    assert "N1, N2" in outcome.errors[0].message
    assert named() == {}


def test_a_row_that_names_what_the_log_lacks_is_an_error_and_nothing_is_kept(home: Cast) -> None:
    outcome = log(home, ("2026-01-05 10:00", "N1", "First", "N9"), ("2026-01-05 10:00", "N2", "Second", "N1"))
    assert [error.line for error in outcome.errors] == [2, 3]
    assert named() == {}
