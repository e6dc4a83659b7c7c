"""VERIS records: which are valid, what they mean here, in and out."""

import copy
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tandem.ground.exchange import runs
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel import inbox, lists, writing
from tandem.ground.kernel.errors import NotPermitted
from tandem.ground.ledger.models import Entry
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.notifications.duties.register import DUTIES
from tandem.operation.incidents.notifications.models import IncidentNotification
from tandem.operation.incidents.references.models import ReferenceIncident
from tandem.operation.incidents.references.register import REFERENCE_INCIDENTS
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.incidents.tests.steps import assessed, reported
from tandem.operation.incidents.veris import meaning, structure
from tandem.operation.incidents.veris.bringing import OTHERS, OURS, Outcome, bring
from tandem.operation.incidents.veris.reading import Found, Unreadable, records_in
from tandem.operation.incidents.veris.validation import problems
from tandem.operation.incidents.veris.writing_out import as_json, exported, exported_of_others, record_of
from tests.cast import Cast

TODAY = date(2026, 3, 2)
OLD: dict[str, Any] = {
    "schema_version": "1.3",
    "incident_id": "one",
    "security_incident": "Confirmed",
    "timeline": {"incident": {"year": 2014}},
    "actor": {"external": {"variety": ["Activist"], "motive": ["Ideology"], "country": ["US"]}},
    "action": {"hacking": {"variety": ["SQLi"], "vector": ["Web application"]}},
    "asset": {"assets": [{"variety": "S - Web application"}]},
    "attribute": {"integrity": {"variety": ["Defacement"]}},
    "discovery_method": "Int - unknown",
}
NEW: dict[str, Any] = {
    "schema_version": "1.4.1",
    "incident_id": "two",
    "security_incident": "Confirmed",
    "summary": "A bookkeeper sent the pay list to all. It was called back.",
    "timeline": {"incident": {"year": 2022, "month": 3}, "discovery": {"unit": "Minutes", "value": 20}},
    "victim": {
        "victim_id": "A bakery",
        "country": ["AT"],
        "employee_count": "11 to 100",
        "industry": "311811",
        "government": ["NA"],
    },
    "actor": {"internal": {"variety": ["Finance"], "motive": ["NA"]}},
    "action": {"error": {"variety": ["Misdelivery"], "vector": ["Carelessness"]}},
    "asset": {"assets": [{"variety": "S - Mail", "amount": 1}], "cloud": ["Unknown"]},
    "attribute": {
        "confidentiality": {
            "data_disclosure": "Yes",
            "data": [{"variety": "Personal", "amount": 40}],
            "data_total": 40,
            "data_victim": ["Employee"],
        }
    },
    "discovery_method": {"internal": {"variety": ["Reported by employee"]}},
    "impact": {"overall_rating": "Painful", "iso_currency_code": "EUR", "overall_amount": 12.5},
    "corrective_action": "Lists of recipients are confirmed by a second person.",
    "plus": {"analyst": "somebody", "timeline": {"notification": {"year": 2022}}},
}


def changed(record: dict[str, Any], way: str, value: Any) -> dict[str, Any]:
    """A copy with something else at one place; None takes it away."""
    made: dict[str, Any] = copy.deepcopy(record)
    *names, last = way.split(".")
    place: Any = made
    for name in names:
        place = place[int(name)] if name.isdigit() else place.setdefault(name, {})
    if value is None:
        del place[last]
    else:
        place[last] = value
    return made


def paths(record: Any) -> list[str]:
    return [problem.path for problem in problems(record, TODAY)]


@pytest.mark.parametrize("record", [OLD, NEW], ids=["1.3", "1.4.1"])
def test_valid_records_are_accepted(record: dict[str, Any]) -> None:
    assert problems(record, TODAY) == []


