"""Reviews with customers, declared."""

from django.utils.translation import gettext_lazy as _

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
from tandem.operation.customers.reviews import operations, rules
from tandem.operation.customers.reviews.models import CUSTOMER_REVIEW_STATES, CustomerReview

CUSTOMER_REVIEWS = declare(
    Register(
        key="customer-reviews",
        model=CustomerReview,
        prefix="CREV",
        title=_("Reviews with customers"),
        singular=_("Review with a customer"),
        about=_("Meetings with customers over performance and results: what was seen and agreed."),
        icon="messages-square",
        place=Place(home="services", tab=_("Customers"), parent="customer"),
        listing=Listing(
            columns=("reference", "title", "customer", "state", "planned_on", "held_on", "owner"),
            search=("present", "performance", "changed_needs", "agreed"),
            views=(
                View("planned", _("Planned"), {"state": "planned"}, "planned_on"),
                View("held", _("Held"), {"state": "held"}, "-held_on"),
            ),
            empty=_("Plan the next meeting; it waits for you on its day."),
        ),
        form=Form(
            sections=(
                Section(_("The meeting"), ("customer", "title", "planned_on", "owner")),
                Section(_("What was said"), ("held_on", "present", "performance", "changed_needs", "agreed")),
            )
        ),
        waiting=(Waiting(what=_("Hold the meeting with the customer"), date="planned_on", states=("planned",)),),
        workflow=Workflow(
            states=CUSTOMER_REVIEW_STATES,
            transitions=(
                Transition(
                    key="hold",
                    label=_("Held"),
                    sources=("planned",),
                    target="held",
                    required=rules.NEEDED,
                    fields=("held_on", "changed_needs"),
                    effect=rules.hold,
                    afterwards=operations.note,
                ),
                Transition(
                    key="cancel", label=_("Cancel"), sources=("planned",), target="cancelled", needs_reason=True
                ),
            ),
        ),
        exchange=Exchange(importable=("state",), synonyms={"held_on": ("date", "meeting date", "Datum")}),
        access=Access(customer="customer"),
        rules=Rules(validate=rules.check_review, locked=rules.locked, after_create=operations.note_brought),
        example=Example({"title": "Spring meeting", "planned_on": "2030-04-01"}),
    )
)
