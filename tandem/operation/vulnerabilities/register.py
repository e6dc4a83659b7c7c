"""Vulnerabilities, findings, reports and deadlines, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS, WRITERS
from tandem.ground.kernel.registers import (
    PageLink,
    Register,
    Section,
    State,
    Transition,
    View,
    Waiting,
    Workflow,
    declare,
)
from tandem.operation.vulnerabilities import operations, rules
from tandem.operation.vulnerabilities.deadlines import rules as deadlines_rules
from tandem.operation.vulnerabilities.deadlines.models import VulnerabilityDeadlines
from tandem.operation.vulnerabilities.findings import rules as findings_rules
from tandem.operation.vulnerabilities.findings.models import OPEN_STATES, VulnerabilityFinding
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
        wing="operation",
        icon="bug",
        title=_("Vulnerability findings"),
        singular=_("Vulnerability finding"),
        about=_("Where vulnerabilities were found, until when each is treated, and what was decided about it."),
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
        sortable=(
            "reference",
            "title",
            "severity",
            "state",
            "due",
            "target",
            "component",
            "first_seen",
            "last_seen",
            "accepted_until",
            "fixed_on",
            "updated_at",
        ),
        filters=(
            "state",
            "severity",
            "is_exploited",
            "is_gone",
            "due",
            "owner",
            "item",
            "vulnerability",
            "report",
            "risk",
            "target",
            "component",
            "tool",
            "deadline_by",
            "first_seen",
            "last_seen",
            "fixed_on",
            "accepted_until",
        ),
        search=("target", "component", "path", "port", "details", "plan", "justification"),
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
        views=(
            View("open", _("Open"), {"state": OPEN}, "due"),
            View("overdue", _("Overdue"), {"state": OPEN, "due~before": "today"}, "due"),
            View("exploited", _("Known exploited"), {"state": OPEN, "is_exploited": "true"}, "due"),
            View("critical", _("Critical"), {"state": OPEN, "severity": "1"}, "due"),
            View("no-item", _("No item"), {"state": OPEN, "item": "none"}, "severity"),
            View("gone", _("No longer reported"), {"state": OPEN, "is_gone": "true"}, "severity"),
            View("accepted", _("Accepted"), {"state": "accepted"}, "accepted_until"),
        ),
        pages=(
            PageLink(_("Summary"), "vulnerability-summary", "chart-bar"),
            PageLink(_("Bring a report"), "bring-report", "file-up", roles=WRITERS),
        ),
        beside=("item", "vulnerability", "report", "risk"),
        waiting=(
            Waiting(what=_("Treat the vulnerability"), date="due", states=OPEN_STATES),
            Waiting(what=_("Decide again: the acceptance ends"), date="accepted_until", states=("accepted",)),
        ),
        tones={"severity": TONES},
        workflow=Workflow(
            initial="open",
            states=(
                State("open", _("Open"), "bad"),
                State("in-treatment", _("In treatment"), "waiting"),
                State("fixed", _("Fixed"), "good", final=True),
                State("accepted", _("Risk accepted"), "active", final=True),
                State("false-positive", _("False positive"), "quiet", final=True),
            ),
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
        derive=findings_rules.derive_finding,
        validate=findings_rules.check_finding,
        empty=_("Bring the report of a scanner as it is, or write down what a test found."),
    )
)

VULNERABILITIES = declare(
    Register(
        key="vulnerabilities",
        under="vulnerability-findings",
        model=Vulnerability,
        prefix="VULN",
        wing="operation",
        icon="shield-alert",
        title=_("Vulnerabilities"),
        singular=_("Vulnerability"),
        about=_("Known weaknesses by their numbers, how grave they are, and whether attackers use them already."),
        headline="identifier",
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
        sortable=(
            "reference",
            "identifier",
            "title",
            "severity",
            "vendor",
            "product",
            "exploited_since",
            "updated_at",
        ),
        filters=(
            "severity",
            "is_exploited",
            "is_ransomware",
            "exploited_since",
            "exploited_due",
            "vendor",
            "product",
            "identifier",
            "owner",
        ),
        search=("title", "description", "vendor", "product", "aliases", "cwe", "advice"),
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
        natural_key="identifier",
        synonyms={
            "identifier": ("cve", "cveid", "cve id", "ghsa", "vulnerability id", "plugin id"),
            "title": ("vulnerabilityname", "vulnerability name", "name"),
            "description": ("shortdescription", "short description", "summary"),
            "score": ("cvss", "cvss base score", "cvss score"),
            "vendor": ("vendorproject", "vendor project"),
            "advice": ("requiredaction", "required action", "solution", "remediation"),
        },
        views=(
            View("exploited", _("Known exploited"), {"is_exploited": "true"}, "-exploited_since"),
            View("ransomware", _("Used by ransomware"), {"is_ransomware": "true"}, "-exploited_since"),
            View("critical", _("Critical"), {"severity": "1"}, "identifier"),
        ),
        pages=(PageLink(_("Bring a list or report"), "bring-report", "file-up", roles=WRITERS),),
        tones={"severity": TONES},
        derive=rules.derive_vulnerability,
        validate=rules.check_vulnerability,
        after_change=operations.follow_vulnerability,
        empty=_("They come with the reports of scanners and with the list of known exploited vulnerabilities."),
    )
)

REPORTS = declare(
    Register(
        key="vulnerability-reports",
        under="vulnerability-findings",
        model=VulnerabilityReport,
        prefix="VREP",
        wing="operation",
        icon="scan-search",
        title=_("Vulnerability reports"),
        singular=_("Vulnerability report"),
        about=_("Who looked for vulnerabilities where and when, and what came of it; lists of exploited ones too."),
        columns=("reference", "title", "kind", "tool", "scanned_on", "new", "seen_again", "reopened", "gone"),
        sortable=("reference", "title", "kind", "tool", "scanned_on", "updated_at"),
        filters=("kind", "tool", "scanned_on", "is_full", "owner"),
        search=("target", "note", "file_name"),
        sections=(
            Section(
                _("The report"),
                ("title", "kind", "tool", "target", "scanned_on", "is_full", "owner", "note"),
                _("A test by people, such as a penetration test, is written down here; scans come with their files."),
            ),
        ),
        facts=("file_name", "digest", "new", "seen_again", "reopened", "gone", "left_out"),
        importable=("file_name", "digest", "new", "seen_again", "reopened", "gone", "left_out"),
        pages=(PageLink(_("Bring a report"), "bring-report", "file-up", roles=WRITERS),),
        views=(
            View("scans", _("Scans"), {"kind": "sarif,cyclonedx,trivy,nmap,openvas,other"}, "-scanned_on"),
            View("lists", _("Lists of exploited ones"), {"kind": "kev"}, "-scanned_on"),
        ),
        validate=reports_rules.check_report,
        empty=_("Bring the first report: SARIF, CycloneDX, Trivy, Nmap, OpenVAS, or the list of exploited ones."),
    )
)

DEADLINES = declare(
    Register(
        key="vulnerability-deadlines",
        under="vulnerability-findings",
        model=VulnerabilityDeadlines,
        prefix="VDAYS",
        wing="operation",
        icon="timer",
        title=_("Vulnerability deadlines"),
        singular=_("Vulnerability deadlines"),
        about=_("Within how many days findings are treated, by severity and by whether attackers use them."),
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
        sortable=("reference", "title", "state", "approved_on"),
        filters=("state", "approved_on", "owner"),
        search=("note",),
        sections=(
            Section(_("The deadlines"), ("title", "edition", "owner", "note")),
            Section(
                _("Days from the first sighting"),
                ("critical_days", "high_days", "medium_days", "low_days", "exploited_days"),
                _("Days of an exploited one count from when it is known to be; the earlier day holds."),
            ),
        ),
        facts=("approved_by", "approved_on"),
        importable=("state", "approved_on"),
        natural_key="title",
        views=(View("approved", _("In force"), {"state": "approved"}, "-approved_on"),),
        workflow=Workflow(
            initial="draft",
            states=(
                State("draft", _("Draft"), "quiet"),
                State("approved", _("Approved"), "good"),
                State("superseded", _("Superseded"), "quiet", final=True),
            ),
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
        validate=deadlines_rules.check_deadlines,
        locked=deadlines_rules.deadlines_locked,
        empty=_("Until you approve your own: 7 days for critical, 30, 90, 180, and 14 for what is exploited."),
    )
)
