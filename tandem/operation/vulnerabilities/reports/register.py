"""Reports of scanners, declared."""

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
from tandem.operation.vulnerabilities.reports import rules
from tandem.operation.vulnerabilities.reports.models import KINDS, LISTS, VulnerabilityReport

SCANS = ",".join(kind for kind, _title in KINDS if kind not in LISTS)

REPORTS = declare(
    Register(
        key="vulnerability-reports",
        model=VulnerabilityReport,
        prefix="VREP",
        title=_("Vulnerability reports"),
        singular=_("Vulnerability report"),
        about=_("Who looked for vulnerabilities where and when, and what came of it; lists of exploited ones too."),
        icon="scan-search",
        place=Place(
            home="risks",
            tab=_("Vulnerabilities"),
            under="vulnerability-findings",
            pages=(PageLink(_("Upload a scan"), "bring-report", "file-up", roles=WRITERS),),
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "tool", "scanned_on", "new", "seen_again", "reopened", "gone"),
            filters=(
                "tool",
                "is_full",
            ),
            search=("target", "note", "file_name"),
            views=(
                View("scans", _("Scans"), {"kind": SCANS}, "-scanned_on"),
                View("lists", _("Lists of attacks"), {"kind": ",".join(LISTS)}, "-scanned_on"),
            ),
            empty=_("Bring the first report of a scanner, or the list of exploited ones."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The report"),
                    ("title", "kind", "tool", "target", "scanned_on", "is_full", "owner", "note"),
                    _(
                        "A test by people, such as a penetration test, is written down here; scans come "
                        "with their files."
                    ),
                ),
            ),
            facts=(
                "looked_at",
                "not_looked_at",
                "file_name",
                "digest",
                "new",
                "seen_again",
                "reopened",
                "gone",
                "left_out",
            ),
        ),
        exchange=Exchange(
            importable=(
                "looked_at",
                "not_looked_at",
                "file_name",
                "digest",
                "new",
                "seen_again",
                "reopened",
                "gone",
                "left_out",
            ),
        ),
        rules=Rules(
            validate=rules.check_report,
        ),
        example=Example({"title": "Scan of the servers", "tool": "Nmap", "scanned_on": "2026-03-01"}),
    )
)
