"""One small report of each further kind, of our own making."""

import json
from typing import Any


def lines(*rows: dict[str, Any]) -> bytes:
    """Objects on a line each."""
    return "\n".join(json.dumps(row) for row in rows).encode()


def array(*rows: dict[str, Any]) -> bytes:
    """Objects in a list."""
    return json.dumps(list(rows)).encode()


GRYPE_MATCH: dict[str, Any] = {
    "vulnerability": {
        "id": "GHSA-aaaa-bbbb-cccc",
        "severity": "Unknown",
        "cvss": [{"version": "3.1", "vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "metrics": {}}],
        "fix": {"versions": ["1.1"], "state": "fixed"},
        "epss": [{"cve": "CVE-2026-0021", "epss": 0.91234, "percentile": 0.99, "date": "2026-02-20"}],
        "knownExploited": [{"cve": "CVE-2026-0021", "dateAdded": "2026-02-10", "knownRansomwareCampaignUse": "Known"}],
    },
    "relatedVulnerabilities": [{"id": "CVE-2026-0021", "description": "The parser trusts lengths."}],
    "artifact": {"name": "parser", "version": "1.0", "locations": [{"path": "/app/parser-1.0.jar"}]},
}


def grype(name: str = "shop:2.1-b57", **more: Any) -> bytes:
    """A run over an image."""
    source = {"type": "image", "target": {"userInput": name, "tags": []}}
    report = {"matches": [GRYPE_MATCH], "source": source, "descriptor": {"timestamp": "2026-02-21T08:00:00Z"}}
    return json.dumps(report | more).encode()


NUCLEI: dict[str, Any] = {
    "template-id": "old-panel",
    "info": {
        "name": "Old panel",
        "severity": "high",
        "reference": ["https://panel.example/"],
        "classification": {"cve-id": ["CVE-2026-0022"], "cwe-id": ["cwe-287"]},
    },
    "matcher-name": "version",
    "host": "https://portal.example:8443",
    "ip": "10.0.0.8",
    "matched-at": "https://portal.example:8443/admin",
    "timestamp": "2026-02-21T08:00:00Z",
}
GOVULNCHECK = (
    {"config": {"scanner_name": "govulncheck", "scan_level": "symbol"}},
    {"SBOM": {"roots": ["portal.example/shop"]}},
    {"osv": {"id": "GO-2026-0001", "aliases": ["CVE-2026-0023", "GHSA-dddd-eeee-ffff"], "summary": "Loops for ever"}},
    {
        "finding": {
            "osv": "GO-2026-0001",
            "fixed_version": "v1.2.0",
            "trace": [
                {"module": "m.example/text", "version": "v1.1.0", "package": "m.example/text", "function": "Parse"}
            ],
        }
    },
)
TRUFFLEHOG: dict[str, Any] = {
    "SourceMetadata": {
        "Data": {"Git": {"repository": "git@git.example:shop/portal.git", "file": "a.env", "line": 4, "commit": "c1"}}
    },
    "DetectorName": "Cloud",
    "Verified": True,
    "Raw": "hunter2-hunter2",
}
GITLEAKS: dict[str, Any] = {
    "RuleID": "cloud-key",
    "Description": "Key of a cloud",
    "File": "a.env",
    "StartLine": 4,
    "Secret": "hunter2-hunter2",
    "Commit": "c1",
    "Link": "https://git.example/shop/portal/blob/c1/a.env#L4",
}
CHECKOV: dict[str, Any] = {
    "check_type": "terraform",
    "results": {
        "passed_checks": [{"check_id": "CKV_X_1"}],
        "failed_checks": [
            {
                "check_id": "CKV_X_2",
                "check_name": "Storage is encrypted",
                "file_path": "/main.tf",
                "file_line_range": [3, 9],
                "resource": "storage.logs",
                "severity": "HIGH",
            }
        ],
        "skipped_checks": [
            {
                "check_id": "CKV_X_3",
                "resource": "storage.logs",
                "check_result": {"suppress_comment": "Public on purpose"},
            }
        ],
        "parsing_errors": [],
    },
    "summary": {"passed": 1, "failed": 1},
}
HADOLINT: dict[str, Any] = {
    "code": "DL3008",
    "column": 1,
    "file": "Dockerfile",
    "level": "warning",
    "line": 3,
    "message": "Pin versions",
}


def ocsf(status: str = "FAIL", **more: Any) -> dict[str, Any]:
    """A check of an account in a cloud."""
    event = {
        "class_uid": 2004,
        "metadata": {"event_code": "storage_public", "product": {"name": "Prowler"}},
        "severity": "High",
        "status": "New",
        "status_code": status,
        "status_detail": "The store logs is public.",
        "finding_info": {"title": "Stores are not public", "desc": "Public stores leak."},
        "resources": [{"uid": "store/logs", "name": "logs"}],
        "cloud": {"provider": "aws", "account": {"uid": "1234"}},
        "remediation": {"desc": "Close it.", "references": ["https://cloud.example/close"]},
        "time_dt": "2026-02-21T08:00:00",
    }
    return event | more


CSAF: dict[str, Any] = {
    "document": {
        "category": "csaf_vex",
        "csaf_version": "2.0",
        "title": "Parser in the shop",
        "publisher": {"name": "Maker"},
        "tracking": {"id": "M-1", "current_release_date": "2026-02-21T08:00:00Z"},
    },
    "product_tree": {
        "branches": [
            {
                "category": "product_name",
                "name": "Shop",
                "branches": [
                    {"category": "product_version", "name": "2.1", "product": {"product_id": "P1", "name": "Shop 2.1"}},
                    {"category": "product_version", "name": "2.2", "product": {"product_id": "P2", "name": "Shop 2.2"}},
                ],
            }
        ]
    },
    "vulnerabilities": [
        {
            "cve": "CVE-2026-0021",
            "product_status": {"known_affected": ["P1"], "known_not_affected": ["P2"]},
            "flags": [{"label": "vulnerable_code_not_present", "product_ids": ["P2"]}],
            "threats": [{"category": "impact", "details": "The parser is not built in.", "product_ids": ["P2"]}],
            "scores": [
                {
                    "products": ["P1"],
                    "cvss_v3": {"baseScore": 7.5, "baseSeverity": "HIGH", "vectorString": "CVSS:3.1/AV:N"},
                }
            ],
        }
    ],
}


def vex(product: str, status: str = "not_affected", identifier: str = "CVE-2026-0006") -> bytes:
    """A statement of a maker in OpenVEX."""
    statement = {
        "vulnerability": {"name": identifier},
        "products": [{"@id": product}],
        "status": status,
        "justification": "component_not_present",
    }
    about = {"@context": "https://openvex.dev/ns/v0.2.0", "author": "Maker", "timestamp": "2026-02-26T08:00:00Z"}
    return json.dumps(about | {"statements": [statement]}).encode()


CYCLONEDX_WITHIN = b"""<bom xmlns="http://cyclonedx.org/schema/bom/1.2"
 xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0">
<metadata><component><name>portal</name></component></metadata>
<components><component type="library"><name>parser</name><version>1.2</version><v:vulnerabilities>
<v:vulnerability><v:id>CVE-2026-0024</v:id><v:source name="NVD"/>
<v:ratings><v:rating><v:score><v:base>8.8</v:base></v:score>
<v:severity>High</v:severity><v:method>CVSSv3</v:method></v:rating></v:ratings>
<v:recommendations><v:recommendation>Update</v:recommendation></v:recommendations></v:vulnerability>
</v:vulnerabilities></component></components></bom>"""


def epss(*scores: tuple[str, str], day: str = "2026-02-20") -> bytes:
    """The list of likelihoods of a day."""
    rows = "".join(f"{number},{share},0.5\n" for number, share in scores)
    return f"#model_version:v1,score_date:{day}T00:00:00+0000\ncve,epss,percentile\n{rows}".encode()
