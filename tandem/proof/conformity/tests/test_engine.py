"""From records to both standards: what is shared, hidden, judged, partial, remembered, and as it was on another day."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.ground.kernel import clock, registers, writing
from tandem.ground.kernel.actor import STAFF
from tandem.ground.kernel.errors import NotPermitted
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity import live, remembering
from tandem.proof.conformity.engine import evaluate, evaluate_for
from tandem.proof.conformity.export import as_json
from tandem.proof.conformity.outline import UnknownStandard
from tandem.proof.conformity.tests.conftest import EARLIER, NOW, SECURITY, SERVICE, TODAY, acting, standard
from tandem.proof.conformity.vocabulary import Result, Tone

CHECK = """\
- key: {key}
  title: About {key}
  test: complete
  serves: [{serves}]
  strength: {strength}
  freshness: {{basis: continuous}}
  question: Put it right.
"""
ANSWER = """\
  remedy: {{register: {register}, action: list}}
  answer: {{over: {register}, must: {{owner: {{filled: true}}}}, {more}}}
"""


def check(key, serves, strength="required", register="", records="risk", more=""):
    text = CHECK.format(key=key, serves=serves, strength=strength)
    waiting = f"  records: [{records}]\n" if records else ""
    return text + (ANSWER.format(register=register, more=more) if register else waiting)


@pytest.fixture
def house(organization, checks_from):
    """house(*checks) evaluates the standards one:1 and two:1, of three requirements each."""
    for name in ("one", "two"):
        standard(f"{name}:1", name.title(), ["4.1", "4.2", "5.1"])

    def evaluated(*texts, standards=("one:1", "two:1")):
        return evaluate(organization.pk, today=TODAY, standards=standards, checks=checks_from("".join(texts)))

    return evaluated


def test_one_shared_check_is_evaluated_once_and_counted_in_both(house, keep, ada):
    keep("risks", title="Fire", domain="service", owner=ada)
    shared = check("shared", "one:1/4.1, two:1/5.1", register="risks")
    report = house(shared, check("mine", "one:1/4.2", register="services"))
    assert report.standard("one:1").requirement("4.1").result is Result.MET
    assert report.standard("two:1").requirement("5.1").result is Result.MET
    assert report.shared.checks == ("shared",)
    assert (report.shared.totals.met, report.shared.totals.whole) == (1, 1)
    assert list(report.outcomes) == ["shared", "mine"]


def test_adopting_one_standard_hides_the_other(house, keep):
    checks = (check("a", "one:1/4.1", register="risks"), check("b", "two:1/4.1", register="risks"))
    report = house(*checks, standards=("two:1",))
    assert [one.key for one in report.standards] == ["two:1"]
    assert list(report.outcomes) == ["b"]
    assert report.shared.checks == ()
    with pytest.raises(LookupError):
        report.standard("one:1")


def test_the_organizations_own_standards_are_taken(organization, both, keep):
    assert evaluate(organization.pk, today=TODAY).standards == ()
    keep("management-systems", title="Security", standard=SECURITY)
    report = evaluate(organization.pk, today=TODAY)
    assert [one.key for one in report.standards] == [SECURITY]
    assert not any(key.startswith(SERVICE) for key in report.results)


def test_no_check_defined_names_what_it_waits_for(house):
    report = house(check("a", "one:1/4.1", records="budget, report"))
    waiting = report.standard("one:1").requirement("4.1")
    assert (waiting.result, waiting.waits_for) == (Result.UNDEFINED, ("budget", "report"))
    assert waiting.reason == "Tandem cannot look at everything here yet; it waits for: budget, report."
    nothing = report.standard("one:1").requirement("4.2")
    assert (nothing.result, nothing.reason) == (
        Result.UNDEFINED,
        "Tandem has no check for it yet; two people can judge it.",
    )


def test_the_worst_required_check_decides(house, keep, ada):
    keep("risks", title="Fire", domain="service", owner=ada)
    keep("services", title="Mail")
    good, bad = check("good", "one:1/4.1", register="risks"), check("bad", "one:1/4.1", register="services")
    requirement = house(good, bad).standard("one:1").requirement("4.1")
    assert (requirement.result, requirement.deciding) == (Result.NOT_MET, ("good", "bad"))
    assert requirement.reason == "1 of 1 service is not in order."


def test_an_indicative_check_is_a_hint_beside_required_ones_and_decides_alone(house, keep, ada):
    keep("risks", title="Fire", domain="service", owner=ada)
    keep("services", title="Mail")
    report = house(
        check("must", "one:1/4.1", register="risks"),
        check("usual", "one:1/4.1, one:1/4.2, one:1/5.1", "indicative", register="services"),
        check("later", "one:1/5.1", records="budget"),
    )
    found = report.standard("one:1").requirement
    assert (found("4.1").result, found("4.1").hints) == (Result.MET, ("usual",))
    assert found("4.1").remark == "1 of 1 service is not in order."
    assert (found("4.2").result, found("4.2").deciding) == (Result.NOT_MET, ("usual",))
    assert (found("5.1").result, found("5.1").hints) == (Result.UNDEFINED, ("usual",))


def test_what_holds_while_checks_are_missing_is_met_as_far_as_checked_only(house, keep, ada):
    keep("risks", title="Fire", domain="service", owner=ada)
    report = house(check("a", "one:1/4.1", register="risks"), check("b", "one:1/4.1", records="soa"))
    one = report.standard("one:1")
    assert one.requirement("4.1").result is Result.PARTLY
    assert (one.totals.met, one.totals.count(Result.PARTLY), one.totals.whole) == (0, 1, 3)
    assert (one.totals.tone(Tone.HOLDS), one.totals.tone(Tone.OUTSIDE)) == (1, 2)


def test_headings_roll_up_what_stands_below(house, keep, ada):
    keep("risks", title="Fire", domain="service", owner=ada)
    report = house(check("a", "one:1/4.1", register="risks"))
    heading = report.standard("one:1").requirement("4")
    assert (heading.is_assessable, heading.result, heading.reason) == (False, Result.UNDEFINED, "1 of 2 met.")
    assert (heading.below.met, heading.below.whole) == (1, 2)
    totals = report.standard("one:1").totals
    assert (totals.whole, totals.met, totals.count(Result.UNDEFINED)) == (3, 1, 2)


def test_a_part_counts_for_its_own_standard_only(house, keep, ada):
    keep("documents", title="Plan", topic="scope", owner=ada, state="effective")
    answer = """\
  remedy: {register: documents, action: new}
  answer:
    parts:
    - {name: scope, over: documents, where: {topic: scope}, must: {state: effective}}
    - {name: plan, over: documents, where: {topic: capacity}, must: {state: effective}, standard: "two:1"}
