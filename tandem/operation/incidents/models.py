"""Incidents: one line for service and security."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Records, Structure, Vague
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed, sparse
from tandem.ground.kernel.states import State, StateField

IMPACTS = [(1, _("1 - High")), (2, _("2 - Medium")), (3, _("3 - Low"))]
PRIORITIES = [
    (1, _("1 - Critical")),
    (2, _("2 - High")),
    (3, _("3 - Moderate")),
    (4, _("4 - Low")),
    (5, _("5 - Planning")),
]
PENDING = [
    ("customer", _("Customer")),
    ("supplier", _("Supplier")),
    ("change", _("Change")),
    ("problem", _("Problem")),
    ("evidence", _("Evidence")),
    ("scheduled", _("Scheduled")),
]
CHANNELS = [
    ("portal", _("Portal")),
    ("phone", _("Phone")),
    ("mail", _("Mail")),
    ("monitoring", _("Monitoring")),
    ("in-person", _("In person")),
    ("other", _("Other")),
]
SECURITY_CATEGORIES = [
    ("malware", _("Malicious software")),
    ("deception", _("Deception, such as phishing or false invoices")),
    ("account", _("Account taken over or misused")),
    ("intrusion", _("Intrusion into a system")),
    ("weakness", _("Known weakness exploited")),
    ("flood", _("Flooding or sabotage of a service")),
    ("disclosure", _("Information shown or sent to the wrong people")),
    ("loss", _("Device or papers lost or stolen")),
    ("rights", _("Wrong access rights or settings")),
    ("insider", _("Own people against the rules")),
    ("premises", _("Premises or equipment entered or damaged")),
    ("supplier", _("Incident at a supplier")),
    ("false-alarm", _("False alarm")),
    ("other", _("Other")),
]
INFORMATION_CLASSES = [
    ("public", _("Public")),
    ("internal", _("Internal")),
    ("confidential", _("Confidential")),
    ("strict", _("Strictly confidential")),
]
REPORTED_AS = [
    ("disruption", _("Something does not work")),
    ("event", _("Security event")),
    ("weakness", _("Security weakness")),
]
PERSONAL_DATA = [("unknown", _("Not known yet")), ("yes", _("Yes")), ("no", _("No"))]
OPEN_STATES = ("new", "assigned", "in-progress", "pending")


class IncidentQuerySet(RecordQuerySet):
    def open(self) -> "IncidentQuerySet":
        """Incidents that somebody still suffers from."""
        return self.filter(state__in=OPEN_STATES)

    def opened_between(self, start: datetime, end: datetime) -> "IncidentQuerySet":
        """Incidents opened from `start` on and before `end`."""
        return self.filter(opened_at__gte=start, opened_at__lt=end)


INCIDENT_STATES = (
    State("new", _("New"), "active"),
    State("assigned", _("Assigned"), "active", next="start"),
    State("in-progress", _("In progress"), "active", next="resolve"),
    State("pending", _("Pending"), "waiting", next="start"),
    State("resolved", _("Resolved"), "good", next=""),
    State("closed", _("Closed"), "quiet", final=True),
    State("cancelled", _("Cancelled"), "quiet", final=True),
)


class Incident(Record):
    """An unplanned interruption or a security event: one record from the first report to the lesson learned."""

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what happened"), blank=True, max_length=50_000)
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="incidents",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="incidents",
        null=True,
        blank=True,
        verbose_name=_("customer"),
        db_index=False,
    )
    caller = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        related_name="incidents",
        null=True,
        blank=True,
        verbose_name=_("caller"),
        db_index=False,
    )
    contact = models.ForeignKey(
        "customers.CustomerContact",
        models.PROTECT,
        related_name="incidents",
        null=True,
        blank=True,
        verbose_name=_("caller at the customer"),
        db_index=False,
    )
    items = Records(_("items"), to="inventory.Item", blank=True, most=100, longest=40)
    problem = models.ForeignKey(
        "problems.Problem",
        models.PROTECT,
        related_name="incidents",
        null=True,
        blank=True,
        verbose_name=_("caused by"),
        db_index=False,
    )
    article = models.ForeignKey(
        "knowledge.Article",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("knowledge article"),
    )
    why_no_article = models.CharField(_("why it needs no article"), max_length=300, blank=True)
    is_service = models.BooleanField(_("service affected"), default=True)
    is_security = models.BooleanField(_("security"), default=False)
    security_reason = models.TextField(_("security assessment"), blank=True, max_length=5_000)
    security_assessed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("security assessed by"),
        db_index=False,
    )
    security_assessed_at = models.DateTimeField(_("security assessed at"), null=True, blank=True)
    security_category = models.CharField(
        _("kind of security incident"), max_length=12, choices=SECURITY_CATEGORIES, blank=True
    )
    information_class = models.CharField(
        _("highest class of information concerned"), max_length=12, choices=INFORMATION_CLASSES, blank=True
    )
    information_concerned = models.TextField(_("which information"), blank=True, max_length=5_000)
    personal_data = models.CharField(
        _("personal data concerned"), max_length=7, choices=PERSONAL_DATA, default="unknown"
    )
    aware_at = models.DateTimeField(_("known since"), null=True, blank=True)
    response_plan = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("response plan followed"),
    )
    is_confidential = models.BooleanField(_("confidential"), default=False)
    is_open_to_auditors = models.BooleanField(_("auditors may see it"), default=False)
    evidence_waiver = models.TextField(_("why no evidence is kept"), blank=True, max_length=5_000)
    evidence_waived_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("waived by"),
        db_index=False,
    )
    evidence_waived_at = models.DateTimeField(_("waived at"), null=True, blank=True)
    channel = models.CharField(_("channel"), max_length=12, choices=CHANNELS, default="portal")
    reported_as = models.CharField(_("reported as"), max_length=10, choices=REPORTED_AS, default="disruption")
    reported_by = models.CharField(_("reported by"), max_length=150, blank=True)
    category = models.CharField(_("category"), max_length=100, blank=True)
    impact = models.PositiveSmallIntegerField(_("impact"), choices=IMPACTS, default=2)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=IMPACTS, default=2)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=PRIORITIES, default=3)
    priority_reason = models.CharField(_("reason for own priority"), max_length=300, blank=True)
    is_major = models.BooleanField(_("major incident"), default=False)
    group = models.CharField(_("assignment group"), max_length=100, blank=True)
    assignee = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("assigned to"),
        db_index=False,
    )
    state = StateField(INCIDENT_STATES, max_length=15)
    pending_on = models.CharField(_("waits for"), max_length=12, choices=PENDING, blank=True)
    pending_why = models.CharField(_("what is waited for"), max_length=300, blank=True)
    pending_until = models.DateTimeField(_("waits until"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    happened = Vague(_("happened, as far as known"), blank=True)
    veris = Structure(_("VERIS record"), default=dict, blank=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    resolution_code = models.CharField(_("resolution code"), max_length=100, blank=True)
    resolution = models.TextField(_("resolution"), blank=True, max_length=20_000)
    lessons = models.TextField(_("lessons learned"), blank=True, max_length=20_000)
    reassignments = models.PositiveIntegerField(_("reassignments"), default=0)
    reopened = models.PositiveIntegerField(_("reopened"), default=0)
    informed_at = models.DateTimeField(_("caller informed at"), null=True, blank=True)
    delay_message = models.TextField(_("what was said of the delay"), blank=True, max_length=5_000)
    delay_told_at = models.DateTimeField(_("told of the delay at"), null=True, blank=True)
    met_target = models.BooleanField(_("within the target"), null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="children", null=True, blank=True, verbose_name=_("part of")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="merged", null=True, blank=True, verbose_name=_("merged into")
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, related_name="split_off", null=True, blank=True, verbose_name=_("split from")
    )
    template = models.ForeignKey(
        "incidents.IncidentTemplate",
        models.PROTECT,
        related_name="incidents",
        null=True,
        blank=True,
        verbose_name=_("template"),
        db_index=False,
    )

    objects: ClassVar[Any] = RecordManager.from_queryset(IncidentQuerySet)()

    class Meta(Record.Meta):
        indexes = [
            *indexed(
                "title",
                "state",
                "priority",
                "opened_at",
                "resolved_at",
                "group",
                "category",
                "service",
                "assignee",
                "customer",
                "problem",
                "caller",
                "contact",
                "pending_until",
            ),
            *sparse("incident", "security_category", "information_class", "pending_on", "resolution_code"),
            models.Index(fields=["organization", "id"], condition=models.Q(is_major=True), name="incident_is_major"),
            models.Index(fields=["organization", "state", "opened_at"]),
            models.Index(fields=["organization", "customer", "opened_at"]),  # the newest of one customer, in the portal
        ]
