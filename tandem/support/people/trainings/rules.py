"""What a training needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.support.people.campaigns import rules as campaigns
from tandem.support.people.rules import AWARENESS_MONTHS


def derive_training(training: Any, before: Any, actor: Actor) -> None:
    """Awareness is repeated each year."""
    if training.kind == "awareness" and training.valid_until is None and training.done_on:
        training.valid_until = training.done_on + relativedelta(months=AWARENESS_MONTHS)


def follow_training(actor: Actor, training: Any) -> None:
    """Whoever took part was reached by the campaign."""
    campaigns.count(actor, training.campaign_id)


def follow_change(actor: Actor, training: Any, before: Any) -> None:
    """The same for both campaigns when it moved from one to the other."""
    if (training.campaign_id, training.person_id) != (before.campaign_id, before.person_id):
        for campaign_id in {training.campaign_id, before.campaign_id}:
            campaigns.count(actor, campaign_id)


def check_training(training: Any, before: Any, today: date) -> Mapping[str, str]:
    """What is noted has happened."""
    if training.done_on and training.done_on > today:
        return {"done_on": _("Note it once it has happened.")}
    return {}
