"""Names in sources of events, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import Access, Example, Form, Listing, Place, Register, Rules, Section, declare
from tandem.operation.events.sources.names import rules
from tandem.operation.events.sources.names.models import EventName

EVENT_NAMES = declare(
    Register(
        key="event-names",
        model=EventName,
        prefix="ENAM",
        title=_("Names in sources of events"),
        singular=_("Name in a source of events"),
        about=_("What a monitoring system calls the items and services of the organization."),
        icon="tag",
        place=Place(home="desk", parent="source"),
        listing=Listing(
            columns=("reference", "title", "source", "item", "service"),
            empty=_("Items are known by name, address and serial number already; add only what is called otherwise."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The name"),
                    ("source", "title", "item", "service"),
                    _("* stands for anything: web-* fits web-1. With neither item nor service it is about none."),
                ),
            ),
        ),
        access=Access(create=MANAGERS, edit=MANAGERS),
        rules=Rules(validate=rules.check_name),
        example=Example({"title": "web-*"}),
    )
)
