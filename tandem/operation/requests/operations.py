"""How a request goes on: approvals one step after the other, tasks in their order, the parts of a bundle."""

from datetime import timedelta
from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.patterns.asking import LONGEST_TITLE
from tandem.ground.kernel.registers import declared_for
from tandem.operation.requests.approvals.models import RequestApproval
from tandem.operation.requests.approvals.rules import ASKED, people_of
from tandem.operation.requests.models import ENDED, ServiceRequest
from tandem.operation.requests.offerings.models import RequestOffering
from tandem.operation.requests.questions.rules import answers_for
from tandem.operation.requests.tasks.models import RequestTask


def start(actor: Actor, request: Any) -> None:
    """Ask for the first approval, or begin what is fulfilled without one."""
    if request.state == "approval":
        ask_next(actor, request, after=0)
    elif request.state == "fulfilment":
        prepare(actor, request)


def ask_next(actor: Actor, request: Any, after: int) -> bool:
    """Ask those of the next step of approval; False when there is none."""
    rules = list(request.offering.approval_rules.order_by("position", "pk"))
    if len(rules) <= after:
        return False
    rule = rules[after]
    people: list[int | None] = [*people_of(rule, request)] or [None]
    quorum = min(rule.quorum, len(people))
    values = [
        {
            "request": request,
            "title": rule.title,
            "stage": after + 1,
            "quorum": quorum,
            "approver": person,
            "owner": ASKED.stands_in(person, actor.today) if person else None,
        }
        for person in people
    ]
    writing.create_many(as_tandem(actor), declared_for(RequestApproval), values)
    return True


def prepare(actor: Actor, request: Any) -> None:
    """Begin the tasks of the offering and ask for the parts of a bundle; once only."""
    if request.offering is None or request.tasks.exists() or request.parts.exists():
        return
    templates = list(request.offering.task_templates.order_by("position", "pk"))
    values = [
        {
            "request": request,
            "title": template.title,
            "position": template.position,
            "instructions": template.instructions,
            "group": template.group or request.group,
            "assignee": template.assignee,
            "due": actor.today + timedelta(days=template.days),
            "state": "open" if template.position == templates[0].position else "waiting",
        }
        for template in templates
    ]
    writing.create_many(as_tandem(actor), declared_for(RequestTask), values)
    for part in RequestOffering.objects.filter(reference__in=request.offering.parts, state="offered").order_by("pk"):
        _ask_for_part(actor, request, part)


def _ask_for_part(actor: Actor, whole: Any, offering: RequestOffering) -> None:
    """A request of its own for a part of a bundle, asked for by and for the same people."""
    values = {
        "title": f"{offering.title} · {whole.title}"[:LONGEST_TITLE],
        "offering": offering,
        "requested_by": whole.requested_by_id,
        "requested_for": whole.requested_for,
        "owner": whole.owner_id,
        "parent": whole,
        "description": whole.description,
        "answers": answers_for(offering, whole.answers),
    }
    writing.create(as_tandem(actor), declared_for(ServiceRequest), values, reason=whole.reference)


def begin_next_tasks(actor: Actor, request: Any) -> None:
    """Open the tasks of the next position once nothing before them is left to do."""
    if request.tasks.filter(state="open").exists():
        return
    waiting = list(request.tasks.filter(state="waiting").order_by("position", "pk"))
    for task in [item for item in waiting if item.position == waiting[0].position]:
        writing.follow(as_tandem(actor), declared_for(RequestTask), task, {"state": "open"}, "begun")


def stop(actor: Actor, request: Any) -> None:
    """Nothing is asked or done any more for what was rejected or taken back; nor for its parts."""
    for approval in request.approvals.filter(state="asked").order_by("pk"):
        writing.follow(as_tandem(actor), declared_for(RequestApproval), approval, {"state": "lapsed"}, "lapsed")
    for task in request.tasks.filter(state__in=("open", "waiting")).order_by("pk"):
        writing.follow(as_tandem(actor), declared_for(RequestTask), task, {"state": "skipped"}, "stopped")
    register = declared_for(ServiceRequest)
    for part in request.parts.exclude(state__in=("fulfilled", *ENDED)).order_by("pk"):
        writing.follow(as_tandem(actor), register, part, {"state": "cancelled"}, "cancelled", request.reference)
        stop(actor, part)
