"""Writes that follow from a corrective action that is done."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.evaluation.improvement.nonconformities.effectiveness.models import EffectivenessCheck
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for


def plan_check(actor: Actor, action: Any) -> None:
    """After the set time somebody else looks whether it helped: the one named, else who answers for the whole."""
    values = {
        "action": action.reference,
        "title": _("Did it help: %(title)s") % {"title": action.title[:180]},
        "owner": _judge(action),
        "due": action.done_on + timedelta(days=action.judge_after),
    }
    writing.create(as_tandem(actor), declared_for(EffectivenessCheck), values, reason=action.reference)


def _judge(action: Any) -> int | None:
    whole = action.nonconformity
    parts = (action.judge_id, whole.owner_id, whole.created_by_id)
    return next((part for part in parts if part and part not in (action.owner_id, action.done_by_id)), None)
