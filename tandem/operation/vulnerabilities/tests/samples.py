"""One small report of every kind, of our own making."""

import json
from typing import Any


def sarif(**run: Any) -> bytes:
    """A SARIF run with two results."""
    base_run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "Lint",
                "rules": [
                    {
                        "id": "py/injection",
                        "shortDescription": {"text": "Text becomes code"},
                        "properties": {"security-severity": "9.1", "tags": ["external/cwe/cwe-094"]},
                        "helpUri": "https://lint.example/injection",
                    },
                    {"id": "py/todo", "defaultConfiguration": {"level": "note"}},
                ],
            }
        },
        "versionControlProvenance": [{"repositoryUri": "https://git.example/portal"}],
        "invocations": [{"executionSuccessful": True, "endTimeUtc": "2026-02-20T08:00:00Z"}],
        "results": [_result("py/injection", 3, "eval of {0}"), {"ruleIndex": 1, "message": {"text": "left to do"}}],
    }
    return json.dumps({"version": "2.1.0", "runs": [{**base_run, **run}]}).encode()


def _result(rule: str, line: int, text: str) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": "src/a%20b.py"}, "region": {"startLine": line}}
    return {
        "ruleId": rule,
        "message": {"text": text, "arguments": ["x"]},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"primary": f"mark-{rule}"},
    }


def cyclonedx(**more: Any) -> bytes:
    """A bill of materials with one open and one settled vulnerability."""
    bill: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": {
            "timestamp": "2026-02-21T10:00:00Z",
            "tools": {"components": [{"name": "bom-scan"}]},
            "component": {"name": "portal", "version": "4.7", "purl": "pkg:oci/portal@4.7", "bom-ref": "root"},
        },
        "components": [{"bom-ref": "c1", "group": "org.example", "name": "parser", "version": "1.2"}],
        "vulnerabilities": [
            {
                "id": "CVE-2026-0001",
                "source": {"name": "NVD", "url": "https://nvd.example/CVE-2026-0001"},
                "references": [{"id": "GHSA-aaaa-bbbb-cccc"}],
                "ratings": [
                    {"score": 5.0, "severity": "medium", "method": "CVSSv2"},
                    {"score": 8.8, "severity": "high", "method": "CVSSv31", "vector": "CVSS:3.1/AV:N"},
                ],
                "cwes": [79],
                "description": "Parser trusts lengths",
                "recommendation": "Update to 1.3",
                "affects": [{"ref": "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#c1"}],
            },
            {
                "id": "CVE-2026-0002",
                "ratings": [{"severity": "low"}],
                "analysis": {"state": "not_affected", "justification": "code_not_reachable"},
                "affects": [{"ref": "c1"}],
            },
        ],
    }
    return json.dumps({**bill, **more}).encode()


