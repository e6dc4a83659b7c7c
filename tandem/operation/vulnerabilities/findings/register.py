"""Findings of vulnerabilities, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS, WRITERS
from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Figure,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.operation.vulnerabilities.findings import rules
from tandem.operation.vulnerabilities.findings.models import (
    OPEN_STATES,
    VULNERABILITY_FINDING_STATES,
    VulnerabilityFinding,
)
from tandem.operation.vulnerabilities.register import TONES

OPEN = ",".join(OPEN_STATES)

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
            home="risks",
            tab=_("Vulnerabilities"),
            figures=(Figure("overdue", _("vulnerabilities overdue"), _("vulnerability overdue")),),
            beside=("item", "vulnerability", "report", "risk"),
            pages=(
                PageLink(_("Summary"), "vulnerability-summary", "chart-bar", tab=_("Vulnerabilities")),
                PageLink(_("What was scanned"), "vulnerability-coverage", "radar", tab=_("Vulnerabilities")),
                PageLink(_("Upload a scan"), "bring-report", "file-up", roles=WRITERS),
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
                    effect=rules.still_there,
                ),
                Transition(
                    key="accept",
                    label=_("Accept the risk"),
                    sources=DECIDE,
                    target="accepted",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("owner",),
                    gives=("accepted_until",),
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
                    sources=rules.DECIDED,
                    target="open",
                    needs_reason=True,
                    effect=rules.reopen,
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
                "scope",
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
            derive=rules.derive_finding,
            validate=rules.check_finding,
        ),
        example=Example({"title": "xz on the mail server", "target": "mail.example.org", "component": "xz"}),
    )
)
