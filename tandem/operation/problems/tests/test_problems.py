"""Problems: from the suspicion to a solution that has held, or to a risk."""

from datetime import date, timedelta

import pytest

from tandem.direction.risks.models import Risk
from tandem.ground.kernel import clock, permissions, registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.operation.problems.models import Problem
from tandem.operation.problems.register import PROBLEMS
from tests.cast import Cast

CAUSE, WAY_ROUND = "The spooler fills its disk", "Restart the spooler"


def opened(home: Cast, **values: object) -> Problem:
    return writing.create(home.actor("ben"), PROBLEMS, {"title": "Print jobs stop", **values})


def step(home: Cast, name: str, problem: Problem, key: str, reason: str = "", **values: object) -> Problem:
    return writing.transition(home.actor(name), PROBLEMS, problem.reference, key, values, reason=reason)


def known(home: Cast) -> Problem:
    problem = step(home, "ben", opened(home), "analyse")
    return step(home, "ben", problem, "know", cause=CAUSE, workaround=WAY_ROUND)


def incident(home: Cast, problem: Problem, opened_at: str) -> None:
    register = registers.find("incidents")
    values = {"title": "Printer", "opened_at": opened_at, "problem": problem.reference}
    writing.create(home.actor("ben"), register, values)


@pytest.mark.parametrize(
    ("impact", "urgency", "priority"),
    [(1, 1, 1), (1, 2, 2), (1, 3, 3), (2, 1, 2), (2, 2, 3), (2, 3, 4), (3, 1, 3), (3, 2, 4), (3, 3, 5)],
)
def test_priority_follows_from_impact_and_urgency(home: Cast, impact: int, urgency: int, priority: int) -> None:
    assert opened(home, impact=impact, urgency=urgency).priority == priority


def test_whoever_looks_for_the_cause_has_it(home: Cast) -> None:
    assert step(home, "ben", opened(home), "analyse").assignee == home.users["ben"]


@pytest.mark.parametrize("missing", ["cause", "workaround"])
def test_known_error_has_cause_and_workaround(home: Cast, missing: str) -> None:
    problem = step(home, "ben", opened(home), "analyse")
    values = {"cause": CAUSE, "workaround": WAY_ROUND, missing: ""}
    with pytest.raises(Invalid) as refused:
        step(home, "ben", problem, "know", **values)
    assert list(refused.value.problems) == [missing]
    assert Problem.objects.get(pk=problem.pk).state == "analysis"


def test_known_error_keeps_its_cause(home: Cast) -> None:
    problem = known(home)
    with pytest.raises(Invalid) as refused:
        writing.change(home.actor("ben"), PROBLEMS, problem.reference, {"cause": ""})
    assert list(refused.value.problems) == ["cause"]


def test_known_error_is_dated_and_seen_by_staff(home: Cast) -> None:
    problem = known(home)
    assert problem.known_since == date(2026, 3, 2)
    assert list(permissions.visible(home.actor("finn"), PROBLEMS)) == [problem]


def test_unpublished_known_error_is_not_seen_by_staff(home: Cast) -> None:
    problem = known(home)
    writing.change(home.actor("ben"), PROBLEMS, problem.reference, {"is_published": False})
    assert not permissions.visible(home.actor("finn"), PROBLEMS).exists()


def test_effect_is_judged_by_another_and_counted(home: Cast) -> None:
    problem = known(home)
    incident(home, problem, "2025-11-01T09:00:00Z")  # more than 90 days before
    incident(home, problem, "2026-02-01T09:00:00Z")
    incident(home, problem, "2026-03-02T09:00:00Z")  # the day itself is before
    problem = step(home, "ben", problem, "resolve", solution="The disk empties itself")
    with pytest.raises(Invalid):
        step(home, "ben", problem, "judge-effect", effect="None since", has_held=True)
    assert Problem.objects.get(pk=problem.pk).effect_on is None
    with clock.fixed(clock.now() + timedelta(days=30)):
        incident(home, problem, "2026-03-10T09:00:00Z")
        judged = step(home, "ada", problem, "judge-effect", effect="One since", has_held=True)
    assert (judged.incidents_before, judged.incidents_after) == (2, 1)
    assert (judged.effect_by, judged.effect_on) == (home.users["ada"], date(2026, 4, 1))


