"""What follows from a result."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns import asking
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.agreements.results.models import ServiceResult
from tandem.operation.agreements.targets.models import ServiceTarget

DAYS_TO_ACT = 30


def note(actor: Actor, result: Any) -> None:
    """The target was measured until then; what was missed is asked about."""
    target = result.target
    if target.last_result is None or target.last_result < result.period_end:
        values = {"last_result": result.period_end}
        writing.follow(actor, declared_for(ServiceTarget), target, values, "measured", result.reference)
    if result.is_met is False:
        ask(actor, result)


def note_again(actor: Actor, result: Any, before: Any) -> None:
    """What turns out to be missed after all is asked about too."""
    if result.is_met is False and before.is_met is not False and result.action_id is None:
        ask(actor, result)


def ask(actor: Actor, result: Any) -> None:
    """Ask whoever answers for the agreement to do something about it."""
    register = declared_for(ServiceResult)
    words = {"title": result.title, "achieved": result.achieved, "share": result.target.share}
    action = asking.ask(
        as_tandem(actor),
        register,
        result.reference,
        result.owner_id,
        _("Missed target: %(title)s") % words,
        due=actor.today + timedelta(days=DAYS_TO_ACT),
        details=_("%(achieved)s %% instead of %(share)s %%: find out why, and improve what led to it.") % words,
    )
    writing.follow(actor, register, result, {"action": action}, "asked about")
