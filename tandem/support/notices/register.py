"""Notices, declared: the log of what was sent, failed and tried again."""

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
from tandem.support.notices import rules
from tandem.support.notices.models import NOTICE_STATES, Notice

KEPT = ("key", "attempts", "next_at", "sent_at", "problem")
NOTICES = declare(
    Register(
        key="notices",
        model=Notice,
        prefix="NOTE",
        title=_("Notices"),
        singular=_("Notice"),
        about=_("Who was told of what by mail or chat, how often it was tried, and what came of it."),
        icon="bell",
        place=Place(home="organization", is_set_up=True),
        listing=Listing(
            columns=("reference", "title", "owner", "way", "state", "sent_at"),
            views=(View("failed", _("Given up"), {"state": "failed"}, "-created_at"),),
            empty=_("Each person chooses in their notices of what they are told; what was sent is listed here."),
        ),
        form=Form(sections=(Section(_("The notice"), ("title", "kind", "way", "about", "owner")),), facts=KEPT),
        workflow=Workflow(
            states=NOTICE_STATES,
            transitions=(
                Transition(
                    key="send-again",
                    label=_("Send again"),
                    sources=("sent", "failed", "withheld"),
                    target="waiting",
                    roles=MANAGERS,
                    by_owner=False,
                    effect=rules.send_again,
                ),
            ),
        ),
        exchange=Exchange(importable=KEPT),
        access=Access(view=MANAGERS, create=MANAGERS, edit=MANAGERS, delete=frozenset()),
        rules=Rules(derive=rules.derive_notice),
        example=Example({"title": "One thing is new", "about": ["assigned incidents INC-2030-0001"]}),
    )
)
