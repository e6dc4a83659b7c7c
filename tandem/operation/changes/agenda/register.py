"""The agenda of the change board, declared."""

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
from tandem.operation.changes.agenda import rules
from tandem.operation.changes.agenda.models import AgendaItem

CHANGE_AGENDA = declare(
    Register(
        key="change-agenda",
        model=AgendaItem,
        prefix="CHI",
        title=_("On the agenda"),
        singular=_("Item of the agenda"),
        about=_("Changes on the agenda of a meeting, and what the board advises."),
        icon="list-todo",
        headline="reference",
        place=Place(home="changes", parent="meeting", beside=("change",)),
        listing=Listing(columns=("reference", "meeting", "change", "advice", "word")),
        form=Form(sections=(Section(_("The item"), ("meeting", "change", "advice", "word")),)),
        rules=Rules(validate=rules.check, locked=rules.locked),
        example=Example({"advice": "go", "word": "One night is enough"}),
    )
)