"""
    text = check("set", "one:1/4.1, two:1/4.1", records="") + answer
    assert house(text, standards=("one:1",)).outcomes["set"].result is Result.MET
    report = house(text)
    assert report.outcome("one:1", "set").reason == "1 of 1 is there: scope."
    assert report.standard("one:1").requirement("4.1").result is Result.MET
    outcome = report.outcome("two:1", "set")
    assert (outcome.result, outcome.reason) == (Result.NO_DATA, "1 of 2 are there. Missing: plan.")
    assert report.standard("two:1").requirement("4.1").result is Result.NO_DATA
    assert outcome.remedy.action == "new"


def test_a_standard_that_the_catalogue_does_not_hold_is_an_error(house):
    with pytest.raises(UnknownStandard, match="does not hold three:1"):
        house(check("a", "one:1/4.1"), standards=("three:1",))


def test_another_organizations_records_do_not_count(house, keep, organization, ada):
    from tandem.ground.accounts.models import Organization

    keep("risks", title="Fire", domain="service", owner=ada)
    assert house(check("a", "one:1/4.1", register="risks")).outcomes["a"].result is Result.MET
    other = Organization.objects.create(slug="elsewhere", name="Elsewhere")
    with organization_active(other.pk):
        found = evaluate(other.pk, today=TODAY)
    assert found.standards == ()


def test_staff_do_not_see_conformity(organization, ada):
    with pytest.raises(NotPermitted):
        evaluate_for(acting(ada, organization, STAFF))
    assert evaluate_for(acting(ada, organization)).today == TODAY


def test_after_one_write_only_what_it_touches_is_looked_at_again(house, keep, ada, settled, monkeypatch):
    monkeypatch.setattr(live, "FEW", 0)
    keep("risks", title="Fire", domain="service", owner=ada)
    keep("services", title="Mail")
    checks = (check("a", "one:1/4.1", register="risks"), check("b", "one:1/4.2", register="services"))
    remembering.forget()
    assert counted(house, checks) == {"risks_risk", "services_service"}
    assert counted(house, checks) == set()
    keep("services", "SVC-1", owner=ada)
    followed = connection.vendor == "sqlite"  # with several writers at once a single write cannot be followed
    assert counted(house, checks) == (set() if followed else {"services_service"})
    assert house(*checks).outcomes["b"].result is Result.MET
    for number in range(201):
        keep("services", title=f"Service {number}")
    assert counted(house, checks) == {"services_service"}
    assert house(*checks).outcomes["b"].bad == 201


def counted(house, checks):
    """Tables whose records were counted with conditions."""
    with CaptureQueriesContext(connection) as queries:
        house(*checks)
    told = [query["sql"] for query in queries if "good_0" in query["sql"]]
    return {table for table in ("risks_risk", "services_service") if any(table in sql for sql in told)}


def test_a_write_that_was_taken_back_leaves_nothing_behind(house, keep, ada):
    from django.db import transaction

    text = check("a", "one:1/4.1", register="risks")
    with transaction.atomic():
        keep("risks", title="Fire", domain="service", owner=ada)
        assert house(text).outcomes["a"].result is Result.MET
        transaction.set_rollback(True)
    with transaction.atomic():
        keep("risks", title="Flood", domain="service")
        assert house(text).outcomes["a"].result is Result.NOT_MET


def test_a_passing_day_is_noticed_without_a_write(organization, checks_from, keep, ada):
    standard("one:1", "One", ["4.1"])
    keep("services", title="Mail", state="live", next_review="2026-06-15")
    lib = checks_from(
        check("a", "one:1/4.1", records="") + "  remedy: {register: services, action: list}\n"
        "  answer: {over: services, fresh: {until: next_review}}\n"
    )
    results = [
        evaluate(organization.pk, today=TODAY + timedelta(days=days), standards=("one:1",), checks=lib)
        .outcomes["a"]
        .result
        for days in (0, 1)
    ]
    assert results == [Result.MET, Result.STALE]


def test_a_full_evaluation_takes_few_queries(organization, both, keep, ada, settled):
    adopt(keep)
    fill(keep, ada)
    evaluate(organization.pk, today=TODAY)
    remembering.forget()
    with CaptureQueriesContext(connection) as first:
        evaluate(organization.pk, today=TODAY)
    with CaptureQueriesContext(connection) as again:
        evaluate(organization.pk, today=TODAY)
    told = [len([sql for sql in asked if "set_config" not in sql["sql"]]) for asked in (first, again)]
    marking = connection.vendor == "sqlite"  # one query more, for the newest entry of the ledger
    assert told == [157 + marking, 10 + marking]


def test_as_known_earlier_it_was_as_it_was(organization, both, keep, ada):
    adopt(keep)
    later = NOW + timedelta(days=10)
    with clock.fixed(later):
        keep("risks", title="Fire", domain="information-security", owner=ada)
    looked = later + timedelta(days=31)
    with clock.fixed(looked):
        now = evaluate(organization.pk, today=looked.date())
        before = evaluate(organization.pk, today=looked.date(), known=NOW + timedelta(days=1))
    assert now.outcomes["risk-complete-27"].reason == "1 of 1 security risk lacks owner, loss, consequence or level."
    assert before.outcomes["risk-complete-27"].result is Result.NO_DATA
    assert before.known == NOW + timedelta(days=1)


def test_a_standard_adopted_later_was_not_there_before(organization, both, keep):
    with clock.fixed(NOW + timedelta(days=5)):
        keep("management-systems", title="Security", standard=SECURITY)
    assert evaluate(organization.pk, today=TODAY, known=NOW).standards == ()


def test_as_json_holds_everything_in_plain_data(organization, both, keep, ada):
    adopt(keep)
    fill(keep, ada)
    told = json.loads(json.dumps(as_json(evaluate(organization.pk, today=TODAY))))
    assert told["today"] == "2026-06-15"
    assert [one["key"] for one in told["standards"]] == [SERVICE, SECURITY]
    totals = told["standards"][1]["totals"]
    assert sum(totals[result.value] for result in Result) == totals["whole"] + totals["not-applicable"]
    assert sum(totals["tones"].values()) == totals["whole"] + totals["not-applicable"]
    (one,) = [check for check in told["checks"] if check["key"] == "risk-complete-27"]
    assert one["counts"] == {"good": 0, "old": 0, "thin": 0, "bad": 2, "total": 2}
    assert one["offenders"][0] == {"register": "risks", "reference": "RISK-2", "title": "Leak"}
    remedy = one["remedy"]
    assert (remedy["register"], remedy["action"], remedy["values"]) == ("risks", "list", {"lacking": one["key"]})
    assert {"owner", "consequence"} <= set(remedy["fields"])


def adopt(keep):
    keep("management-systems", title="Security", standard=SECURITY)
    keep("management-systems", title="Services", standard=SERVICE)


def fill(keep, ada):
    with clock.fixed(EARLIER):
        keep("risks", title="Fire", domain="information-security", owner=ada)
        keep("risks", title="Leak", domain="information-security", consequence="Loss")
    keep("services", title="Mail", state="live", owner=ada, hours="Workdays")
    keep("incidents", title="Outage", state="closed", category="mail", is_major=True)
    keep("documents", title="Policy", topic="information-security-policy", state="effective", owner=ada)


WRITES = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {
                "register": st.just("risks"),
                "domain": st.sampled_from(["information-security", "service", "supplier", "availability"]),
                "confidentiality": st.just(True),
                "customer_impact": st.just("Mail stops"),
                "likelihood": st.sampled_from([None, 1, 3, 5]),
                "impact": st.sampled_from([2, 5]),
                "treatment": st.sampled_from(["", "modify", "retain"]),
                "plan_due": st.sampled_from([None, "2026-06-14", "2026-06-15"]),
                "assessed_on": st.sampled_from(["2025-01-01", "2026-01-01"]),
            }
        ),
        st.fixed_dictionaries(
            {
                "register": st.just("documents"),
                "kind": st.sampled_from(["policy", "plan", "report", "procedure"]),
                "topic": st.sampled_from(["information-security-policy", "management-review", "capacity"]),
                "state": st.sampled_from(["draft", "effective", "withdrawn"]),
                "approved_on": st.sampled_from([None, "2025-01-01", "2026-06-01"]),
                "next_review": st.sampled_from([None, "2026-06-14", "2026-06-15"]),
            }
        ),
        st.fixed_dictionaries(
            {
                "register": st.just("incidents"),
                "state": st.sampled_from(["new", "resolved", "closed"]),
                "is_security": st.booleans(),
                "is_major": st.booleans(),
                "opened_at": st.sampled_from(["2025-01-01 08:00", "2026-06-10 08:00"]),
                "met_target": st.sampled_from([None, True, False]),
                "lessons": st.sampled_from(["", "Learnt."]),
            }
        ),
        st.fixed_dictionaries(
            {
                "register": st.just("services"),
                "state": st.sampled_from(["proposed", "live", "retired"]),
                "hours": st.sampled_from(["", "Workdays"]),
                "next_review": st.sampled_from([None, "2026-06-14", "2026-07-01"]),
            }
        ),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(writes=WRITES)
def test_as_of_now_is_what_is(organization, both, ada, writes):
    from django.db import transaction

    from tandem.ground.kernel.actor import system_actor

    actor = system_actor(organization.pk, "test", "import")
    with transaction.atomic():
        for key in (SECURITY, SERVICE):
            writing.create(actor, registers.find("management-systems"), {"title": key, "standard": key})
        for number, told in enumerate(writes):
            values = {name: value for name, value in told.items() if name != "register" and value is not None}
            owner = {"owner": ada} if told["register"] == "documents" else {}
            writing.create(actor, registers.find(told["register"]), {"title": f"Number {number}"} | owner | values)
        live = evaluate(organization.pk, today=TODAY)
        past = evaluate(organization.pk, today=TODAY, known=clock.now())
        assert past.results == live.results
        assert past.outcomes == live.outcomes
        transaction.set_rollback(True)


def test_the_day_follows_the_organizations_time_zone(organization, checks_from, keep):
    from zoneinfo import ZoneInfo

    standard("one:1", "One", ["4.1"])
    keep("incidents", title="Outage", opened_at="2026-06-14 23:30")
    lib = checks_from(
        check("a", "one:1/4.1", records="") + "  remedy: {register: incidents, action: list}\n"
        "  answer: {over: incidents, must: {opened_at: {since: today}}}\n"
    )

    def result(zone):
        report = evaluate(organization.pk, today=date(2026, 6, 15), zone=zone, standards=("one:1",), checks=lib)
        return report.outcomes["a"].result

    assert result(ZoneInfo("UTC")) is Result.NOT_MET
    assert result(ZoneInfo("Europe/Vienna")) is Result.MET
