"""What a judgement, and a confirmation that there is none, need before they count."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.direction.scope.models import STANDARDS
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.catalogue.vocabulary import parse_requirement_key
from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.substance import is_empty, words_of
from tandem.proof.conformity.library import library
from tandem.proof.conformity.models import Judgement, NoneHere

MOST_MONTHS: Final = 12
LEAST_REASON: Final = 6  # different words
FIXED: Final = ("requirement", "verdict", "reason", "until")


def sign(judgement: Any, before: Any, actor: Actor) -> None:
    """Whoever records it judges; one that is brought, or that Tandem itself wrote, is only proposed."""
    if before is not None:
        return
    judgement.requirement = judgement.requirement.strip()
    judgement.owner_id = judgement.owner_id or actor.user_id
    if _is_by_hand(actor):
        take_on(judgement, actor)
    else:
        judgement.state = "proposed"


def take_on(judgement: Any, actor: Actor) -> None:
    """Note who judges, and when."""
    judgement.signed_by_id, judgement.signed_at = actor.user_id, clock.now()


def confirm(judgement: Any, actor: Actor) -> None:
    """Note who confirms, and when."""
    judgement.confirmed_by_id, judgement.confirmed_at = actor.user_id, clock.now()


def may_take_on(judgement: Any, actor: Actor) -> str | None:
    """A person takes on what was brought."""
    return None if actor.user_id is not None else _("A person judges, never Tandem.")


def may_confirm(judgement: Any, actor: Actor) -> str | None:
    """Another person than who judged confirms, while it still holds."""
    if actor.user_id is None:
        return _("A person confirms, never Tandem.")
    if actor.user_id == judgement.signed_by_id:
        return _("Somebody other than who judged has to confirm it.")
    return _unfit_day(judgement.until, actor.today) or None


def check_judgement(judgement: Any, before: Any, today: date) -> Mapping[str, str]:
    """A judgement names an assessable requirement, gives a reason of substance, and ends within twelve months."""
    if before is not None:
        changed = [name for name in FIXED if getattr(before, name) != getattr(judgement, name)]
        return {name: judgement_locked(judgement) for name in changed}
    problems = {
        "requirement": _unfit(judgement.requirement),
        "until": _unfit_day(judgement.until, today),
        "reason": _unfit_reason(judgement.reason, LEAST_REASON),
    }
    same = Judgement.objects.filter(reason=judgement.reason).exclude(requirement=judgement.requirement)
    if not problems["reason"] and same.exists():
        problems["reason"] = _("Another judgement gives the same reason; say what is so for this requirement.")
    return {name: problem for name, problem in problems.items() if problem}


def judgement_locked(judgement: Any) -> str:
    """What was signed stays as it was signed."""
    return _("A signed judgement is never changed; withdraw it and record a new one.")


def in_force(today: date) -> dict[str, Judgement]:
    """The newest confirmed judgement of each requirement in the active organization that still holds."""
    confirmed = Judgement.objects.filter(state="confirmed", until__gte=today)
    found = confirmed.select_related("signed_by", "confirmed_by").order_by("pk")
    return {judgement.requirement: judgement for judgement in found}


def tell_none(record: Any, before: Any, actor: Actor) -> None:
    """Whoever records it has looked; what is brought is only proposed."""
    if before is not None:
        return
    record.title = next((check.title for check in library().checks if check.key == record.check_key), "")[:200]
    record.owner_id = record.owner_id or actor.user_id
    if _is_by_hand(actor):
        confirm_none(record, actor)
    else:
        record.state = "proposed"


def confirm_none(record: Any, actor: Actor) -> None:
    """Note who looked, and when."""
    record.confirmed_by_id, record.confirmed_on = actor.user_id, actor.today


def check_none(record: Any, before: Any, today: date) -> Mapping[str, str]:
    """It is about a check that may find nothing, says how one looked, and ends within twelve months."""
    if before is not None:
        changed = [name for name in ("check_key", "reason", "until") if getattr(before, name) != getattr(record, name)]
        return {name: none_locked(record) for name in changed}
    problems = {
        "check_key": _unfit_check(record.check_key),
        "until": _unfit_day(record.until, today),
        "reason": _unfit_reason(record.reason, 3),
    }
    return {name: problem for name, problem in problems.items() if problem}


def none_locked(record: Any) -> str:
    """What was confirmed stays as it was confirmed."""
    return _("A confirmation is never changed; withdraw it and record a new one.")


def nones_told() -> dict[str, NoneHere]:
    """The newest confirmation for each check in the active organization, also where it has ended."""
    found = NoneHere.objects.filter(state="confirmed").select_related("confirmed_by").order_by("pk")
    return {record.check_key: record for record in found}


def _is_by_hand(actor: Actor) -> bool:
    return actor.user_id is not None and actor.through != "import"


def _unfit_day(until: date | None, today: date) -> str:
    if until is None:
        return ""
    if until <= today:
        return _("Choose a day to come.")
    if until > today + relativedelta(months=MOST_MONTHS):
        return _("At most twelve months from today; then somebody looks again.")
    return ""


def _unfit_reason(reason: str, least: int) -> str:
    words = words_of(reason)
    if not reason.strip():
        return ""
    if len(set(words)) < least or is_empty(words):
        return _("Say what was looked at and what it showed, in a sentence.")
    return ""


def _unfit_check(key: str) -> str:
    check = next((check for check in library().checks if check.key == key), None)
    parts = check.answer.parts if check and check.answer else ()
    if any(part.may_be_empty for part in parts):
        return ""
    return _("“%(key)s” is no check that may find nothing.") % {"key": key}


def _unfit(key: str) -> str:
    """Why this cannot be judged; a standard that is adopted before its catalogue is loaded is taken as written."""
    try:
        framework_key, ref = parse_requirement_key(key)
    except ValueError as misspelt:
        return str(misspelt)
    if not Framework.objects.filter(key=framework_key).exists() and framework_key in dict(STANDARDS):
        return ""
    requirement = Requirement.objects.filter(framework__key=framework_key, ref=ref).first()
    if requirement is None:
        return _("The catalogue has no requirement “%(key)s”.") % {"key": key}
    if not requirement.assessable:
        return _("“%(key)s” is a heading; judge what stands below it.") % {"key": key}
    return ""
