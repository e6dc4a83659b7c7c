"""Handovers of evidence, the links of its chain of custody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.operation.incidents.evidence.models import Evidence


class EvidenceTransfer(Record):
    """That an item of evidence went from one hand to another: the links of its chain of custody, never changed."""

    evidence = models.ForeignKey(
        Evidence, models.PROTECT, related_name="transfers", verbose_name=_("evidence"), db_index=False
    )
    handed_from = models.CharField(_("handed over by"), max_length=200, blank=True)
    handed_to = models.CharField(_("handed to"), max_length=200)
    handed_at = models.DateTimeField(_("handed over at"))
    purpose = models.CharField(_("why"), max_length=500)
    place = models.CharField(_("where"), max_length=200, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("evidence", "handed_to", "handed_at")
