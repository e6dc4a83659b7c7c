"""What was written to somebody stays as it was written."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.operation.mail.tickets import NAMES


def locked(sent: Any) -> str:
    """A message that is on its way or arrived is not rewritten."""
    return _("What is sent stays as it was written; answer on the ticket instead.")


def check_sent(sent: Any, before: Any, today: date) -> Mapping[str, str]:
    """A subject is one line, a message is about one ticket, and what is about a customer's goes to nobody else's."""
    if "\n" in sent.title or "\r" in sent.title:
        return {"title": _("A subject is one line.")}
    about = [name for name in NAMES if getattr(sent, f"{name}_id") is not None]
    if len(about) > 1:
        return {about[1]: _("A message is about one ticket; leave this empty.")}
    kind = sent.kind_of_ticket
    is_new = before is None
    if is_new and sent.customer_id and kind and kind.is_customers and sent.ticket.customer_id != sent.customer_id:
        return {"customer": _("The ticket is of another customer.")}
    return {}


def try_again(sent: Any, actor: Actor) -> None:
    """It is sent at once, with all its attempts before it."""
    sent.attempts, sent.next_at, sent.problem = 0, None, ""
