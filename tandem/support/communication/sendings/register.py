"""What was told, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import Example, Exchange, Form, Listing, Place, Register, Rules, Section, declare
from tandem.support.communication.sendings import rules
from tandem.support.communication.sendings.models import CommunicationSending

COMMUNICATION_SENDINGS = declare(
    Register(
        key="communication-sendings",
        model=CommunicationSending,
        prefix="TOLD",
        title=_("Communications done"),
        singular=_("Communication done"),
        about=_("What was told to whom on which day, of what the communication plan foresees."),
        icon="send",
        place=Place(home="organization", parent="communication"),
        listing=Listing(
            columns=("reference", "communication", "title", "done_on", "reached", "owner"),
            search=("message", "reached", "evidence"),
            empty=_("Note each time that something of the plan was told."),
        ),
        form=Form(
            sections=(
                Section(_("What was told"), ("communication", "title", "done_on", "message")),
                Section(_("Whom it reached"), ("reached", "evidence", "owner")),
            ),
        ),
        exchange=Exchange(synonyms={"done_on": ("date", "sent", "told on"), "message": ("content", "text")}),
        rules=Rules(validate=rules.check_sending, after_create=rules.follow_sending, after_change=rules.follow_change),
        example=Example({"title": "Report of the spring", "done_on": "2026-01-15", "message": "Targets met but one."}),
    )
)
