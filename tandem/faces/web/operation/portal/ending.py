"""What whoever asked says about it: an answer, that it works or does not, how content they are."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.faces.web.operation.portal import callers
from tandem.ground.kernel import comments, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.registers import Register
from tandem.operation.customers.satisfaction.models import SatisfactionMark
from tandem.operation.customers.satisfaction.register import SATISFACTION
from tandem.operation.incidents.register import INCIDENTS

SCORES = ("1", "2", "3", "4", "5")
RATED_IN = ("resolved", "fulfilled", "closed")
GOES_ON = {"service-requests": "fulfilment"}
WAITS_FOR_THEM = ("customer", "person")


def answer(actor: Actor, register: Register, record: Any, text: str) -> None:
    """A public reply; what waited for it is no longer pending."""
    reply = {"kind": Comment.Kind.REPLY, "audience": Comment.Audience.PUBLIC}
    comments.add(actor, register, record.reference, text, **reply)
    if record.state == "pending" and record.pending_on in WAITS_FOR_THEM:
        state = GOES_ON.get(register.key) or ("assigned" if record.assignee_id else "new")
        writing.follow(callers.hand(actor), register, record, {"state": state}, "answered")


def confirm(actor: Actor, register: Register, record: Any) -> None:
    """It works: it is closed, or where something is still to be done inside, the word is kept."""
    try:
        writing.transition(callers.hand(actor), register, record.reference, "close")
    except Invalid:
        answer(actor, register, record, _("It works."))


def refuse(actor: Actor, register: Register, record: Any, text: str) -> None:
    """It does not work: it is taken up again, with the word why."""
    why = text.strip() or _("It does not work.")
    writing.transition(callers.hand(actor), register, record.reference, "reopen", reason=why)
    answer(actor, register, record, why)


def may_rate(actor: Actor, register: Register, record: Any) -> bool:
    """Once something was solved, whoever asked may say once how content they are."""
    if record.state not in RATED_IN or not callers.may_ask(actor):
        return False
    if register is INCIDENTS:
        return actor.customer_id is not None and not _marks(record).exists()
    return bool(record.state == "fulfilled")


def rate(actor: Actor, register: Register, record: Any, score: str) -> None:
    """Keep how content somebody is, 1 to 5: as a mark of their customer, and on the request, which it closes."""
    if score not in SCORES or not may_rate(actor, register, record):
        raise Invalid({"score": [_("Say it once, from 1 to 5, when it is solved.")]})
    if register is not INCIDENTS:
        writing.transition(callers.hand(actor), register, record.reference, "close", {"rating": score})
    if actor.customer_id is not None:
        _mark(actor, record, score)


def _mark(actor: Actor, record: Any, score: str) -> None:
    values = {
        "customer": actor.customer_id,
        "contact": callers.contact_of(actor),
        "service": record.service,
        "title": _asked_about(record),
        "asked_by": "ticket",
        "given_on": actor.today,
        "score": score,
    }
    writing.create(callers.hand(actor), SATISFACTION, values)


def _asked_about(record: Any) -> str:
    return f"{record.reference} {record.title}"[:200]


def _marks(record: Any) -> Any:
    return SatisfactionMark.objects.filter(customer_id=record.customer_id, title=_asked_about(record))
