"""Each of the nine tests: met, not met, stale, no data, with the reason in words."""

from textwrap import indent

import pytest

from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.tests.conftest import TODAY, standard
from tandem.proof.conformity.vocabulary import Result

HEAD = """\
- key: asked
  title: What is asked
  serves: [house:1/1]
  strength: required
  freshness: {basis: continuous}
  question: Put it right.
  remedy: {register: risks, action: list}
"""


@pytest.fixture
def ask(organization, checks_from):
    """ask(test, answer) gives the outcome of one check."""
    standard("house:1", "House rules", ["1"])

    def asked(test, answer):
        lib = checks_from(HEAD + f"  test: {test}\n  answer:\n" + indent(answer.strip("\n"), "    ") + "\n")
        return evaluate(organization.pk, today=TODAY, standards=("house:1",), checks=lib).outcomes["asked"]

    return asked


def told(outcome):
    return outcome.result, outcome.reason


EXISTS = """
over: documents
where: {topic: information-security-policy, state: {ne: withdrawn}}
must: {state: effective}
fresh: {until: next_review, undated: fine}
noun: [security policy, security policies]
says: {good: [is in force, are in force], old: [is past its review, are past their review]}
"""


def test_exists_needs_one_that_is_in_force_and_fresh(ask, keep, ada):
    assert told(ask("exists", EXISTS)) == (Result.NO_DATA, "Nothing is kept under Documents yet.")
    draft = keep("documents", title="Policy", kind="policy", topic="information-security-policy", owner=ada)
    outcome = ask("exists", EXISTS)
    assert told(outcome) == (Result.NOT_MET, "No security policy is in force.")
    assert [item.reference for item in outcome.offenders] == [draft.reference]
    keep("documents", draft.reference, state="effective", next_review="2026-06-14")
    assert told(ask("exists", EXISTS)) == (Result.STALE, "1 security policy is past its review.")
    keep("documents", draft.reference, next_review="2026-06-15")
    outcome = ask("exists", EXISTS)
    assert told(outcome) == (Result.MET, "1 security policy is in force.")
    assert [(item.register, item.title) for item in outcome.evidence] == [("documents", "Policy")]


COMPLETE = """
over: risks
where: {state: {ne: closed}}
must: {owner: {filled: true}, consequence: {filled: true}}
says:
  good: [has owner and consequence, have owner and consequence]
  lack: [lacks owner or consequence, lack owner or consequence]
"""


def test_complete_counts_what_lacks_something(ask, keep, ada):
    assert ask("complete", COMPLETE).result is Result.NO_DATA
    keep("risks", title="Fire", owner=ada, consequence="Down")
    keep("risks", title="Flood", consequence="Down")
    assert told(ask("complete", COMPLETE)) == (Result.NOT_MET, "1 of 2 risks lacks owner or consequence.")
    keep("risks", "RISK-2", owner=ada)
    assert told(ask("complete", COMPLETE)) == (Result.MET, "2 of 2 risks have owner and consequence.")
    keep("risks", "RISK-1", state="closed")
    keep("risks", "RISK-2", state="closed")
    assert told(ask("complete", COMPLETE)) == (Result.NO_DATA, "There are no risks.")


COVERAGE = """
parts:
- {name: service, over: risks, where: {domain: service}, must: {level: {filled: true}}, fresh: {until: next_review}}
- {name: supplier, over: risks, where: {domain: supplier}, must: {level: {filled: true}}, fresh: {until: next_review}}
"""


def test_coverage_names_what_is_missing_and_what_is_old(ask, keep):
    assert told(ask("coverage", COVERAGE)) == (Result.NO_DATA, "0 of 2 are there. Missing: service, supplier.")
    keep(
        "risks",
        title="Fire",
        domain="service",
        customer_impact="Mail stops",
        likelihood=2,
        impact=3,
        assessed_on="2026-01-10",
    )
    assert told(ask("coverage", COVERAGE)) == (Result.NO_DATA, "1 of 2 are there. Missing: supplier.")
    told_of = {"domain": "supplier", "asset": "Carrier", "likelihood": 2, "impact": 3, "assessed_on": "2025-01-10"}
    keep("risks", title="Carrier", **told_of)
    assert told(ask("coverage", COVERAGE)) == (Result.STALE, "1 of 2 are there. Past their date: supplier.")
    keep("risks", "RISK-2", next_review="2026-09-01")
    assert told(ask("coverage", COVERAGE)) == (Result.MET, "2 of 2 are there: service, supplier.")


