"""What a step of approval needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _


def check(rule: Any, before: Any, today: date) -> Mapping[str, str]:
    """Somebody is asked, and no more have to agree than are asked."""
    if rule.quorum < 1:
        return {"quorum": _("At least one has to agree.")}
    if rule.kind != "people":
        return {"quorum": _("One is asked here.")} if rule.quorum > 1 else {}
    if not rule.people:
        return {"people": _("Name who is asked.")}
    return {"quorum": _("No more can agree than are asked.")} if rule.quorum > len(set(rule.people)) else {}
