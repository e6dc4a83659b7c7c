"""A list narrowed by words that stand on many of its records is the same whichever way its page is found."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.ground.kernel import lists, writing
from tandem.operation.incidents.register import INCIDENTS
from tests.cast import Cast

ASKED: tuple[dict[str, Any], ...] = (
    {"filters": {}},
    {"filters": {}, "sort": "title"},
    {"filters": {}, "sort": "-priority"},
    {"filters": {"category": "odd"}},
    {"filters": {"category": "none of these"}},
)


def pages(cast: Cast, asked: dict[str, Any]) -> list[Any]:
    """Every page from the first to the last and back again."""
    told, cursor, steps = [], "", ["next", "previous"]
    while steps:
        page = lists.page(cast.actor("ada"), INCIDENTS, lists.Query(search="mail", size=3, cursor=cursor, **asked))
        told.append((page.rows, page.count, page.previous, page.next))
        cursor = getattr(page, steps[0])
        if not cursor:
            steps, cursor = steps[1:], page.previous
        if not cursor:
            break
    return told


@pytest.fixture
def many(home: Cast) -> Cast:
    rows = [
        {
            "title": f"{'Mail' if number % 3 else 'Disk'} {number % 5}",
            "impact": number % 3 + 1,
            "category": "odd" if number % 2 else "even",
        }
        for number in range(30)
    ]
    writing.create_many(home.actor("ada"), INCIDENTS, rows)
    return home


@pytest.mark.parametrize("asked", ASKED, ids=str)
@pytest.mark.parametrize("walked", [(40,), (6, 40), (2, 3)])
def test_pages_are_the_same(
    many: Cast, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any], walked: tuple[int, ...]
) -> None:
    all_found = pages(many, asked)
    monkeypatch.setattr(lists, "MANY", 0)
    monkeypatch.setattr(lists, "WALKED", walked)
    assert pages(many, asked) == all_found
    assert len(all_found) > 3 or not all_found[0][0]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL joins by itself")
def test_only_the_rows_of_the_page_are_looked_at(many: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MANY", 0)
    with CaptureQueriesContext(connection) as asked:
        lists.page(many.actor("ada"), INCIDENTS, lists.Query(filters={}, search="mail", size=3))
    assert [each["sql"] for each in asked if "record_id FROM kernel_searchdocument WHERE id IN" in each["sql"]] == []