FRESH = """
over: services
where: {state: live}
fresh: {date: last_review, within: P12M}
noun: [live service, live services]
says:
  good: [was reviewed, were reviewed]
  lack: [was never reviewed, were never reviewed]
  old: [waits for review, wait for review]
"""


def test_fresh_is_stale_after_the_interval_and_not_met_without_a_date(ask, keep):
    assert ask("fresh", FRESH).result is Result.NO_DATA
    keep("services", title="Mail", state="live", last_review="2025-06-15")
    assert told(ask("fresh", FRESH)) == (Result.MET, "1 of 1 live service was reviewed.")
    keep("services", "SVC-1", last_review="2025-06-14")
    assert told(ask("fresh", FRESH)) == (Result.STALE, "1 of 1 live service waits for review.")
    keep("services", title="Backup", state="live")
    outcome = ask("fresh", FRESH)
    assert told(outcome) == (Result.NOT_MET, "1 of 2 live services was never reviewed, 1 waits for review.")
    assert (outcome.good, outcome.old, outcome.bad) == (0, 1, 1)


CONSISTENT = """
over: risks
where: {level: {filled: true}}
must: {level: {lte: {field: method.accept_up_to}}, inherent_level: {gte: {field: level}}}
"""


def test_consistent_compares_fields_also_of_a_related_record(ask, keep, ada):
    assert ask("consistent", CONSISTENT).result is Result.NO_DATA
    method = keep("risk-methods", title="Ours", state="approved", approved_on="2026-01-01", accept_up_to=6)
    risk = keep(
        "risks",
        title="Fire",
        domain="service",
        customer_impact="Mail stops",
        likelihood=2,
        impact=3,
        inherent_likelihood=3,
        inherent_impact=3,
    )
    assert risk.method_id == method.pk
    assert told(ask("consistent", CONSISTENT)) == (Result.MET, "1 of 1 risk is in order.")
    keep("risks", "RISK-1", likelihood=3, inherent_likelihood=4)
    assert told(ask("consistent", CONSISTENT)) == (Result.NOT_MET, "1 of 1 risk is not in order.")
    keep("risks", "RISK-1", likelihood=2, inherent_likelihood=1)
    assert ask("consistent", CONSISTENT).result is Result.NOT_MET


RATIO = """
over: incidents
where: {state: closed}
must: {met_target: true}
threshold: 75
noun: [closed incident, closed incidents]
says: {good: [was in time, were in time]}
"""


def test_ratio_reaches_the_threshold_or_not(ask, keep):
    assert ask("ratio", RATIO).result is Result.NO_DATA
    for number, in_time in enumerate((True, True, False), start=1):
        keep("incidents", title=f"Outage {number}", state="closed", met_target=in_time)
    reason = "2 of 3 closed incidents were in time. That is 66 %; 75 % are wanted."
    assert told(ask("ratio", RATIO)) == (Result.NOT_MET, reason)
    keep("incidents", title="Outage 4", state="closed", met_target=True)
    assert ask("ratio", RATIO).result is Result.MET


TIMELY = """
over: incidents
must: {elapsed: {from: opened_at, to: resolved_at, within: P2D}}
when_none: met
says: {good: [was in time, were in time], lack: [took too long, took too long]}
"""


def test_timely_counts_what_is_late_open_or_closed(ask, keep):
    assert ask("timely", TIMELY).result is Result.NO_DATA
    keep("incidents", title="Done", opened_at="2026-06-01 08:00", resolved_at="2026-06-03 08:00", state="resolved")
    keep("incidents", title="Open", opened_at="2026-06-13 00:00")
    assert told(ask("timely", TIMELY)) == (Result.MET, "2 of 2 incidents were in time.")
    keep("incidents", title="Late", opened_at="2026-06-01 08:00", resolved_at="2026-06-03 08:01", state="resolved")
    keep("incidents", title="Waiting", opened_at="2026-06-12 23:59")
    outcome = ask("timely", TIMELY)
    assert told(outcome) == (Result.NOT_MET, "2 of 4 incidents took too long.")
    assert {item.title for item in outcome.offenders} == {"Late", "Waiting"}


