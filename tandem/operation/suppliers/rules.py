"""What a supplier needs, and when it is reviewed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed, after

REVIEW = Reviewed(while_in=("active", "ending"))
NEEDED = ("owner", "selected_by", "contract")  # judged, with its agreement: 20000-1:2018 8.2.3, 8.3.4


def check_supplier(supplier: Any, before: Any, today: date) -> Mapping[str, str]:
    """Who reaches our information has agreed how it is protected (27001:2022 A.5.20)."""
    if supplier.state == "active" and supplier.reaches_information and not supplier.controls:
        return {"controls": _("Say which security controls were agreed with a party that reaches our information.")}
    return {}


def begin(supplier: Any, actor: Actor) -> None:
    """The first review is due an interval after the beginning."""
    supplier.assessed_on = supplier.assessed_on or actor.today
    supplier.next_review = supplier.next_review or after(actor.today, supplier.review_months)


def end(supplier: Any, actor: Actor) -> None:
    """A party is gone from today on, unless another day was planned."""
    supplier.ends_on = supplier.ends_on or actor.today
