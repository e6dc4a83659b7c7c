"""When a deviation from a document may be asked for, who agrees to it, and when it ends."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns import asking
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.registers import declared_for
from tandem.support.documents.exceptions.models import PolicyException

MOST_MONTHS = 12
AGREEMENT = Approved()
FOLLOWED = ("approved", "ended", "expired")


def derive(exception: Any, before: Any, actor: Actor) -> None:
    """Who enters it asks for it, unless somebody else is named."""
    if before is None and exception.requested_by_id is None:
        exception.requested_by_id = actor.user_id


def check(exception: Any, before: Any, today: date) -> Mapping[str, str]:
    """An end inside twelve months, of a document that counts, and the same document when it follows another."""
    problems: dict[str, str] = {}
    if exception.state == "requested" and (before is None or before.expires_on != exception.expires_on):
        problems |= _check_end(exception.expires_on, today)
    if before is None and exception.document.state == "withdrawn":
        problems["document"] = _("This document is withdrawn; there is nothing to deviate from.")
    earlier = exception.renews
    if earlier is not None:
        if earlier.pk == exception.pk or earlier.document_id != exception.document_id:
            problems["renews"] = _("It can only follow another exception from the same document.")
        elif before is None and earlier.state not in FOLLOWED:
            problems["renews"] = _("That one was never in force; ask anew without it.")
    return problems


def _check_end(end: date | None, today: date) -> Mapping[str, str]:
    if end is None:
        return {}
    if end <= today:
        return {"expires_on": _("Choose a day to come.")}
    if end > today + relativedelta(months=MOST_MONTHS):
        words = ngettext(
            "At most %(months)d month; it can be asked for again.",
            "At most %(months)d months; it can be asked for again.",
            MOST_MONTHS,
        )
        return {"expires_on": words % {"months": MOST_MONTHS}}
    return {}


def locked(exception: Any) -> str | None:
    """What was decided on stands as it was decided."""
    return None if exception.state == "requested" else _("It is decided; end it, or ask for one that follows on.")


def may_agree(exception: Any, actor: Actor) -> str | None:
    """It is agreed to while its end is still to come and somebody sees to what makes up for it."""
    if exception.owner_id is None:
        return _("Name an owner first, who sees to what makes up for it.")
    return None if exception.expires_on > actor.today else _("Its end has passed; ask for it again.")


def end(exception: Any, actor: Actor) -> None:
    """The rule is kept from now on."""
    exception.ended_on = exception.ended_on or actor.today


def expire(actor: Actor) -> int:
    """Close every exception whose last day has passed and ask its owner what follows; how many there were."""
    over = PolicyException.objects.filter(state="approved", expires_on__lt=actor.today).order_by("pk")
    for exception in over:
        ending = {"state": "expired", "ended_on": exception.expires_on}
        writing.follow(actor, declared_for(PolicyException), exception, ending, "expired")
        _tell(actor, exception)
    return len(over)


def _tell(actor: Actor, exception: PolicyException) -> None:
    title = _("Exception expired: keep the rule again, or ask for one that follows on (%(title)s)")
    register = declared_for(PolicyException)
    question = title % {"title": exception.title}
    asking.ask(actor, register, exception.reference, exception.owner, question, due=actor.today)
