"""What watching needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import declared_for
from tandem.operation.incidents.models import Incident


def derive(watcher: Any, before: Any, actor: Actor) -> None:
    """Whoever says nothing else watches themselves, and only what they may see; it is called as its incident is."""
    watcher.owner_id = watcher.owner_id or actor.user_id
    if before is None and watcher.owner_id is not None and not _may_watch(watcher, actor):
        raise Invalid({"owner": [_("They may not see this incident, so they cannot watch it.")]})
    watcher.title = watcher.incident.title


def _may_watch(watcher: Any, actor: Actor) -> bool:
    members = Membership.objects.filter(organization_id=actor.organization_id, user_id=watcher.owner_id)
    member = members.valid_on(actor.today).select_related("user").first()
    return member is not None and sees(actor, member, watcher.incident)


def sees(actor: Actor, member: Membership, incident: Any) -> bool:
    """Whether a member of the actor's organization may see an incident."""
    reader = Actor(actor.organization_id, member.role, member.user.name, member.user_id, actor.through, actor.zone)
    return bool(permissions.visible(reader, declared_for(Incident)).filter(pk=incident.pk).exists())


def check(watcher: Any, before: Any, today: date) -> Mapping[str, str]:
    """Somebody watches, and goes on watching the same incident."""
    if watcher.owner_id is None:
        return {"owner": _("Say who watches.")}
    if before is not None and (before.incident_id, before.owner_id) != (watcher.incident_id, watcher.owner_id):
        return {"incident": _("Stop watching this one and watch the other.")}
    return {}


def locked(watcher: Any) -> str | None:
    """Whoever stopped begins anew."""
    return _("They watch no longer; begin anew.") if watcher.state == "stopped" else None


def read(watcher: Any, actor: Actor) -> None:
    """What was new was read."""
    watcher.news, watcher.news_at = "", None