@pytest.mark.parametrize(
    ("record", "way", "value", "wrong"),
    [
        (OLD, "schema_version", None, "schema_version"),
        (OLD, "schema_version", "1.2", "schema_version"),
        (OLD, "incident_id", None, "incident_id"),
        (OLD, "incident_id", " ", "incident_id"),
        (OLD, "security_incident", None, "security_incident"),
        (OLD, "security_incident", "Perhaps", "security_incident"),
        (OLD, "attribute", None, "attribute"),
        (OLD, "attribute", {}, "attribute"),
        (OLD, "timeline.incident", None, "timeline.incident"),
        (OLD, "timeline.incident.year", None, "timeline.incident.year"),
        (OLD, "timeline.incident.year", 1949, "timeline.incident.year"),
        (OLD, "timeline.incident.year", 2020, "timeline.incident.year"),
        (OLD, "timeline.incident.month", 13, "timeline.incident.month"),
        (OLD, "timeline.incident.day", 1, "timeline.incident.month"),
        (OLD, "timeline.lunch", {}, "timeline.lunch"),
        (OLD, "related_incidents", "x", "related_incidents"),
        (OLD, "notes", "", "notes"),
        (OLD, "actor", {}, "actor"),
        (OLD, "actor.external.country", None, "actor.external.country"),
        (OLD, "actor.external.country", ["USA"], "actor.external.country[0]"),
        (OLD, "actor.external.region", ["1"], "actor.external.region[0]"),
        (OLD, "action.hacking.variety", [], "action.hacking.variety"),
        (OLD, "action.hacking.variety", ["SQLi", "SQLi"], "action.hacking.variety"),
        (OLD, "action.hacking.variety", ["Guessing"], "action.hacking.variety[0]"),
        (OLD, "action.hacking.variety", ["Prompt injection"], "action.hacking.variety[0]"),
        (OLD, "action.hacking.vector", None, "action.hacking.vector"),
        (OLD, "asset.assets", [{}], "asset.assets[0]"),
        (OLD, "discovery_method", None, "discovery_method"),
        (OLD, "discovery_method", {"unknown": True}, "discovery_method"),
        (OLD, "ioc", [], "ioc"),
        (NEW, "summary", None, "summary"),
        (NEW, "asset.assets", None, "asset.assets"),
        (NEW, "asset.cloud", None, "asset.cloud"),
        (NEW, "asset.governance", ["Other"], "asset.governance"),
        (NEW, "discovery_method", "Int - unknown", "discovery_method"),
        (NEW, "timeline.incident.year", 2027, "timeline.incident.year"),
        (NEW, "timeline.incident", {"year": 2026, "month": 4}, "timeline.incident"),
        (NEW, "timeline.incident", {"year": 2023, "month": 2, "day": 29}, "timeline.incident.day"),
        (NEW, "timeline.incident.year", 2023, "plus.timeline.notification.year"),
        (NEW, "timeline.discovery.unit", "Fortnights", "timeline.discovery.unit"),
        (NEW, "victim.government", None, "victim.government"),
        (NEW, "victim.industry", "bakery", "victim.industry"),
        (NEW, "victim.secondary", {"amount": 1, "victim_id": ["a", "b"]}, "victim.secondary.amount"),
        (NEW, "impact.iso_currency_code", "Euro", "impact.iso_currency_code"),
        (NEW, "impact.overall_rating", None, "impact.overall_rating"),
        (NEW, "impact.overall_amount", "much", "impact.overall_amount"),
        (NEW, "impact.overall_amount", True, "impact.overall_amount"),
        (
            NEW,
            "impact.loss",
            [{"variety": "Other", "min_amount": 2, "max_amount": 1}],
            "impact.loss[0].min_amount",
        ),
        (NEW, "attribute.confidentiality.data_total", 3, "attribute.confidentiality.data_total"),
        (NEW, "attribute.confidentiality.notes", "a\x00b", "attribute.confidentiality.notes"),
    ],
)
def test_invalid_records_are_refused_at_the_place(record: dict[str, Any], way: str, value: Any, wrong: str) -> None:
    assert wrong in paths(changed(record, way, value))


def test_refusal_says_what_stands_there_and_what_would_be_right() -> None:
    problem = str(problems(changed(OLD, "action.hacking.vector", ["Web aplication"]), TODAY)[0])
    assert problem.startswith("action.hacking.vector[0]: “Web aplication” is none of: Web application, ")
    problem = str(problems(changed(OLD, "action.hacking.variety", ["AitM"]), TODAY)[0])
    assert problem == "action.hacking.variety[0]: “AitM” came with version 1.4.0."