SEPARATION = """
over: document-versions
where: {state: approved}
must: {approved_by: {ne: {field: author}}}
"""


def test_separation_needs_two_different_persons(ask, keep, ada, ben):
    assert ask("separation", SEPARATION).result is Result.NO_DATA
    document = keep("documents", title="Rules", owner=ada)
    version = {"document": document, "text": "Words.", "state": "approved"}
    keep("document-versions", number="1", author=ada, approved_by=ben, **version)
    assert ask("separation", SEPARATION).result is Result.MET
    keep("document-versions", number="2", author=ada, approved_by=ada, **version)
    assert told(ask("separation", SEPARATION)) == (Result.NOT_MET, "1 of 2 document versions is not in order.")
    keep("document-versions", number="3", author=ada, **version)
    assert ask("separation", SEPARATION).bad == 2


ABSENT = """
over: risks
must_not: {level: {gte: 15}, treatment: {empty: true}}
says: {good: [is in hand, are in hand], lack: [is critical and untreated, are critical and untreated]}
"""


def test_absent_is_met_while_nothing_offends(ask, keep):
    assert ask("absent", ABSENT).result is Result.NO_DATA
    keep(
        "risks", title="Fire", domain="service", customer_impact="Mail stops", likelihood=4, impact=4, treatment="avoid"
    )
    keep("risks", title="Dust", domain="service", customer_impact="Mail stops", likelihood=1, impact=1)
    assert told(ask("absent", ABSENT)) == (Result.MET, "2 of 2 risks are in hand.")
    keep("risks", title="Flood", domain="service", customer_impact="Mail stops", likelihood=5, impact=5)
    outcome = ask("absent", ABSENT)
    assert told(outcome) == (Result.NOT_MET, "1 of 3 risks is critical and untreated.")
    assert [item.title for item in outcome.offenders] == ["Flood"]


HAS = """
over: risks
where: {treatment: {filled: true}}
must: {has: {register: risk-acceptances, through: risk, where: {until: {since: today}}}}
"""


def test_coverage_by_records_that_point_here(ask, keep, organization, ada):
    risk = keep(
        "risks",
        title="Fire",
        domain="service",
        customer_impact="Mail stops",
        owner=ada,
        likelihood=2,
        impact=2,
        treatment="retain",
    )
    assert ask("coverage", HAS).result is Result.NOT_MET
    from tandem.ground.kernel import registers, writing
    from tandem.proof.conformity.tests.conftest import acting

    values = {"risk": risk, "reason": "Small.", "until": "2026-12-31"}
    writing.create(acting(ada, organization), registers.find("risk-acceptances"), values)
    assert ask("coverage", HAS).result is Result.MET


def test_offenders_are_capped_at_fifty_and_counted_in_full(ask, keep):
    for number in range(53):
        keep("risks", title=f"Risk {number}", domain="service")
    outcome = ask("complete", COMPLETE)
    assert (outcome.bad, len(outcome.offenders)) == (53, 50)
    assert outcome.offenders[0].title == "Risk 52"


def test_when_none_says_what_an_empty_choice_means(ask, keep):
    keep("services", title="Mail")
    answer = "over: services\nwhere: {state: retired}\nmust: {retires_on: {filled: true}}\nwhen_none: not-applicable"
    outcome = ask("complete", answer)
    assert told(outcome) == (Result.NOT_APPLICABLE, "There are no services.")


BESIDE = """
parts:
- {name: services with somebody, over: services, must: {owner: {filled: true}}, every: true}
- {name: suppliers with somebody, over: suppliers, must: {owner: {filled: true}}, every: true, when_none: met}
"""


def test_a_part_that_may_lack_records_falls_away_beside_one_that_was_looked_at(ask, keep, ada):
    assert ask("coverage", BESIDE).result is Result.NO_DATA
    keep("services", title="Mail", owner=ada.pk)
    assert told(ask("coverage", BESIDE)) == (Result.MET, "1 of 1 is there: services with somebody.")
    keep("suppliers", title="Carrier")
    assert ask("coverage", BESIDE).result is Result.NOT_MET
