"""Delegations, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.engaging import Engagement
from tandem.ground.kernel.permissions import EVERYBODY
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
from tandem.support.people.delegations import rules
from tandem.support.people.delegations.models import Delegation

DELEGATIONS = declare(
    Register(
        key="delegations",
        model=Delegation,
        prefix="DLG",
        title=_("Delegations"),
        singular=_("Delegation"),
        about=_("Who decides in whose place while somebody is away, from which day to which."),
        icon="user-round-check",
        headline="reason",
        place=Place(home="organization", under="people", is_set_up=True),
        listing=Listing(
            columns=("reference", "of", "to", "begins", "ends", "reason"),
            empty=_("Nobody has delegated anything. Do it before you go on leave, so that nothing waits for you."),
        ),
        form=Form(sections=(Section(_("The delegation"), ("of", "to", "begins", "ends", "reason")),)),
        engagements=(Engagement(what=_("away"), person="of", first="begins", last="ends", is_away=True),),
        access=Access(create=EVERYBODY),
        rules=Rules(derive=rules.derive, validate=rules.check),
        example=Example({"begins": "2026-03-10", "ends": "2026-03-20", "reason": "On leave"}),
    )
)
