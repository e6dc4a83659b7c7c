"""What whoever asked says about it: an answer, that it works or does not, how content they are."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.faces.intake.outward import marks
from tandem.faces.web.operation.portal import callers
from tandem.ground.kernel import comments, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.registers import Register
from tandem.operation.incidents.register import INCIDENTS

SCORES = ("1", "2", "3", "4", "5")
GOES_ON = {"service-requests": "fulfilment"}
WAITS_FOR_THEM = ("customer", "person")


def answer(actor: Actor, register: Register, record: Any, text: str) -> None:
    """A public reply; what waited for it is no longer pending."""
    reply = {"kind": Comment.Kind.REPLY, "audience": Comment.Audience.PUBLIC}
    with transaction.atomic():
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
    with transaction.atomic():
        writing.transition(callers.hand(actor), register, record.reference, "reopen", reason=why)
        answer(actor, register, record, why)


def may_rate(actor: Actor, register: Register, record: Any) -> bool:
    """Once something was solved, whoever asked may say once how content they are."""
    if not callers.may_ask(actor) or not marks.may_mark(register, record):
        return False
    return actor.customer_id is not None if register is INCIDENTS else bool(record.state == "fulfilled")


def rate(actor: Actor, register: Register, record: Any, score: str) -> None:
    """Keep how content somebody is, 1 to 5: as a mark of their customer, and on the request, which it closes."""
    if score not in SCORES or not may_rate(actor, register, record):
        raise Invalid({"score": [_("Say it once, from 1 to 5, when it is solved.")]})
    marks.keep(callers.hand(actor), register, record, int(score), contact=callers.contact_of(actor))
