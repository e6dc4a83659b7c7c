"""Service requests, declared."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.offers import Offer
from tandem.ground.kernel.permissions import EVERYBODY, READERS_AND_CUSTOMERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.requests import operations, rules
from tandem.operation.requests.models import REQUEST_STATES, ServiceRequest
from tandem.operation.requests.offerings.models import RequestOffering
from tandem.operation.requests.questions.rules import questions_of

OPEN = ("submitted", "approval", "fulfilment", "pending")


def offers(actor: Actor, values: Mapping[str, Any]) -> Mapping[str, Offer]:
    """What the chosen offering asks, as a help beside the answers."""
    chosen = str(values.get("offering") or "")
    offering = RequestOffering.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
    lines = [_line(question) for question in questions_of(offering)] if offering else []
    return {"answers": Offer(help=_now("Write: %(lines)s") % {"lines": "; ".join(lines)})} if lines else {}


def _line(question: Any) -> str:
    choices = f" ({', '.join(question.choices)})" if question.choices else ""
    return f"{question.title}: …{choices}"


SERVICE_REQUESTS = declare(
    Register(
        key="service-requests",
        model=ServiceRequest,
        prefix="REQ",
        title=_("Service requests"),
        singular=_("Service request"),
        about=_("What people asked for, who agreed, what was done, and whether they were content."),
        icon="hand-helping",
        year_in_reference=True,
        place=Place(home="desk", tab=_("Requests"), beside=("service", "requested_for")),
        listing=Listing(
            columns=("reference", "title", "state", "priority", "offering", "requested_for", "assignee", "due"),
            filters=("customer", "outcome", "rating", "parent", "pending_on", "pending_until"),
            search=("description", "answers", "done"),
            views=(
                View("open", _("Open"), {"state": ",".join(OPEN)}, "due"),
                View("mine", _("Mine"), {"state": ",".join(OPEN), "assignee": "me"}, "due"),
                View("unassigned", _("Unassigned"), {"state": "submitted,fulfilment", "assignee": "none"}, "due"),
                View("late", _("Late"), {"state": ",".join(OPEN), "due~before": "today"}, "due"),
            ),
            tones={"priority": {"1": "bad", "2": "waiting"}},
            empty=_("Nothing has been asked for yet. Offer first what people ask for most."),
        ),
        form=Form(
            sections=(
                Section(
                    _("What is asked for"),
                    ("title", "offering", "requested_for", "customer", "contact", "description", "answers"),
                    _("Answer what the offering asks, as lines of “question: answer”."),
                ),
                Section(_("Who works on it"), ("service", "priority", "group", "assignee", "owner", "due", "parent")),
            ),
            facts=(
                "requested_by",
                "pending_on",
                "pending_until",
                "done",
                "outcome",
                "fulfilled_on",
                "closed_on",
                "rating",
                "rating_comment",
            ),
            offers=offers,
        ),
        waiting=(
            Waiting(what=_("Fulfil the request"), person="assignee", date="due", states=("submitted", "fulfilment")),
            Waiting(what=_("Take the request up again"), person="assignee", date="pending_until", states=("pending",)),
            Waiting(what=_("Say whether you have what you asked for"), states=("fulfilled",)),
        ),
        workflow=Workflow(
            states=REQUEST_STATES,
            transitions=(
                Transition(
                    key="accept",
                    label=_("Accept"),
                    sources=("submitted",),
                    target="fulfilment",
                    by_owner=False,
                    fields=("group", "assignee", "priority", "due"),
                    concerns=rules.has_no_offering,
                    effect=rules.take,
                ),
                Transition(
                    key="assign",
                    label=_("Assign"),
                    sources=("fulfilment", "pending"),
                    by_owner=False,
                    fields=("group", "assignee", "due"),
                ),
                Transition(
                    key="wait",
                    label=_("Wait"),
                    sources=("fulfilment",),
                    target="pending",
                    by_owner=False,
                    required=("pending_on", "pending_until"),
                ),
                Transition(key="go-on", label=_("Go on"), sources=("pending",), target="fulfilment", effect=rules.take),
                Transition(
                    key="fulfil",
                    label=_("Finish"),
                    sources=("fulfilment", "pending"),
                    target="fulfilled",
                    by_owner=False,
                    required=("done", "outcome"),
                    guard=rules.nothing_left,
                    effect=rules.fulfil,
                ),
                Transition(
                    key="close",
                    label=_("Close"),
                    sources=("fulfilled",),
                    target="closed",
                    fields=("rating", "rating_comment"),
                    effect=rules.close,
                ),
                Transition(
                    key="reopen",
                    label=_("Not as asked for"),
                    sources=("fulfilled",),
                    target="fulfilment",
                    needs_reason=True,
                    effect=rules.reopen,
                ),
                Transition(
                    key="cancel",
                    label=_("Take back"),
                    sources=OPEN,
                    target="cancelled",
                    needs_reason=True,
                    afterwards=operations.stop,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "requested_by", "done", "outcome", "fulfilled_on", "closed_on", "rating"),
            begins=("approval", "fulfilment"),
            synonyms={
                "external_id": ("number", "request id", "ticket id"),
                "title": ("short description", "subject", "summary"),
                "group": ("assignment group",),
                "done": ("close notes", "resolution"),
                "state": ("status",),
            },
            readings={
                "state": {
                    "open": {"state": "fulfilment"},
                    "work in progress": {"state": "fulfilment"},
                    "in progress": {"state": "fulfilment"},
                    "closed complete": {"state": "closed"},
                    "canceled": {"state": "cancelled"},
                }
            },
        ),
        access=Access(
            view=READERS_AND_CUSTOMERS,
            create=EVERYBODY,
            customer="customer",
            site="contact__site",
            theirs=("requested_for__user", "requested_by"),
        ),
        rules=Rules(
            derive=rules.derive,
            validate=rules.check,
            locked=rules.locked,
            after_create=operations.start,
        ),
        example=Example({"title": "A second screen", "description": "For the desk at the window."}),
    )
)
