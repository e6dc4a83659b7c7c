"""How a capacity plan comes into force and stays true (20000-1:2018 8.4.3)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.patterns.reviewed import Reviewed

PARTS = ("demand", "impact", "people", "technology", "information", "money")
APPROVAL = Approved()
REVIEW = Reviewed(while_in=("approved",), since=("approved_on",))
STANDS = Fixed(
    states=("approved", "superseded"),
    fields=("title", "period_start", "period_end", *PARTS),
    why=gettext_lazy("The plan is in force as it was approved; write the next one."),
)


def check_plan(plan: Any, before: Any, today: date) -> Mapping[str, str]:
    """A period that ends after it begins, looked at again and again."""
    problems = {}
    if plan.period_start and plan.period_end and plan.period_end < plan.period_start:
        problems["period_end"] = _("A period cannot end before it begins.")
    if not plan.review_months:
        problems["review_months"] = _("Say after how many months it is reviewed: one at least.")
    return problems


def may_approve(plan: Any, actor: Actor) -> str | None:
    """What comes into force is for a time that is not over."""
    return _("Its period is over.") if plan.period_end < actor.today else None
