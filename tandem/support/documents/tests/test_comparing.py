"""Texts beside each other: what changed is marked, what did not is left out, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.support.documents.comparing import MOST_LINES, TooLong, compare

LINES = st.lists(st.text("ab cd", max_size=12), max_size=12).map("\n".join)


def test_changed_words_stand_side_by_side() -> None:
    (row,) = compare("Rights end in five days.", "Rights end in two days.")
    assert row.kind == "changed"
    assert [part.text for part in row.before if part.is_changed] == ["five"]
    assert [part.text for part in row.after if part.is_changed] == ["two"]


def test_same_texts_have_no_differences() -> None:
    assert compare("One\n\nTwo", "One\nTwo\n") == []


def test_what_is_the_same_is_left_out_with_its_number() -> None:
    same = [f"Paragraph {number}" for number in range(10)]
    rows = compare("\n".join([*same, "Old end"]), "\n".join([*same, "New words altogether"]))
    assert [row.kind for row in rows] == ["gap", "same", "removed", "added"]
    assert rows[0].left_out == 9


@given(LINES, LINES)
def test_no_paragraph_is_lost(before: str, after: str) -> None:
    rows = compare(before, after)
    if not rows:
        return
    kept = {"before": 0, "after": 0}
    for row in rows:
        kept["before"] += row.left_out + bool(row.before)
        kept["after"] += row.left_out + bool(row.after)
    for name, text in (("before", before), ("after", after)):
        assert kept[name] == sum(1 for line in text.splitlines() if line.strip())


def test_texts_beyond_measure_are_refused() -> None:
    with pytest.raises(TooLong):
        compare("a\n" * (MOST_LINES + 1), "a")
