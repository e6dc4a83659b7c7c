"""When a document is in force, who may approve it, when it is due again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor


def review_due(last: date, months: int) -> date | None:
    """The day a document reviewed on `last` is due again; None when it is never reviewed."""
    return last + relativedelta(months=months) if months else None


def check_document(document: Any, before: Any, today: date) -> Mapping[str, str]:
    """What a document as a whole needs."""
    if document.kind == "external" and not document.location:
        return {"location": _("Say where the external document lies.")}
    if document.state == "effective" and document.kind != "external" and not document.owner_id:
        return {"owner": _("A document in force needs an owner.")}
    return {}


def derive_document(document: Any, before: Any, actor: Actor) -> None:
    """A changed interval moves the next review."""
    changed = before is not None and before.review_months != document.review_months
    last = document.last_review or document.approved_on
    if last and (changed or document.next_review is None):
        document.next_review = review_due(last, document.review_months)


def confirm_review(document: Any, actor: Actor) -> None:
    """The document was read and still fits."""
    document.last_review = actor.today
    document.next_review = review_due(actor.today, document.review_months)


def withdraw(document: Any, actor: Actor) -> None:
    """A withdrawn document is not reviewed any more."""
    document.next_review = None
