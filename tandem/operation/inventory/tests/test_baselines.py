"""Baselines: kept as taken, compared with now, and what no change explains is drift."""

from typing import Any

import pytest

from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.operation.inventory.baselines import comparing
from tandem.operation.inventory.baselines.models import Baseline
from tandem.operation.inventory.baselines.register import BASELINES
from tandem.operation.inventory.register import ITEMS
from tandem.operation.inventory.relations.register import ITEM_RELATIONS
from tests.cast import Cast


def item(home: Cast, title: str) -> Any:
    return writing.create(home.actor("ben"), ITEMS, {"title": title, "is_ci": True, "location": "Oslo"})


def taken(home: Cast) -> Any:
    made = writing.create(home.actor("ben"), BASELINES, {"title": "Before"})
    return writing.transition(home.actor("ben"), BASELINES, made.reference, "take")


def test_what_was_added_altered_and_gone_is_said_field_by_field(home: Cast) -> None:
    altered, gone = item(home, "altered"), item(home, "gone")
    baseline = taken(home)
    assert comparing.differences(baseline.contents, comparing.contents_of(baseline)) == []
    added = item(home, "added")
    writing.change(home.actor("ben"), ITEMS, altered.reference, {"location": "Bergen"})
    ends = {"item": altered.reference, "kind": "depends-on", "target": added.reference}
    writing.create(home.actor("ben"), ITEM_RELATIONS, ends)
    writing.transition(home.actor("ben"), ITEMS, gone.reference, "retire", {"disposed_how": "Sold to staff"})
    changed_items = comparing.differences(baseline.contents, comparing.contents_of(baseline))
    assert [(difference.title, difference.what, difference.is_drift) for difference in changed_items] == [
        ("altered", "altered", True),
        ("gone", "gone", False),
        ("added", "added", False),
    ]
    assert changed_items[0].fields == (
        ("location", "Oslo", "Bergen"),
        ("relations", "", f"depends-on {added.reference}"),
    )


def test_baseline_that_was_taken_is_not_changed(home: Cast) -> None:
    item(home, "one")
    baseline = taken(home)
    with pytest.raises(NotPermitted):
        writing.change(home.actor("ben"), BASELINES, baseline.reference, {"title": "Other"})
    assert Baseline.objects.get().title == "Before"


def test_nothing_makes_no_baseline(home: Cast) -> None:
    with pytest.raises(Invalid):
        taken(home)
    assert Baseline.objects.get().state == "planned"
