"""Rounds of verification, declared."""

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
from tandem.operation.inventory.verification import operations, rules
from tandem.operation.inventory.verification.models import ROUND_STATES, VerificationRound

VERIFICATION_ROUNDS = declare(
    Register(
        key="verification-rounds",
        model=VerificationRound,
        prefix="IVR",
        title=_("Verification rounds"),
        singular=_("Verification round"),
        about=_("Rounds in which whoever holds an item says whether it is there and as written."),
        icon="clipboard-check",
        place=Place(home="services", tab=_("Inventory"), under="items"),
        listing=Listing(
            columns=("reference", "title", "item_class", "location", "state", "due", "asked_items", "owner"),
            search=("result",),
            views=(View("running", _("Running"), {"state": "running"}, "due"),),
            empty=_(
                "Plan a round for a class or a place; everybody answers for what they hold, by telephone if need be."
            ),
        ),
        form=Form(
            sections=(Section(_("The round"), ("title", "item_class", "location", "due", "owner", "result")),),
            facts=("asked_items", "closed_on"),
        ),
        waiting=(Waiting(what=_("Finish the round"), date="due", states=("running",)),),
        workflow=Workflow(
            states=ROUND_STATES,
            transitions=(
                Transition(
                    key="begin",
                    label=_("Ask everybody"),
                    sources=("planned",),
                    target="running",
                    fields=("due",),
                    guard=rules.may_begin,
                    effect=rules.begin,
                    afterwards=operations.ask_holders,
                ),
                Transition(
                    key="close",
                    label=_("Close"),
                    sources=("running",),
                    target="closed",
                    required=("result",),
                    guard=rules.may_close,
                    effect=rules.close,
                ),
            ),
        ),
        rules=Rules(validate=rules.check_round),
        example=Example({"title": "Laptops in spring", "due": "2040-05-01"}),
    )
)
