"""What a mark needs; a low one is looked into."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.operation.customers.satisfaction.models import LOW


def given_today(actor: Actor) -> dict[str, object]:
    """A mark counts from when it is written down, unless told otherwise."""
    return {"given_on": actor.today}


def derive_mark(mark: Any, before: Any, actor: Actor) -> None:
    """A low mark waits for whoever looks after the customer."""
    if mark.state != "looked-into" and mark.score:
        mark.state = "to-look-into" if mark.score <= LOW else "given"
    if before is None and mark.owner_id is None:
        mark.owner_id = mark.customer.owner_id


def check_mark(mark: Any, before: Any, today: date) -> Mapping[str, str]:
    """A mark was given by somebody of its customer, on a day that has come, and stays as it was given."""
    if before is not None and (before.customer_id, before.score) != (mark.customer_id, mark.score):
        name = "customer" if before.customer_id != mark.customer_id else "score"
        return {name: _("A mark stays as it was given; delete it when it was written down wrongly.")}
    if mark.score is not None and not 1 <= mark.score <= 5:
        return {"score": _("Marks go from 1 to 5.")}
    if mark.given_on and mark.given_on > today:
        return {"given_on": _("A mark that is still to come is none yet.")}
    if mark.contact and mark.contact.customer_id != mark.customer_id:
        return {"contact": _("This is somebody of another customer.")}
    if mark.survey and mark.survey.customers and mark.customer.reference not in mark.survey.customers:
        return {"survey": _("This survey does not ask this customer.")}
    return {}
