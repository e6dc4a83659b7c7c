"""Status updates, declared."""

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
from tandem.operation.status import rules
from tandem.operation.status.models import UPDATE_STATES, StatusUpdate

STATUS_UPDATES = declare(
    Register(
        key="status-updates",
        model=StatusUpdate,
        prefix="STU",
        title=_("Status updates"),
        singular=_("Status update"),
        about=_("What people were told about how services stand: since when, until when, and who released it."),
        icon="radio-tower",
        place=Place(
            home="desk", tab=_("Major"), beside=("incident", "change"), figures=(Figure("drafts", _("to release")),)
        ),
        listing=Listing(
            columns=("reference", "title", "services", "standing", "audience", "state", "starts_at", "ends_at"),
            filters=("incident", "change", "customer"),
            search=("text",),
            views=(
                View("drafts", _("To release"), {"state": "draft"}, "-starts_at"),
                View("released", _("Released"), {"state": "released"}, "-starts_at"),
            ),
            tones={
                "standing": {
                    "operational": "good",
                    "degraded": "waiting",
                    "partial": "waiting",
                    "major": "bad",
                    "maintenance": "active",
                }
            },
            empty=_("Tell people before they ask. A major incident suggests an update by itself; you release it."),
        ),
        form=Form(
            sections=(
                Section(
                    _("What people are told"),
                    ("title", "services", "standing", "text", "starts_at", "ends_at"),
                    _("In their words: what does not work, what they can do, when you say more."),
                ),
                Section(_("For whom"), ("audience", "customer", "incident", "change", "owner")),
            ),
            facts=("released_by", "released_at"),
            defaults=rules.begin,
        ),
        waiting=(Waiting(what=_("Release the update or withdraw it"), states=("draft",)),),
        workflow=Workflow(
            states=UPDATE_STATES,
            transitions=(
                Transition(
                    key="release",
                    label=_("Release"),
                    sources=("draft",),
                    target="released",
                    fields=("services", "standing", "text", "audience", "starts_at", "ends_at"),
                    gives=("released_by", "released_at"),
                    guard=rules.may_release,
                    effect=rules.release,
                ),
                Transition(
                    key="withdraw",
                    label=_("Withdraw"),
                    sources=("draft", "released"),
                    target="withdrawn",
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            synonyms={
                "title": ("name", "headline", "subject"),
                "text": ("message", "body", "description"),
                "standing": ("status", "impact"),
            },
        ),
        access=Access(delete=MANAGERS),
        rules=Rules(derive=rules.derive, validate=rules.check, locked=rules.locked),
        example=Example({"title": "Mail arrives late", "text": "Mail arrives up to an hour late; nothing is lost."}),
    )
)