@pytest.mark.parametrize("nonsense", [None, 3, "text", [], {}, {"schema_version": 1.3}, {"schema_version": "1.3"}])
def test_nonsense_is_refused(nonsense: Any) -> None:
    assert problems(nonsense, TODAY)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(
    value=JSON, way=st.sampled_from([*structure.RECORD.parts, "timeline.incident", "asset.assets", "actor.external"])
)
def test_whatever_stands_in_a_field_is_judged_without_failing(value: Any, way: str) -> None:
    for record in (OLD, NEW):
        if value is not None:
            complaints = problems(changed(record, way, value), TODAY)
            assert all(problem.message for problem in complaints)


@given(data=st.data())
def test_every_word_of_a_version_is_valid_in_it(data: st.DataObject) -> None:
    spans = structure.spans("action.hacking.variety")
    word = data.draw(st.sampled_from(sorted(spans)))
    first, last = spans[word]
    version = structure.known_versions()[data.draw(st.integers(first, last))]
    record = changed(OLD if first < 3 and version < "1.3.3" else NEW, "schema_version", version)
    record["action"] = {"hacking": {"variety": [word], "vector": ["Unknown"]}}
    wrong = [path for path in paths(record) if path.startswith("action")]
    assert wrong == []


@pytest.mark.parametrize(
    ("told", "happened"),
    [
        ({"year": 2012}, "2012"),
        ({"year": 2012, "month": 3}, "2012-03"),
        ({"year": 2012, "month": 3, "day": 9}, "2012-03-09"),
    ],
)
def test_time_is_known_no_better_than_the_record_says(told: dict[str, int], happened: str) -> None:
    assert meaning.happened(changed(OLD, "timeline.incident", told)) == happened


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ({"malware": {"variety": ["Ransomware"]}, "hacking": {"variety": ["Use of stolen creds"]}}, "malware"),
        ({"hacking": {"variety": ["Use of stolen creds"]}}, "account"),
        ({"hacking": {"variety": ["SQLi"]}}, "weakness"),
        ({"hacking": {"variety": ["DoS"]}}, "flood"),
        ({"hacking": {"variety": ["Unknown"]}}, "intrusion"),
        ({"social": {"variety": ["Phishing"]}}, "deception"),
        ({"misuse": {"variety": ["Privilege abuse"]}}, "insider"),
        ({"physical": {"variety": ["Theft"]}}, "loss"),
        ({"physical": {"variety": ["Snooping"]}}, "premises"),
        ({"error": {"variety": ["Loss"]}}, "loss"),
        ({"error": {"variety": ["Misconfiguration"]}}, "rights"),
        ({"error": {"variety": ["Misdelivery"]}}, "disclosure"),
        ({"environmental": {"variety": ["Flood"]}}, "other"),
        ({"unknown": {}}, "other"),
    ],
)
def test_kind_follows_from_what_was_done(action: dict[str, Any], kind: str) -> None:
    assert meaning.category(OLD | {"action": action}) == kind


def found(*records: Any) -> list[Found]:
    return [Found(f"file, {number}", record) for number, record in enumerate(records, start=1)]


def brought(home: Cast, whose: str, *records: Any, name: str = "ada", **options: bool) -> Outcome:
    return bring(home.actor(name), found(*records), whose, **options)


def figures(outcome: Outcome) -> tuple[int, int, int, int]:
    return outcome.new, outcome.changed, outcome.unchanged, len(outcome.refused)


def test_own_history_becomes_closed_security_incidents(home: Cast) -> None:
    assert figures(brought(home, OURS, OLD, NEW)) == (2, 0, 0, 0)
    incident = Incident.objects.get(external_id="two")
    assert (incident.title, incident.state) == ("A bookkeeper sent the pay list to all. It was called back.", "closed")
    assert (incident.is_security, incident.security_category, incident.personal_data) == (True, "disclosure", "yes")
    assert (incident.information_class, incident.information_concerned) == ("confidential", "Personal")
    assert incident.lessons == "Lists of recipients are confirmed by a second person."
    assert incident.veris == NEW
    assert incident.security_assessed_by_id == home.users["ada"].pk


