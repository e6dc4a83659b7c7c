"""Subscriptions of status updates, declared."""

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
from tandem.operation.status.subscriptions import rules
from tandem.operation.status.subscriptions.models import SUBSCRIPTION_STATES, StatusSubscription

STATUS_SUBSCRIPTIONS = declare(
    Register(
        key="status-subscriptions",
        model=StatusSubscription,
        prefix="STS",
        title=_("Subscriptions of status updates"),
        singular=_("Subscription of status updates"),
        about=_("Who is told of status updates, by mail or by a feed, because they asked for it and confirmed it."),
        icon="bell-ring",
        place=Place(home="desk", tab=_("Major"), under="status-updates"),
        listing=Listing(
            columns=("reference", "title", "way", "customer", "state", "created_at"),
            views=(View("active", _("Active"), {"state": "active"}, "title"),),
            empty=_("People subscribe on the public page, and people of customers in the portal."),
        ),
        form=Form(
            sections=(
                Section(
                    _("Who is told"),
                    ("title", "way", "customer"),
                    _("Enter only addresses whose people asked for it."),
                ),
            ),
            facts=("user",),
        ),
        workflow=Workflow(
            states=SUBSCRIPTION_STATES,
            transitions=(Transition(key="end", label=_("End"), sources=("active",), target="ended", roles=MANAGERS),),
        ),
        exchange=Exchange(importable=("user",)),
        access=Access(create=MANAGERS, edit=MANAGERS, customer="customer"),
        rules=Rules(locked=rules.locked),
        example=Example({"title": "kari@berglund.example", "way": "mail"}, change={}),
    )
)
