"""What a meeting of the change board talks through."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.operation.changes.meetings.models import ChangeMeeting
from tandem.operation.changes.models import Change

ADVICE = [
    ("go", _("Make it")),
    ("conditions", _("Make it, with conditions")),
    ("wait", _("Wait")),
    ("no", _("Do not make it")),
]


class AgendaItem(Record):
    """One change on the agenda of a meeting, and what the board advises on it."""

    meeting = models.ForeignKey(ChangeMeeting, models.PROTECT, related_name="agenda", verbose_name=_("meeting"))
    change = models.ForeignKey(Change, models.PROTECT, related_name="agenda", verbose_name=_("change"))
    advice = models.CharField(_("advice"), max_length=10, choices=ADVICE, blank=True)
    word = models.TextField(_("what was said"), blank=True, max_length=5_000)

    class Meta(Record.Meta):
        indexes = indexed("meeting", "change", "advice")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "change"], name="once_on_an_agenda"),
        ]
