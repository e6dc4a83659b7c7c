"""When a supplier may begin, and when it is reviewed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor


def check_supplier(supplier: Any, before: Any, today: date) -> Mapping[str, str]:
    """Who reaches our information has agreed how it is protected (27001:2022 A.5.20)."""
    if supplier.state == "active" and supplier.reaches_information and not supplier.controls:
        return {"controls": _("Say which security controls were agreed with a party that reaches our information.")}
    return {}


def derive_supplier(supplier: Any, before: Any, actor: Actor) -> None:
    """A changed interval moves the next review."""
    moved = before is not None and before.review_months != supplier.review_months
    if supplier.last_review and (moved or supplier.next_review is None):
        supplier.next_review = supplier.last_review + relativedelta(months=supplier.review_months)


def may_begin(supplier: Any, actor: Actor) -> str | None:
    """A party begins once it was judged and its agreement stands (20000-1:2018 8.2.3, 8.3.4)."""
    if supplier.owner_id is None:
        return _("Name who keeps the relationship first.")
    if not supplier.selected_by:
        return _("Say by which criteria it was chosen first.")
    if not supplier.contract:
        return _("Name the contract or agreement first.")
    return None


def begin(supplier: Any, actor: Actor) -> None:
    """The first review is due an interval after the beginning."""
    supplier.assessed_on = supplier.assessed_on or actor.today
    supplier.next_review = supplier.next_review or actor.today + relativedelta(months=supplier.review_months)


def reviewed(supplier: Any, actor: Actor) -> None:
    """Performance and contract were looked at today."""
    supplier.last_review = actor.today
    supplier.next_review = actor.today + relativedelta(months=supplier.review_months)


def end(supplier: Any, actor: Actor) -> None:
    """A party that is gone is not reviewed."""
    supplier.ends_on = supplier.ends_on or actor.today
    supplier.next_review = None
