"""Whoever is asked in a survey gets one message, with a link for each mark."""

from typing import Any

from tandem.faces.intake.outward import marks, posting
from tandem.faces.intake.outward.closings import question
from tandem.ground.kernel.actor import Actor
from tandem.operation.customers.surveys.models import Survey
from tandem.operation.mail.mailboxes.models import Mailbox
from tandem.operation.mail.sent import operations


def write_surveys(tandem: Actor) -> int:
    """Write to everybody who is asked and was not written to; how many were written."""
    if operations.since_when() is None:
        return 0
    return sum(_write_survey(tandem, survey) for survey in Survey.objects.open_on(tandem.today).order_by("pk"))


def _write_survey(tandem: Actor, survey: Any) -> int:
    names = {f"survey {survey.reference} {contact.reference}": contact for contact in survey.people()}
    return sum(_write(tandem, survey, names[name], name) for name in posting.unwritten(names))


def _write(tandem: Actor, survey: Any, contact: Any, name: str) -> bool:
    mailbox = Mailbox.objects.order_by("pk")[0]
    text = question(survey.question, marks.secret_of_survey(survey, contact), survey.ends_on)
    values = {
        "customer": contact.customer_id,
        "mailbox": mailbox.reference,
        "recipient": contact.email.lower(),
        "title": survey.title,
        "text": f"{text}\n\n-- \n{mailbox.signature}" if mailbox.signature else text,
        "asks": name,
    }
    return posting.write(tandem, values)
