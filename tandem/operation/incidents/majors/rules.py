"""What the declaration of a major incident needs (ISO/IEC 20000-1:2018 8.6.1)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.operation.incidents.saying import too_little

ENDED = ("resolved", "closed")
SAID = ("why", "effect", "management_told", "review", "better")
MOMENTS = ("declared_at", "management_told_at", "over_at")


def derive(major: Any, before: Any, actor: Actor) -> None:
    """It is called as its incident is, was declared by whoever writes it, and is over when the incident is."""
    incident = major.incident
    major.title = incident.title
    if before is not None:
        return
    major.declared_at = major.declared_at or clock.now()
    major.declared_by_id = major.declared_by_id or actor.user_id
    major.manager_id = major.manager_id or incident.assignee_id or incident.owner_id or actor.user_id
    major.owner_id = major.owner_id or major.manager_id
    if incident.state in ENDED and major.state == "declared":
        major.state, major.over_at = "over", incident.resolved_at


def check(major: Any, before: Any, today: date) -> Mapping[str, str]:
    """It stays with its incident, nothing is merged away, and no moment lies in the time to come."""
    if before is not None and before.incident_id != major.incident_id:
        return {"incident": _("A declaration stays with its incident.")}
    if before is None and major.incident.state == "cancelled":
        return {"incident": _("It was cancelled; what was cancelled is no major incident.")}
    problems = {
        name: _("That has not come yet.")
        for name in MOMENTS
        if getattr(major, name) and getattr(major, name) > clock.now()
    }
    if major.management_told_at and not major.management_told.strip():
        problems["management_told"] = _("Say who of top management was told.")
    return problems | too_little(major, before, SAID)


def locked(major: Any) -> str | None:
    """What was reviewed or stood down stays as it was."""
    return _("It is done; it stays as it was.") if major.state in ("reviewed", "stood-down") else None


def tell_management(major: Any, actor: Actor) -> None:
    """Note when top management was told, and by whom."""
    major.management_told_at = major.management_told_at or clock.now()
    major.management_told_by_id = actor.user_id


def is_untold(major: Any) -> bool:
    """Nobody of top management was told yet."""
    return major.management_told_at is None


def may_review(major: Any, actor: Actor) -> str | None:
    """Whoever reviews knows when top management was told."""
    return _("Say first when top management was told.") if is_untold(major) else None


def review(major: Any, actor: Actor) -> None:
    """Note who held the review, and when."""
    major.reviewed_on, major.reviewed_by_id = actor.today, actor.user_id
