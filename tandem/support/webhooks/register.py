"""Webhooks, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.support.webhooks import rules
from tandem.support.webhooks.models import WEBHOOK_STATES, Webhook

WEBHOOKS = declare(
    Register(
        key="webhooks",
        model=Webhook,
        prefix="HOOK",
        title=_("Webhooks"),
        singular=_("Webhook"),
        about=_("Other systems that are told, signed, of what happens to records here."),
        icon="webhook",
        place=Place(
            home="organization",
            is_set_up=True,
            pages=(PageLink(_("Secret"), "webhook-secret", "key-round", of_record=True, roles=MANAGERS),),
        ),
        listing=Listing(
            columns=("reference", "title", "state", "about", "owner", "updated_at"),
            search=("address",),
            empty=_("Add each system that is to be told of what happens, with the registers that it is told of."),
        ),
        form=Form(
            sections=(
                Section(
                    _("Who is told of what"),
                    ("title", "address", "about", "actions", "owner"),
                    _(
                        "Registers by their keys, such as incidents; happenings such as created, changed, deleted or a "
                        "step, such as resolve. What only some may see is never told."
                    ),
                ),
            ),
            facts=("secret_number", "secret_since", "former_until"),
            named={"about": rules.register_titles},
        ),
        workflow=Workflow(
            states=WEBHOOK_STATES,
            transitions=(
                Transition(
                    key="stop",
                    label=_("Stop"),
                    sources=("in-use",),
                    target="stopped",
                    roles=MANAGERS,
                    by_owner=False,
                ),
                Transition(
                    key="use",
                    label=_("Use again"),
                    sources=("stopped",),
                    target="in-use",
                    roles=MANAGERS,
                    by_owner=False,
                ),
            ),
        ),
        access=Access(view=MANAGERS, create=MANAGERS, edit=MANAGERS),
        rules=Rules(validate=rules.check_webhook),
        example=Example(
            {"title": "Chat of the desk", "address": "https://chat.example.org/hook", "about": ["incidents"]}
        ),
    )
)
