"""Where vulnerabilities were found."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.vulnerabilities.models import SEVERITIES, Vulnerability
from tandem.operation.vulnerabilities.reports.models import VulnerabilityReport

OPEN_STATES = ("open", "in-treatment")


class FindingQuerySet(RecordQuerySet):
    def open(self) -> "FindingQuerySet":
        """Findings that are still to be treated."""
        return self.filter(state__in=OPEN_STATES)

    def overdue(self, day: date) -> "FindingQuerySet":
        """Open findings whose deadline lies before this day."""
        return self.open().filter(due__lt=day)

    def acceptance_ended(self, day: date) -> "FindingQuerySet":
        """Accepted findings whose acceptance ended before this day."""
        return self.filter(state="accepted", accepted_until__lt=day)


VULNERABILITY_FINDING_STATES = (
    State("open", _("Open"), "bad"),
    State("in-treatment", _("In treatment"), "waiting"),
    State("fixed", _("Fixed"), "good", final=True),
    State("accepted", _("Risk accepted"), "active", final=True),
    State("false-positive", _("False positive"), "quiet", final=True),
)


class VulnerabilityFinding(Record):
    """That a vulnerability is there on an item or another target: until when it is treated, and what became of it."""

    title = models.CharField(_("title"), max_length=200, blank=True)
    vulnerability = models.ForeignKey(
        Vulnerability, models.PROTECT, related_name="findings", verbose_name=_("vulnerability")
    )
    item = models.ForeignKey(
        "inventory.Item",
        models.PROTECT,
        related_name="vulnerability_findings",
        null=True,
        blank=True,
        verbose_name=_("item"),
    )
    target = models.CharField(_("found on, as reported"), max_length=300, blank=True)
    component = models.CharField(_("component"), max_length=200, blank=True)
    component_version = models.CharField(_("version found"), max_length=100, blank=True)
    fixed_version = models.CharField(_("fixed in version"), max_length=100, blank=True)
    path = models.CharField(_("file or place"), max_length=600, blank=True)
    port = models.CharField(_("port"), max_length=30, blank=True)
    details = models.TextField(_("what was seen"), blank=True, max_length=20_000)
    severity = models.PositiveSmallIntegerField(_("severity"), choices=SEVERITIES, null=True, blank=True)
    tool = models.CharField(_("found by"), max_length=100, blank=True)
    report = models.ForeignKey(
        VulnerabilityReport,
        models.PROTECT,
        related_name="findings",
        null=True,
        blank=True,
        verbose_name=_("last report"),
    )
    fingerprint = models.CharField(_("mark in the reports of the tool"), max_length=64, blank=True, editable=False)
    scope = models.CharField(_("part of the tool's work"), max_length=200, blank=True, editable=False)
    first_seen = models.DateField(_("first seen"), null=True, blank=True)
    last_seen = models.DateField(_("last seen"), null=True, blank=True)
    is_exploited = models.BooleanField(_("exploited"), default=False)
    due = models.DateField(_("to be treated by"), null=True, blank=True)
    deadline_by = models.CharField(
        _("deadline follows from"),
        max_length=10,
        blank=True,
        choices=[("severity", _("Severity")), ("exploited", _("Known to be exploited"))],
    )
    plan = models.TextField(_("what is done about it"), blank=True, max_length=10_000)
    state = StateField(VULNERABILITY_FINDING_STATES, max_length=15)
    is_gone = models.BooleanField(_("no longer reported"), default=False)
    gone_on = models.DateField(_("no longer reported since"), null=True, blank=True)
    fixed_on = models.DateField(_("fixed on"), null=True, blank=True)
    how_fixed = models.TextField(_("how it was fixed"), blank=True, max_length=10_000)
    justification = models.TextField(_("why it is accepted or no finding"), blank=True, max_length=10_000)
    risk = models.ForeignKey(
        "risks.Risk",
        models.PROTECT,
        related_name="vulnerability_findings",
        null=True,
        blank=True,
        verbose_name=_("risk accepted"),
    )
    accepted_until = models.DateField(_("accepted until"), null=True, blank=True)
    reopened = models.PositiveIntegerField(_("opened again"), default=0)

    objects: ClassVar[Any] = RecordManager.from_queryset(FindingQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed(
            "title",
            "vulnerability",
            "item",
            "target",
            "component",
            "severity",
            "state",
            "due",
            "first_seen",
            "last_seen",
            "accepted_until",
            "fixed_on",
            "fingerprint",
        )