def test_month_alone_opens_at_its_earliest_moment_here_and_shows_as_the_month(home: Cast) -> None:
    brought(home, OURS, NEW, OLD)
    incident = Incident.objects.get(external_id="two")
    assert (incident.happened, incident.opened_at) == ("2022-03", datetime(2022, 2, 28, 23, tzinfo=UTC))
    columns = ("reference", "opened_at")
    rows = lists.page(home.actor("ada"), INCIDENTS, lists.Query(filters={}, sort="opened_at"), columns).rows
    assert [row[2] for row in rows] == ["2014", "2022-03"]


def test_incidents_of_others_touch_nothing_of_our_own(home: Cast) -> None:
    duty = {"title": "Tell", "whom": "Authority", "hours": 72, "applies_when": "security"}
    writing.create(home.actor("ada"), DUTIES, duty)
    brought(home, OTHERS, OLD, NEW)
    assert (Incident.objects.count(), IncidentNotification.objects.count()) == (0, 0)
    reference = ReferenceIncident.objects.get(external_id="two")
    assert (reference.victim, reference.industry, reference.countries) == ("A bakery", "311811", ["AT"])
    assert (reference.happened, reference.year, reference.state) == ("2022-03", 2022, "new")
    assert (reference.actors, reference.actions) == (["internal: Finance"], ["error: Misdelivery"])
    assert reference.attributes == ["confidentiality: Yes"]
    assert inbox.waiting(home.actor("ada")) == []


@pytest.mark.parametrize("whose", [OURS, OTHERS])
def test_same_file_again_changes_nothing(home: Cast, whose: str) -> None:
    brought(home, whose, OLD, NEW)
    entries = Entry.objects.count()
    assert figures(brought(home, whose, OLD, NEW)) == (0, 0, 2, 0)
    assert Entry.objects.count() == entries


def test_changed_record_is_taken_over(home: Cast) -> None:
    brought(home, OTHERS, NEW)
    assert figures(brought(home, OTHERS, changed(NEW, "victim.victim_id", "A mill"))) == (0, 1, 0, 0)
    assert ReferenceIncident.objects.get().victim == "A mill"


def test_one_refused_record_keeps_the_whole_file_out(home: Cast) -> None:
    wrong = changed(OLD, "victim", {})
    assert figures(brought(home, OTHERS, NEW, wrong)) == (1, 0, 0, 1)
    assert ReferenceIncident.objects.count() == 0
    outcome = brought(home, OTHERS, NEW, wrong, valid_only=True)
    assert ReferenceIncident.objects.count() == 1
    assert (outcome.refused[0].place, outcome.refused[0].number) == ("file, 2", "one")
    assert "victim.country: It is missing." in outcome.refused[0].reasons


def test_looking_first_keeps_nothing(home: Cast) -> None:
    assert figures(brought(home, OURS, OLD, keep=False)) == (1, 0, 0, 0)
    assert Incident.objects.count() == 0


def test_what_a_file_brought_is_tried_out_without_writing_and_taken_back(home: Cast) -> None:
    brought(home, OTHERS, OLD)
    before = list(ReferenceIncident.objects.values_list("external_id", "title"))
    other = changed(OLD, "summary", "Said otherwise.")
    with CaptureQueriesContext(connection) as caught:
        tried = brought(home, OTHERS, other, NEW, keep=False)
    wrote = [query["sql"][:60] for query in caught if query["sql"].startswith(("INSERT", "UPDATE", "SAVEPOINT"))]
    assert (wrote, figures(tried)) == ([], (1, 1, 0, 0))
    done = brought(home, OTHERS, other, NEW)
    runs.take_back(home.actor("ada"), ImportRun.objects.get(pk=done.number))
    assert list(ReferenceIncident.objects.values_list("external_id", "title")) == before


