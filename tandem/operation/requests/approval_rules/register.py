"""Steps of approval, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    declare,
)
from tandem.operation.requests.approval_rules import rules
from tandem.operation.requests.approval_rules.models import ApprovalRule

APPROVAL_RULES = declare(
    Register(
        key="request-approval-rules",
        model=ApprovalRule,
        prefix="RQR",
        title=_("Steps of approval"),
        singular=_("Step of approval"),
        about=_("Who has to agree before something is fulfilled, one step after the other."),
        icon="list-checks",
        place=Place(home="desk", parent="offering"),
        listing=Listing(
            columns=("position", "title", "kind", "people", "quorum"), empty=_("It is fulfilled without approval.")
        ),
        form=Form(
            sections=(Section(_("The step"), ("offering", "title", "position", "kind", "people", "quorum")),),
            only_for={"people": ("kind", ("people",)), "quorum": ("kind", ("people",))},
        ),
        rules=Rules(validate=rules.check),
        example=Example({"title": "Line manager"}),
    )
)
