"""Who takes a test, and what passes it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.confining import of_person
from tandem.ground.kernel.permissions import WRITERS
from tandem.support.people.campaigns.rules import WHOLE, known_to
from tandem.support.people.models import Person


def derive_result(result: Any, before: Any, actor: Actor) -> None:
    """It belongs to the person asked; who asks nobody else takes it for themselves."""
    if before is None and actor.role not in WRITERS:
        result.person = Person.objects.here().filter(user=actor.user_id).order_by("pk").first()
    if result.person_id is None or result.campaign_id is None:
        return
    result.owner_id = result.person.user_id
    result.title = result.campaign.title
    if before is None:
        result.due = result.due or actor.today + timedelta(days=result.campaign.test_days)


def check_result(result: Any, before: Any, today: date) -> Mapping[str, str]:
    """It is of somebody and stays with them; a test that was taken has been taken."""
    if result.person_id is None:
        return {"person": _("You are not among the people of the records; ask a manager to enter you.")}
    if before is not None and (before.campaign_id, before.person_id) != (result.campaign_id, result.person_id):
        return {"person": _("A result stays with its person and test.")}
    if result.taken_on and result.taken_on > today:
        return {"taken_on": _("Note it once it was taken.")}
    return {}


def known_to_taker(actor: Actor) -> Q:
    """What somebody answered is theirs; beside them those know it who know the answers."""
    everybody = known_to(actor)
    return everybody | of_person(actor, "owner") if everybody else everybody


def result_locked(result: Any) -> str | None:
    """A result stands."""
    return _("It stands as it was taken.") if result.state in ("passed", "lapsed") else None


def may_answer(result: Any, actor: Actor) -> str | None:
    """One answers in person, and there is something to answer."""
    if result.owner_id != actor.user_id:
        return _("Only the person who was asked answers.")
    return None if _questions(result) else _("This campaign has no test; write its questions first.")


def answer(result: Any, actor: Actor) -> None:
    """Count the right answers, and whether they are enough."""
    questions = _questions(result)
    pairs = zip(questions, result.answers, strict=False)
    _take(result, sum(question.right == said for question, said in pairs), actor.today)


def may_note(result: Any, actor: Actor) -> str | None:
    """A test on paper is counted by somebody else than the one who took it."""
    if result.owner_id == actor.user_id:
        return _("Somebody else notes what you answered on paper; or answer the questions here.")
    return None if _questions(result) else _("This campaign has no test; write its questions first.")


def note(result: Any, actor: Actor) -> None:
    """Keep what was counted on paper."""
    _take(result, result.right, result.taken_on)


def _take(result: Any, right: int, day: date) -> None:
    whole = len(_questions(result))
    result.right, result.of = min(right, whole), whole
    result.score = WHOLE * result.right // whole if whole else 0
    result.tries += 1
    result.taken_on = day
    result.state = "passed" if result.score >= result.campaign.pass_mark else "failed"


def _questions(result: Any) -> list[Any]:
    return list(result.campaign.questions.order_by("position", "pk"))
