"""What a VERIS record means here: kind of incident, class of information, personal data, and how to say it in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

PERSONAL = {"Personal", "Sensitive Personal", "Medical", "Payment", "Bank"}
STRICT = {"Classified", "Secrets", "Medical", "Sensitive Personal", "Digital certificate", "Session key", "API key"}
CONFIDENTIAL = {"Personal", "Payment", "Bank", "Credentials", "Multi-factor credential", "Source code", "Copyrighted"}
STOLEN = {"Use of stolen creds", "Brute force", "Offline cracking", "Pass-the-hash", "Session replay", "Hijack"}
WEAK = {
    "SQLi",
    "XSS",
    "Exploit vuln",
    "Exploit misconfig",
    "RFI",
    "Path traversal",
    "Buffer overflow",
    "Insecure deserialization",
    "OS commanding",
    "CSRF",
    "SSI injection",
    "LDAP injection",
    "XML injection",
}
LOST = {"Theft", "Loss"}
SETTING = {"Misconfiguration", "Maintenance error"}
SENT = {"Misdelivery", "Publishing error", "Disposal error", "Gaffe", "Classification error", "Data entry error"}
SEVERITY = {"Catastrophic": 1, "Damaging": 1, "Painful": 2, "Distracting": 3, "Insignificant": 3}
MEANT = {  # a kind of ours as an action of theirs: name, variety, vector
    "malware": ("malware", "Unknown", "Unknown"),
    "deception": ("social", "Unknown", "Unknown"),
    "account": ("hacking", "Use of stolen creds", "Unknown"),
    "intrusion": ("hacking", "Unknown", "Unknown"),
    "weakness": ("hacking", "Exploit vuln", "Unknown"),
    "flood": ("hacking", "DoS", "Unknown"),
    "disclosure": ("error", "Misdelivery", "Unknown"),
    "loss": ("error", "Loss", "Unknown"),
    "rights": ("error", "Misconfiguration", "Unknown"),
    "insider": ("misuse", "Unknown", "Unknown"),
    "premises": ("physical", "Unknown", "Unknown"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """A record in our words. `happened` is 2012, 2012-03 or 2012-03-09: as far as the record knows."""

    number: str
    title: str
    description: str
    happened: str
    category: str
    information_class: str
    personal_data: str
    impact: int
    is_service: bool
    told: Mapping[str, Any] = field(default_factory=dict)


def of(record: Mapping[str, Any]) -> Meaning:
    """The meaning of a valid record."""
    summary = str(record.get("summary", "")).strip()
    data = [kind["variety"] for kind in record.get("attribute", {}).get("confidentiality", {}).get("data", ())]
    actions = list(_varied(record.get("action", {})))
    return Meaning(
        number=str(record["incident_id"]).strip(),
        title=_title(record, summary, actions),
        description=_description(record, summary),
        happened=happened(record),
        category=category(record),
        information_class=_class(record, set(data)),
        personal_data=_personal(record, set(data)),
        impact=SEVERITY.get(record.get("impact", {}).get("overall_rating", ""), 2),
        is_service="availability" in record.get("attribute", {}),
        told={
            "source": str(record.get("reference") or record.get("source_id") or "")[:500],
            "victim": str(record.get("victim", {}).get("victim_id", ""))[:300],
            "industry": str(record.get("victim", {}).get("industry", ""))[:6],
            "countries": [country for country in record.get("victim", {}).get("country", ()) if country != "Unknown"],
            "actors": list(_varied(record.get("actor", {}))),
            "actions": actions,
            "assets": list(dict.fromkeys(asset["variety"] for asset in record["asset"].get("assets", ()))),
            "attributes": list(_varied(record.get("attribute", {}), bare=True)),
            "information": list(dict.fromkeys(data)),
        },
    )


def happened(record: Mapping[str, Any]) -> str:
    """When it happened, no more exactly than the record knows."""
    day_known = record["timeline"]["incident"]
    known = [f"{day_known['year']:04d}"]
    for name in ("month", "day"):
        if not day_known.get(name):
            break
        known.append(f"{day_known[name]:02d}")
    return "-".join(known)


def _varied(part: Mapping[str, Any], *, bare: bool = False) -> Iterator[str]:
    """Such as “hacking: SQLi”; a part without varieties stands by itself."""
    for name, content in part.items():
        varieties = content.get("variety", ()) if isinstance(content, dict) else ()
        if bare and not varieties:
            varieties = (
                [content["data_disclosure"]] if isinstance(content, dict) and "data_disclosure" in content else ()
            )
        yield from (f"{name.lower()}: {variety}" for variety in varieties)
        if not varieties:
            yield name.lower()


def _title(record: Mapping[str, Any], summary: str, actions: list[str]) -> str:
    """The first sentence of the summary; without one, whom it hit and what was done."""
    if summary:
        line = summary.splitlines()[0].strip()
        sentence = line.partition(". ")[0] if len(line) > 120 else line
        return sentence if len(sentence) <= 200 else sentence[:197].rsplit(" ", 1)[0] + " …"
    whom = str(record.get("victim", {}).get("victim_id", ""))
    return (", ".join(part for part in (whom, actions[0] if actions else "") if part) or record["incident_id"])[:200]


def _description(record: Mapping[str, Any], summary: str) -> str:
    parts = (summary, record.get("notes", ""), record.get("discovery_notes", ""))
    return "\n\n".join(str(part) for part in parts if part)[:50_000]


def category(record: Mapping[str, Any]) -> str:
    """The kind of security incident that a record is about, by what was done first of all."""
    if record["security_incident"] == "False positive":
        return "false-alarm"
    done = {name: set(content.get("variety", ())) for name, content in record.get("action", {}).items()}
    hacking, error = done.get("hacking", set()), done.get("error", set())
    rules = (
        ("flood", "DoS" in hacking | done.get("malware", set())),
        ("malware", "malware" in done),
        ("account", bool(STOLEN & hacking)),
        ("weakness", bool(WEAK & hacking)),
        ("intrusion", "hacking" in done),
        ("deception", "social" in done),
        ("insider", "misuse" in done),
        ("loss", bool(LOST & (done.get("physical", set()) | error))),
        ("premises", "physical" in done),
        ("rights", bool(SETTING & error)),
        ("disclosure", bool(SENT & error)),
        ("supplier", set(record.get("actor", {})) == {"partner"}),
    )
    return next((kind for kind, holds in rules if holds), "other")


def _class(record: Mapping[str, Any], data: set[str]) -> str:
    if STRICT & data:
        return "strict"
    if CONFIDENTIAL & data:
        return "confidential"
    return "internal" if data else ""


def _personal(record: Mapping[str, Any], data: set[str]) -> str:
    lost = record.get("attribute", {}).get("confidentiality")
    if lost is None or lost.get("data_disclosure") == "No":
        return "no"
    if PERSONAL & data:
        return "yes"
    return "unknown" if not data or "Unknown" in data or "Other" in data else "no"


def lessons(record: Mapping[str, Any]) -> str:
    """What the record says failed, and what was done about it."""
    failed, corrected = record.get("control_failure", ""), record.get("corrective_action", "")
    texts = (_("What failed: %(what)s") % {"what": failed} if failed else "", corrected)
    return "\n\n".join(str(part) for part in texts if part)[:20_000]
