"""Nobody waits long for the writers' lock: what touches many records does so in short transactions, and can go back."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tandem.direction.controls import beginning
from tandem.faces.web import changing
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.exchange import carrying, long_work, runs
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.proposing import Proposal
from tandem.ground.exchange.reading import Sheet
from tandem.ground.exchange.rows import Row
from tandem.ground.kernel import arrivals, brought, jobs, registers, waiting_index, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.brought import Origin
from tandem.ground.kernel.comparison import running
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Arrival, ArrivedRow, InboxEntry
from tandem.ground.kernel.patterns import spreading
from tandem.ground.kernel.registers import Register
from tandem.operation.vulnerabilities.reports.bringing import Options as ReportOptions
from tandem.operation.vulnerabilities.reports.bringing import bring as bring_reports
from tandem.operation.vulnerabilities.reports.child import answer
from tests.cast import Cast
from tests.safety.probe import probing

MANY, SOME = 160, 70
STATEMENTS, ENTRIES = 800, 400  # in one transaction; a quiet machine runs about 4,000 statements a second


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(arrivals, "ANNOUNCED", 0.0)
    monkeypatch.setattr(carrying, "PAUSE", 0.0)
    yield
    arrivals._known.clear()


def register_of(key: str) -> Register:
    found = registers.find(key)
    assert found is not None
    return found


def insist_short(probe: Any) -> None:
    assert probe.statements <= STATEMENTS, probe.statements
    assert probe.entries <= ENTRIES, probe.entries


def services(ada: Actor, count: int = MANY) -> list[str]:
    rows = [{"title": f"Service {number}", "owner": ada.user_id} for number in range(count)]
    return [record.reference for record in writing.create_many(ada, register_of("services"), rows)]


def change(ada: Actor, references: list[str], **asked: str) -> tuple[ImportRun, changing.Outcome]:
    told = {"do": "tag", "value": "", "tag": "", "reason": ""} | asked
    run = changing.begin(ada, register_of("services"), told)
    return run, changing.change_all(ada, register_of("services"), references, told, run)


def states(home: Cast) -> dict[str, Any]:
    return {
        one.reference: (one.title, one.tags, one.state, one.owner_id, one.criticality)
        for one in register_of("services").model.objects.all()
    }


@pytest.mark.parametrize(
    "asked",
    [{"do": "tag", "tag": "north"}, {"do": "design"}, {"do": "field:criticality", "value": "high"}, {"do": "delete"}],
    ids=["tag", "step", "field", "delete"],
)
def test_many_are_changed_in_short_batches_and_all_of_it_goes_back(
    home: Cast, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str]
) -> None:
    ada = home.actor("ada")
    references = services(ada, SOME)
    before = states(home)
    with probing(monkeypatch) as probe:
        run, outcome = change(ada, references, **asked)
        runs.note(run, state=ImportRun.State.DONE)
        assert (outcome.done, outcome.refused) == (SOME, 0)
        assert states(home) != before
        runs.take_back(ada, run)
    insist_short(probe)
    assert len([one for one in probe.held if one.entries]) >= 4
    assert states(home) == before
    assert ImportRun.objects.get(pk=run.pk).state == "taken-back"
    assert [one for one in running.compare(home.home.pk).findings if one.register == "services"] == []


def test_what_others_changed_since_is_named_and_nothing_goes_back(home: Cast) -> None:
    ada = home.actor("ada")
    references = services(ada, 5)
    run, _outcome = change(ada, references, tag="north")
    writing.change(ada, register_of("services"), references[2], {"title": "Renamed"})
    with pytest.raises(Invalid, match=references[2]):
        runs.take_back(ada, run)
    assert [one[1] for one in states(home).values()] == [["north"]] * 5


def test_what_was_refused_is_said_and_counts_for_nothing(home: Cast) -> None:
    ada = home.actor("ada")
    references = services(ada, 3)
    writing.transition(ada, register_of("services"), references[1], "design")
    run, outcome = change(ada, references, do="design")
    assert (outcome.done, outcome.refused) == (2, 1)
    assert outcome.reasons[0].startswith(references[1])
    assert ArrivedRow.objects.filter(arrival=run.arrival).count() == 2


def test_a_killed_worker_is_followed_by_another(home: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, left = home.actor("ada"), iter(range(1))
    references = services(ada, SOME)
    kept = runs.note

    def killed(run: Any, **values: Any) -> None:
        if "outcome" in values and next(left, None) is None:
            raise KeyboardInterrupt
        kept(run, **values)

    asked = {"do": "tag", "value": "", "tag": "north", "reason": ""}
    run = changing.begin(ada, register_of("services"), asked)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(runs, "note", killed)
        changing.change_all(ada, register_of("services"), references, asked, run)
    begun = ImportRun.objects.get(pk=run.pk)
    assert 0 < begun.outcome["done"] < SOME
    assert ArrivedRow.objects.count() == begun.outcome["done"]
    outcome = changing.change_all(ada, register_of("services"), references, asked, begun)
    assert (outcome.done, outcome.refused) == (SOME, 0)
    assert {one.version for one in register_of("services").model.objects.all()} == {2}


def test_the_page_leads_to_the_way_back(home: Cast) -> None:
    references = services(home.actor("ada"), 3)
    client = Client()
    client.force_login(home.users["ada"])
    sent = {"reference": references, "do": "tag", "tag": "north", "back": "/home/services/"}
    listed = client.post("/home/services/bulk/", sent, follow=True)
    run = ImportRun.objects.get()
    assert f'href="/home/many-changed/{run.pk}/"' in listed.content.decode()
    assert "3 records changed." in client.get(f"/home/many-changed/{run.pk}/").content.decode()
    other = Client()
    other.force_login(home.users["ben"])
    assert other.post(f"/home/many-changed/{run.pk}/take-back/").status_code == 404
    assert states(home)[references[0]][1] == ["north"]
    client.post(f"/home/many-changed/{run.pk}/take-back/")
    assert [one[1] for one in states(home).values()] == [[]] * 3


def report(count: int) -> bytes:
    results = [
        {
            "ruleId": f"rule-{number}",
            "message": {"text": f"Hole {number}"},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": f"src/{number}.py"}}}],
        }
        for number in range(count)
    ]
    driver = {"name": "Lint", "rules": [{"id": f"rule-{number}"} for number in range(count)]}
    run = {
        "tool": {"driver": driver},
        "results": results,
        "versionControlProvenance": [{"repositoryUri": "https://git.example/portal"}],
        "invocations": [{"executionSuccessful": True, "endTimeUtc": "2026-02-20T08:00:00Z"}],
    }
    return json.dumps({"version": "2.1.0", "runs": [run]}).encode()


def bring_a_report(home: Cast) -> None:
    (outcome,) = bring_reports(home.actor("ada"), [answer("scan.sarif", report(MANY))], ReportOptions())
    assert (outcome.new, outcome.refusal) == (MANY, "")
    assert register_of("vulnerability-findings").model.objects.count() == MANY


def begin_controls(home: Cast) -> None:
    framework = Framework.objects.get()
    Requirement.objects.bulk_create(
        Requirement(framework=framework, ref=f"A.9.{number}", title="T", kind="control", assessable=True)
        for number in range(90)
    )
    keys = [f"iso-27001:2022/A.9.{number}" for number in range(90)]
    assert len(beginning.begin(home.actor("ada"), [], keys)) == 90


def confirm_all(home: Cast) -> None:
    ada = home.actor("ada")
    made = register_of("services").model.objects.order_by("pk")
    for record in made:
        brought.mark(home.actor("ben"), register_of("services"), record, ("state",), Origin("r", "old.csv", 2))
    assert brought.confirm(ada, brought.waiting().values_list("pk", flat=True)) == len(made)


def import_a_table(home: Cast) -> None:
    rows = [Row(place + 2, (f"Call {place}",)) for place in range(1_500)]
    sheet = Sheet("t", 1, ("Title",), rows, [])
    meant = Proposal({0: "title"}, "year-first")
    runs.bring(home.actor("ada"), register_of("actions"), "t.csv", sheet, meant, Options())
    assert register_of("actions").model.objects.count() == 1_500


def index_anew(home: Cast) -> None:
    made = InboxEntry.objects.count()
    waiting_index.rebuild()
    assert InboxEntry.objects.count() == made


def delete_what_much_rests_on(home: Cast) -> None:
    parent = register_of("services").model.objects.order_by("pk")[0]
    rows = [{"title": f"Mail {number}", "service": parent.reference} for number in range(3)]
    writing.create_many(home.actor("ada"), register_of("items"), [{**row, "is_ci": True} for row in rows])
    with pytest.raises(Invalid, match="Other records rest on it"):
        writing.delete(home.actor("ada"), register_of("services"), parent.reference)


WORK = (
    bring_a_report,
    begin_controls,
    confirm_all,
    import_a_table,
    index_anew,
    delete_what_much_rests_on,
)


@pytest.mark.parametrize("work", WORK, ids=lambda work: work.__name__)
def test_long_work_lets_others_write_in_between(home: Cast, monkeypatch: pytest.MonkeyPatch, work: Any) -> None:
    services(home.actor("ada"), MANY)
    monkeypatch.setattr(carrying, "MOST", ENTRIES)  # batches are paced by the clock, and no trial rests on a machine's
    monkeypatch.setattr(carrying, "AIMED", 0.03)
    with probing(monkeypatch) as probe:
        work(home)
    insist_short(probe)


def test_a_refused_long_work_leaves_nothing(home: Cast) -> None:
    def pieces() -> Iterator[None]:
        for number in range(60):
            writing.create(home.actor("ada"), register_of("services"), {"title": f"Service {number}"})
            yield
        raise Invalid({"title": ["Not this one."]})

    with pytest.raises(Invalid, match="Not this one"):
        long_work.as_a_whole(home.actor("ada"), pieces(), 61, "Because")
    assert not register_of("services").model.objects.exists()
    assert not Arrival.objects.exists()
    assert [one for one in running.compare(home.home.pk).findings if one.register == "services"] == []


def test_what_one_decision_means_for_very_many_reaches_them_in_their_turn(
    home: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, register = home.actor("ada"), register_of("services")
    services(ada)
    day = ada.today + timedelta(days=9)
    pairs = [(one, {"criticality": "high", "retires_on": day}) for one in register.model.objects.order_by("pk")]
    with probing(monkeypatch) as probe:
        spreading.spread(ada, register, pairs, "decided", "POL-1")
        assert not register.model.objects.filter(criticality="high").exists()
        jobs.run_all()
        jobs.run_all()
    insist_short(probe)
    assert {(one.criticality, one.retires_on, one.version) for one in register.model.objects.all()} == {
        ("high", day, 2)
    }
