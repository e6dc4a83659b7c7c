"""Keeping a plan, and making actions of a road."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import locales, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.permissions import MANAGERS, WRITERS, insist
from tandem.ground.kernel.registers import declared_for
from tandem.proof.planner.assumptions import DATES, LIMITS, read
from tandem.proof.planner.models import Plan
from tandem.proof.planner.naming import requirement
from tandem.proof.planner.past import SOURCE, source_of
from tandem.proof.planner.reckoning import Reckoning, kept_plan
from tandem.proof.planner.roads import Share

AHEAD: Final = timedelta(weeks=13)
MOST: Final = 100


def keep(actor: Actor, asked: Mapping[str, str], road: str = "") -> Plan:
    """Keep these assumptions as the organization's plan, and the road where one is taken; Invalid names what is wrong.

    What is given empty goes on following history and defaults; what is not given stays as it is.
    """
    insist(actor.role in MANAGERS, _("Only managers keep the plan."))
    emptied: dict[str, Any] = {name: None for name in (*LIMITS, *DATES) if name in asked}
    given = emptied | read(asked, actor.today)
    if road:
        given["road"] = road
    known = kept_plan()
    if known is not None:
        changed: Plan = writing.change(actor, declared_for(Plan), known.reference, given)
        return changed
    title = _("Plan of %(day)s") % {"day": locales.day(actor.today)}
    made: Plan = writing.create(actor, declared_for(Plan), {"title": title, "owner": actor.user_id, **given})
    return made


def make_actions(actor: Actor, found: Reckoning, road: str, until: date | None = None) -> list[Action]:
    """Actions of the deeds of a road that fall due in the next thirteen weeks, the nearest 100; all or none.

    A deed has one open action, however often this is asked. It is for whoever owns the records behind it, else for
    whoever takes it.
    """
    insist(actor.role in MANAGERS, _("Only managers make actions of the plan."))
    shares = _due_until(found.road(road).stages[0].shares, until or actor.today + AHEAD)
    with transaction.atomic():
        open_already = _open_already([source_of(share.deed.key) for share in shares])
        members = _members(actor)
        wanted = [share for share in shares if source_of(share.deed.key) not in open_already][:MOST]
        return [_action(actor, share, members) for share in wanted]


def _due_until(shares: tuple[Share, ...], until: date) -> list[Share]:
    return sorted((share for share in shares if share.due <= until), key=lambda share: share.due)


def _open_already(sources: list[str]) -> set[str]:
    waiting = Action.objects.open().filter(source_register=SOURCE, source_reference__in=sources)
    return set(waiting.values_list("source_reference", flat=True))


def _members(actor: Actor) -> set[int]:
    known = Membership.objects.valid_on(actor.today).filter(organization_id=actor.organization_id)
    return set(known.filter(role__in=WRITERS).values_list("user_id", flat=True))


def _action(actor: Actor, share: Share, members: set[int]) -> Action:
    deed = share.deed
    asking = ", ".join(requirement(key) or key for key in deed.requirements)
    values = {
        "title": deed.title[:200],
        "details": "\n\n".join(part for part in (deed.question, asking) if part),
        "owner": deed.owner_id if deed.owner_id in members else None,
        "due": share.due,
        "source_register": SOURCE,
        "source_reference": source_of(deed.key),
        "declared_hours": round(share.hours / deed.past.factor, 2),
    }
    action: Action = writing.create(actor, declared_for(Action), values, reason=_("Made of the plan"))
    return action