def test_closing_needs_an_effect_that_held_and_what_was_learnt(home: Cast) -> None:
    problem = step(home, "ben", known(home), "resolve", solution="The disk empties itself")
    for change in ({}, {"effect": "Came back", "has_held": False}):
        if change:
            step(home, "ada", problem, "judge-effect", **change)
        with pytest.raises(Invalid):
            step(home, "ben", problem, "close", why_no_article="A one-off")
    step(home, "ada", problem, "judge-effect", effect="None since", has_held=True)
    with pytest.raises(Invalid) as refused:
        step(home, "ben", problem, "close")
    assert list(refused.value.problems) == ["why_no_article"] or "article" in str(refused.value)
    closed = step(home, "ben", problem, "close", why_no_article="A one-off")
    assert (closed.state, closed.closed_on) == ("closed", date(2026, 3, 2))
    with pytest.raises(NotPermitted):
        writing.change(home.actor("ada"), PROBLEMS, closed.reference, {"title": "Another"})


def test_solution_that_did_not_hold_is_taken_back_with_its_effect(home: Cast) -> None:
    problem = step(home, "ben", known(home), "resolve", solution="The disk empties itself")
    step(home, "ada", problem, "judge-effect", effect="Came back", has_held=False)
    again = step(home, "ben", problem, "take-up-again", reason="Three more")
    assert (again.state, again.resolved_on, again.effect_on, again.has_held, again.effect) == (
        "analysis",
        None,
        None,
        None,
        "",
    )


def test_accepted_problem_becomes_a_risk_and_stays_known(home: Cast) -> None:
    problem = known(home)
    for name in ("ben", "cleo"):
        with pytest.raises((NotPermitted, Invalid)):
            step(home, name, problem, "accept-risk", acceptance="The printer goes in May")
    assert not Risk.objects.exists()
    accepted = step(home, "ada", problem, "accept-risk", acceptance="The printer goes in May")
    risk = Risk.objects.get()
    kept = Problem.objects.get(pk=accepted.pk)
    assert (kept.state, kept.risk) == ("accepted", risk)
    assert (risk.title, risk.domain, risk.existing_controls, risk.state) == (
        "Print jobs stop",
        "service",
        WAY_ROUND,
        "identified",
    )
    assert list(Problem.objects.known_errors()) == [kept]


def test_manager_who_worked_on_it_does_not_accept_the_risk(home: Cast) -> None:
    problem = writing.change(home.actor("ben"), PROBLEMS, known(home).reference, {"assignee": home.users["ada"].pk})
    with pytest.raises(Invalid):
        step(home, "ada", problem, "accept-risk", acceptance="The printer goes in May")
    assert Problem.objects.get(pk=problem.pk).state == "known-error"


def test_article_is_begun_from_a_problem_in_one_step(home: Cast) -> None:
    problem = step(home, "ben", known(home), "write-article")
    kept = Problem.objects.get(pk=problem.pk)
    article = kept.article
    assert (article.title, article.kind, article.source, article.state) == (
        "Print jobs stop",
        "known-error",
        problem.reference,
        "draft",
    )
    assert article.draft == f"Workaround\n{WAY_ROUND}"
    with pytest.raises(Invalid):
        step(home, "ben", problem, "write-article")
    assert type(article).objects.count() == 1


def test_state_of_approval_is_not_brought_by_contributors(home: Cast) -> None:
    importer = home.actor("ben", "import")
    with pytest.raises(Invalid) as refused:
        writing.create(importer, PROBLEMS, {"title": "Old", "cause": CAUSE, "state": "accepted"})
    assert list(refused.value.problems) == ["state"]
    brought = writing.create(as_tandem(home.actor("ada")), PROBLEMS, {"title": "Old", "state": "closed"})
    assert brought.state == "closed"
