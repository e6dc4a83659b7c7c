"""What a step of approval needs, and which steps a change goes through."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.operation.changes.approval_rules.models import ChangeApprovalRule
from tandem.operation.changes.models import SECURITY_QUESTIONS, SERVICE_QUESTIONS

NAMED = ("people", "board")


def check(rule: Any, before: Any, today: date) -> Mapping[str, str]:
    """Somebody is asked, and no more have to agree than are asked."""
    if rule.quorum < 1:
        return {"quorum": _("At least one has to agree.")}
    if rule.kind not in NAMED:
        return {"quorum": _("One is asked here.")} if rule.quorum > 1 else {}
    if not rule.people:
        return {"people": _("Name who is asked.")}
    return {"quorum": _("No more can agree than are asked.")} if rule.quorum > len(set(rule.people)) else {}


def kinds_of(change: Any) -> frozenset[str]:
    """Which of the choices in `applies` a change falls under; an emergency under that alone."""
    if change.category == "emergency":
        return frozenset({"emergency"})
    falls = {
        "services": any(getattr(change, name) for name in SERVICE_QUESTIONS) or change.service_impact == "major",
        "security": any(getattr(change, name) for name in SECURITY_QUESTIONS) or change.security_impact == "weighty",
        "board": change.route in ("board", "design"),
        "system": change.kind == "management-system",
    }
    return frozenset({"all", *(key for key, is_so in falls.items() if is_so)})


def steps_of(change: Any) -> list[ChangeApprovalRule]:
    """The steps of approval that a change goes through, in their order."""
    return list(ChangeApprovalRule.objects.filter(applies__in=kinds_of(change)).order_by("position", "pk"))
