"""How content somebody is: asked once for each ticket and each person of a survey, kept once."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.faces.intake.outward import links
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.patterns.acting import tandem
from tandem.ground.kernel.registers import Register
from tandem.operation.customers.contacts.models import CustomerContact
from tandem.operation.customers.satisfaction.models import SatisfactionMark
from tandem.operation.customers.satisfaction.register import SATISFACTION
from tandem.operation.customers.surveys.models import Survey
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.requests.register import SERVICE_REQUESTS

SCORES = (5, 4, 3, 2, 1)
VALID = timedelta(days=60)
PURPOSE = "mark"
TICKETS = {"i": INCIDENTS, "r": SERVICE_REQUESTS}
MARKS = {register.key: mark for mark, register in TICKETS.items()}
RATED_IN = ("resolved", "fulfilled", "closed")
LONGEST_COMMENT = 2_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link asks about: a ticket, or a survey and who is asked; `contact` is who answers, where it is known."""

    organization: Organization
    about: Any
    register: Register | None = None
    contact: Any = None

    @property
    def question(self) -> str:
        """What is asked, in no more words than whoever holds the link needs."""
        if self.register is None:
            return str(self.about.question)
        return _("How content are you with how %(reference)s was solved?") % {"reference": self.about.reference}

    @property
    def is_open(self) -> bool:
        """Whether an answer still counts."""
        if self.register is None:
            return bool(self.about.state == "asking" and self.about.ends_on >= clock.today(self.organization.zone))
        return may_mark(self.register, self.about)


def secret_of_ticket(register: Register, ticket: Any, until: date) -> str:
    """The link's own part for the question about a ticket."""
    return links.sealed(PURPOSE, ticket.organization_id, MARKS[register.key], ticket.pk, 0, until.isoformat())


def secret_of_survey(survey: Any, contact: Any) -> str:
    """The link's own part for one person of a survey."""
    return links.sealed(PURPOSE, survey.organization_id, "s", survey.pk, contact.pk, survey.ends_on.isoformat())


def organization_of(secret: str) -> Organization | None:
    """The organization that a link of ours is of, until its day; None for every other one."""
    said = links.opened(PURPOSE, secret, 5)
    organization = Organization.objects.filter(pk=said[0]).first() if said else None
    is_over = said is None or organization is None or clock.today(organization.zone).isoformat() > said[4]
    return None if is_over else organization


def asked(organization: Organization, secret: str) -> Asked | None:
    """What a link asks in its organization, which is active; None when that is no longer there."""
    _organization, mark, key, person, _until = links.opened(PURPOSE, secret, 5) or (0, "", 0, 0, "")
    if mark == "s":
        survey = Survey.objects.filter(pk=key).first()
        contact = CustomerContact.objects.filter(pk=person, left_on=None).first()
        return Asked(organization, survey, contact=contact) if survey and contact else None
    register = TICKETS.get(mark)
    ticket = register.model.objects.filter(pk=key).first() if register else None
    return Asked(organization, ticket, register, ticket.contact) if ticket is not None else None


def is_answered(said: Asked) -> bool:
    """Whether there is a mark already."""
    if said.register is None:
        return bool(said.about.marks.filter(contact=said.contact).exists())
    return _has_mark(said.register, said.about)


def _has_mark(register: Register, ticket: Any) -> bool:
    kept = SatisfactionMark.objects.filter(ticket=ticket.reference).exists()
    return kept or (register is SERVICE_REQUESTS and ticket.rating is not None)


def may_mark(register: Register, ticket: Any) -> bool:
    """A solved ticket that can keep a mark and has none: a request, or an incident of a customer."""
    keeps = register is SERVICE_REQUESTS or ticket.customer_id is not None
    return keeps and ticket.state in RATED_IN and not _has_mark(register, ticket)


def answer(said: Asked, score: int, comment: str) -> None:
    """Keep what somebody answered from a link; Invalid when it no longer counts."""
    hand = replace(tandem(said.organization, "mail"), label=said.contact.title if said.contact else _("Whoever asked"))
    comment = comment.strip()[:LONGEST_COMMENT]
    if said.register is not None:
        keep(hand, said.register, said.about, score, contact=said.contact, comment=comment)
        return
    if not said.is_open:
        raise Invalid({"score": [_("It can no longer be answered.")]})
    values = {"survey": said.about, "title": said.about.title, "service": said.about.service, "asked_by": "survey"}
    _mark(hand, said.contact.customer_id, said.contact, score, comment, values)


def keep(hand: Actor, register: Register, ticket: Any, score: int, *, contact: Any = None, comment: str = "") -> None:
    """Keep a mark of a ticket, once: with its customer, and on the request, which it closes."""
    with transaction.atomic():
        current = register.model.objects.select_for_update().get(pk=ticket.pk)
        if score not in SCORES or not may_mark(register, current):
            raise Invalid({"score": [_("Say it once, from 1 to 5, when it is solved.")]})
        if register is SERVICE_REQUESTS:
            _rate(hand, current, score, comment)
        if current.customer_id is not None:
            about = {
                "service": current.service,
                "title": f"{current.reference} {current.title}"[:200],
                "asked_by": "ticket",
                "ticket": current.reference,
            }
            _mark(hand, current.customer_id, contact, score, comment, about)


def _rate(hand: Actor, request: Any, score: int, comment: str) -> None:
    values = {"rating": score, "rating_comment": comment[:500]}
    if request.state == "fulfilled":
        writing.transition(hand, SERVICE_REQUESTS, request.reference, "close", values)
    else:
        writing.follow(hand, SERVICE_REQUESTS, request, values, "rated")


def _mark(hand: Actor, customer: int, contact: Any, score: int, comment: str, about: dict[str, Any]) -> None:
    values = {"customer": customer, "contact": contact, "given_on": hand.today, "score": score, "comment": comment}
    writing.create(hand, SATISFACTION, values | about)
