"""The cast: Ada manages, Ben owns, Cleo reads, Finn is staff, Gil audits; Dan is from elsewhere."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tandem.ground.accounts.models import Membership, Organization, User
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register

ROLES = {"ada": "manager", "ben": "contributor", "cleo": "reader", "finn": "staff", "gil": "auditor"}
LAST_DAY = date(2099, 12, 31)


@dataclass(frozen=True)
class Cast:
    """Two organizations and the people in them."""

    home: Organization
    elsewhere: Organization
    users: dict[str, User]

    def actor(self, name: str, through: str = "page") -> Actor:
        """One of them as an actor in their own organization."""
        organization = self.elsewhere if name == "dan" else self.home
        user, role = self.users[name], "manager" if name == "dan" else ROLES[name]
        return Actor(organization.pk, role, user.name, user.pk, through, organization.zone)


def assemble() -> Cast:
    """Create the cast."""
    home = Organization.objects.create(slug="home", name="Home", time_zone="Europe/Vienna")
    elsewhere = Organization.objects.create(slug="elsewhere", name="Elsewhere")
    users = {
        name: User.objects.create_user(f"{name}@example.org", name.title(), "pass-word-12345")
        for name in (*ROLES, "dan")
    }
    for name, role in ROLES.items():
        until = LAST_DAY if role == "auditor" else None
        Membership.objects.create(organization=home, user=users[name], role=role, until=until)
    Membership.objects.create(organization=elsewhere, user=users["dan"], role="manager")
    _one_clause()
    return Cast(home, elsewhere, users)


def _one_clause() -> None:
    """A catalogue of one clause, for what refers to it."""
    framework = Framework.objects.create(
        key="iso-27001:2022",
        standard="iso-27001",
        edition="2022",
        name="ISO/IEC 27001:2022",
        kind="standard",
        origin="built-in",
        digest="x",
    )
    Requirement.objects.create(framework=framework, ref="4.1", title="Context", kind="clause", assessable=True)
    Requirement.objects.create(framework=framework, ref="A.5.1", title="Policies", kind="control", assessable=True)


SAMPLES: dict[str, dict[str, Any]] = {
    "actions": {"title": "Call the carrier", "due": "2030-05-01"},
    "documents": {"title": "Access control policy", "kind": "policy", "topic": "access-control"},
    "document-versions": {"number": "1.0", "text": "# Access\n\nBy role."},
    "acknowledgements": {"owner": "ben@example.org"},
    "document-reviews": {"owner": "ben@example.org"},
    "policy-exceptions": {
        "title": "Old scanner without a second factor",
        "deviation": "Sign-in without second factor",
        "place": "Scanner in the archive",
        "reason": "It cannot do one",
        "measures": "Own network, one user",
        "expires_on": "2027-01-31",
    },
    "services": {"title": "Hosted mail", "requirements": "99.8 %", "targets": "4 hours"},
    "context-issues": {"title": "Skilled people are rare", "is_relevant": True, "conclusion": "Train our own"},
    "interested-parties": {"title": "Insurer", "kind": "insurer"},
    "obligations": {"title": "Report breaches", "kind": "law", "source": "Art. 33", "notify_hours": 72},
    "items": {"title": "Mail server", "classification": "confidential", "is_ci": True},
    "suppliers": {"title": "Carrier", "provides": "Lines", "selected_by": "Price", "contract": "C-1"},
    "people": {"title": "Ines Falk", "function": "Engineer", "began_on": "2025-01-01"},
    "competences": {"title": "Firewalls", "role": "Engineer", "held": "yes", "evidence": "Certificate"},
    "trainings": {"title": "Phishing", "done_on": "2026-01-15"},
    "risks": {"title": "Fire in the server room", "likelihood": 2, "impact": 4, "availability": True},
    "risk-methods": {"title": "Five by five"},
    "threats": {"title": "Fire", "kind": "accidental", "availability": True, "item_kinds": "facility, hardware"},
    "weaknesses": {"title": "No detection of fire", "kind": "premises"},
    "treatment-measures": {"title": "Sprinklers", "due": "2030-01-01", "cost_once": 900, "impact_steps": 1},
    "controls": {"title": "Second factor for all", "requirements": "iso-27001:2022/4.1", "test_method": "Sample"},
    "control-tests": {"title": "Ten accounts", "result": "passed", "done_on": "2026-03-01"},
    "statements": {"title": "SoA 2026"},
    "statement-entries": {"ref": "A.5.2", "title": "Roles"},
    "risk-rounds": {"title": "Spring round", "began_on": "2026-03-02"},
    "risk-acceptances": {"reason": "Low and watched", "until": "2098-01-01"},
    "loss-estimates": {
        "title": "Fire in one room",
        "rate_low": "0.02",
        "rate_high": "0.2",
        "loss_low": 50_000,
        "loss_high": 900_000,
    },
    "loss-tolerances": {"title": "What we can bear", "points": ["100000 50 %", "1000000 5 %"]},
    "loss-correlations": {"title": "Power and people", "matrix": ["power: 0.5 0.1", "people: 0.1 0.3"]},
    "incidents": {"title": "Mail is down", "impact": 1, "urgency": 2, "description": "Nobody can send."},
    "incident-evidence": {"title": "Mail log", "source": "Mail gateway", "collected_at": "2026-03-02 09:00"},
    "evidence-transfers": {
        "handed_to": "Police laboratory",
        "purpose": "To be examined",
        "handed_at": "2026-03-02 10:00",
    },
    "incident-causes": {"kind": "control-failed", "requirement": "iso-27001:2022/A.5.1"},
    "reference-incidents": {"title": "Ransomware at a hospital", "happened": "2012-03", "victim": "A hospital"},
    "notification-duties": {"title": "Tell the authority", "whom": "Data protection authority", "hours": 72},
    "incident-notifications": {"title": "Tell the customer", "whom": "Berglund", "hours": 24},
    "vulnerabilities": {"identifier": "CVE-2024-3094", "title": "Backdoor in xz", "severity": 1, "score": "10.0"},
    "vulnerability-findings": {"title": "xz on the mail server", "target": "mail.example.org", "component": "xz"},
    "vulnerability-reports": {"title": "Scan of the servers", "tool": "Nmap", "scanned_on": "2026-03-01"},
    "vulnerability-deadlines": {"title": "How soon we patch"},
    "management-systems": {"title": "ISMS", "standard": "iso-27001:2022"},
    "judgements": {
        "requirement": "iso-27001:2022/4.1",
        "verdict": "met",
        "reason": "Seen in the minutes",
        "until": "2028-01-01",
    },
}
CHANGES: dict[str, dict[str, Any]] = {
    "document-versions": {"changes": "A comma"},
    "risk-acceptances": {},
    "control-tests": {},
    "evidence-transfers": {},
    "judgements": {},
}
PARENTS: dict[str, dict[str, Any]] = {"acknowledgements": {"state": "effective", "edition": "1.0"}}


def values_for(cast: Cast, actor: Actor, register: Register) -> dict[str, Any]:
    """Values that make a valid record of a register, its parents created first."""
    values = dict(SAMPLES[register.key])
    owner = actor.user_id
    if register.place.parent:
        parent_register = registers.declared_for(register.field(register.place.parent).related_model)  # type: ignore[arg-type]
        owned = {"owner": owner} if "owner" in parent_register.writable else {}
        given = {**values_for(cast, actor, parent_register), **owned, **PARENTS.get(register.key, {})}
        parent = writing.create(actor.via("import"), parent_register, given)
        values[register.place.parent] = parent.reference
    elif "owner" in register.writable:
        values["owner"] = owner
    return values | _needed(cast, actor, register)


def _needed(cast: Cast, actor: Actor, register: Register) -> dict[str, Any]:
    """Records that a register cannot do without, beside the parent: what is there already, else new ones."""
    found = {}
    for name in register.writable:
        field = register.field(name)
        target = registers.of_model(field.related_model) if field.is_relation else None  # type: ignore[arg-type]
        if target and not field.blank and name != register.place.parent:
            known = target.model.objects.order_by("pk").first()
            found[name] = (known or writing.create(actor, target, values_for(cast, actor, target))).reference
    return found
