"""What to do next: what gains most requirements for the hour first; what one step puts right counts together."""

from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.planning import changes_since, next_best
from tandem.proof.conformity.tests.conftest import TODAY, standard
from tandem.proof.conformity.tests.test_engine import check
from tandem.proof.conformity.vocabulary import Result


def document_check(key, serves, topic, effort=4.0):
    return (
        check(key, serves, records="")
        + f"""\
  remedy: {{register: documents, action: new, values: {{topic: {topic}}}}}
  effort: {effort}
  answer:
    over: documents
    where: {{topic: {topic}}}
    must: {{state: effective}}
    at_least: 1
"""
    )


def report(organization, checks_from, *texts):
    standard("one:1", "One", ["4.1", "4.2", "5.1"])
    return evaluate(organization.pk, today=TODAY, standards=("one:1",), checks=checks_from("".join(texts)))


def test_most_requirements_for_the_hour_come_first(organization, checks_from, keep, ada):
    keep("risks", title="Fire", domain="service")
    keep("risks", title="Flood", domain="service")
    evaluation = report(
        organization,
        checks_from,
        document_check("plan", "one:1/4.1, one:1/4.2", "capacity"),
        check("owned", "one:1/5.1", register="risks"),
    )
    steps = next_best(evaluation)
    assert [(step.checks, step.gains, step.hours) for step in steps] == [(("owned",), 1.0, 0.5), (("plan",), 2.0, 4.0)]
    assert steps[1].requirements == ("one:1/4.1", "one:1/4.2")
    assert next_best(evaluation, 1) == steps[:1]


def test_two_checks_that_hold_one_requirement_gain_half_each(organization, checks_from):
    evaluation = report(
        organization,
        checks_from,
        document_check("a", "one:1/4.1", "capacity"),
        document_check("b", "one:1/4.1", "demand"),
    )
    assert [step.gains for step in next_best(evaluation)] == [0.5, 0.5]


def test_checks_put_right_by_one_document_count_together(organization, checks_from):
    evaluation = report(
        organization,
        checks_from,
        document_check("a", "one:1/4.1", "capacity"),
        document_check("b", "one:1/4.2", "capacity"),
    )
    assert [(step.checks, step.gains, step.hours) for step in next_best(evaluation)] == [(("a", "b"), 2.0, 4.0)]


def test_a_draft_that_is_there_costs_less_than_a_new_document(organization, checks_from, keep):
    keep("documents", title="Plan", topic="capacity")
    (step,) = next_best(report(organization, checks_from, document_check("a", "one:1/4.1", "capacity")))
    assert (step.remedy.action, dict(step.remedy.values), step.hours) == ("list", {"lacking": "a"}, 0.5)


def test_what_is_met_or_judged_is_no_step(organization, checks_from, keep, ada):
    keep("documents", title="Plan", topic="capacity", state="effective", owner=ada)
    assert next_best(report(organization, checks_from, document_check("a", "one:1/4.1", "capacity"))) == []


def test_changes_since_name_before_and_after(organization, checks_from, keep, ada):
    plan = document_check("a", "one:1/4.1", "capacity")
    before = report(organization, checks_from, plan)
    keep("documents", title="Plan", topic="capacity", state="effective", owner=ada)
    after = report(organization, checks_from, plan)
    (changed,) = changes_since(after, before.results)
    assert (changed.ref, changed.before, changed.after, changed.is_better) == ("4.1", "no-data", Result.MET, True)
    assert changes_since(after, after.results) == []
