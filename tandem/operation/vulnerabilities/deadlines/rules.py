"""How long a finding may stay, and when that is fixed (27001:2022 A.8.8)."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.patterns.approved import Approved
from tandem.operation.vulnerabilities.deadlines.models import VulnerabilityDeadlines
from tandem.operation.vulnerabilities.rules import INFORMATION


def deadlines_in_force() -> Any:
    """The organization's approved deadlines, or the standard ones where it has none yet."""
    return VulnerabilityDeadlines.objects.in_force() or VulnerabilityDeadlines()


def days_for(deadlines: Any, severity: int) -> int | None:
    """Days from the first sighting; None for mere information, which has no deadline."""
    if severity == INFORMATION:
        return None
    by_severity = {1: deadlines.critical_days, 2: deadlines.high_days, 4: deadlines.low_days}
    days: int = by_severity.get(severity, deadlines.medium_days)
    return days


def deadline(finding: Any, vulnerability: Any, deadlines: Any) -> tuple[date | None, str]:
    """Until when a finding is treated and what that follows from.

    By severity it counts from the first sighting. What is known to be exploited has its own days, from when it is
    both seen and known to be; the earlier of the two holds.
    """
    days = days_for(deadlines, finding.severity)
    by_severity = finding.first_seen + timedelta(days=days) if days else None
    if not vulnerability.is_exploited:
        return by_severity, "severity" if by_severity else ""
    known = max(finding.first_seen, vulnerability.exploited_since or finding.first_seen)
    by_exploit = known + timedelta(days=deadlines.exploited_days)
    if by_severity is None or by_exploit < by_severity:
        return by_exploit, "exploited"
    return by_severity, "severity"


def check_deadlines(deadlines: Any, before: Any, today: date) -> Mapping[str, str]:
    """What is worse is treated sooner."""
    names = ("critical_days", "high_days", "medium_days", "low_days")
    for worse, milder in pairwise(names):
        if getattr(deadlines, worse) > getattr(deadlines, milder):
            return {worse: _("What is worse is treated no later than what is milder.")}
    return {}


APPROVAL = Approved()


def deadlines_locked(deadlines: Any) -> str | None:
    """Approved deadlines stay as they are."""
    return None if deadlines.state == "draft" else _("They are approved; write a new version to change them.")
