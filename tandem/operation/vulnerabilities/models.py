"""Technical vulnerabilities, where they were found, the reports that say so, and how soon they are treated."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

SEVERITIES = [
    (1, _("Critical")),
    (2, _("High")),
    (3, _("Medium")),
    (4, _("Low")),
    (5, _("Information")),
    (6, _("Not rated")),
]
KINDS = [
    ("sarif", "SARIF"),
    ("cyclonedx", "CycloneDX"),
    ("trivy", "Trivy"),
    ("nmap", "Nmap"),
    ("openvas", "OpenVAS"),
    ("kev", _("Known exploited vulnerabilities")),
    ("other", _("Other")),
]
OPEN_STATES = ("open", "in-treatment")
LONGEST_DEADLINE = 3_650


class Vulnerability(Record):
    """A weakness of a product or a rule of a scanner, known by its number, wherever it may be found."""

    identifier = models.CharField(_("identifier"), max_length=150)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True, max_length=20_000)
    aliases = models.JSONField(_("also known as"), default=list, blank=True)
    severity = models.PositiveSmallIntegerField(_("severity"), choices=SEVERITIES, default=6)
    score = models.CharField(_("CVSS score"), max_length=4, blank=True)
    vector = models.CharField(_("CVSS vector"), max_length=200, blank=True)
    cwe = models.JSONField(_("kind of weakness (CWE)"), default=list, blank=True)
    vendor = models.CharField(_("vendor"), max_length=200, blank=True)
    product = models.CharField(_("product"), max_length=200, blank=True)
    advice = models.TextField(_("what to do about it"), blank=True, max_length=20_000)
    sources = models.TextField(_("where it is described"), blank=True, max_length=12_000)
    is_exploited = models.BooleanField(_("known to be exploited"), default=False)
    exploited_since = models.DateField(_("known to be exploited since"), null=True, blank=True)
    exploited_due = models.DateField(_("to be treated by, says the list"), null=True, blank=True)
    is_ransomware = models.BooleanField(_("used by ransomware"), default=False)

    class Meta(Record.Meta):
        indexes = indexed("identifier", "title", "severity", "is_exploited", "exploited_since", "vendor", "product")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "identifier"],
                name="one_vulnerability_of_an_identifier",
                violation_error_message=_("There is a vulnerability of this identifier already."),
            ),
        ]


class VulnerabilityReport(Record):
    """One report of a scanner, or an edition of a list: who looked at what on which day, and what came of it."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS, default="other")
    tool = models.CharField(_("tool"), max_length=100)
    target = models.CharField(_("what was looked at"), max_length=300, blank=True)
    scanned_on = models.DateField(_("looked at on"))
    is_full = models.BooleanField(_("covers all of its target"), default=False)
    note = models.TextField(_("note"), blank=True, max_length=5_000)
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    digest = models.CharField(_("SHA-256 of what it says"), max_length=64, blank=True)
    new = models.PositiveIntegerField(_("new findings"), default=0)
    seen_again = models.PositiveIntegerField(_("seen again"), default=0)
    reopened = models.PositiveIntegerField(_("opened again"), default=0)
    gone = models.PositiveIntegerField(_("no longer seen"), default=0)
    left_out = models.PositiveIntegerField(_("left out"), default=0)

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "tool", "scanned_on", "digest")


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

    objects = RecordManager.from_queryset(FindingQuerySet)()

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


def _days(label: object, standard: int) -> "models.PositiveSmallIntegerField[int, int]":
    bounds = [MinValueValidator(1), MaxValueValidator(LONGEST_DEADLINE)]
    return models.PositiveSmallIntegerField(label, default=standard, validators=bounds)  # type: ignore[arg-type]


class DeadlinesQuerySet(RecordQuerySet):
    def in_force(self) -> "VulnerabilityDeadlines | None":
        """The deadlines that were approved last."""
        found: VulnerabilityDeadlines | None = self.filter(state="approved").order_by("-approved_on", "-pk").first()
        return found


VULNERABILITY_DEADLINES_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("approved", _("Approved"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
)


class VulnerabilityDeadlines(Record):
    """Within how many days findings are treated, by severity and whether attackers use them; fixed once approved."""

    title = models.CharField(_("title"), max_length=200)
    edition = models.CharField(_("version of the deadlines"), max_length=20, default="1")
    note = models.TextField(_("reasons and exceptions"), blank=True, max_length=10_000)
    critical_days = _days(_("critical: days"), 7)
    high_days = _days(_("high: days"), 30)
    medium_days = _days(_("medium and not rated: days"), 90)
    low_days = _days(_("low: days"), 180)
    exploited_days = _days(_("known to be exploited: days"), 14)
    state = StateField(VULNERABILITY_DEADLINES_STATES, max_length=12)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    objects = RecordManager.from_queryset(DeadlinesQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "approved_on")