CYCLONEDX_XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1"><metadata><timestamp>2026-02-21T10:00:00Z</timestamp>
<tools><components><component><name>bom-scan</name></component></components></tools>
<component bom-ref="root"><name>portal</name><version>4.7</version>
<purl>pkg:oci/portal@4.7</purl></component></metadata>
<components><component bom-ref="c1">
<group>org.example</group><name>parser</name><version>1.2</version></component></components>
<vulnerabilities><vulnerability><id>CVE-2026-0001</id>
<source><name>NVD</name><url>https://nvd.example/CVE-2026-0001</url></source>
<references><reference><id>GHSA-aaaa-bbbb-cccc</id></reference></references>
<ratings><rating><score>5.0</score><severity>medium</severity><method>CVSSv2</method></rating>
<rating><score>8.8</score><severity>high</severity><method>CVSSv31</method><vector>CVSS:3.1/AV:N</vector></rating></ratings>
<cwes><cwe>79</cwe></cwes><description>Parser trusts lengths</description><recommendation>Update to 1.3</recommendation>
<affects><target><ref>urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#c1</ref></target></affects></vulnerability>
<vulnerability><id>CVE-2026-0002</id><ratings><rating><severity>low</severity></rating></ratings>
<analysis><state>not_affected</state><justification>code_not_reachable</justification></analysis>
<affects><target><ref>c1</ref></target></affects></vulnerability></vulnerabilities></bom>"""


def kev(*numbers: str, **more: Any) -> bytes:
    """The list of exploited ones as JSON."""
    entries = [
        {
            "cveID": number,
            "vendorProject": "Maker",
            "product": "Thing",
            "vulnerabilityName": f"Hole {number[-4:]}",
            "dateAdded": "2026-02-25",
            "shortDescription": 'It says "open", and is.',
            "requiredAction": "Update.",
            "dueDate": "2026-03-18",
            "knownRansomwareCampaignUse": "Known",
            "notes": "https://maker.example/1 ; https://maker.example/2",
            "cwes": ["CWE-79", "CWE-94"],
            **more,
        }
        for number in numbers
    ]
    return json.dumps({"catalogVersion": "2026.02.25", "count": len(entries), "vulnerabilities": entries}).encode()


def kev_csv(*numbers: str) -> bytes:
    """The same list as CSV."""
    head = "cveID,vendorProject,product,vulnerabilityName,dateAdded,shortDescription,requiredAction,dueDate,"
    head += "knownRansomwareCampaignUse,notes,cwes\n"
    row = '{0},Maker,Thing,Hole {1},2026-02-25,"It says ""open"", and is.",Update.,2026-03-18,Known,'
    row += '"https://maker.example/1 ; https://maker.example/2","CWE-79, CWE-94"\n'
    return (head + "".join(row.format(number, number[-4:]) for number in numbers)).encode()


def nmap(*ports: int, findings: str = "", services: int = 1000, start: int = 1771660800) -> bytes:
    """A run over one host: open ports, and what the vulners script found on the first."""
    script = (
        f'<script id="vulners" output="x"><table key="cpe"><table>{findings}</table></table></script>'
        if findings
        else ""
    )
    open_ports = "".join(
        f'<port protocol="tcp" portid="{port}"><state state="open"/><service name="http" product="Server"'
        f' version="1.1"/>{script if place == 0 else ""}</port>'
        for place, port in enumerate(ports)
    )
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n'
        f'<nmaprun scanner="nmap" args="nmap -sV web01" start="{start}"><scaninfo numservices="{services}"/>'
        '<host><status state="up"/><address addr="10.0.0.8" addrtype="ipv4"/>'
        f'<hostnames><hostname name="web01.example.org"/></hostnames><ports>{open_ports}</ports></host></nmaprun>'
    ).encode()


VULNERS = '<elem key="id">CVE-2026-0003</elem><elem key="cvss">7.5</elem><elem key="type">cve</elem>'

OPENVAS_XML = b"""<report id="1"><name>outer</name><report id="2"><scan_run_status>Done</scan_run_status>
<task id="t"><name>Servers</name></task><scan_start>2026-02-19T08:00:00Z</scan_start>
<results start="1" max="-1"><result id="r1"><host>10.0.0.9<hostname>db01</hostname></host><port>5432/tcp</port>
<nvt oid="1.3.6.1.4.1.25623.1.0.1"><name>Old database</name><cvss_base>9.8</cvss_base>
<tags>summary=The database is old.|affected=Database 9|solution=Update it.|cvss_base_vector=AV:N</tags>
<refs><ref type="cve" id="CVE-2026-0004"/><ref type="cve" id="CVE-2026-0005"/><ref type="url" id="https://db.example/"/></refs>
</nvt><threat>High</threat><severity>9.8</severity><description>Version 9.1</description></result>
<result id="r2"><host>10.0.0.9</host><port>general/tcp</port><nvt oid="1.3.6.1.4.1.25623.1.0.2"><name>Clock</name></nvt>
<threat>Log</threat><severity>0.0</severity></result></results></report></report>"""

OPENVAS_CSV = (
    b"IP,Hostname,Port,Port Protocol,CVSS,Severity,Solution Type,NVT Name,Summary,Specific Result,NVT OID,CVEs,"
    b"Task ID,Task Name,Timestamp,Result ID,Impact,Solution,Affected Software/OS,Vulnerability Insight,"
    b"Vulnerability Detection Method,Product Detection Result,BIDs,CERTs,Other References\n"
    b'10.0.0.9,db01,5432,tcp,9.8,High,VendorFix,Old database,The database is old.,"Version\n9.1",'
    b'1.3.6.1.4.1.25623.1.0.1,"CVE-2026-0004,CVE-2026-0005",t,Servers,2026-02-19T08:00:00Z,r1,,Update it.,Database 9,'
    b",,,,,https://db.example/\n"
)


def trivy(*packages: str, day: str = "2026-02-22T01:02:03.123456789Z", severity: str = "CRITICAL") -> bytes:
    """An image in which CVE-2026-0006 sits in these packages; with a wrong setting and a secret."""
    vulnerabilities = [
        {
            "VulnerabilityID": "CVE-2026-0006",
            "PkgName": name,
            "InstalledVersion": "1.0",
            "FixedVersion": "1.1",
            "Status": "fixed",
            "Severity": severity,
            "SeveritySource": "nvd",
            "Title": "Image is too open",
            "CVSS": {"nvd": {"V3Score": 9.8, "V3Vector": "CVSS:3.1/AV:N"}, "redhat": {"V3Score": 5}},
            "CweIDs": ["CWE-78"],
            "References": ["https://maker.example/6", "not an address"],
        }
        for name in packages
    ]
    results = [
        {"Target": "shop:2.1 (debian 12)", "Class": "os-pkgs", "Type": "debian", "Vulnerabilities": vulnerabilities},
        {
            "Target": "Dockerfile",
            "Class": "config",
            "Misconfigurations": [
                {"ID": "DS002", "AVDID": "AVD-DS-0002", "Title": "Runs as root", "Severity": "HIGH", "Status": "FAIL"},
                {"ID": "DS001", "Title": "Tag is fixed", "Severity": "LOW", "Status": "PASS"},
            ],
        },
        {
            "Target": "key.txt",
            "Class": "secret",
            "Secrets": [{"RuleID": "key", "Title": "Key", "Severity": "LOW", "StartLine": 2, "Match": "key = hunter2"}],
        },
        {"Target": "Licences", "Class": "license", "Licenses": [{"Name": "MIT"}, {"Name": "BSD"}]},
    ]
    document = {
        "SchemaVersion": 2,
        "ArtifactName": "shop:2.1",
        "CreatedAt": day,
        "Results": results if packages else [],
    }
    return json.dumps(document).encode()


EVERY = {
    "sarif": sarif(),
    "cyclonedx.json": cyclonedx(),
    "cyclonedx.xml": CYCLONEDX_XML,
    "kev.json": kev("CVE-2026-0001"),
    "kev.csv": kev_csv("CVE-2026-0001"),
    "nmap": nmap(80, 443, findings=VULNERS),
    "openvas.xml": OPENVAS_XML,
    "openvas.csv": OPENVAS_CSV,
    "trivy": trivy("openssl"),
}
