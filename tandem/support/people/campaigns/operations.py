"""Who is asked for the test of a campaign, and how many passed."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.support.people.campaigns.models import AwarenessCampaign
from tandem.support.people.campaigns.results.models import TestResult
from tandem.support.people.campaigns.rules import WHOLE
from tandem.support.people.choosing import people_for
from tandem.support.people.trainings.models import Training


def ask(actor: Actor, campaign: Any) -> None:
    """Afterwards: everybody whom the test is for and who was not asked yet is asked."""
    asked = set(campaign.results.values_list("person_id", flat=True))
    wanted = people_for(campaign.whom, campaign.whom_named, actor.today)
    rows = [{"campaign": campaign, "person": person} for person in wanted if person.pk not in asked]
    writing.create_many(as_tandem(actor), declared_for(TestResult), rows)


def follow_result(actor: Actor, result: Any, before: Any = None) -> None:
    """Whoever passed took part; the campaign knows how many were asked and how many passed."""
    if result.state == "passed" and (before is None or before.state != "passed"):
        _note_training(actor, result)
    _count(actor, result.campaign_id)


def _note_training(actor: Actor, result: Any) -> None:
    if Training.objects.filter(campaign=result.campaign_id, person=result.person_id).exists():
        return
    values = {"campaign": result.campaign, "person": result.person, "done_on": result.taken_on}
    title = {"title": result.campaign.title, "kind": "awareness"}
    writing.create(as_tandem(actor), declared_for(Training), values | title)


def _count(actor: Actor, campaign_id: int) -> None:
    campaign = AwarenessCampaign.objects.get(pk=campaign_id)
    results = campaign.results.exclude(state="lapsed")
    asked, passed = results.count(), results.filter(state="passed").count()
    counts = {"asked": asked, "passed": passed, "passed_share": WHOLE * passed // asked if asked else 0}
    if counts != {name: getattr(campaign, name) for name in counts}:
        writing.follow(actor, declared_for(AwarenessCampaign), campaign, counts, "counted")
