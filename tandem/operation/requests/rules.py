"""What a request needs at each step."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import comments
from tandem.ground.kernel.actor import Actor
from tandem.operation.requests.models import ENDED
from tandem.operation.requests.questions.rules import problem_of, questions_of

DEFAULT_PRIORITY = 3


def derive(request: Any, before: Any, actor: Actor) -> None:
    """Take from the offering what it says; a new request goes on to approval or to those who fulfil it."""
    offering = request.offering
    if before is None:
        request.requested_by_id = request.requested_by_id or request.owner_id or actor.user_id
        request.owner_id = request.owner_id or actor.user_id
        if request.contact is not None and request.customer_id is None:
            request.customer_id = request.contact.customer_id
    if offering is not None and (before is None or before.offering_id != request.offering_id):
        request.service_id = request.service_id or offering.service_id
        request.group = request.group or offering.group
        request.priority = request.priority or offering.priority
        request.due = request.due or actor.today + timedelta(days=offering.days)
    request.priority = request.priority or DEFAULT_PRIORITY
    if before is None and offering is not None and request.state == "submitted":
        request.state = "approval" if offering.approval_rules.exists() else "fulfilment"
    if request.state != "pending":
        request.pending_on, request.pending_until = "", None


def check(request: Any, before: Any, today: date) -> Mapping[str, str]:
    """What is offered can be asked for, and what has to be known is said."""
    is_new = before is None or before.offering_id != request.offering_id
    if request.offering_id and is_new and request.offering.state != "offered":
        return {"offering": _("It is not offered now.")}
    if before is not None and before.offering_id != request.offering_id and before.offering_id:
        return {"offering": _("Ask for something else with a new request.")}
    if request.parent_id and request.parent_id == request.pk:
        return {"parent": _("A request cannot be part of itself.")}
    if request.contact_id and request.contact.customer_id != request.customer_id:
        return {"contact": _("This is somebody of another customer.")}
    is_handed_on = before is not None and before.customer_id and before.customer_id != request.customer_id
    if is_handed_on and comments.is_said_outside("service-requests", request.pk):
        return {"customer": _("What was said in it is for the customer it is of; open another for this one.")}
    is_answered = request.offering_id and (is_new or before.answers != request.answers)
    wrong = problem_of(questions_of(request.offering), request.answers) if is_answered else ""
    return {"answers": wrong} if wrong else {}


def locked(request: Any) -> str | None:
    """What has ended stays as it is."""
    return _("It has ended; ask again with a new request.") if request.state in ENDED else None


def has_no_offering(request: Any) -> bool:
    """Something that no offering describes: somebody looks at it first."""
    return request.offering_id is None


def take(request: Any, actor: Actor) -> None:
    """Whoever begins to fulfil it has it."""
    if request.assignee_id is None:
        request.assignee_id = actor.user_id


def nothing_left(request: Any, actor: Actor) -> str | None:
    """Tasks are done or left out, and the parts of a bundle have ended."""
    tasks = request.tasks.exclude(state__in=("done", "skipped")).count()
    if tasks:
        return _("Tasks are still open: %(count)s.") % {"count": tasks}
    parts = request.parts.exclude(state__in=("fulfilled", *ENDED)).count()
    return _("Parts of it are still open: %(count)s.") % {"count": parts} if parts else None


def fulfil(request: Any, actor: Actor) -> None:
    """Note when it was there."""
    request.fulfilled_on = actor.today


def reopen(request: Any, actor: Actor) -> None:
    """What is not as it was asked for is not there yet."""
    request.fulfilled_on, request.outcome = None, ""


def close(request: Any, actor: Actor) -> None:
    """Note when it was closed."""
    request.closed_on = actor.today
