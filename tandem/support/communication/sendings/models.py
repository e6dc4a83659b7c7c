"""What was told, of what the plan foresees."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.support.communication.models import Communication


class CommunicationSending(Record):
    """One time that a planned communication took place: what was said, when, whom it reached, what shows it."""

    communication = models.ForeignKey(
        Communication, models.PROTECT, related_name="sendings", verbose_name=_("communication"), db_index=False
    )
    title = models.CharField(_("what it was"), max_length=200)
    done_on = models.DateField(_("told on"))
    message = models.TextField(_("what was said"), max_length=10_000)
    reached = models.CharField(_("whom it reached"), max_length=300, blank=True)
    evidence = models.CharField(_("what shows it"), max_length=500, blank=True)

    class Meta(Record.Meta):
        indexes = [
            *indexed("title", "done_on"),
            models.Index(fields=["organization", "communication", "id"]),
        ]
