"""How proposals are weighed against resources and opportunities, and when one is decided (20000-1:2018 8.2.2)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.states import Lacking
from tandem.operation.services.models import Service
from tandem.operation.services.proposals.alike import alike, text_of
from tandem.operation.services.proposals.models import OPEN

NEEDED = ("description", "resources", "opportunities", "benefit", "urgency", "effort")
DAYS = 60  # within which a proposal is decided where no other day is agreed
MOST_POINTS = 5


def begin_today(actor: Actor) -> dict[str, object]:
    """Proposed today, unless told otherwise."""
    return {"proposed_on": actor.today}


def derive_proposal(proposal: Any, before: Any, actor: Actor) -> None:
    """Its rank, the day to decide by, and the services that may do the same; what was decided stays as it was."""
    if proposal.due is None and proposal.proposed_on:
        proposal.due = proposal.proposed_on + timedelta(days=DAYS)
    proposal.rank = rank(proposal.benefit, proposal.urgency, proposal.effort)
    if proposal.state in OPEN:
        proposal.alike = _alike(proposal)


def rank(benefit: int | None, urgency: int | None, effort: int | None) -> int | None:
    """From 3 to 75: benefit and urgency for little effort come first; None before all three are known."""
    if benefit is None or urgency is None or effort is None:
        return None
    return (2 * benefit + urgency) * (MOST_POINTS + 1 - effort)


def _alike(proposal: Any) -> list[str]:
    """Services of the portfolio, apart from the one it is about and those that are retired."""
    others = Service.objects.exclude(state="retired").exclude(pk=proposal.service_id)
    rows = others.order_by("pk").values_list("reference", "title", "description", "outcomes")
    texts = [(reference, " ".join(parts)) for reference, *parts in rows]
    return alike(text_of(proposal, "title", "description"), texts)


def check_proposal(proposal: Any, before: Any, today: date) -> Mapping[str, str]:
    """What changes or ends a service names it, and days follow one another."""
    if proposal.kind in ("changed", "removed") and proposal.service is None:
        return {"service": _("Name the service that it is about.")}
    if proposal.proposed_on and proposal.proposed_on > today:
        return {"proposed_on": _("A proposal that is still to come is none yet.")}
    if proposal.due and proposal.proposed_on and proposal.due < proposal.proposed_on:
        return {"due": _("It cannot be decided before it was proposed.")}
    return {}


def may_weigh(proposal: Any, actor: Actor) -> "Lacking | None":
    """Services that may do the same are looked at before."""
    if proposal.alike and not proposal.doubles:
        words = {"services": ", ".join(proposal.alike)}
        return Lacking(("doubles",), _("Say how it stands to %(services)s, which may do the same.") % words)
    return None


def decide(proposal: Any, actor: Actor) -> None:
    """Note who decided, and when."""
    proposal.decided_by_id, proposal.decided_on = actor.user_id, actor.today


def take_up(proposal: Any, actor: Actor) -> None:
    """It is decided anew."""
    proposal.decided_by_id, proposal.decided_on, proposal.due = None, None, actor.today + timedelta(days=DAYS)


def locked(proposal: Any) -> str | None:
    """What was decided upon stands."""
    return None if proposal.state in OPEN else _("It was decided; take it up again, or write another one.")
