"""What a judgement needs before it counts."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.direction.scope.models import EDITIONS
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.catalogue.vocabulary import parse_requirement_key
from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.same import are_one
from tandem.ground.kernel.substance import is_empty, words_of
from tandem.proof.conformity.models import Judgement

MOST_MONTHS: Final = 12
LEAST_REASON: Final = 6  # different words
FIXED: Final = ("requirement", "verdict", "reason", "until")


def sign(judgement: Any, before: Any, actor: Actor) -> None:
    """Whoever records it judges; one that is brought, or that Tandem itself wrote, is only proposed."""
    if before is not None:
        return
    judgement.requirement = judgement.requirement.strip()
    judgement.owner_id = judgement.owner_id or actor.user_id
    if is_by_hand(actor):
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
    if are_one(actor.user_id, judgement.signed_by_id):
        return _("Somebody other than who judged has to confirm it.")
    return unfit_day(judgement.until, actor.today) or None


def check_judgement(judgement: Any, before: Any, today: date) -> Mapping[str, str]:
    """A judgement names an assessable requirement, gives a reason of substance, and ends within twelve months."""
    if before is not None:
        changed = [name for name in FIXED if getattr(before, name) != getattr(judgement, name)]
        return {name: judgement_locked(judgement) for name in changed}
    problems = {
        "requirement": _unfit(judgement.requirement),
        "until": unfit_day(judgement.until, today),
        "reason": unfit_reason(judgement.reason, LEAST_REASON),
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
    judgements = confirmed.select_related("signed_by", "confirmed_by").order_by("pk")
    return {judgement.requirement: judgement for judgement in judgements}


def is_by_hand(actor: Actor) -> bool:
    """Whether a person writes it here, one by one."""
    return actor.user_id is not None and actor.through != "import"


def unfit_day(until: date | None, today: date) -> str:
    """Why a decision cannot hold until this day."""
    if until is None:
        return ""
    if until <= today:
        return _("Choose a day to come.")
    if until > today + relativedelta(months=MOST_MONTHS):
        return _("At most twelve months from today; then somebody looks again.")
    return ""


def unfit_reason(reason: str, least: int) -> str:
    """Why a reason is none, for want of so many different words."""
    words = words_of(reason)
    if not reason.strip():
        return ""
    if len(set(words)) < least or is_empty(words):
        return _("Say what was looked at and what it showed, in a sentence.")
    return ""


def _unfit(key: str) -> str:
    """Why this cannot be judged; a standard that is adopted before its catalogue is loaded is taken as written."""
    try:
        framework_key, ref = parse_requirement_key(key)
    except ValueError as misspelt:
        return str(misspelt)
    if not Framework.objects.filter(key=framework_key).exists() and framework_key in dict(EDITIONS):
        return ""
    requirement = Requirement.objects.filter(framework__key=framework_key, ref=ref).first()
    if requirement is None:
        return _("The catalogue has no requirement “%(key)s”.") % {"key": key}
    if not requirement.assessable:
        return _("“%(key)s” is a heading; judge what stands below it.") % {"key": key}
    return ""
