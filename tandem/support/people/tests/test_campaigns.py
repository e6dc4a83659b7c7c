"""Campaigns of awareness: who was reached, and what one about a service says."""

from typing import Any

import pytest

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid
from tandem.support.people.campaigns.models import AwarenessCampaign
from tandem.support.people.campaigns.register import AWARENESS_CAMPAIGNS
from tandem.support.people.register import PEOPLE
from tandem.support.people.trainings.register import TRAININGS
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def campaign(home: Cast, **values: Any) -> Any:
    given = {"title": "Phishing", "message": "Report what looks odd.", "audience": "Everybody", **values}
    return writing.create(home.actor("ada"), AWARENESS_CAMPAIGNS, given)


def took_part(home: Cast, held: Any, name: str) -> Any:
    actor = home.actor("ada")
    person = writing.create(actor, PEOPLE, {"title": name})
    return writing.create(actor, TRAININGS, {"person": person, "campaign": held, "title": "x", "done_on": actor.today})


def test_a_campaign_counts_the_people_it_reached(home: Cast) -> None:
    first, second = campaign(home), campaign(home, title="Passwords")
    attended = took_part(home, first, "Kim")
    took_part(home, first, "Robin")
    assert AwarenessCampaign.objects.get(pk=first.pk).reached == 2
    writing.change(home.actor("ada"), TRAININGS, attended.reference, {"campaign": second})
    assert AwarenessCampaign.objects.get(pk=first.pk).reached == 1
    assert AwarenessCampaign.objects.get(pk=second.pk).reached == 1


def test_one_about_a_service_says_what_was_promised(home: Cast) -> None:
    services = registers.find("services")
    assert services is not None
    service = writing.create(home.actor("ada"), services, {"title": "Mail", "owner": home.users["ada"]})
    with pytest.raises(Invalid) as refused:
        campaign(home, service=service)
    assert list(refused.value.problems) == ["promises"]


def test_an_effect_is_judged_once_somebody_took_part(home: Cast) -> None:
    held = campaign(home)
    today = home.actor("ada").today
    writing.transition(home.actor("ada"), AWARENESS_CAMPAIGNS, held.reference, "hold", {"held_on": today})
    with pytest.raises(Invalid, match="who took part"):
        writing.transition(home.actor("ada"), AWARENESS_CAMPAIGNS, held.reference, "judge", {"effect": "More reports"})
    took_part(home, held, "Kim")
    writing.transition(home.actor("ada"), AWARENESS_CAMPAIGNS, held.reference, "judge", {"effect": "More reports"})
    assert AwarenessCampaign.objects.get().effect_on == today
