"""Criteria, bands and tiers are read line by line; what is wrong is told by its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.direction.risks import library
from tandem.direction.risks.methods import scales
from tandem.direction.risks.methods.judging import Band, Judging, Tier
from tandem.direction.risks.methods.scales import BadLine

NAMES = st.text("abcdefghij ", min_size=1, max_size=12).map(str.strip).filter(bool)


def test_criteria_have_a_meaning_for_every_step() -> None:
    read = scales.read_criteria("Money | little | much\n\nCustomers", 2)
    assert [(criterion.name, criterion.meanings) for criterion in read] == [
        ("Money", ("little", "much")),
        ("Customers", ("", "")),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Money | little", "Line 1: “Money” needs 2 meanings"),
        ("| a | b", "Line 1: begin with a name"),
        ("a, b | c | d", "Line 1: begin with a name"),
        ("Money | a | b\nmoney | a | b", "Line 2: “money” stands here twice"),
        ("\n".join(f"C{number}" for number in range(9)), "At most 8 criteria"),
    ],
)
def test_what_is_wrong_with_criteria(text: str, told: str) -> None:
    with pytest.raises(BadLine, match=told):
        scales.read_criteria(text, 2)


def test_bands_have_names_colours_and_intervals() -> None:
    bands = scales.read_bands("4 | Low | good | 24\n9 | Middle | waiting\n25 | High | bad | 3", 25)
    judging = Judging(bands=bands)
    assert bands[0] == Band(4, "Low", "good", 24)
    assert [judging.label(level) for level in (1, 4, 5, 9, 10, 25)] == [
        "Low",
        "Low",
        "Middle",
        "Middle",
        "High",
        "High",
    ]
    assert [judging.tone(level) for level in (4, 5, 25)] == ["good", "waiting", "bad"]
    assert [judging.months(level, 12) for level in (4, 5, 25)] == [24, 12, 3]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("4 | Low | good\n4 | High | bad", "Line 2: begin with a level above 4"),
        ("x | Low | good", "Line 1: begin with a level above 0"),
        ("4 |  | good", "Line 1: give the band a name"),
        ("4 | Low | good\n25 | low | bad", "Line 2: give the band a name of its own"),
        ("25 | Low | green", "Line 1: the colour is one of good"),
        ("25 | Low | good | soon", "Line 1: months"),
        ("24 | Low | good", "The last band has to reach the highest level, 25"),
    ],
)
def test_what_is_wrong_with_bands(text: str, told: str) -> None:
    with pytest.raises(BadLine, match=told):
        scales.read_bands(text, 25)


def test_tiers_say_who_accepts_and_above_the_last_nobody() -> None:
    judging = Judging(tiers=scales.read_tiers("6 | owner\n12 | manager\n20 | Ada@example.org, ben@example.org | Board"))
    assert judging.tier(6) == Tier(6, ("owner",))
    assert judging.tier(7) == Tier(12, ("manager",))
    tier = judging.tier(13)
    assert tier is not None and (tier.persons, tier.label) == (("ada@example.org", "ben@example.org"), "Board")
    assert judging.tier(21) is None


@pytest.mark.parametrize("text", ["6 | boss", "6 |", "0 | owner", "6 | owner\n6 | manager"])
def test_what_is_wrong_with_tiers(text: str) -> None:
    with pytest.raises(BadLine):
        scales.read_tiers(text)


@given(steps=st.dictionaries(NAMES, st.integers(1, 10), max_size=6))
def test_what_was_judged_is_read_as_it_was_written(steps: dict[str, int]) -> None:
    assert scales.read_judged(scales.write_judged(steps)) == steps


@given(
    steps=st.lists(st.integers(1, 10), min_size=1), place=st.integers(0, 20), way=st.sampled_from(["highest", "mean"])
)
def test_a_worse_criterion_never_makes_a_lower_impact(steps: list[int], place: int, way: str) -> None:
    judging, place = Judging(combining=way), place % len(steps)
    worse = [*steps[:place], min(10, steps[place] + 1), *steps[place + 1 :]]
    before, after = judging.combined(steps), judging.combined(worse)
    assert before is not None and after is not None and min(steps) <= before <= after <= 10


@given(rows=st.lists(st.lists(NAMES | st.just(""), min_size=1, max_size=4), max_size=5))
def test_rows_become_lines_that_read_the_same(rows: list[list[str]]) -> None:
    read = [parts for _number, parts in scales.lines_of(scales.write_lines(rows))]
    kept = [row for row in rows if any(row)]
    assert [[part for part in parts if part] for parts in read] == [[part for part in row if part] for row in kept]


def test_meanings_count_only_when_there_is_one_for_each_step() -> None:
    assert scales.read_steps(["Low", "High"], "rarely\noften")[1].words == "2 High: often"
    assert [step.meaning for step in scales.read_steps(["Low", "High"], "all in one line")] == ["", ""]


def test_typical_threats_and_weaknesses_are_complete() -> None:
    threats, weaknesses = library.typical("threats"), library.typical("weaknesses")
    assert (len(threats), len(weaknesses)) == (45, 43)
    assert {threat["kind"] for threat in threats} == {"deliberate", "human", "technical", "accidental", "environmental"}
    assert all(any(threat.get(name) for name in library.LOSSES.values()) for threat in threats)
    for rows in (threats, weaknesses):
        assert len({row["external_id"] for row in rows}) == len({row["title"] for row in rows}) == len(rows)