def test_different_records_of_one_number_are_told_apart_by_their_file(home: Cast) -> None:
    other = changed(OLD, "timeline.incident.year", 2013)
    assert figures(brought(home, OTHERS, OLD, other, OLD)) == (2, 0, 0, 0)
    assert figures(brought(home, OTHERS, OLD, other, OLD)) == (0, 0, 2, 0)
    assert {reference.external_id for reference in ReferenceIncident.objects.all()} == {
        "one (file, 1)",
        "one (file, 2)",
    }


@pytest.mark.parametrize("name", ["cleo", "finn", "gil"])
@pytest.mark.parametrize("whose", [OURS, OTHERS])
def test_readers_staff_and_auditors_bring_nothing_in(home: Cast, name: str, whose: str) -> None:
    with pytest.raises(NotPermitted):
        brought(home, whose, OLD, name=name)
    assert (Incident.objects.count(), ReferenceIncident.objects.count()) == (0, 0)


EVERYTHING = lists.Query(filters={})


def test_round_trip_is_equal(home: Cast) -> None:
    brought(home, OURS, OLD, NEW)
    out = exported(home.actor("ada"), EVERYTHING)
    assert out == [OLD, NEW]
    again = json.loads(as_json(out))
    assert figures(brought(home, OURS, *again)) == (0, 0, 2, 0)
    brought(home, OTHERS, OLD, NEW)
    assert exported_of_others(home.actor("ada"), EVERYTHING) == [OLD, NEW]


@pytest.mark.parametrize("kind", ["", *meaning.MEANT, "supplier", "false-alarm", "other"])
@pytest.mark.parametrize("personal", ["yes", "no", "unknown"])
def test_own_incident_goes_out_as_a_valid_record(home: Cast, kind: str, personal: str) -> None:
    incident = assessed(home, security_category=kind, personal_data=personal)
    record = record_of(incident, home.actor("ada"))
    assert problems(record, home.actor("ada").today) == []
    if kind not in ("", "other"):
        assert meaning.category(record) == kind
    assert meaning.happened(record) == "2026-03-02"


def test_incident_that_went_out_from_here_does_not_come_back_as_another(home: Cast) -> None:
    incident = assessed(home)
    out = exported(home.actor("ada"), EVERYTHING)
    assert [record["incident_id"] for record in out] == [incident.reference]
    assert figures(brought(home, OURS, *out)) == (0, 0, 1, 0)


def test_service_incidents_stay_here(home: Cast) -> None:
    reported(home)
    assert exported(home.actor("ada"), EVERYTHING) == []


@pytest.mark.parametrize(("name", "count"), [("ada", 2), ("ben", 1), ("cleo", 1), ("gil", 1)])
def test_confidential_incident_goes_out_only_to_who_may_see_it(home: Cast, name: str, count: int) -> None:
    assessed(home)
    reported(home, "ada", title="Embezzlement", is_security=True, is_confidential=True)
    out = as_json(exported(home.actor(name), EVERYTHING)).decode()
    assert (len(json.loads(out)), "Embezzlement" in out) == (count, name == "ada")
    assert len(exported(home.actor("ada"), EVERYTHING, with_confidential=False)) == 1


def test_filtered_list_goes_out_filtered(home: Cast) -> None:
    assessed(home)
    assessed(home, security_category="loss")
    query = lists.Query(filters={"security_category": "loss"})
    assert len(exported(home.actor("ada"), query)) == 1


def test_considering_says_what_it_means_here(home: Cast) -> None:
    brought(home, OTHERS, NEW)
    known_incident = ReferenceIncident.objects.get()
    answer = {"conclusion": "We do that too"}
    done = writing.transition(home.actor("ben"), REFERENCE_INCIDENTS, known_incident.reference, "consider", answer)
    assert (done.state, done.considered_on) == ("considered", home.actor("ben").today)


