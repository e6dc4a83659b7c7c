"""What a campaign of awareness needs, and who counts as reached (both standards, 7.3)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.support.people.campaigns.models import AwarenessCampaign


def check_campaign(campaign: Any, before: Any, today: date) -> Mapping[str, str]:
    """One about a service says what was promised; what is noted as held has happened."""
    problems = {}
    if campaign.service_id and not campaign.promises.strip():
        problems["promises"] = _("Say what was promised of the service, and the part of those who work on it.")
    if campaign.held_on and campaign.held_on > today:
        problems["held_on"] = _("Note it once it was held.")
    return problems


def may_judge(campaign: Any, actor: Actor) -> str | None:
    """There is an effect to judge only where somebody took part."""
    return None if campaign.reached else _("Note first who took part, as trainings of this campaign.")


def judge(campaign: Any, actor: Actor) -> None:
    """Note when the effect was judged."""
    campaign.effect_on = actor.today


def count(actor: Actor, campaign_id: int | None) -> None:
    """A campaign knows how many different people took part."""
    if campaign_id is None:
        return
    campaign = AwarenessCampaign.objects.get(pk=campaign_id)
    reached = campaign.trainings.values("person").distinct().count()
    if reached != campaign.reached:
        writing.follow(actor, declared_for(AwarenessCampaign), campaign, {"reached": reached}, "people reached")
