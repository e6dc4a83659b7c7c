"""Reports of scanners."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, indexed

KINDS = [
    ("sarif", "SARIF"),
    ("cyclonedx", "CycloneDX"),
    ("trivy", "Trivy"),
    ("nmap", "Nmap"),
    ("openvas", "OpenVAS"),
    ("grype", "Grype"),
    ("nuclei", "Nuclei"),
    ("govulncheck", "govulncheck"),
    ("trufflehog", "TruffleHog"),
    ("gitleaks", "Gitleaks"),
    ("checkov", "Checkov"),
    ("hadolint", "Hadolint"),
    ("ocsf", "OCSF"),
    ("csaf", _("CSAF or VEX")),
    ("kev", _("Known exploited vulnerabilities")),
    ("epss", _("Likelihood of attacks (EPSS)")),
    ("other", _("Other")),
]


LISTS = ("kev", "epss")


class VulnerabilityReport(Record):
    """One report of a scanner, or an edition of a list: who looked at what on which day, and what came of it."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=15, choices=KINDS, default="other")
    tool = models.CharField(_("tool"), max_length=100)
    target = models.CharField(_("what was looked at"), max_length=300, blank=True)
    scanned_on = models.DateField(_("looked at on"))
    is_full = models.BooleanField(_("covers all of its target"), default=False)
    looked_at = Words(_("targets looked at"), blank=True, longest=400, most=70_000)
    not_looked_at = Words(_("targets that could not be looked at"), blank=True, longest=700, most=70_000)
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
