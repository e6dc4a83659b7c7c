"""What a supplier needs, and when each kind of review is due."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed, after
from tandem.operation.suppliers.models import WITH_US


def security_months(supplier: Any) -> int:
    """Security is looked at where a party reaches information or services (27001:2022 A.5.22)."""
    return int(supplier.security_months or 0) if supplier.reaches_information else 0


REVIEW = Reviewed(while_in=WITH_US, interval="suppliers")
SECURITY_REVIEW = Reviewed(
    while_in=WITH_US,
    months=security_months,
    last="last_security_review",
    next="next_security_review",
    since=("assessed_on",),
)
CONTRACT_REVIEW = Reviewed(
    while_in=WITH_US,
    months="contract_months",
    last="last_contract_review",
    next="next_contract_review",
    since=("assessed_on",),
)
REVIEWS = {"performance": REVIEW, "security": SECURITY_REVIEW, "contract": CONTRACT_REVIEW}
NEEDED = ("owner", "selected_by")  # judged by criteria, looked after: 20000-1:2018 8.2.3, 8.3.4


def check_supplier(supplier: Any, before: Any, today: date) -> Mapping[str, str]:
    """A customer is named only where it is one who supplies."""
    if supplier.customer_id and supplier.kind != "customer":
        return {"customer": _("Name a customer only where the kind is “customer acting as supplier”.")}
    return {}


def may_begin(supplier: Any, actor: Actor) -> str | None:
    """Nobody contributes without something agreed (20000-1:2018 8.3.4)."""
    return None if supplier.contracts.in_force().exists() else _("Put its contract or agreement in force first.")


def begin(supplier: Any, actor: Actor) -> None:
    """The first review is due an interval after the beginning."""
    supplier.assessed_on = supplier.assessed_on or actor.today
    supplier.next_review = supplier.next_review or after(actor.today, supplier.review_months)


def may_end(supplier: Any, actor: Actor) -> str | None:
    """What is still agreed or disputed is brought to an end first."""
    if supplier.disputes.open().exists():
        return _("Settle its disputes first.")
    return _("End its contracts first.") if supplier.contracts.in_force().exists() else None


def end(supplier: Any, actor: Actor) -> None:
    """A party is gone from today on, unless another day was planned."""
    supplier.ends_on = supplier.ends_on or actor.today
