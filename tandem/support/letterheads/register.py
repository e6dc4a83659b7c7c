"""Letterheads, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.support.letterheads import rules
from tandem.support.letterheads.models import LETTERHEAD_STATES, Letterhead

LETTERHEADS = declare(
    Register(
        key="letterheads",
        model=Letterhead,
        prefix="LET",
        title=_("Letterheads"),
        singular=_("Letterhead"),
        about=_("What stands at the top and bottom of every printed document: name, address, logo, classification."),
        icon="stamp",
        place=Place(home="documents", tab=_("Templates")),
        listing=Listing(
            columns=("reference", "title", "state", "classification", "owner"),
            search=("address", "footer"),
            empty=_("Name and address are enough; hang the logo on it as a PNG or JPEG file."),
        ),
        form=Form(
            sections=(
                Section(_("At the top"), ("title", "address")),
                Section(_("At the bottom"), ("footer", "classification", "owner")),
            ),
        ),
        workflow=Workflow(
            states=LETTERHEAD_STATES,
            transitions=(
                Transition(
                    key="use",
                    label=_("Use it on documents"),
                    sources=("draft",),
                    target="used",
                    roles=MANAGERS,
                    by_owner=False,
                    guard=rules.may_use,
                ),
                Transition(
                    key="retire",
                    label=_("Retire"),
                    sources=("draft", "used"),
                    target="retired",
                    roles=MANAGERS,
                    by_owner=False,
                ),
            ),
        ),
        access=Access(create=MANAGERS, edit=MANAGERS),
        rules=Rules(validate=rules.check_letterhead, locked=rules.locked),
        example=Example({"title": "Lindfalk AS", "address": "Strandgaten 1\n5013 Bergen"}),
    )
)
