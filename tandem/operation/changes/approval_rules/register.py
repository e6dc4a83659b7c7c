"""Steps of approval of changes, declared."""

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
from tandem.operation.changes.approval_rules import rules
from tandem.operation.changes.approval_rules.models import ChangeApprovalRule

CHANGE_APPROVAL_RULES = declare(
    Register(
        key="change-approval-rules",
        model=ChangeApprovalRule,
        prefix="CHR",
        title=_("Steps of approval of changes"),
        singular=_("Step of approval of changes"),
        about=_("Who has to agree before something is changed, one step after the other."),
        icon="list-checks",
        place=Place(home="changes", under="changes", is_set_up=True),
        listing=Listing(
            columns=("position", "title", "applies", "kind", "people", "quorum"),
            empty=_("Any manager without a part in a change approves it."),
        ),
        form=Form(
            sections=(Section(_("The step"), ("title", "applies", "position", "kind", "people", "quorum")),),
            only_for={"people": ("kind", rules.NAMED), "quorum": ("kind", rules.NAMED)},
        ),
        access=Access(create=MANAGERS, edit=MANAGERS),
        rules=Rules(validate=rules.check),
        example=Example({"title": "Owner of the service", "applies": "emergency", "position": 1}),
    )
)
