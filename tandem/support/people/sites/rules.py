"""A site has a name of its own, a time zone, and people until it is given up."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.support.people.models import Person
from tandem.support.people.sites.models import Site


def derive_site(site: Any, before: Any, actor: Actor) -> None:
    """Where nothing else is said, its clocks are those of the organization."""
    if before is None and not site.time_zone:
        site.time_zone = actor.zone.key


def check_site(site: Any, before: Any, today: date) -> Mapping[str, str]:
    """Its name is that of no other site in use."""
    same = Site.objects.named(site.title)
    if same is not None and same.pk != site.pk and site.state == "in-use":
        return {"title": _("%(site)s is called so already.") % {"site": same.reference}}
    return {}


def may_give_up(site: Any, actor: Actor) -> str | None:
    """Nobody works there any more."""
    people = Person.objects.here().filter(works_at=site).count()
    return (
        _("Say first where the people of this site work now; there are %(count)d.") % {"count": people}
        if people
        else None
    )


def give_up(site: Any, actor: Actor) -> None:
    """Note the day."""
    site.given_up_on = site.given_up_on or actor.today
