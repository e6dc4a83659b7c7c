"""What a judgement needs before it counts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.ground.catalogue.models import Requirement
from tandem.ground.catalogue.queries import requirement_by_key
from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.proof.conformity.models import Judgement
from tandem.proof.conformity.vocabulary import Result

EXCLUDABLE = "iso-27001:"
LONGEST = relativedelta(years=3)


def sign(judgement: Any, before: Any, actor: Actor) -> None:
    """Whoever records it signs it."""
    if before is None:
        judgement.requirement = judgement.requirement.strip()
        judgement.signed_by_id = actor.user_id
        judgement.signed_at = clock.now()
        judgement.owner_id = judgement.owner_id or actor.user_id


def check_judgement(judgement: Any, before: Any, today: date) -> Mapping[str, str]:
    """A judgement names an assessable requirement, ends within three years, and excludes only what may be excluded."""
    if before is not None:
        return {}
    problems = {}
    if told := _unfit(judgement.requirement):
        problems["requirement"] = told
    elif judgement.verdict == Result.NOT_APPLICABLE and not is_excludable(judgement.requirement):
        problems["verdict"] = _("Only the controls of ISO/IEC 27001, Annex A, can be not applicable.")
    if judgement.until is not None and judgement.until <= today:
        problems["until"] = _("Choose a day to come.")
    elif judgement.until is not None and judgement.until > today + LONGEST:
        problems["until"] = _("A judgement holds for three years at most; then look again.")
    return problems


def is_excludable(requirement_key: str) -> bool:
    """Whether the standard lets an organization leave this out: only the controls of ISO/IEC 27001's Annex A."""
    framework, _slash, ref = requirement_key.partition("/")
    return framework.startswith(EXCLUDABLE) and ref.startswith("A.")


def judgement_locked(judgement: Any) -> str:
    """What was signed stays as it was signed."""
    return _("A signed judgement is never changed; withdraw it and record a new one.")


def in_force(today: date) -> dict[str, Judgement]:
    """The newest judgement in force of each requirement in the active organization."""
    signed = Judgement.objects.filter(state="signed", until__gte=today)
    found = signed.select_related("signed_by").order_by("pk")
    return {judgement.requirement: judgement for judgement in found}


def _unfit(key: str) -> str:
    try:
        requirement = requirement_by_key(key)
    except ValueError as misspelt:
        return str(misspelt)
    except Requirement.DoesNotExist:
        return _("The catalogue has no requirement “%(key)s”.") % {"key": key}
    if not requirement.assessable:
        return _("“%(key)s” is a heading; judge what stands below it.") % {"key": key}
    return ""
