"""Levels grow with likelihood and impact, whatever the formula; a matrix that falls is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.direction.risks.methods.judging import BadMatrix, Judging, read_matrix

GRADE = st.integers(1, 10)
FIVE = ["1 2 3 4 5", "2 4 6 8 10", "3 6 9 12 15", "4 8 12 16 20", "5 10 15 20 25"]


@st.composite
def matrices(draw: st.DrawFn) -> list[str]:
    """Monotone matrices of two to ten rows and columns."""
    rows, columns = draw(st.integers(2, 10)), draw(st.integers(2, 10))
    steps = [[draw(st.integers(0, 4)) for _column in range(columns)] for _row in range(rows)]
    cells: list[list[int]] = []
    for row in range(rows):
        cells.append([])
        for column in range(columns):
            left = cells[row][column - 1] if column else 1
            below = cells[row - 1][column] if row else 1
            cells[row].append(min(max(left, below) + steps[row][column], 100))
    return [" ".join(map(str, row)) for row in cells]


@given(likelihood=st.integers(1, 9), impact=st.integers(1, 9), formula=st.sampled_from(["product", "sum"]))
def test_a_level_never_falls_when_likelihood_or_impact_rises(likelihood: int, impact: int, formula: str) -> None:
    judging = Judging(formula)
    here = judging.level(likelihood, impact)
    assert here is not None
    for there in (judging.level(likelihood + 1, impact), judging.level(likelihood, impact + 1)):
        assert there is not None and there > here


@given(rows=matrices(), data=st.data())
def test_a_matrix_that_was_accepted_is_monotone(rows: list[str], data: st.DataObject) -> None:
    wide = len(rows[0].split())
    judging = Judging("matrix", read_matrix(rows, len(rows), wide))
    likelihood, impact = data.draw(st.integers(1, len(rows) - 1)), data.draw(st.integers(1, wide - 1))
    here = judging.level(likelihood, impact) or 0
    assert (judging.level(likelihood + 1, impact) or 0) >= here
    assert (judging.level(likelihood, impact + 1) or 0) >= here


@given(rows=matrices(), data=st.data())
def test_a_falling_cell_is_refused(rows: list[str], data: st.DataObject) -> None:
    cells = [[int(cell) + 1 for cell in row.split()] for row in rows]
    row = data.draw(st.integers(1, len(cells) - 1))
    column = data.draw(st.integers(0, len(cells[0]) - 1))
    cells[row][column] = cells[row - 1][column] - 1
    if cells[row][column] < 1:
        return
    with pytest.raises(BadMatrix, match=f"Row {row + 1}"):
        read_matrix([" ".join(map(str, line)) for line in cells], len(cells), len(cells[0]))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (FIVE[:4], "Write 5 rows"),
        ([*FIVE[:4], "1 2 3"], "Row 5 needs 5 numbers"),
        ([*FIVE[:4], "5 10 15 20 x"], "Row 5 needs 5 numbers"),
        ([*FIVE[:4], "5 10 15 20 101"], "from 1 to 100"),
    ],
)
def test_what_is_wrong_with_a_matrix_is_told_by_row(rows: list[str], told: str) -> None:
    with pytest.raises(BadMatrix, match=told):
        read_matrix(rows, 5, 5)


def test_limits_colour_and_decide_who_accepts() -> None:
    judging = Judging("product", (), 6, 15, 9)
    assert [judging.tone(level) for level in (6, 7, 14, 15)] == ["good", "waiting", "waiting", "bad"]
    assert [judging.owner_may_accept(level) for level in (9, 10)] == [True, False]
    assert Judging("matrix", read_matrix(FIVE, 5, 5)).highest(5, 5) == 25
    assert Judging("sum").highest(5, 4) == 9


@given(likelihood=GRADE, impact=GRADE)
def test_outside_the_matrix_there_is_no_level(likelihood: int, impact: int) -> None:
    level = Judging("matrix", read_matrix(FIVE, 5, 5)).level(likelihood, impact)
    assert (level is None) == (likelihood > 5 or impact > 5)
