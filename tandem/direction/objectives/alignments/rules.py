"""What an alignment names."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor

PLANS = ("document", "continuity_plan", "capacity_plan")


def derive_alignment(alignment: Any, before: Any, actor: Actor) -> None:
    """It is called by the plan that follows."""
    named = [getattr(alignment, name) for name in PLANS if getattr(alignment, f"{name}_id")]
    if named:
        alignment.title = named[0].title[:300]


def check_alignment(alignment: Any, before: Any, today: date) -> Mapping[str, str]:
    """It names one other plan and stays with the version that this one follows."""
    named = [name for name in PLANS if getattr(alignment, f"{name}_id") is not None]
    if len(named) > 1:
        return {named[1]: _("One plan at a time: leave this empty and enter it by itself.")}
    if not alignment.title.strip():
        return {"title": _("Choose the other plan, or name it.")}
    if before is not None and before.plan_id != alignment.plan_id:
        return {"plan": _("It stays with its version; enter another one for the version that is followed now.")}
    return {}
