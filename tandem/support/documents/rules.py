"""When a document is in force, who may approve it, when it is due again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.ground.kernel import locales
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed
from tandem.support.documents.vocabulary import NEEDS_NAME

REVIEW = Reviewed(while_in=("effective",), since=("approved_on",))


def check_document(document: Any, before: Any, today: date) -> Mapping[str, str]:
    """What a document as a whole needs."""
    if document.kind == "external" and not document.location:
        return {"location": _("Say where the external document lies.")}
    if document.state == "effective" and document.kind != "external" and not document.owner_id:
        return {"owner": _("A document in force needs an owner.")}
    if document.read_by and not document.read_days:
        return {"read_days": _("Give people one day at least.")}
    if document.read_by in NEEDS_NAME and not document.readers.strip():
        return {"readers": _("Say which unit or role.")}
    return {}


def withdraw(document: Any, actor: Actor) -> None:
    """Nobody works by it any more; from today it is only kept."""
    document.withdrawn_on = actor.today


def revive(document: Any, actor: Actor) -> None:
    """It is kept for use again."""
    document.withdrawn_on = None


def derive_document(document: Any, before: Any, actor: Actor) -> None:
    """What is withdrawn is kept as long as was decided, counted from that day."""
    is_kept = document.state == "withdrawn" and document.withdrawn_on and not document.disposed_on
    if is_kept and document.retention_months:
        document.keep_until = document.withdrawn_on + relativedelta(months=document.retention_months)
    else:
        document.keep_until = None


def may_dispose(document: Any, actor: Actor) -> str | None:
    """It is disposed of once it has been kept as long as was decided, and not before."""
    if document.keep_until is None:
        return _("Say first for how many months it is kept.")
    if document.keep_until > actor.today:
        return _("It is to be kept until %(day)s.") % {"day": locales.day(document.keep_until)}
    return None


def is_kept(document: Any) -> bool:
    """True while there is something to dispose of."""
    return document.disposed_on is None


def may_revive(document: Any, actor: Actor) -> str | None:
    """What was disposed of does not come back."""
    return _("It was disposed of; write a new document.") if document.disposed_on else None


def dispose(document: Any, actor: Actor) -> None:
    """Note when it was disposed of."""
    document.disposed_on = actor.today


def is_external(document: Any) -> bool:
    """True for a document that others write."""
    return bool(document.kind == "external")


def look_up(document: Any, actor: Actor) -> None:
    """Note when the newest edition was looked up."""
    document.edition_checked_on = actor.today
