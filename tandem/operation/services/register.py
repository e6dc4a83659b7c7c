"""Services, declared."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Figure,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.operation.services import rules
from tandem.operation.services.models import SERVICE_STATES, Service

SERVICES = declare(
    Register(
        key="services",
        model=Service,
        prefix="SVC",
        title=_("Services"),
        singular=_("Service"),
        about=_("What is provided to customers and to the house itself; the live ones make the service catalogue."),
        icon="layers",
        place=Place(
            home="services",
            tab=_("Catalogue"),
            figures=(Figure("pipeline", _("services in the pipeline"), _("service in the pipeline")),),
            pages=(PageLink(_("Map"), "services-map", "network", tab=_("Map")),),
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "state", "criticality", "owner", "hours", "next_review"),
            filters=("is_published",),
            search=("description", "outcomes", "users"),
            views=(
                View("catalogue", _("Catalogue"), {"state": "live,retiring", "is_published": "true"}, "title"),
                View("pipeline", _("Pipeline"), {"state": "proposed,in-design,in-transition"}, "-updated_at"),
                View("retired", _("Retired"), {"state": "retired"}, "-updated_at"),
            ),
            tones={"criticality": {"high": "waiting", "critical": "bad"}},
            empty=_(
                "List what you provide, in your customers' words. Six to twenty services are "
                "usual; a spreadsheet will do."
            ),
        ),
        form=Form(
            sections=(
                Section(
                    _("The service"), ("title", "kind", "description", "outcomes", "users", "owner", "is_published")
                ),
                Section(
                    _("What was agreed"),
                    ("hours", "criticality"),
                    _("An agreed requirement must stand before a service goes live; targets stand in its agreements."),
                ),
                Section(_("Dates"), ("live_since", "retires_on", "review_months")),
            ),
            facts=("last_review", "next_review"),
        ),
        waiting=(Waiting(what=_("Review the service"), date="next_review", states=("live", "retiring")),),
        workflow=Workflow(
            states=SERVICE_STATES,
            transitions=(
                Transition(key="design", label=_("Start design"), sources=("proposed",), target="in-design"),
                Transition(
                    key="transition", label=_("Start transition"), sources=("in-design",), target="in-transition"
                ),
                Transition(
                    key="go-live",
                    label=_("Go live"),
                    sources=("proposed", "in-design", "in-transition"),
                    target="live",
                    roles=MANAGERS,
                    required=rules.NEEDED,
                    guard=rules.may_go_live,
                    effect=rules.go_live,
                ),
                Transition(
                    key="review",
                    label=_("Reviewed today"),
                    sources=("live", "retiring"),
                    target="live",
                    effect=rules.REVIEW.looked_at,
                ),
                Transition(
                    key="retire-soon",
                    label=_("Plan retirement"),
                    sources=("live",),
                    target="retiring",
                    roles=MANAGERS,
                    required=("retires_on",),
                ),
                Transition(
                    key="retire",
                    label=_("Retire"),
                    sources=("proposed", "in-design", "in-transition", "live", "retiring"),
                    target="retired",
                    roles=MANAGERS,
                    needs_reason=True,
                    effect=rules.retire,
                ),
            ),
        ),
        exchange=Exchange(
            is_baseline=True,
            stays=("users", "hours"),
            importable=("state", "last_review", "next_review"),
            natural_key="title",
            synonyms={
                "title": ("name", "service", "service name", "process", "business process", "Prozess", "Prozessname"),
                "description": ("Beschreibung",),
                "criticality": ("Kritikalität", "criticité"),
                "owner": ("service owner", "process owner", "Prozesseigner", "Eigentümer"),
                "hours": ("support hours", "Servicezeiten"),
                "users": ("customers", "Kunden", "clients"),
            },
        ),
        access=Access(
            staff_sees=Q(state__in=("live", "retiring"), is_published=True),
        ),
        patterns=(rules.REVIEW,),
        rules=Rules(
            validate=rules.check_service,
        ),
        example=Example({"title": "Hosted mail", "hours": "Workdays from 7 to 18"}),
    )
)
