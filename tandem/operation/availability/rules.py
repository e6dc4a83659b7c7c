"""What an outage needs: when it was, that planned ones were announced, and that others are looked into."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.fixed import Fixed

TO_INVESTIGATE = timedelta(days=14)
AS_INVESTIGATED = Fixed(
    states=("investigated", "closed"),
    fields=("service", "customer", "started_at", "ended_at", "is_planned", "announced_at"),
    why=gettext_lazy("Availability was counted by it; take it up again first."),
)


def derive_outage(outage: Any, before: Any, actor: Actor) -> None:
    """How far it is follows from its times, until when it is investigated from its end."""
    if before is None:
        _begin(outage)
    elif outage.state == "ongoing" and outage.ended_at is not None:
        outage.state = "ended"
    if outage.state == "ended" and outage.is_planned:
        outage.state = "closed"
    outage.investigate_by = _investigate_by(outage, actor)


def _begin(outage: Any) -> None:
    """A planned one to come is announced; one that is over is to be investigated."""
    if outage.state != "ongoing" or outage.started_at is None:
        return
    if outage.is_planned and outage.started_at > clock.now():
        outage.state = "announced"
    elif outage.ended_at is not None:
        outage.state = "ended"


def _investigate_by(outage: Any, actor: Actor) -> date | None:
    if outage.state not in ("ended", "investigated") or outage.ended_at is None:
        return None
    day: date = (outage.ended_at + TO_INVESTIGATE).astimezone(actor.zone).date()
    return day


def check_outage(outage: Any, before: Any, today: date) -> Mapping[str, str]:
    """It begins before it ends, and is planned only where it was announced before it began."""
    problems = {}
    now = clock.now()
    is_to_come = outage.state in ("announced", "cancelled")
    if outage.ended_at is not None and outage.ended_at <= outage.started_at:
        problems["ended_at"] = _("An outage ends after it begins.")
    elif outage.ended_at is not None and outage.ended_at > now and not is_to_come:
        problems["ended_at"] = _("Note the end once the service is back.")
    if outage.started_at > now and not is_to_come:
        problems["started_at"] = _("Only what was planned and announced lies ahead.")
    if outage.is_planned:
        problems |= _unannounced(outage)
    if outage.state not in ("announced", "ongoing", "cancelled") and outage.ended_at is None:
        problems["ended_at"] = _("Say until when the service was away.")
    return problems


def _unannounced(outage: Any) -> dict[str, str]:
    """Why a planned outage counts as none."""
    if outage.announced_at is None or outage.announced_at >= outage.started_at:
        return {"announced_at": _("Planned is only what was announced before it began; say when that was.")}
    if not outage.announced_to.strip():
        return {"announced_to": _("Say who was told.")}
    return {}


def locked(outage: Any) -> str | None:
    """What was no outage stays away."""
    return _("It was no outage; enter another one.") if outage.state == "cancelled" else None


def is_planned(outage: Any) -> bool:
    """Whether it was announced beforehand."""
    return bool(outage.is_planned)


def is_unplanned(outage: Any) -> bool:
    """Whether nobody meant it to happen."""
    return not outage.is_planned


def investigated(outage: Any, actor: Actor) -> None:
    """Note who looked into it, and when."""
    outage.investigated_by_id, outage.investigated_on = actor.user_id, actor.today


def not_investigated(outage: Any, actor: Actor) -> None:
    """It is looked into once more."""
    outage.investigated_by_id = outage.investigated_on = None


def end_now(outage: Any) -> Mapping[str, Any]:
    """The service is back now, unless another time is said."""
    return {"ended_at": clock.now()}
