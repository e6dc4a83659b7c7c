"""What a release needs at each step."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel import registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.fixed import Fixed

APPROVAL = Approved()
LOOKED_AFTER = timedelta(days=14)
FIXED = Fixed(
    states=("approved", "deployed", "reviewed", "closed", "backed-out"),
    fields=("type", "service", "contents", "changes", "other_changes", "items", "criteria", "test_result"),
    why=gettext_lazy("It was approved as it stands; take it back first."),
)


def check(release: Any, before: Any, today: date) -> Mapping[str, str]:
    """Only kinds in use are planned, and nothing went out on a day to come."""
    is_chosen = release.type_id and (before is None or before.type_id != release.type_id)
    if is_chosen and release.type.state != "in-use":
        return {"type": _("This kind of release is not in use.")}
    if release.deployed_on and release.deployed_on > today:
        return {"deployed_on": _("It is deployed once that day has come.")}
    return {}


def locked(release: Any) -> str | None:
    """What has ended stays as it is."""
    return _("It has ended; plan another release.") if release.state in ("closed", "cancelled") else None


def is_described(release: Any, actor: Actor) -> str | None:
    """A release that is built has its kind, and what is in it."""
    return None if release.type_id else _("Choose first which kind of release it is.")


def take_back(release: Any, actor: Actor) -> None:
    """What is changed after approval is approved anew."""
    release.approved_by_id = release.approved_on = None


def deploy(release: Any, actor: Actor) -> None:
    """Note when it went out."""
    release.deployed_on = release.deployed_on or actor.today


def count_incidents(release: Any, actor: Actor) -> None:
    """Note when it was looked at, and how many incidents its service had in the two weeks after."""
    release.reviewed_on = actor.today
    register = registers.find("incidents")
    if register is None or release.service_id is None:
        return
    begins = datetime.combine(release.deployed_on, time.min, actor.zone).astimezone(UTC)
    after = register.model.objects.filter(service=release.service_id, opened_at__gte=begins)
    release.incidents_after = after.filter(opened_at__lt=begins + LOOKED_AFTER).count()
