"""Deliveries of webhooks, declared."""

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
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.support.webhooks.deliveries import rules
from tandem.support.webhooks.deliveries.models import DELIVERY_STATES, WebhookDelivery

KEPT = (
    "register",
    "record",
    "subject",
    "action",
    "record_version",
    "happened_at",
    "attempts",
    "next_at",
    "status",
    "answer",
    "delivered_at",
)
WEBHOOK_DELIVERIES = declare(
    Register(
        key="webhook-deliveries",
        model=WebhookDelivery,
        prefix="SENT",
        title=_("Deliveries of webhooks"),
        singular=_("Delivery of a webhook"),
        about=_("What other systems were told, how often it was tried, and what they answered."),
        icon="send",
        place=Place(home="organization", parent="webhook"),
        listing=Listing(
            columns=("reference", "title", "webhook", "state", "happened_at"),
            views=(View("failed", _("Given up"), {"state": "failed"}, "-happened_at"),),
            empty=_("What happens is told within a minute; it is listed here."),
        ),
        form=Form(sections=(Section(_("The delivery"), ("webhook", "title")),), facts=KEPT),
        workflow=Workflow(
            states=DELIVERY_STATES,
            transitions=(
                Transition(
                    key="send-again",
                    label=_("Send again"),
                    sources=("delivered", "failed", "withheld"),
                    target="waiting",
                    roles=MANAGERS,
                    by_owner=False,
                    effect=rules.send_again,
                ),
            ),
        ),
        exchange=Exchange(importable=KEPT),
        access=Access(view=MANAGERS, create=MANAGERS, edit=MANAGERS, delete=frozenset()),
        rules=Rules(derive=rules.derive_delivery),
        example=Example({"title": "incidents.created INC-2030-0001"}),
    )
)
