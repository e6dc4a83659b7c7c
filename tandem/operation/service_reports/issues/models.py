"""Service reports: one of a definition and a period, frozen once issued."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Structure
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.service_reports.models import ReportDefinition

REPORT_STATES = (
    State("draft", _("Draft"), "waiting"),
    State("issued", _("Issued"), "good", final=True),
    State("withdrawn", _("Withdrawn"), "bad", final=True),
)


class ReportQuerySet(RecordQuerySet):
    def issued(self) -> "ReportQuerySet":
        """Reports whose figures are frozen."""
        return self.filter(state="issued")


class ServiceReport(Record):
    """What was reported to somebody about one period: figures with their trend, what was missed and why, what follows.

    Its figures are counted from the records while it is a draft, and stay as they were once it is issued, with the head
    that the ledger had then.
    """

    definition = models.ForeignKey(
        ReportDefinition, models.PROTECT, related_name="reports", verbose_name=_("defined report"), db_index=False
    )
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="service_reports",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("customer"),
        db_index=False,
    )
    title = models.CharField(_("title"), max_length=250, blank=True, editable=False)
    period_start = models.DateField(_("from"), null=True, blank=True)
    period_end = models.DateField(_("until"), null=True, blank=True, editable=False)
    due = models.DateField(_("due"), null=True, blank=True, editable=False)
    summary = models.TextField(_("how the period went"), blank=True, max_length=10_000)
    nothing_follows = models.TextField(_("why nothing follows"), blank=True, max_length=5_000)
    delivered_to = models.CharField(_("delivered to"), max_length=300, blank=True)
    figures = Structure(_("figures"), default=list, blank=True, editable=False)
    breaches = Structure(_("what was missed"), default=list, blank=True, editable=False)
    counted_at = models.DateTimeField(_("counted at"), null=True, blank=True, editable=False)
    ledger_size = models.PositiveBigIntegerField(_("entries of the ledger"), null=True, blank=True, editable=False)
    ledger_root = models.CharField(_("head of the ledger"), max_length=64, blank=True, editable=False)
    issued_on = models.DateField(_("issued on"), null=True, blank=True, editable=False)
    issued_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("issued by"),
    )
    state = StateField(REPORT_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(ReportQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "definition", "customer", "state", "period_start", "period_end", "due", "issued_on")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["definition", "period_start"],
                condition=~Q(state="withdrawn"),
                name="one_report_of_a_period",
                violation_error_message=_("There is a report of this period already."),
            ),
        ]
