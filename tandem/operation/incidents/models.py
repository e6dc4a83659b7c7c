"""Incidents: one line for service and security."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
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
CAUSES = [
    ("control-missing", _("Control was not there")),
    ("control-failed", _("Control did not work")),
    ("control-bypassed", _("Control was got round")),
    ("risk-came-true", _("Risk came true")),
    ("risk-again", _("Risk is to be assessed again")),
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
    State("assigned", _("Assigned"), "active"),
    State("in-progress", _("In progress"), "active"),
    State("pending", _("Pending"), "waiting"),
    State("resolved", _("Resolved"), "good"),
    State("closed", _("Closed"), "quiet", final=True),
    State("cancelled", _("Cancelled"), "quiet", final=True),
)


class Incident(Record):
    """An unplanned interruption or a security event: one record from the first report to the lesson learned."""

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what happened"), blank=True, max_length=50_000)
    service = models.ForeignKey(
        "services.Service", models.PROTECT, related_name="incidents", null=True, blank=True, verbose_name=_("service")
    )
    is_service = models.BooleanField(_("service affected"), default=True)
    is_security = models.BooleanField(_("security"), default=False)
    security_reason = models.TextField(_("security assessment"), blank=True, max_length=5_000)
    security_assessed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("security assessed by")
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
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("waived by")
    )
    evidence_waived_at = models.DateTimeField(_("waived at"), null=True, blank=True)
    channel = models.CharField(_("came in by"), max_length=12, choices=CHANNELS, default="portal")
    reported_as = models.CharField(_("reported as"), max_length=10, choices=REPORTED_AS, default="disruption")
    reported_by = models.CharField(_("reported by"), max_length=150, blank=True)
    category = models.CharField(_("category"), max_length=100, blank=True)
    impact = models.PositiveSmallIntegerField(_("impact"), choices=IMPACTS, default=2)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=IMPACTS, default=2)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=PRIORITIES, default=3)
    priority_reason = models.CharField(_("why another priority"), max_length=300, blank=True)
    is_major = models.BooleanField(_("major incident"), default=False)
    group = models.CharField(_("assignment group"), max_length=100, blank=True)
    assignee = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("assigned to")
    )
    state = StateField(INCIDENT_STATES, max_length=15)
    pending_on = models.CharField(_("waits for"), max_length=12, choices=PENDING, blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    happened = models.CharField(_("happened, as far as known"), max_length=10, blank=True)
    veris = models.JSONField(_("VERIS record"), default=dict, blank=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    resolution_code = models.CharField(_("resolution code"), max_length=100, blank=True)
    resolution = models.TextField(_("resolution"), blank=True, max_length=20_000)
    lessons = models.TextField(_("lessons learned"), blank=True, max_length=20_000)
    reassignments = models.PositiveIntegerField(_("reassignments"), default=0)
    reopened = models.PositiveIntegerField(_("reopened"), default=0)
    met_target = models.BooleanField(_("within the target"), null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="children", null=True, blank=True, verbose_name=_("part of")
    )

    objects = RecordManager.from_queryset(IncidentQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed(
            "title", "state", "priority", "opened_at", "resolved_at", "group", "category", "service", "assignee"
        )


EVIDENCE_STATES = (
    State("collected", _("Collected"), "waiting"),
    State("sealed", _("Sealed"), "good"),
    State("released", _("Released"), "quiet", final=True),
    State("withdrawn", _("Withdrawn"), "quiet", final=True),
)


class Evidence(Record):
    """One thing kept as evidence of an incident: what it is, where from, whose hands it went through, its hash."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="evidence", verbose_name=_("incident"))
    title = models.CharField(_("what it is"), max_length=200)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        default="log",
        choices=[
            ("log", _("Log or export")),
            ("image", _("Image of a disk or memory")),
            ("mail", _("Message")),
            ("document", _("Document")),
            ("picture", _("Screenshot or photograph")),
            ("device", _("Device or carrier")),
            ("statement", _("What somebody said")),
            ("other", _("Other")),
        ],
    )
    source = models.CharField(_("where it comes from"), max_length=300)
    method = models.TextField(_("how it was taken"), blank=True, max_length=5_000)
    collected_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("collected by")
    )
    collected_at = models.DateTimeField(_("collected at"))
    kept_at = models.CharField(_("where it is kept"), max_length=300, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    hash_checked_at = models.DateTimeField(_("hash compared at"), null=True, blank=True)
    holder = models.CharField(_("in the hands of"), max_length=200, blank=True)
    keep_until = models.DateField(_("keep until"), null=True, blank=True)
    state = StateField(EVIDENCE_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("incident", "title", "kind", "state", "collected_at", "keep_until")


class EvidenceTransfer(Record):
    """That an item of evidence went from one hand to another: the links of its chain of custody, never changed."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="transfers", verbose_name=_("evidence"))
    handed_from = models.CharField(_("handed over by"), max_length=200, blank=True)
    handed_to = models.CharField(_("handed to"), max_length=200)
    handed_at = models.DateTimeField(_("handed over at"))
    purpose = models.CharField(_("why"), max_length=500)
    place = models.CharField(_("where"), max_length=200, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("evidence", "handed_to", "handed_at")


NOTIFICATION_DUTY_STATES = (State("active", _("Active"), "good"), State("retired", _("Retired"), "quiet", final=True))


class NotificationDuty(Record):
    """Whom the organization must tell of an incident of some kind, and within how many hours."""

    title = models.CharField(_("title"), max_length=200)
    obligation = models.ForeignKey(
        "context.Obligation", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("obligation")
    )
    recipient = models.CharField(
        _("kind of recipient"),
        max_length=10,
        default="authority",
        choices=[
            ("authority", _("Authority")),
            ("customer", _("Customer")),
            ("persons", _("Persons concerned")),
            ("insurer", _("Insurer")),
            ("partner", _("Partner or supplier")),
            ("internal", _("Own management")),
        ],
    )
    whom = models.CharField(_("whom to notify"), max_length=200, blank=True)
    hours = models.PositiveIntegerField(_("within … hours"), null=True, blank=True)
    applies_when = models.CharField(
        _("applies to"),
        max_length=15,
        default="security",
        choices=[
            ("personal-data", _("Security incidents with personal data")),
            ("security", _("Every security incident")),
            ("major-security", _("Major security incidents")),
            ("major", _("Every major incident")),
        ],
    )
    how = models.CharField(_("by which way"), max_length=300, blank=True)
    content = models.TextField(_("what must be said"), blank=True, max_length=5_000)
    state = StateField(NOTIFICATION_DUTY_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "recipient", "hours", "applies_when", "state", "obligation")


class NotificationQuerySet(RecordQuerySet):
    def waiting(self) -> "NotificationQuerySet":
        """Notifications that are still to be sent."""
        return self.filter(state="waiting")

    def overdue(self, now: datetime) -> "NotificationQuerySet":
        """Notifications whose time ran out unsent."""
        return self.waiting().filter(due_at__lt=now)


INCIDENT_NOTIFICATION_STATES = (
    State("waiting", _("To be sent"), "waiting"),
    State("sent", _("Sent"), "good", final=True),
    State("waived", _("Not needed"), "quiet", final=True),
    State("lapsed", _("No longer applies"), "quiet", final=True),
)


class IncidentNotification(Record):
    """The clock of one notification of one incident: until when it is due, when it was sent, what was said."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="notifications", verbose_name=_("incident"))
    duty = models.ForeignKey(
        NotificationDuty, models.PROTECT, related_name="notifications", null=True, blank=True, verbose_name=_("duty")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    whom = models.CharField(_("whom to notify"), max_length=200, blank=True)
    hours = models.PositiveIntegerField(_("within … hours"), null=True, blank=True)
    began_at = models.DateTimeField(_("clock runs from"), null=True, blank=True)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    is_late = models.BooleanField(_("late"), default=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sent_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("sent by")
    )
    message = models.TextField(_("what was said"), blank=True, max_length=20_000)
    state = StateField(INCIDENT_NOTIFICATION_STATES, max_length=10)

    objects = RecordManager.from_queryset(NotificationQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("incident", "duty", "title", "state", "due_at", "due_on", "sent_at")


class IncidentCause(Record):
    """Why an incident could happen: a control that failed and how, or a risk that came true; both are then seen to."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="causes", verbose_name=_("incident"))
    title = models.CharField(_("in one line"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=CAUSES)
    control = models.ForeignKey(
        "controls.Control", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("own control")
    )
    requirement = models.CharField(_("or control of a catalogue"), max_length=80, blank=True)
    risk = models.ForeignKey(
        "risks.Risk", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("risk")
    )
    explanation = models.TextField(_("how it came about"), blank=True, max_length=10_000)
    due = models.DateField(_("to be put right by"), null=True, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("incident", "title", "kind", "control", "risk", "requirement", "due")


REFERENCE_INCIDENT_STATES = (
    State("new", _("New"), "quiet"),
    State("considered", _("Considered"), "good", final=True),
    State("set-aside", _("Set aside"), "quiet", final=True),
)


class ReferenceIncident(Record):
    """An incident of somebody else, kept to learn from it; no figure of the organization's own counts it."""

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what happened"), blank=True, max_length=50_000)
    source = models.CharField(_("read where"), max_length=500, blank=True)
    happened = models.CharField(_("happened"), max_length=10, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    security_category = models.CharField(
        _("kind of security incident"), max_length=12, choices=SECURITY_CATEGORIES, blank=True
    )
    actors = models.JSONField(_("who did it"), default=list, blank=True)
    actions = models.JSONField(_("what they did"), default=list, blank=True)
    assets = models.JSONField(_("what was hit"), default=list, blank=True)
    attributes = models.JSONField(_("what was lost"), default=list, blank=True)
    information = models.JSONField(_("which information"), default=list, blank=True)
    victim = models.CharField(_("whom it hit"), max_length=300, blank=True)
    industry = models.CharField(_("industry number"), max_length=6, blank=True)
    countries = models.JSONField(_("countries"), default=list, blank=True)
    veris = models.JSONField(_("VERIS record"), default=dict, blank=True)
    conclusion = models.TextField(_("what it means for us"), blank=True, max_length=10_000)
    considered_on = models.DateField(_("considered on"), null=True, blank=True)
    state = StateField(REFERENCE_INCIDENT_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "year", "happened", "security_category", "industry", "considered_on")
