"""When somebody is a customer, and when service is reviewed with them (20000-1:2018 8.3.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed
from tandem.operation.customers.models import SERVED

REVIEW = Reviewed(while_in=SERVED, since=("since",))
NEEDED = ("owner", "arrangements")


def check_customer(customer: Any, before: Any, today: date) -> Mapping[str, str]:
    """Nobody stops being a customer before they were one."""
    if customer.since and customer.ends_on and customer.ends_on < customer.since:
        return {"ends_on": _("A customer cannot end before it begins.")}
    if customer.review_months == 0:
        return {"review_months": _("Service is reviewed with every customer; write after how many months.")}
    return {}


def begin(customer: Any, actor: Actor) -> None:
    """A customer from today on, unless another day is given."""
    customer.since = customer.since or actor.today


def end(customer: Any, actor: Actor) -> None:
    """Gone from today on, unless another day was planned."""
    customer.ends_on = customer.ends_on or actor.today


def may_end(customer: Any, actor: Actor) -> str | None:
    """What a customer complained of is brought to an end first."""
    return _("Close its complaints first.") if customer.complaints.open().exists() else None
