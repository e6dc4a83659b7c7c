"""Technical vulnerabilities, where they were found, the reports that say so, and how soon they are treated."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, indexed

SEVERITIES = [
    (1, _("Critical")),
    (2, _("High")),
    (3, _("Medium")),
    (4, _("Low")),
    (5, _("Information")),
    (6, _("Not rated")),
]


class Vulnerability(Record):
    """A weakness of a product or a rule of a scanner, known by its number, wherever it may be found."""

    identifier = models.CharField(_("identifier"), max_length=150)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True, max_length=20_000)
    aliases = Words(_("also known as"), blank=True)
    severity = models.PositiveSmallIntegerField(_("severity"), choices=SEVERITIES, default=6)
    score = models.CharField(_("CVSS score"), max_length=4, blank=True)
    vector = models.CharField(_("CVSS vector"), max_length=200, blank=True)
    cwe = Words(_("kind of weakness (CWE)"), blank=True)
    vendor = models.CharField(_("vendor"), max_length=200, blank=True)
    product = models.CharField(_("product"), max_length=200, blank=True)
    advice = models.TextField(_("what to do about it"), blank=True, max_length=20_000)
    sources = models.TextField(_("where it is described"), blank=True, max_length=12_000)
    is_exploited = models.BooleanField(_("known to be exploited"), default=False)
    exploited_since = models.DateField(_("known to be exploited since"), null=True, blank=True)
    exploited_due = models.DateField(_("to be treated by, says the list"), null=True, blank=True)
    is_listed = models.BooleanField(_("on the list of exploited ones"), default=False)
    is_ransomware = models.BooleanField(_("used by ransomware"), default=False)

    epss = models.DecimalField(_("likely to be attacked (EPSS)"), max_digits=6, decimal_places=5, null=True, blank=True)
    epss_percentile = models.DecimalField(
        _("share that is less likely"), max_digits=6, decimal_places=5, null=True, blank=True
    )
    epss_on = models.DateField(_("likelihood as of"), null=True, blank=True)

    class Meta(Record.Meta):
        indexes = indexed(
            "identifier", "title", "severity", "is_exploited", "exploited_since", "epss", "vendor", "product"
        )
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "identifier"],
                name="one_vulnerability_of_an_identifier",
                violation_error_message=_("There is a vulnerability of this identifier already."),
            ),
        ]
