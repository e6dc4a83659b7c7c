"""Long imports: seen by nobody until they are whole, gone on with when killed, taken back as long as nobody touched."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from tandem.ground.exchange import background, carrying, importing, proposing, runs, taking_back
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.reading import Sheet
from tandem.ground.exchange.rows import Row
from tandem.ground.kernel import arrivals, clock, comments, lists, registers, search, waiting_index, writing
from tandem.ground.kernel.comparison.comparing import Table
from tandem.ground.kernel.comparison.findings import What
from tandem.ground.kernel.comparison.held import Held
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.models import Arrival, ArrivedRow
from tandem.ground.ledger.models import Entry
from tests.cast import Cast

ACTIONS = registers.find("actions")
assert ACTIONS is not None
MAPPING = {0: "title", 1: "due"}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(arrivals, "ANNOUNCED", 0.0)
    monkeypatch.setattr(carrying, "PAUSE", 0.0)
    yield
    arrivals._known.clear()


def many(count: int, word: str = "Call") -> Sheet:
    rows = [Row(place + 2, (f"{word} {place}", "2030-01-01")) for place in range(count)]
    return Sheet("t", 1, ("Title", "Due"), rows, [])


def proposal() -> proposing.Proposal:
    return proposing.Proposal(MAPPING, "year-first")


def bring(cast: Cast, table: Sheet, who: str = "ada") -> ImportRun:
    _outcome, run, _plan = runs.bring(cast.actor(who), ACTIONS, "t.csv", table, proposal(), Options())
    assert run is not None
    return run


def counted(cast: Cast) -> int:
    return lists.page(cast.actor("cleo"), ACTIONS, lists.Query(filters={})).count


class Killed(Exception):
    """As if the process had ended here."""


def killed_after(batches: int, monkeypatch: pytest.MonkeyPatch) -> None:
    written = carrying._write
    left = iter(range(batches))

    def write(*arguments: Any) -> None:
        if next(left, None) is None:
            raise Killed
        written(*arguments)

    monkeypatch.setattr(carrying, "_write", write)


def test_rows_of_a_running_import_are_seen_by_nobody(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = home.actor("ada")
    killed_after(2, monkeypatch)
    with pytest.raises(Killed):
        options = Options(fixed={"owner": "ada@example.org"})
        runs.bring(ada, ACTIONS, "t.csv", many(400), proposal(), options)
    assert waiting_index.numbers(home.users["ada"].pk, date(2100, 1, 1), for_manager=True) == []
    assert ArrivedRow.objects.count() > 0
    assert counted(home) == 0
    assert ACTIONS.model.objects.count() == 0
    assert search.everywhere(home.actor("ada"), "Call") == []
    assert Entry.objects.filter(register="actions").count() == ArrivedRow.objects.count()


def test_rows_of_a_running_import_are_held_against_the_ledger(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    killed_after(2, monkeypatch)
    with pytest.raises(Killed):
        bring(home, many(400))
    table = Table(Held(key="actions", model=ACTIONS.model), home.home.pk)
    assert list(table.differences()) == []
    assert table.rows == ArrivedRow.objects.count() > 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_action SET title = 'Altered' WHERE title = 'Call 3'")
    assert [(finding.what, finding.field) for finding in table.differences()] == [(What.CHANGED, "title")]


def test_a_killed_import_is_gone_on_with(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    table = many(400)
    with monkeypatch.context() as patch:
        killed_after(2, patch)
        with pytest.raises(Killed):
            bring(home, table)
    run = ImportRun.objects.get()
    begun = ArrivedRow.objects.count()
    assert 0 < begun < 400
    outcome = runs.carry_out(home.actor("ada"), run, table, keep=True)
    assert (outcome.is_written, outcome.new) == (True, 400 - begun)
    assert ACTIONS.model.objects.count() == 400
    assert len(set(ACTIONS.model.objects.values_list("title", flat=True))) == 400
    assert ImportRun.objects.get().state == "done"


def test_a_killed_import_that_nobody_goes_on_with_is_taken_back(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        killed_after(2, patch)
        with pytest.raises(Killed):
            bring(home, many(400))
    monkeypatch.setattr(background, "GIVEN_UP", -background.GIVEN_UP)
    background.take_back_killed(None)  # type: ignore[arg-type]
    assert (Arrival.objects.count(), ArrivedRow.objects.count()) == (0, 0)
    with arrivals.arriving(-1):
        assert ACTIONS.model.objects.count() == 0
    assert ImportRun.objects.get().state == "taken-back"


def test_an_import_that_goes_on_is_not_given_up(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    written = carrying._write

    def slowly(*arguments: Any) -> None:
        Arrival.objects.update(seen_at=clock.now() - 2 * background.GIVEN_UP)
        written(*arguments)
        background.take_back_killed(None)  # type: ignore[arg-type]

    monkeypatch.setattr(carrying, "_write", slowly)
    bring(home, many(200))
    assert ACTIONS.model.objects.count() == 200


def test_an_import_is_taken_back_once_everybody_knows(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    run, waited = bring(home, many(3)), []
    monkeypatch.setattr(arrivals, "ANNOUNCED", 0.75)
    monkeypatch.setattr(taking_back.time, "sleep", waited.append)
    runs.take_back(home.actor("ada"), run)
    assert 0.75 in waited


def test_an_import_is_taken_back_as_a_whole(home: Cast) -> None:
    ada = home.actor("ada")
    kept = writing.create(ada, ACTIONS, {"title": "Stay", "due": "2030-01-01"})
    known = writing.create(ada, ACTIONS, {"title": "Known", "due": "2030-01-01", "details": "as it was"})
    table = Sheet("t", 1, ("Title", "Due"), [*many(200).rows, Row(900, ("Known", "2031-05-05"))], [])
    run = bring(home, table)
    assert ACTIONS.model.objects.count() == 202
    runs.take_back(ada, run)
    assert set(ACTIONS.model.objects.values_list("reference", flat=True)) == {kept.reference, known.reference}
    back = ACTIONS.model.objects.get(pk=known.pk)
    assert (str(back.due), back.details, back.version) == ("2030-01-01", "as it was", 3)
    assert search.everywhere(ada, "Call") == []
    steps = Entry.objects.filter(register="imports").order_by("pk").values_list("action", flat=True)
    assert list(steps) == ["imported", "taken back"]
    with pytest.raises(Invalid, match="nothing to take back"):
        runs.take_back(ada, ImportRun.objects.get(pk=run.pk))


@pytest.mark.parametrize("touch", ["changed", "commented", "gone"])
def test_what_was_touched_since_is_named_and_nothing_is_taken_back(home: Cast, touch: str) -> None:
    ada = home.actor("ada")
    run = bring(home, many(60))
    record = ACTIONS.model.objects.order_by("pk")[30]
    if touch == "changed":
        writing.change(home.actor("ben"), ACTIONS, record.reference, {"title": "Mine now"})
    elif touch == "commented":
        comments.add(home.actor("ben"), ACTIONS, record.reference, "I am on it")
    else:
        writing.delete(ada, ACTIONS, record.reference)
    before = ACTIONS.model.objects.count()
    with pytest.raises(Invalid) as refused:
        runs.take_back(ada, run)
    assert (record.reference if touch != "gone" else "gone") in str(refused.value)
    assert ACTIONS.model.objects.count() == before
    assert ImportRun.objects.get(pk=run.pk).state == "done"


def test_somebody_elses_change_meanwhile_takes_the_whole_import_back(home: Cast) -> None:
    ada = home.actor("ada")
    known = writing.create(ada, ACTIONS, {"title": "Known", "due": "2030-01-01"})
    table = Sheet("t", 1, ("Title", "Due"), [*many(120).rows, Row(900, ("Known", "2031-05-05"))], [])
    plan = importing.work_out(ada, ACTIONS, table, MAPPING, Options())
    writing.delete(ada, ACTIONS, known.reference)
    outcome = importing.carry_out(ada, plan)
    assert (outcome.is_written, ACTIONS.model.objects.count()) == (False, 0)
    assert [(error.line, error.message) for error in outcome.errors] == [(900, f"There is no {known.reference} here.")]


def test_the_last_batch_shows_everything_in_its_own_transaction(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def ended(arrival: Arrival) -> None:
        assert transaction.get_connection().in_atomic_block
        seen.append(counted(home))

    plan = importing.work_out(home.actor("ada"), ACTIONS, many(300), MAPPING, Options())
    importing.carry_out(home.actor("ada"), plan, course=importing.Course(ended=ended))
    assert seen == [300]


def test_a_part_goes_before_its_whole_and_nothing_is_left_of_either(home: Cast) -> None:
    ada = home.actor("ada")
    incidents = registers.find("incidents")
    assert incidents is not None
    rows = [Row(place, (f"N{place}", "Mail is down", 1, 1)) for place in range(2, 70)]
    table = Sheet("t", 1, ("Number", "Title", "Impact", "Urgency"), rows, [])
    mapping = importing.proposed_mapping(incidents, table)
    _outcome, run, _plan = runs.bring(ada, incidents, "i.csv", table, proposing.Proposal(mapping, ""), Options())
    assert run is not None
    assert incidents.model.objects.count() == 68
    runs.take_back(ada, run)
    assert (incidents.model.objects.count(), ArrivedRow.objects.count()) == (0, 0)


def test_whoever_no_longer_brings_files_takes_none_back(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    run = bring(home, many(3), "ben")
    reader = replace(home.actor("ben"), role="reader")
    for most in (runs.AT_ONCE, 0):  # at once, and by the worker
        monkeypatch.setattr(runs, "AT_ONCE", most)
        with pytest.raises(NotPermitted):
            runs.start_taking_back(reader, run)
    run.refresh_from_db()
    assert (run.state, run.job, counted(home)) == (ImportRun.State.DONE, None, 3)
