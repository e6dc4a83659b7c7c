"""Answers in rounds of verification, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
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
from tandem.operation.inventory.verification.entries import rules
from tandem.operation.inventory.verification.entries.models import ENTRY_STATES, VerificationEntry

VERIFICATION_ENTRIES = declare(
    Register(
        key="verification-entries",
        model=VerificationEntry,
        prefix="IVA",
        title=_("Answers about items"),
        singular=_("Answer about an item"),
        about=_("What whoever holds an item says of it in a round."),
        icon="scan-line",
        place=Place(home="services", parent="round", beside=("item",)),
        listing=Listing(
            columns=(
                "reference",
                "title",
                "round",
                "item",
                "owner",
                "state",
                "answered_by",
                "answered_on",
                "difference",
            ),
            search=("difference", "look_at"),
            views=(View("bad", _("Differs or not found"), {"state": "differs,missing"}, "-created_at"),),
        ),
        form=Form(
            sections=(Section(_("The item"), ("round", "item", "owner", "look_at")),),
            facts=("title", "due", "answered_by", "answered_on", "difference"),
        ),
        waiting=(Waiting(what=_("Is it there and as written?"), date="due", states=("asked",)),),
        workflow=Workflow(
            states=ENTRY_STATES,
            transitions=(
                Transition(
                    key="confirm",
                    label=_("There and as written"),
                    sources=("asked",),
                    target="confirmed",
                    effect=rules.answer,
                    afterwards=rules.verify,
                ),
                Transition(
                    key="differ",
                    label=_("Differs"),
                    sources=("asked",),
                    target="differs",
                    required=("difference",),
                    effect=rules.answer,
                ),
                Transition(
                    key="miss",
                    label=_("Not found"),
                    sources=("asked",),
                    target="missing",
                    fields=("difference",),
                    needs_reason=True,
                    effect=rules.answer,
                ),
            ),
        ),
        rules=Rules(derive=rules.derive_entry, validate=rules.check_entry),
        example=Example({"look_at": "The sticker below"}),
    )
)
