"""What is concluded from service reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.models import Action
from tandem.ground.kernel.records import Record, indexed
from tandem.operation.service_reports.issues.models import ServiceReport

KINDS = [("act", _("Something is done")), ("leave", _("Left as it is"))]


class ReportConclusion(Record):
    """What follows from something that a report shows: an action, or the reason why it is left as it is."""

    report = models.ForeignKey(
        ServiceReport, models.PROTECT, related_name="conclusions", verbose_name=_("report"), db_index=False
    )
    title = models.CharField(_("what is concluded"), max_length=200)
    kind = models.CharField(_("decision"), max_length=6, choices=KINDS, default="act")
    reason = models.TextField(_("why"), blank=True, max_length=5_000)
    due = models.DateField(_("by when"), null=True, blank=True)
    action = models.ForeignKey(
        Action, models.PROTECT, related_name="+", null=True, blank=True, editable=False, verbose_name=_("action")
    )

    class Meta(Record.Meta):
        indexes = indexed("title", "report", "kind", "due")
