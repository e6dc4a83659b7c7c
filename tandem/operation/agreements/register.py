"""Agreements, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
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
from tandem.operation.agreements import rules
from tandem.operation.agreements.models import AGREEMENT_STATES, IN_FORCE, Agreement

AGREEMENTS = declare(
    Register(
        key="agreements",
        model=Agreement,
        prefix="SLA",
        title=_("Service level agreements"),
        singular=_("Service level agreement"),
        about=_("What was promised to whom, in versions: services, hours, targets, limits and exclusions."),
        icon="file-check",
        place=Place(home="services", tab=_("Agreements and targets"), beside=("customer",)),
        listing=Listing(
            columns=("reference", "title", "customer", "state", "owner", "begins_on", "ends_on", "next_review"),
            search=("performance",),
            views=(
                View("in-force", _("In force"), {"state": "active,ending"}, "title"),
                View("review", _("To be reviewed"), {"state": "active,ending", "next_review~before": "today"}),
                View("ends", _("Ends"), {"state": "active,ending", "ends_on~from": "today"}, "ends_on"),
            ),
            empty=_("Write the first agreement, then its first version with the targets of each service."),
        ),
        form=Form(
            sections=(
                Section(_("The agreement"), ("customer", "title", "owner")),
                Section(_("From and until"), ("begins_on", "ends_on", "notice_months", "review_months")),
            ),
            facts=("performance", "last_review", "next_review"),
        ),
        waiting=(
            Waiting(what=_("Review the agreement"), date="next_review", states=IN_FORCE),
            Waiting(what=_("The agreement ends"), date="ends_on", states=IN_FORCE),
            Waiting(what=_("Have the first version approved"), states=("draft",)),
        ),
        workflow=Workflow(
            states=AGREEMENT_STATES,
            transitions=(
                Transition(
                    key="review",
                    label=_("Reviewed today"),
                    sources=IN_FORCE,
                    required=("performance",),
                    effect=rules.REVIEW.looked_at,
                ),
                Transition(
                    key="end-soon",
                    label=_("Plan the end"),
                    sources=("active",),
                    target="ending",
                    roles=MANAGERS,
                    required=("ends_on",),
                ),
                Transition(
                    key="end",
                    label=_("End"),
                    sources=("draft", "active", "ending"),
                    target="ended",
                    roles=MANAGERS,
                    needs_reason=True,
                    effect=rules.end,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("last_review", "next_review", "performance"),
            natural_key="title",
            synonyms={
                "title": ("agreement", "sla", "contract", "Vereinbarung"),
                "customer": ("client", "Kunde"),
                "begins_on": ("start", "start date", "Beginn"),
                "ends_on": ("end", "end date", "expiry", "Ende"),
            },
        ),
        access=Access(customer="customer"),
        patterns=(rules.REVIEW,),
        rules=Rules(validate=rules.check_agreement),
        example=Example({"title": "Workplaces", "begins_on": "2026-01-01"}),
    )
)
