"""The on-call list, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    View,
    declare,
)
from tandem.operation.desk.shifts import rules
from tandem.operation.desk.shifts.models import OnCallShift

ON_CALL_SHIFTS = declare(
    Register(
        key="on-call-shifts",
        model=OnCallShift,
        prefix="CALL",
        title=_("On-call list"),
        singular=_("Shift on call"),
        about=_("Who is called when something breaks outside the hours: for which group, from when until when."),
        icon="phone-call",
        place=Place(home="desk", tab=_("Queue"), beside=("person",)),
        listing=Listing(
            columns=("reference", "title", "group", "level", "person", "reached_by", "starts_at", "ends_at"),
            search=("group", "reached_by", "note"),
            views=(View("now", _("From today"), {"ends_at~from": "today"}, "starts_at"),),
            empty=_("Write who is called in the coming nights and weekends, and by which number."),
        ),
        form=Form(
            sections=(
                Section(_("Who is called"), ("title", "group", "level", "person", "reached_by")),
                Section(_("When"), ("starts_at", "ends_at", "note")),
            ),
        ),
        exchange=Exchange(
            synonyms={
                "person": ("on call", "engineer", "Bereitschaft"),
                "reached_by": ("phone", "telephone", "Telefon"),
                "starts_at": ("start", "from", "von"),
                "ends_at": ("end", "until", "bis"),
            }
        ),
        rules=Rules(validate=rules.check),
        example=Example(
            {
                "title": "Nights",
                "group": "Operations",
                "reached_by": "+47 555 0142",
                "starts_at": "2026-03-02T18:00:00Z",
                "ends_at": "2026-03-03T06:00:00Z",
            }
        ),
    )
)
