"""What a problem needs at each step, and what its solution did."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.states import Lacking

LOOKED_BACK = timedelta(days=90)
ENDED = ("closed", "accepted", "cancelled")


def priority_of(impact: int, urgency: int) -> int:
    """Priority 1 (critical) to 5 (planning) from impact and urgency, 1 (high) to 3 (low) each."""
    return impact + urgency - 1


def derive(problem: Any, before: Any, actor: Actor) -> None:
    """Work out the priority."""
    problem.priority = priority_of(problem.impact, problem.urgency)


def check(problem: Any, before: Any, today: date) -> Mapping[str, str]:
    """What a problem as a whole needs."""
    problems = {}
    if problem.article_id and problem.why_no_article:
        problems["why_no_article"] = _("There is an article; leave this empty.")
    if problem.resolved_on and problem.resolved_on > today:
        problems["resolved_on"] = _("It is not resolved before that day has come.")
    if problem.state == "known-error" and not problem.cause:
        problems["cause"] = _("An error is known once its cause is.")
    return problems


def locked(problem: Any) -> str | None:
    """What has ended stays as it is: what comes again is a new problem."""
    return _("It has ended; open a new problem and link it.") if problem.state in ENDED else None


def take(problem: Any, actor: Actor) -> None:
    """Whoever begins to look into it has it."""
    if problem.assignee_id is None:
        problem.assignee_id = actor.user_id


def is_known(problem: Any, actor: Actor) -> None:
    """Note since when the error is known."""
    problem.known_since = problem.known_since or actor.today


def resolve(problem: Any, actor: Actor) -> None:
    """Note when the cause was removed; what was thought of an earlier solution no longer counts."""
    problem.resolved_on = problem.resolved_on or actor.today
    problem.known_since = problem.known_since or actor.today


def take_back(problem: Any, actor: Actor) -> None:
    """A solution that did not hold is none."""
    problem.resolved_on = problem.effect_on = problem.effect_by_id = problem.has_held = None
    problem.incidents_before = problem.incidents_after = None
    problem.effect = ""


def judge_effect(problem: Any, actor: Actor) -> None:
    """Count the incidents before and since, and note who judged and when."""
    problem.effect_on, problem.effect_by_id = actor.today, actor.user_id
    day_after = datetime.combine(problem.resolved_on + timedelta(days=1), time.min, actor.zone)
    problem.incidents_before = problem.incidents.opened_between(day_after - LOOKED_BACK, day_after).count()
    problem.incidents_after = problem.incidents.opened_between(day_after, clock.now()).count()


def close(problem: Any, actor: Actor) -> None:
    """Note when it was closed."""
    problem.closed_on = actor.today


def may_close(problem: Any, actor: Actor) -> "str | Lacking | None":
    """A problem is closed once its solution was judged by its effect and has held, and what was learnt is kept."""
    if problem.effect_on is None:
        return _("Judge the effect of the solution first.")
    if problem.has_held is False:
        return _("The solution has not held; take it up again.")
    if problem.article_id is None and not problem.why_no_article:
        return Lacking(("why_no_article",), _("Write an article, or say why none is needed."))
    return None


def has_no_article(problem: Any) -> bool:
    """Nobody wrote down yet what was learnt."""
    return problem.article_id is None
