"""What each step of a finding needs (27001:2022 A.8.8)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.operation.vulnerabilities.deadlines.rules import deadline, deadlines_in_force
from tandem.operation.vulnerabilities.findings.models import OPEN_STATES

DECIDED = ("fixed", "accepted", "false-positive")

LONGEST_TITLE = 200

DECIDING = (
    "vulnerability_id",
    "item_id",
    "title",
    "target",
    "severity",
    "state",
    "first_seen",
    "due",
    "deadline_by",
    "is_exploited",
)


def derive_finding(finding: Any, before: Any, actor: Actor) -> None:
    """Fill in what vulnerability and item say; an open finding that changes has the deadline of today's rules."""
    if finding.vulnerability_id is None:
        return
    if before is None or any(getattr(finding, name) != getattr(before, name) for name in DECIDING):
        _derive(finding, before, actor)
    finding.last_seen = finding.last_seen or finding.first_seen
    if finding.state == "fixed":
        finding.fixed_on = finding.fixed_on or actor.today
    if finding.state in DECIDED:
        finding.is_gone = False


def _derive(finding: Any, before: Any, actor: Actor) -> None:
    vulnerability = finding.vulnerability
    finding.severity = finding.severity or vulnerability.severity
    finding.is_exploited = vulnerability.is_exploited
    finding.first_seen = finding.first_seen or actor.today
    _name(finding, vulnerability)
    if finding.owner_id is None and finding.item_id and (before is None or before.item_id != finding.item_id):
        finding.owner_id = answers_for(finding.item)
    if finding.state in OPEN_STATES:
        finding.due, finding.deadline_by = deadline(finding, vulnerability, deadlines_in_force())


def _name(finding: Any, vulnerability: Any) -> None:
    """A finding is called after its vulnerability and component until somebody calls it otherwise."""
    if not finding.target and finding.item_id:
        finding.target = finding.item.title
    if not finding.title:
        where = f" ({finding.component})" if finding.component else ""
        finding.title = (
            vulnerability.title[: LONGEST_TITLE - len(where)] + where if len(where) < 100 else vulnerability.title
        )


def answers_for(item: Any) -> int | None:
    """Who answers for an item: its owner, else the owner of its service."""
    owner: int | None = item.owner_id or (item.service.owner_id if item.service_id else None)
    return owner


def check_finding(finding: Any, before: Any, today: date) -> Mapping[str, str]:
    """A finding is on something, was seen on days that have come, and a decision about it has its reason."""
    if finding.vulnerability_id is None:
        return {}
    problems = {}
    if not finding.item_id and not finding.target:
        problems["item"] = _("Choose an item, or say in words where it was found.")
    if finding.first_seen > today:
        problems["first_seen"] = _("A day to come is not seen yet.")
    if finding.last_seen < finding.first_seen:
        problems["last_seen"] = _("It was not seen last before it was seen first.")
    if finding.fixed_on and finding.fixed_on > today:
        problems["fixed_on"] = _("Write it down once it is fixed.")
    if finding.state in ("accepted", "false-positive") and not finding.justification.strip():
        problems["justification"] = _("Say why.")
    return problems | (_acceptance(finding, before, today) if finding.state == "accepted" else {})


def _acceptance(finding: Any, before: Any, today: date) -> dict[str, str]:
    problems = {}
    if finding.accepted_until is None:
        problems["accepted_until"] = _("Say until when it is accepted.")
    elif (before is None or before.state != "accepted") and finding.accepted_until <= today:
        problems["accepted_until"] = _("Choose a day to come.")
    if finding.risk_id is None:
        problems["risk"] = _("Name the risk that is accepted with it.")
    return problems


def reopen(finding: Any, actor: Actor) -> None:
    """What was decided holds no longer."""
    finding.reopened += 1
    finding.fixed_on = None
    finding.accepted_until = None


def still_there(finding: Any, actor: Actor) -> None:
    """Somebody looked: it is still there although the last report does not have it."""
    finding.is_gone = False
    finding.gone_on = None
    finding.last_seen = actor.today
