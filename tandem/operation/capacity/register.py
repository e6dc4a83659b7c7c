"""Resources whose capacity is watched, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
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
from tandem.operation.capacity import rules
from tandem.operation.capacity.models import RESOURCE_STATES, CapacityResource

LEVEL_TONES = {"fine": "good", "warning": "waiting", "limit": "bad", "full": "bad"}

CAPACITY = declare(
    Register(
        key="capacity",
        model=CapacityResource,
        prefix="CAP",
        title=_("Capacity"),
        singular=_("Resource"),
        about=_("What services use up: people, technology, information, money; how full each is, and until when."),
        icon="gauge",
        place=Place(home="services", tab=_("Capacity and continuity"), beside=("service",)),
        listing=Listing(
            columns=(
                "reference",
                "title",
                "kind",
                "used_percent",
                "level",
                "exhausted_on",
                "state",
                "owner",
                "next_due",
            ),
            filters=("warning_at", "limit_at"),
            search=("at_the_limit",),
            views=(
                View("watched", _("Watched"), {"state": "watched"}, "title"),
                View("scarce", _("Scarce"), {"state": "watched", "level": "warning,limit,full"}, "exhausted_on"),
                View("order", _("To be ordered"), {"state": "watched", "act_by~before": "today"}, "act_by"),
            ),
            tones={"level": LEVEL_TONES},
            empty=_("Enter what could run out: people on call, storage, licences, data lines, money; with thresholds."),
        ),
        form=Form(
            sections=(
                Section(_("The resource"), ("title", "kind", "service", "unit", "capacity", "owner")),
                Section(_("Thresholds"), ("warning_at", "limit_at", "lead_days", "at_the_limit")),
                Section(_("How it is measured"), ("every_months",)),
            ),
            facts=(
                "used",
                "used_percent",
                "level",
                "exhausted_on",
                "act_by",
                "begun_on",
                "last_measured",
                "next_due",
            ),
        ),
        waiting=(
            Waiting(what=_("Measure the resource"), date="next_due", states=("watched",)),
            Waiting(what=_("Order more before it runs out"), date="act_by", states=("watched",)),
        ),
        workflow=Workflow(
            states=RESOURCE_STATES,
            transitions=(
                Transition(
                    key="watch",
                    label=_("Watch"),
                    sources=("planned",),
                    target="watched",
                    required=rules.NEEDED,
                    effect=rules.begin,
                ),
                Transition(
                    key="end",
                    label=_("End"),
                    sources=("planned", "watched"),
                    target="ended",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state",),
            natural_key="title",
            synonyms={
                "title": ("resource", "name", "Ressource"),
                "capacity": ("size", "total", "maximum", "Kapazität"),
                "warning_at": ("warning", "warning threshold"),
                "limit_at": ("limit", "critical threshold", "threshold"),
            },
        ),
        patterns=(rules.DUE,),
        rules=Rules(derive=rules.derive_resource, validate=rules.check_resource),
        example=Example({"title": "Storage of the platform", "kind": "technical", "unit": "TB", "capacity": "120"}),
    )
)
