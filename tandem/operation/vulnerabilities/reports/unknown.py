"""What a file looks like that is no report known here: by the marks of common tools, else by what stands in it."""

from typing import Any

from tandem.operation.vulnerabilities.reports.strict_xml import Node

MOST_NAMES = 8
BYTES = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\xd0\xcf\x11\xe0", "Microsoft Office"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "Windows EXE"),
)
OBJECTS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Bandit (JSON)", frozenset({"results", "metrics", "generated_at"})),
    ("Semgrep (JSON)", frozenset({"results", "errors", "paths"})),
    ("Semgrep (JSON)", frozenset({"results", "errors", "version"})),
    ("npm audit (JSON)", frozenset({"auditReportVersion"})),
    ("npm audit (JSON)", frozenset({"advisories", "metadata"})),
    ("Snyk (JSON)", frozenset({"vulnerabilities", "packageManager"})),
    ("pip-audit (JSON)", frozenset({"dependencies", "fixes"})),
    ("Dependency-Check (JSON)", frozenset({"reportSchema", "scanInfo"})),
    ("ZAP (JSON)", frozenset({"site", "@version"})),
    ("ZAP (JSON)", frozenset({"site", "@programName"})),
    ("SonarQube (JSON)", frozenset({"issues", "components", "paging"})),
    ("AWS Security Hub (ASFF)", frozenset({"Findings"})),
    ("KICS (JSON)", frozenset({"kics_version"})),
    ("Kubescape (JSON)", frozenset({"summaryDetails"})),
    ("kube-bench (JSON)", frozenset({"Controls", "Totals"})),
    ("kube-bench (JSON)", frozenset({"tests", "node_type"})),
    ("Dockle (JSON)", frozenset({"details", "summary", "image"})),
    ("gosec (JSON)", frozenset({"Issues", "Stats"})),
    ("Brakeman (JSON)", frozenset({"scan_info", "warnings"})),
    ("OSV-Scanner (JSON)", frozenset({"results", "experimental_config"})),
    ("WPScan (JSON)", frozenset({"banner", "target_url"})),
    ("GitLab (JSON)", frozenset({"scan", "vulnerabilities", "version"})),
    ("SPDX (JSON)", frozenset({"spdxVersion"})),
    ("SPDX (JSON)", frozenset({"SPDXID"})),
    ("Nuclei (JSON)", frozenset({"template-id"})),
    ("OSV (JSON)", frozenset({"schema_version", "affected"})),
    ("OSCAL (JSON)", frozenset({"catalog"})),
    ("OSCAL (JSON)", frozenset({"assessment-results"})),
    ("Prowler 3 (JSON)", frozenset({"CheckID", "StatusExtended"})),
    ("TruffleHog 3 of Python (JSON)", frozenset({"rule", "secret", "path"})),
    ("Syft (JSON)", frozenset({"artifacts", "artifactRelationships"})),
    ("tfsec (JSON)", frozenset({"rule_id", "long_id"})),
    ("ESLint (JSON)", frozenset({"filePath", "errorCount"})),
    ("pip-audit (JSON)", frozenset({"dependencies"})),
    ("OSV-Scanner (JSON)", frozenset({"results"})),
)
ELEMENTS = {
    "NessusClientData_v2": "Nessus",
    "NessusClientData": "Nessus",
    "OWASPZAPReport": "ZAP (XML)",
    "issues": "Burp (XML)",
    "ScanGroup": "Acunetix (XML)",
    "CxXMLResults": "Checkmarx (XML)",
    "BugCollection": "SpotBugs (XML)",
    "FindBugsBugCollection": "SpotBugs (XML)",
    "SCAN": "Qualys (XML)",
    "ASSET_DATA_REPORT": "Qualys (XML)",
    "WAS_SCAN_REPORT": "Qualys (XML)",
    "NexposeReport": "Nexpose (XML)",
    "analysis": "Dependency-Check (XML)",
    "niktoscan": "Nikto (XML)",
    "checkstyle": "Checkstyle (XML)",
    "testsuites": "JUnit (XML)",
    "testsuite": "JUnit (XML)",
    "pmd": "PMD (XML)",
    "FVDL": "Fortify (XML)",
    "detailedreport": "Veracode (XML)",
    "arachni_scan_report": "Arachni (XML)",
    "netsparker-enterprise": "Invicti (XML)",
    "html": "HTML",
    "document": "sslyze (XML)",
    "oval_results": "OVAL (XML)",
    "Benchmark": "XCCDF (XML)",
    "TestResult": "XCCDF (XML)",
    "arf": "ARF (XML)",
}
TABLES = (
    ("Nessus (CSV)", frozenset({"Plugin ID", "Risk", "Host"})),
    ("Qualys (CSV)", frozenset({"QID", "IP"})),
    ("Prowler (CSV)", frozenset({"CHECK_ID", "STATUS"})),
    ("Dependency-Check (CSV)", frozenset({"DependencyName", "CVE"})),
    ("Snyk (CSV)", frozenset({"PROBLEM_TITLE"})),
)


def kind_of_bytes(raw: bytes) -> str:
    """What bytes are by their first ones: a picture, an office document; empty for what may be text."""
    return next((name for start, name in BYTES if raw.startswith(start)), "")


def object_looks(content: dict[str, Any]) -> str:
    """What an object looks like."""
    return next((name for name, keys in OBJECTS if keys <= content.keys()), "") or f"JSON: {_names(content)}"


def several(rows: list[dict[str, Any]]) -> str:
    """What a list of objects looks like."""
    known = next((name for name, keys in OBJECTS if keys <= rows[0].keys()), "")
    return known or f"JSON, {len(rows)} × {_names(rows[0])}"


def _names(content: dict[str, Any]) -> str:
    names = [str(name)[:30] for name in content][:MOST_NAMES]
    return "{" + ", ".join(names) + (", …" if len(content) > MOST_NAMES else "") + "}"


def xml(root: Node) -> str:
    """Which tool wrote an XML, by its outermost element; empty where that is not known."""
    if root.name == "report":
        return "JaCoCo (XML)" if root.first("sessioninfo") or root.first("counter") else ""
    return ELEMENTS.get(root.name, "")


def element(root: Node) -> str:
    """What an XML of nobody known looks like."""
    inner = list(dict.fromkeys(child.name for child in root.children))[:MOST_NAMES]
    return f"XML: <{root.name[:60]}> {', '.join(name[:30] for name in inner)}".strip()


def text(content: str) -> str:
    """What a text looks like: a table of known or other columns, else its first words."""
    line = content.lstrip("\ufeff").lstrip().partition("\n")[0].strip()
    joint = max((",", ";", "\t", "|"), key=line.count)
    names = [name.strip().strip('"') for name in line.split(joint)]
    if len(names) < 3:
        return f"“{line[:80]}”"
    known = next((name for name, columns in TABLES if columns <= set(names)), "")
    return known or f"CSV: {', '.join(name[:30] for name in names[:MOST_NAMES])}"
