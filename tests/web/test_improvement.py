"""Pages that people look at: why something came about, trends, values over time, how processes follow each other."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tandem.direction.leadership.register import PROCESSES
from tandem.evaluation.improvement import fishbone
from tandem.evaluation.improvement.nonconformities.register import NONCONFORMITIES
from tandem.evaluation.improvement.tests.cases import acted, analysed, judged, raised
from tandem.evaluation.measurements.tests.test_measuring import in_use, taken
from tandem.faces.web.direction.leadership.flow import BOX, TALL, laid_out, layers
from tandem.faces.web.direction.leadership.process_map import drawn as process_map
from tandem.faces.web.evaluation.measurements.charts import Value, drawn
from tandem.ground.kernel import registers, writing
from tests.cast import Cast, values_for

BRANCHES = [("People", "Owners want to close\n\nNobody feels called"), ("Method", ""), ("Tools", "One field")]


@pytest.fixture
def ada(home: Cast) -> Client:
    client = Client()
    client.force_login(home.users["ada"])
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(f"/home/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_fishbone_has_a_line_for_each_cause() -> None:
    picture = fishbone.drawn(
        "Judged by those who did it", [*BRANCHES, ("Information", ""), ("Others", ""), ("Rooms", "")]
    )
    assert picture is not None
    assert [[cause.lines for cause in branch.causes] for branch in picture.branches[:3]] == [
        [("Owners want to close",), ("Nobody feels called",)],
        [],
        [("One field",)],
    ]
    above, below = picture.branches[0], picture.branches[3]
    assert above.y < picture.middle < below.y
    assert all(branch.foot < picture.head_left for branch in picture.branches)


def test_without_a_cause_there_is_no_fishbone() -> None:
    assert fishbone.drawn("Something", [("People", " \n"), ("Method", "")]) is None


def test_long_causes_are_broken_and_cut() -> None:
    picture = fishbone.drawn("Effect", [("People", "word " * 40)])
    assert picture is not None
    lines = picture.branches[0].causes[0].lines
    assert (len(lines), lines[-1][-1]) == (2, "…")
    assert all(len(line) <= fishbone.LONGEST for line in lines)


def test_what_feeds_stands_before_what_is_fed() -> None:
    feeds = {"a": ["b", "d"], "b": ["c"], "c": ["d"]}
    assert layers(["d", "c", "b", "a"], feeds) == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_a_circle_of_processes_is_drawn_once_around() -> None:
    flow = laid_out(["a", "b"], {"a": ["b"], "b": ["a"]})
    assert sorted(arrow.is_back for arrow in flow.arrows) == [False, True]
    assert flow.places.keys() == {"a", "b"}


def test_no_arrow_runs_behind_a_box() -> None:
    names = list("abcdef")
    flow = laid_out(names, {"a": ["b", "f"], "b": ["c", "e"], "c": ["d"], "d": ["e"], "e": ["f"]})
    passing = [found for arrow in flow.arrows for found in re.findall(r"([\d.]+),([\d.]+) H([\d.]+)", arrow.path)]
    assert len(passing) == 6
    for left, middle, right in passing:
        in_column = [y for x, y in flow.places.values() if x == float(left)]
        assert float(right) - float(left) == BOX
        assert in_column and not any(y < float(middle) < y + TALL for y in in_column)


def test_a_process_without_neighbours_is_alone() -> None:
    owner = SimpleNamespace(name="Ben")
    known = [
        SimpleNamespace(reference=name, title=name, feeds=feeds, owner=owner, kind="core")
        for name, feeds in (("P-1", ["P-2", "P-9"]), ("P-2", []), ("P-3", []))
    ]
    assert [(box.process.reference, box.is_alone) for box in process_map(known).boxes] == [
        ("P-1", False),
        ("P-2", False),
        ("P-3", True),
    ]


def test_a_chart_shows_the_target_then_in_force() -> None:
    values = [
        Value(date(2026, 1, 1), Decimal(80), Decimal(90), False),
        Value(date(2026, 2, 1), Decimal(92), Decimal(90), True),
        Value(date(2026, 3, 1), Decimal(92), Decimal(95), False),
    ]
    chart = drawn(values)
    assert chart is not None
    assert [mark["tone"] for mark in chart.marks] == ["bad", "good", "bad"]
    assert [row["word"] for row in chart.rows] == ["80", "85", "90", "95"]
    first, second, third = (part.split(",")[1] for part in chart.path.removeprefix("M").split(" L"))
    assert float(first) == chart.bottom
    assert second == third
    assert chart.target.endswith(f"V{chart.top}")
    parted = drawn([*values, replace(values[-1], day=date(2026, 4, 1), definition=2)])
    assert parted is not None
    assert (parted.path.count("M"), [turn["definition"] for turn in parted.turns]) == (2, [2])


def test_one_value_is_a_chart_too_and_none_is_not() -> None:
    assert drawn([]) is None
    chart = drawn([Value(date(2026, 1, 1), Decimal(0), None, None)])
    assert chart is not None
    assert (chart.target, chart.marks[0]["tone"]) == ("", "quiet")


def test_the_page_of_a_nonconformity_tells_why_and_what_came_of_it(home: Cast, ada: Client) -> None:
    record = analysed(home, cause_method="Nothing reminds anybody\nNo date")
    judged(home, acted(home, record), "refute")
    text = page(ada, f"nonconformities/{record.reference}/")
    for words in ("It stands in no calendar", 'class="fishbone"', "follows CA-1"):
        assert words in text, words


def test_trends_count_by_source_process_and_cause(home: Cast, ada: Client) -> None:
    process = writing.create(home.actor("ben"), PROCESSES, values_for(home, home.actor("ben"), PROCESSES))
    raised(home, process=process.reference, grade="major")
    analysed(home, title="Another", source="customer")
    withdrawn = raised(home, title="A mistake", source="supplier")
    writing.transition(home.actor("ada"), NONCONFORMITIES, withdrawn.reference, "withdraw", reason="It was none")
    text = page(ada, "nonconformities/trends/")
    for words in ("By source", "Change management", "Way of working", "source=customer", "process=PROC-1"):
        assert words in text, words
    assert "source=supplier" not in text


def test_somebody_from_elsewhere_sees_no_trends_and_no_map(home: Cast) -> None:
    raised(home)
    dan = Client()
    dan.force_login(home.users["dan"])
    for address in ("nonconformities/trends/", "processes/map/"):
        assert dan.get(f"/home/{address}").status_code == 404


def test_values_are_charted_on_indicator_and_objective(home: Cast, ada: Client) -> None:
    register = registers.find("objectives")
    assert register is not None
    objective = writing.create(home.actor("ben"), register, values_for(home, home.actor("ben"), register))
    indicator = in_use(home, subject="objective", objective=objective.reference)
    assert 'class="curve"' not in page(ada, f"objectives/{objective.reference}/")
    taken(home, indicator, "2026-02-20", 9, 10)
    for address in (f"indicators/{indicator.reference}/", f"objectives/{objective.reference}/"):
        assert 'class="curve"' in page(ada, address)


def test_the_map_shows_every_process_that_has_not_ended(home: Cast, ada: Client) -> None:
    assert "No processes yet" in page(ada, "processes/map/")
    writing.create(home.actor("ben"), PROCESSES, values_for(home, home.actor("ben"), PROCESSES))
    text = page(ada, "processes/map/")
    assert ("PROC-1 Change management" in text, "Without neighbours" in text) == (True, True)


def test_any_record_leads_to_a_nonconformity_that_names_it(home: Cast, ada: Client) -> None:
    register = registers.find("suppliers")
    assert register is not None
    supplier: Any = writing.create(home.actor("ada"), register, values_for(home, home.actor("ada"), register))
    address = "nonconformities/new/?source=supplier&amp;source_register=suppliers&amp;source_reference=SUP-1"
    assert address in page(ada, f"suppliers/{supplier.reference}/")
    cleo = Client()
    cleo.force_login(home.users["cleo"])
    assert "nonconformities/new/" not in page(cleo, f"suppliers/{supplier.reference}/")
    form = page(ada, address.replace("&amp;", "&"))
    assert 'value="SUP-1"' in form