def test_files_of_every_form_are_read(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(original) for original in (OLD, NEW))
    for content in (json.dumps([OLD, NEW]), lines, json.dumps({"incidents": [OLD, NEW]})):
        (tmp_path / "a.json").write_text(content)
        assert [claimed.record for claimed in records_in(tmp_path / "a.json", "a.json")] == [OLD, NEW]
    (tmp_path / "one.json").write_text(json.dumps({"incident": OLD, "remark": "x"}))
    assert [claimed.record for claimed in records_in(tmp_path / "one.json", "one.json")] == [OLD]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x/one.json", json.dumps(OLD))
        archive.writestr("x/two.JSON", json.dumps(NEW))
        archive.writestr("x/readme.md", "no record")
        archive.writestr("x/broken.json", "{")
    read = records_in(tmp_path / "a.zip", "a.zip")
    assert [claimed.record for claimed in read[:2]] == [OLD, NEW]
    assert (read[2].place, type(read[2].record)) == ("x/broken.json", Unreadable)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"a,b\n1,2", b"\xff\xfe\x00", b'{"a": NaN}', b"[" * 100_000, b"PK\x03\x04broken", b"9" * 5_000],
)
def test_files_without_records_are_refused_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        records_in(tmp_path / "file", "file")
    assert len(str(refused.value)) > 10


TABLE = (
    '"incident_id","source_id","security_incident","summary","victim.country","victim.employee_count",'
    '"victim.industry","victim.revenue.amount","victim.victim_id","actor.external.motive.Financial",'
    '"actor.external.variety.Nation.state","actor.external.country","actor.external","actor.unknown",'
    '"action.malware.variety.Spyware.Keylogger","action.malware.vector.Email.attachment","action.malware",'
    '"action.error.variety.Loss","action.error","asset.cloud","asset.assets.User.Dev",'
    '"asset.assets.variety.U...Laptop","asset.assets.variety.M...Disk.drive","asset.assets.variety.Unknown",'
    '"attribute.confidentiality.data_disclosure","attribute.confidentiality.data_total",'
    '"attribute.integrity.variety.Software.installation","timeline.incident.day","timeline.incident.month",'
    '"timeline.incident.year","discovery_method","plus.analyst","plus.timeline.notification.year","action.notes"\n'
    '"A1","vcdb","Confirmed","A spy, in a mail","GB, US","Unknown","51919","NA","A shop",1,1,"Unknown",1,0,'
    '1,1,1,0,0,"Unknown",1,1,1,0,"Yes","943434",1,"","12","2011","Ext - unknown","x","2012",0\n'
    '"A2","vcdb","Confirmed","","","","","","",0,0,"",0,1,0,0,0,0,1,"",0,0,0,0,"",NA,0,"","","2012","Unknown","","",0\n'
)


def test_community_table_is_read_word_by_word(home: Cast, tmp_path: Path) -> None:
    (tmp_path / "vcdb.csv").write_text(TABLE)
    read = records_in(tmp_path / "vcdb.csv", "vcdb.csv")
    assert [claimed.place for claimed in read] == ["vcdb.csv, line 2", "vcdb.csv, line 3"]
    outcome = bring(home.actor("ada"), read, OTHERS, valid_only=True)
    assert figures(outcome) == (1, 0, 0, 1)
    assert outcome.refused[0].number == "A2"
    assert "action.error.variety: It is missing." in outcome.refused[0].reasons
    record = ReferenceIncident.objects.get().veris
    assert record["actor"] == {
        "external": {"motive": ["Financial"], "variety": ["Nation-state"], "country": ["Unknown"]}
    }
    assert record["action"] == {"malware": {"variety": ["Spyware/Keylogger"], "vector": ["Email attachment"]}}
    assert record["asset"]["assets"] == [{"variety": "U - Laptop"}, {"variety": "M - Disk drive"}]
    assert record["victim"]["country"] == ["GB", "US"]
    assert record["timeline"]["incident"] == {"month": 12, "year": 2011}
    assert record["attribute"]["confidentiality"] == {"data_disclosure": "Yes", "data_total": 943434}
    assert (record["discovery_method"], record["schema_version"]) == ("Ext - unknown", "1.3.2")
    assert figures(bring(home.actor("ada"), read, OTHERS, valid_only=True)) == (0, 0, 1, 1)
