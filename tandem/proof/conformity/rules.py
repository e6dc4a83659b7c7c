"""What a judgement needs before it counts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.scope.models import STANDARDS
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.catalogue.vocabulary import parse_requirement_key
from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.proof.conformity.models import Judgement
from tandem.proof.conformity.vocabulary import Result

EXCLUDABLE = "iso-27001:"


def sign(judgement: Any, before: Any, actor: Actor) -> None:
    """Whoever records it signs it."""
    if before is None:
        judgement.requirement = judgement.requirement.strip()
        judgement.signed_by_id = actor.user_id
        judgement.signed_at = clock.now()
        judgement.owner_id = judgement.owner_id or actor.user_id


def check_judgement(judgement: Any, before: Any, today: date) -> Mapping[str, str]:
    """A judgement names an assessable requirement, ends on a day to come, and excludes only what may be excluded."""
    if before is not None:
        return {}
    problems = {}
    if told := _unfit(judgement.requirement):
        problems["requirement"] = told
    elif judgement.verdict == Result.NOT_APPLICABLE and not is_excludable(judgement.requirement):
        problems["verdict"] = _("Only the controls of ISO/IEC 27001, Annex A, can be not applicable.")
    if judgement.until is not None and judgement.until <= today:
        problems["until"] = _("Choose a day to come.")
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
