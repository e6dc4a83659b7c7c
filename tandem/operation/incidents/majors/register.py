"""Major incidents, declared."""

from django.utils.translation import gettext_lazy as _

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
from tandem.operation.incidents.majors import operations, rules
from tandem.operation.incidents.majors.models import MAJOR_STATES, MajorIncident
from tandem.operation.incidents.rules import inside_only

OPEN = ("declared", "over")

MAJOR_INCIDENTS = declare(
    Register(
        key="major-incidents",
        model=MajorIncident,
        prefix="MAJ",
        title=_("Major incidents"),
        singular=_("Major incident"),
        about=_("Who leads a major incident, who was told when, top management first, and what its review found."),
        icon="flame",
        place=Place(home="desk", tab=_("Major"), parent="incident", figures=(Figure("declared", _("major now")),)),
        listing=Listing(
            columns=(
                "reference",
                "title",
                "state",
                "incident",
                "manager",
                "declared_at",
                "management_told_at",
                "reviewed_on",
            ),
            filters=("communicator", "technical_lead", "management_told_at"),
            search=("why", "effect", "review", "better"),
            views=(
                View("declared", _("Going on"), {"state": "declared"}, "-declared_at"),
                View("over", _("To be reviewed"), {"state": "over"}, "declared_at"),
                View("reviewed", _("Reviewed"), {"state": "reviewed"}, "-reviewed_on"),
            ),
            empty=_("Declare one from its incident; the flag “major incident” begins the declaration by itself."),
        ),
        form=Form(
            sections=(
                Section(_("What is declared"), ("incident", "why", "effect", "declared_at")),
                Section(
                    _("Who does what"),
                    ("manager", "communicator", "technical_lead", "meeting", "owner"),
                    _("One leads, one speaks to those concerned, one leads the technical work."),
                ),
                Section(_("What the review found"), ("took_part", "review", "better")),
            ),
            facts=(
                "declared_by",
                "management_told",
                "management_told_at",
                "management_told_by",
                "over_at",
                "reviewed_on",
                "reviewed_by",
            ),
        ),
        waiting=(
            Waiting(what=_("Lead the major incident"), person="manager", states=("declared",)),
            Waiting(what=_("Review the major incident"), person="manager", states=("over",)),
        ),
        workflow=Workflow(
            states=MAJOR_STATES,
            transitions=(
                Transition(
                    key="tell-management",
                    label=_("Top management was told"),
                    sources=OPEN,
                    required=("management_told",),
                    fields=("management_told_at",),
                    concerns=rules.is_untold,
                    effect=rules.tell_management,
                ),
                Transition(
                    key="review",
                    label=_("Write the review"),
                    sources=("over",),
                    target="reviewed",
                    required=("took_part", "review", "better"),
                    guard=rules.may_review,
                    effect=rules.review,
                ),
                Transition(
                    key="stand-down",
                    label=_("No major incident after all"),
                    sources=OPEN,
                    target="stood-down",
                    needs_reason=True,
                    afterwards=operations.unmark,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "management_told", "management_told_at", "over_at"),
            begins=("over",),
        ),
        access=Access(seen_by=inside_only),
        rules=Rules(derive=rules.derive, validate=rules.check, locked=rules.locked, after_create=operations.mark),
        example=Example({"why": "Everybody at two customers is without mail", "effect": "Mail of two customers"}),
    )
)
