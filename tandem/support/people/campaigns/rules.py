"""What a campaign of awareness needs, and who counts as reached (both standards, 7.3)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import AUDITOR, MANAGER, SYSTEM, Actor
from tandem.ground.kernel.confining import of_person
from tandem.ground.kernel.registers import declared_for
from tandem.support.people.campaigns.models import AwarenessCampaign
from tandem.support.people.choosing import unnamed

SEES_ALL = (MANAGER, AUDITOR, SYSTEM)
WHOLE = 100  # per cent


def check_campaign(campaign: Any, before: Any, today: date) -> Mapping[str, str]:
    """One about a service says what was promised; what is noted as held has happened; a test can be failed."""
    problems = dict(unnamed(campaign.whom, campaign.whom_named))
    if not 1 <= campaign.pass_mark <= WHOLE:
        problems["pass_mark"] = _("From 1 to 100 per cent.")
    if before is not None and before.pass_mark != campaign.pass_mark and is_taken(campaign):
        problems["pass_mark"] = _("Somebody has taken the test already; what passes stays.")
    if campaign.service_id and not campaign.promises.strip():
        problems["promises"] = _("Say what was promised of the service, and the part of those who work on it.")
    if campaign.held_on and campaign.held_on > today:
        problems["held_on"] = _("Note it once it was held.")
    return problems


def is_taken(campaign: Any) -> bool:
    """Whether anybody has taken its test."""
    return bool(campaign.results.exclude(taken_on=None).exists())


def known_to(actor: Actor) -> Q:
    """The answers of a test are there for those who set it and those who look after all of them, for nobody it asks."""
    if actor.role in SEES_ALL:
        return Q()
    return of_person(actor, "campaign__owner", "created_by")


def has_test(campaign: Any) -> bool:
    """Whether there is a test at all."""
    return bool(campaign.questions.exists())


def may_ask(campaign: Any, actor: Actor) -> str | None:
    """The records name whom to ask, or they are named by hand."""
    return _("Say whom the test asks, or name them one by one.") if campaign.whom == "named" else None


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
