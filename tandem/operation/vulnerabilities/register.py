"""Vulnerabilities, findings, reports and deadlines, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import WRITERS
from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    View,
    declare,
)
from tandem.operation.vulnerabilities import operations, rules
from tandem.operation.vulnerabilities.models import Vulnerability

TONES = {"1": "bad", "2": "waiting", "3": "active", "4": "quiet", "5": "quiet", "6": "quiet"}


VULNERABILITIES = declare(
    Register(
        key="vulnerabilities",
        model=Vulnerability,
        prefix="VULN",
        title=_("Vulnerabilities"),
        singular=_("Vulnerability"),
        about=_("Known weaknesses by their numbers, how grave they are, and whether attackers use them already."),
        icon="shield-alert",
        headline="identifier",
        place=Place(
            home="risks",
            tab=_("Vulnerabilities"),
            under="vulnerability-findings",
            pages=(PageLink(_("Bring a list or report"), "bring-report", "file-up", roles=WRITERS),),
        ),
        listing=Listing(
            columns=(
                "reference",
                "identifier",
                "title",
                "severity",
                "score",
                "is_exploited",
                "is_ransomware",
                "epss",
                "vendor",
                "product",
                "exploited_since",
            ),
            filters=(
                "is_ransomware",
                "exploited_due",
                "vendor",
                "product",
                "identifier",
            ),
            search=("title", "description", "vendor", "product", "aliases", "cwe", "advice"),
            views=(
                View("exploited", _("Known exploited"), {"is_exploited": "true"}, "-exploited_since"),
                View("ransomware", _("Used by ransomware"), {"is_ransomware": "true"}, "-exploited_since"),
                View("likely", _("Likely to be attacked"), {"epss~from": "0.1"}, "-epss"),
                View("critical", _("Critical"), {"severity": "1"}, "identifier"),
            ),
            tones={"severity": TONES},
            empty=_("They come with the reports of scanners and with the list of known exploited vulnerabilities."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The vulnerability"),
                    ("identifier", "title", "description", "aliases", "cwe", "vendor", "product", "owner"),
                    _("The number under which it is known, such as CVE-2024-3094, or the rule of a scanner."),
                ),
                Section(_("How grave it is"), ("severity", "score", "vector")),
                Section(
                    _("Attacks"),
                    (
                        "is_exploited",
                        "exploited_since",
                        "exploited_due",
                        "is_ransomware",
                        "epss",
                        "epss_percentile",
                        "epss_on",
                    ),
                    _("What attackers use already is treated sooner; the deadlines say how soon."),
                ),
                Section(_("What to do"), ("advice", "sources")),
            ),
            facts=("is_listed",),
        ),
        exchange=Exchange(
            natural_key="identifier",
            importable=("is_listed",),
            synonyms={
                "identifier": ("cve", "cveid", "cve id", "ghsa", "vulnerability id", "plugin id"),
                "title": ("vulnerabilityname", "vulnerability name", "name"),
                "description": ("shortdescription", "short description", "summary"),
                "score": ("cvss", "cvss base score", "cvss score"),
                "vendor": ("vendorproject", "vendor project"),
                "advice": ("requiredaction", "required action", "solution", "remediation"),
            },
        ),
        rules=Rules(
            derive=rules.derive_vulnerability,
            validate=rules.check_vulnerability,
            after_change=operations.follow_vulnerability,
        ),
        example=Example({"identifier": "CVE-2024-3094", "title": "Backdoor in xz", "severity": 1, "score": "10.0"}),
    )
)
