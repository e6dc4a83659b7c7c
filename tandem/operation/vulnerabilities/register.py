"""Vulnerabilities, findings, reports and deadlines, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS, WRITERS
from tandem.ground.kernel.registers import (
    Exchange,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    Transition,
    View,
    Waiting,
    Workflow,
    declare,
)
from tandem.operation.vulnerabilities import operations, rules
from tandem.operation.vulnerabilities.deadlines import rules as deadlines_rules
from tandem.operation.vulnerabilities.deadlines.models import (
    VULNERABILITY_DEADLINES_STATES,
    VulnerabilityDeadlines,
)
from tandem.operation.vulnerabilities.findings import rules as findings_rules
from tandem.operation.vulnerabilities.findings.models import (
    OPEN_STATES,
    VULNERABILITY_FINDING_STATES,
    VulnerabilityFinding,
)
from tandem.operation.vulnerabilities.models import Vulnerability
from tandem.operation.vulnerabilities.reports import rules as reports_rules
from tandem.operation.vulnerabilities.reports.models import VulnerabilityReport

OPEN = ",".join(OPEN_STATES)
TONES = {"1": "bad", "2": "waiting", "3": "active", "4": "quiet", "5": "quiet", "6": "quiet"}
DECIDE = ("open", "in-treatment")

FINDINGS = declare(
    Register(
        key="vulnerability-findings",
        model=VulnerabilityFinding,
        prefix="VFIND",
        title=_("Vulnerability findings"),
        singular=_("Vulnerability finding"),
        about=_("Where vulnerabilities were found, until when each is treated, and what was decided about it."),
        icon="bug",
        place=Place(
            beside=("item", "vulnerability", "report", "risk"),
            pages=(
                PageLink(_("Summary"), "vulnerability-summary", "chart-bar"),
                PageLink(_("Bring a report"), "bring-report", "file-up", roles=WRITERS),
            ),
        ),
        listing=Listing(
            columns=(
                "reference",
                "vulnerability",
                "title",
                "severity",
                "is_exploited",
                "state",
                "due",
                "item",
                "owner",
                "target",
            ),
            filters=(
                "is_exploited",
                "is_gone",
                "report",
                "risk",
                "target",
                "component",
                "tool",
                "deadline_by",
            ),
            search=("target", "component", "path", "port", "details", "plan", "justification"),
            views=(
                View("open", _("Open"), {"state": OPEN}, "due"),
                View("overdue", _("Overdue"), {"state": OPEN, "due~before": "today"}, "due"),
                View("exploited", _("Known exploited"), {"state": OPEN, "is_exploited": "true"}, "due"),
                View("critical", _("Critical"), {"state": OPEN, "severity": "1"}, "due"),
                View("no-item", _("No item"), {"state": OPEN, "item": "none"}, "severity"),
                View("gone", _("No longer reported"), {"state": OPEN, "is_gone": "true"}, "severity"),
                View("accepted", _("Accepted"), {"state": "accepted"}, "accepted_until"),
            ),
            tones={"severity": TONES},
            empty=_("Bring the report of a scanner as it is, or write down what a test found."),
        ),
        form=Form(
            sections=(
                Section(
                    _("What was found where"),
                    ("vulnerability", "title", "item", "target", "severity", "owner"),
                    _("Choose the item; where there is none, say in words where it was found."),
                ),
                Section(
                    _("Exactly where"),
                    ("component", "component_version", "fixed_version", "path", "port", "details"),
                ),
                Section(_("When and by whom"), ("tool", "report", "first_seen", "last_seen")),
                Section(_("Treatment"), ("plan",)),
            ),
            facts=(
                "is_exploited",
                "due",
                "deadline_by",
                "is_gone",
                "gone_on",
                "fixed_on",
                "how_fixed",
                "justification",
                "risk",
                "accepted_until",
                "reopened",
            ),
        ),
        waiting=(
            Waiting(what=_("Treat the vulnerability"), date="due", states=OPEN_STATES),
            Waiting(what=_("Decide again: the acceptance ends"), date="accepted_until", states=("accepted",)),
        ),
        workflow=Workflow(
            states=VULNERABILITY_FINDING_STATES,
            transitions=(
                Transition(
                    key="treat", label=_("Start treatment"), sources=("open",), target="in-treatment", fields=("plan",)
                ),
                Transition(
                    key="fix",
                    label=_("Fixed"),
                    sources=DECIDE,
                    target="fixed",
                    fields=("fixed_on", "how_fixed"),
                ),
                Transition(
                    key="still-there",
                    label=_("Still there"),
                    sources=DECIDE,
                    concerns=lambda finding: finding.is_gone,
                    effect=findings_rules.still_there,
                ),
                Transition(
                    key="accept",
                    label=_("Accept the risk"),
                    sources=DECIDE,
                    target="accepted",
                    roles=MANAGERS,
                    by_owner=False,
                    required=("justification", "risk", "accepted_until"),
                ),
                Transition(
                    key="dismiss",
                    label=_("False positive"),
                    sources=DECIDE,
                    target="false-positive",
                    required=("justification",),
                ),
                Transition(
                    key="reopen",
                    label=_("Open again"),
                    sources=findings_rules.DECIDED,
                    target="open",
                    needs_reason=True,
                    effect=findings_rules.reopen,
                ),
            ),
        ),
        exchange=Exchange(
            importable=(
                "state",
                "justification",
                "risk",
                "accepted_until",
                "fixed_on",
                "how_fixed",
                "fingerprint",
            ),
            synonyms={
                "vulnerability": ("cve", "vulnerability id", "cve id"),
                "item": ("asset", "host", "hostname", "ci"),
                "target": ("ip", "ip address", "dns name", "image", "repository"),
                "component": ("package", "plugin output", "library"),
                "component_version": ("installed version", "version"),
                "fixed_version": ("fix version", "fixed in"),
                "tool": ("scanner", "source"),
                "first_seen": ("first found", "date found", "discovered"),
                "last_seen": ("last found", "last detected"),
            },
        ),
        rules=Rules(
            derive=findings_rules.derive_finding,
            validate=findings_rules.check_finding,
        ),
    )
)

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
                    ("is_exploited", "exploited_since", "exploited_due", "is_ransomware"),
                    _("What attackers use already is treated sooner; the deadlines say how soon."),
                ),
                Section(_("What to do"), ("advice", "sources")),
            ),
        ),
        exchange=Exchange(
            natural_key="identifier",
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
    )
)

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
            under="vulnerability-findings",
            pages=(PageLink(_("Bring a report"), "bring-report", "file-up", roles=WRITERS),),
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "tool", "scanned_on", "new", "seen_again", "reopened", "gone"),
            filters=(
                "tool",
                "is_full",
            ),
            search=("target", "note", "file_name"),
            views=(
                View("scans", _("Scans"), {"kind": "sarif,cyclonedx,trivy,nmap,openvas,other"}, "-scanned_on"),
                View("lists", _("Lists of exploited ones"), {"kind": "kev"}, "-scanned_on"),
            ),
            empty=_("Bring the first report: SARIF, CycloneDX, Trivy, Nmap, OpenVAS, or the list of exploited ones."),
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
            facts=("file_name", "digest", "new", "seen_again", "reopened", "gone", "left_out"),
        ),
        exchange=Exchange(
            importable=("file_name", "digest", "new", "seen_again", "reopened", "gone", "left_out"),
        ),
        rules=Rules(
            validate=reports_rules.check_report,
        ),
    )
)

DEADLINES = declare(
    Register(
        key="vulnerability-deadlines",
        model=VulnerabilityDeadlines,
        prefix="VDAYS",
        title=_("Vulnerability deadlines"),
        singular=_("Vulnerability deadlines"),
        about=_("Within how many days findings are treated, by severity and by whether attackers use them."),
        icon="timer",
        place=Place(
            under="vulnerability-findings",
        ),
        listing=Listing(
            columns=(
                "reference",
                "title",
                "edition",
                "state",
                "critical_days",
                "high_days",
                "medium_days",
                "low_days",
                "exploited_days",
                "approved_on",
            ),
            search=("note",),
            views=(View("approved", _("In force"), {"state": "approved"}, "-approved_on"),),
            empty=_("Until you approve your own: 7 days for critical, 30, 90, 180, and 14 for what is exploited."),
        ),
        form=Form(
            sections=(
                Section(_("The deadlines"), ("title", "edition", "owner", "note")),
                Section(
                    _("Days from the first sighting"),
                    ("critical_days", "high_days", "medium_days", "low_days", "exploited_days"),
                    _("Days of an exploited one count from when it is known to be; the earlier day holds."),
                ),
            ),
            facts=("approved_by", "approved_on"),
        ),
        workflow=Workflow(
            states=VULNERABILITY_DEADLINES_STATES,
            transitions=(
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("draft",),
                    target="approved",
                    roles=MANAGERS,
                    by_owner=False,
                    effect=deadlines_rules.approve_deadlines,
                    afterwards=operations.put_in_force,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "approved_on"),
            natural_key="title",
        ),
        rules=Rules(
            validate=deadlines_rules.check_deadlines,
            locked=deadlines_rules.deadlines_locked,
        ),
    )
)
