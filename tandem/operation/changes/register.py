"""Changes, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Figure,
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
from tandem.operation.changes import operations, rules
from tandem.operation.changes.models import CHANGE_STATES, Change

MADE = ("outcome", "is_as_intended")

CHANGES = declare(
    Register(
        key="changes",
        model=Change,
        prefix="CHG",
        title=_("Changes"),
        singular=_("Change"),
        about=_("Changes of services, items, processes and the management system: weighed, decided, made, reviewed."),
        icon="git-pull-request-arrow",
        year_in_reference=True,
        place=Place(
            home="changes",
            tab=_("Changes"),
            figures=(
                Figure("decide", _("to decide")),
                Figure("coming", _("coming")),
            ),
            beside=("service",),
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "category", "security_impact", "state", "owner", "planned_for"),
            filters=("service_impact", "security_impact", "is_planned", "is_as_intended"),
            search=("reason", "description", "service_effect", "security_effect", "outcome", "review"),
            views=(
                View("decide", _("To be decided"), {"state": "weighed"}, "planned_for"),
                View("coming", _("Coming"), {"state": "approved"}, "planned_for"),
                View("made", _("To be closed"), {"state": "made"}, "-updated_at"),
                View("system", _("Of the management system"), {"kind": "management-system"}, "-updated_at"),
            ),
            tones={
                "category": {"emergency": "bad"},
                "service_impact": {"major": "waiting"},
                "security_impact": {"weighty": "bad", "minor": "waiting"},
            },
            empty=_(
                "Write down what is going to change and why; impact on services and on security are both asked for."
            ),
        ),
        form=Form(
            sections=(
                Section(
                    _("The change"),
                    ("title", "kind", "category", "reason", "description", "requester", "owner", "planned_for"),
                ),
                Section(_("Whom it concerns"), ("concerns_services", "concerns_security")),
                Section(_("What it touches"), ("service", "process", "items")),
                Section(_("Impact on services"), ("service_impact", "service_effect")),
                Section(
                    _("Impact on security"),
                    ("security_impact", "security_effect", "risks"),
                    _("The risks named here are to be assessed again once the change is approved."),
                ),
                Section(_("Means and way back"), ("benefit", "resources", "way_back", "test", "announced")),
            ),
            facts=(
                "is_planned",
                "decided_by",
                "decided_on",
                "made_on",
                "outcome",
                "is_as_intended",
                "review",
                "reviewed_by",
                "reviewed_on",
            ),
        ),
        waiting=(
            Waiting(what=_("Decide on the change"), person="", except_for="owner", states=("weighed",)),
            Waiting(what=_("Make the change"), date="planned_for", states=("approved",)),
            Waiting(what=_("Look at what it brought"), date="made_on", states=("made",)),
        ),
        workflow=Workflow(
            states=CHANGE_STATES,
            transitions=(
                Transition(
                    key="weigh",
                    label=_("Weigh it"),
                    sources=("requested", "weighed"),
                    target="weighed",
                    required=rules.WEIGHED,
                    fields=("risks", "service"),
                ),
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("weighed",),
                    target="approved",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("owner", "requester"),
                    gives=("decided_by", "decided_on"),
                    required=("planned_for",),
                    effect=rules.decide,
                    afterwards=operations.call_risks_again,
                ),
                Transition(
                    key="reject",
                    label=_("Reject"),
                    sources=("requested", "weighed"),
                    target="rejected",
                    roles=MANAGERS,
                    needs_reason=True,
                    effect=rules.decide,
                ),
                Transition(
                    key="make",
                    label=_("Made"),
                    sources=("approved",),
                    target="made",
                    required=MADE,
                    fields=("made_on",),
                    effect=rules.make,
                ),
                Transition(
                    key="note",
                    label=_("Made without a plan"),
                    sources=("requested", "weighed"),
                    target="made",
                    required=(*rules.IMPACTS, *MADE),
                    fields=("made_on", "risks"),
                    needs_reason=True,
                    effect=rules.happened,
                    afterwards=operations.call_risks_again,
                ),
                Transition(
                    key="review",
                    label=_("Review its consequences"),
                    sources=("made",),
                    approves=True,
                    apart_from=("owner",),
                    gives=("reviewed_by", "reviewed_on"),
                    required=("review",),
                    effect=rules.review,
                ),
                Transition(
                    key="close",
                    label=_("Close"),
                    sources=("made",),
                    target="closed",
                    guard=rules.may_close,
                ),
            ),
        ),
        exchange=Exchange(
            importable=(
                "state",
                "is_planned",
                "decided_on",
                "made_on",
                "outcome",
                "is_as_intended",
                "review",
                "reviewed_on",
            ),
            natural_key="title",
            synonyms={
                "title": ("change", "summary", "short description", "Änderung"),
                "reason": ("justification", "Begründung"),
                "planned_for": ("planned start date", "scheduled", "Termin"),
                "category": ("type", "change type"),
            },
        ),
        access=Access(delete=frozenset()),
        patterns=(rules.DECIDED,),
        rules=Rules(derive=rules.derive_change, validate=rules.check_change, locked=rules.change_locked),
        example=Example({"title": "New rule for guests", "kind": "process", "reason": "Visitors share a sign-in"}),
    )
)
