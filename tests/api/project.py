"""An ISO/IEC 27001 project as a program would carry it out: everything through the API, in the order of the work."""

from collections.abc import Iterable
from typing import Any

from tandem.proof.conformity.tests.honest import prose
from tests.api.test_api import BASE, Caller

STANDARD = "iso-27001:2022"
TOPICS = {
    "policy": (
        "information-security-policy access-control acceptable-use classification cryptography backup "
        "supplier-management physical-security remote-working logging-and-monitoring secure-development privacy "
        "identity-and-authentication cloud-services retention"
    ),
    "procedure": (
        "document-control competence communication security-incident incident-management change-management "
        "configuration-management asset-management vulnerability-management "
        "operating-procedures internal-audit corrective-action improvement roles-and-responsibilities "
        "evidence-handling secure-configuration human-resources policy-exceptions"
    ),
    "plan": "objectives capacity risk-treatment-plan business-continuity service-continuity",
    "other": "scope legal-register risk-assessment-method",
}
THEMES = {"A.5": 37, "A.6": 8, "A.7": 14, "A.8": 34}
LEFT_OUT = {"A.8.30": "Nobody outside develops software for us.", "A.7.10": "Nothing is kept on removable media."}
ITEMS, RISKS, CONTROLS = 40, 60, 31
METHOD = {
    "description": prose("How risks are found and judged"),
    "likelihood_meaning": "Once in ten years\nOnce in five years\nOnce a year\nEach quarter\nEach week",
    "impact_meaning": "Nobody notices\nOne customer waits\nSeveral wait\nContracts end\nWe close",
}


class Project:
    """Ada manages, Ben writes; each call is one of theirs."""

    def __init__(self, ada: Caller, ben: Caller) -> None:
        self.ada, self.ben = ada, ben

    def add(self, register: str, who: Caller | None = None, **values: Any) -> dict[str, Any]:
        """Add a record; what is refused fails with the reason."""
        made = (who or self.ben).call("post", f"{BASE}/{register}/", values)
        assert made.status_code == 201, (register, values, made.json())
        told: dict[str, Any] = made.json()
        return told

    def step(self, register: str, record: dict[str, Any], key: str, who: Caller | None = None, **values: Any) -> Any:
        """Take a step with a record as it stands now."""
        path = f"{BASE}/{register}/{record['reference']}/"
        caller = who or self.ben
        tag = caller.call("get", path)["ETag"]
        done = caller.call("post", f"{path}transitions/{key}", values, If_Match=tag)
        assert done.status_code == 200, (register, key, done.json())
        return done.json()

    def change(self, register: str, record: dict[str, Any], who: Caller | None = None, **values: Any) -> Any:
        """Change a record as it stands now."""
        path = f"{BASE}/{register}/{record['reference']}/"
        caller = who or self.ben
        changed = caller.call("patch", path, values, If_Match=caller.call("get", path)["ETag"])
        assert changed.status_code == 200, (register, values, changed.json())
        return changed.json()

    def link(self, register: str, record: dict[str, Any], to_register: str, to_reference: str) -> None:
        """Link a record to another one, such as what shows that it holds."""
        to = {"to_register": to_register, "to_reference": to_reference}
        made = self.ben.call("post", f"{BASE}/{register}/{record['reference']}/links", to)
        assert made.status_code == 201, (register, to, made.json())

    def results(self) -> dict[str, dict[str, Any]]:
        """Every assessable requirement of the standard by its reference."""
        told = self.ada.call("get", f"{BASE}/conformity").json()
        (standard,) = [one for one in told["standards"] if one["key"] == STANDARD]
        return {one["ref"]: one for one in standard["requirements"] if one["assessable"]}

    def checks(self) -> dict[str, dict[str, Any]]:
        """Every check by its key."""
        return {one["key"]: one for one in self.ada.call("get", f"{BASE}/conformity").json()["checks"]}


def begin(project: Project) -> None:
    """Scope, documents in force, people, suppliers, obligations."""
    system = project.add(
        "management-systems",
        project.ada,
        title="ISMS",
        standard=STANDARD,
        owner="ada@example.org",
        scope="All services and both sites",
        boundaries="Without the canteen",
        interfaces="Two data centre rooms",
    )
    project.step("management-systems", system, "approve-scope", project.ada)
    for kind, topics in TOPICS.items():
        for topic in topics.split():
            document(project, kind, topic)
    for number in range(12):
        person = project.add(
            "people",
            project.ada,
            title=f"Person {number}",
            function="Engineer",
            began_on="2025-01-01",
            is_screened=True,
            has_signed=True,
        )
        if person["state"] == "joining":
            project.step("people", person, "join", project.ada)
    role = project.add(
        "roles",
        project.ada,
        title="Information security officer",
        holder="PER-1",
        duties="Keeps the register of risks and leads security incidents",
        authority="Blocks accounts and devices at once",
        competence="Risk methods, incident handling, law on data",
        concerns_security=True,
    )
    project.step("roles", role, "grant", project.ada)
    for number in range(4):
        supplier(project, f"supplier {number}")
    for kind in ("law", "contract"):
        project.add(
            "obligations",
            title=f"What the {kind} asks",
            kind=kind,
            source="§ 1",
            owner="ben@example.org",
            is_answered=True,
            met_by="Procedure",
            concerns_security=True,
        )


def prepare_for_loss(project: Project) -> None:
    """A continuity plan, approved and tested, and how soon its service has to be back."""
    parts = ("invoked_when", "procedures", "security", "return_to_normal")
    said = {name: prose(f"What the plan says under {name}", 25) for name in parts}
    kept = {"invoked_by": "Head of operations", "copy_at": "On paper in the safe", "owner": "ben@example.org"}
    plan = project.add("continuity-plans", title="A room is gone", **said, **kept)
    project.step("continuity-plans", plan, "send")
    project.step("continuity-plans", plan, "approve", project.ada)
    service = project.add("services", project.ada, title="Hosted applications")
    times = {"tolerable": 480, "rto": 240, "rpo": 60, "effects": prose("What is lost without it", 12)}
    analysis = project.add(
        "impact-analyses", service=service["reference"], plan=plan["reference"], owner="ben@example.org", **times
    )
    promise = {"promised_rto": 120, "promised_rpo": 30, "source": "Restore test of last month"}
    project.add("recovery-needs", analysis=analysis["reference"], title="Second room", **promise)
    project.step("impact-analyses", analysis, "agree", project.ada)
    test = project.add("continuity-tests", plan=plan["reference"], title="The room is off", planned_on="2026-02-20")
    told = {"scenario": prose("What was assumed", 10), "findings": prose("What it showed", 12), "result": "passed"}
    project.step("continuity-tests", test, "hold", present="The team", held_on="2026-02-20", **told)


def supplier(project: Project, name: str) -> None:
    """A supplier under contract, who was reviewed."""
    made = project.add(
        "suppliers",
        title=name.capitalize(),
        provides=prose(f"Lines of {name}", 12),
        owner="ben@example.org",
        reaches_information=True,
        selected_by=prose(f"Why {name}", 10),
        assessed_on="2026-02-01",
    )
    contract = project.add(
        "supplier-contracts",
        supplier=made["reference"],
        title=f"Contract of 2024 with {name}",
        scope=prose(f"Scope agreed with {name}", 15),
        security=prose(f"Controls agreed with {name}", 12),
        authorities=prose(f"Decisions at {name}", 10),
        obligations=prose(f"Duties of {name}", 12),
    )
    words = prose(f"Targets of {name}", 12)
    project.add("supplier-targets", contract=contract["reference"], kind="other", words=words)
    project.step("supplier-contracts", contract, "sign", project.ada)
    project.step("suppliers", made, "begin", project.ada)


def document(project: Project, kind: str, topic: str) -> None:
    """A document of Ben's, approved by Ada."""
    made = project.add(
        "documents",
        title=topic.replace("-", " ").capitalize(),
        kind=kind,
        topic=topic,
        owner="ben@example.org",
        classification="internal",
        retention_months=36,
    )
    version = project.add(
        "document-versions", document=made["reference"], number="1.0", text=prose(f"{topic} ({kind})", 80)
    )
    project.step("document-versions", version, "submit")
    project.step("document-versions", version, "approve", project.ada)
    if topic == "acceptable-use":
        asked = project.add("acknowledgements", project.ada, document=made["reference"], owner="ben@example.org")
        project.step("acknowledgements", asked, "confirm")


def assess(project: Project) -> list[dict[str, Any]]:
    """An approved method, the inventory, and sixty judged risks."""
    method = project.add("risk-methods", title="Five by five", **METHOD)
    project.step("risk-methods", method, "approve", project.ada)
    items = []
    for number in range(ITEMS):
        item = project.add(
            "items",
            title=f"Asset {number}",
            kind="information" if number % 2 else "platform",
            is_asset=True,
            owner="ben@example.org",
            classification="confidential",
        )
        items.append(project.step("items", item, "use") if item["state"] != "in-use" else item)
    return [
        project.add(
            "risks",
            project.ada,
            title=f"Risk {number}",
            domain="information-security",
            threat=prose(f"Cause of risk {number}", 6)[:300],
            vulnerability=prose(f"Way in of risk {number}", 6)[:300],
            item=items[number % ITEMS]["reference"],
            consequence=prose(f"What follows from risk {number}", 15),
            likelihood_reason=prose(f"How often risk {number}", 6)[:300],
            impact_reason=prose(f"How bad risk {number}", 6)[:300],
            confidentiality=number % 3 == 0,
            integrity=number % 3 == 1,
            availability=number % 3 == 2,
            owner="ben@example.org",
            inherent_likelihood=5,
            inherent_impact=5,
            likelihood=1 + number % 5,
            impact=1 + number % 4,
        )
        for number in range(RISKS)
    ]


def refs() -> list[str]:
    """The 93 controls of the edition."""
    return [f"{theme}.{number}" for theme, last in THEMES.items() for number in range(1, last + 1)]


def treat(project: Project, risks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Controls in use and tested; every risk treated or retained, and what is left accepted by its owner."""
    controls = [control(project, number) for number in range(CONTROLS)]
    included = [ref for ref in refs() if ref not in LEFT_OUT]
    for number, risk in enumerate(risks):
        if risk["level"] > 6:
            ref = f"{STANDARD}/{included[number % len(included)]}"
            told = {
                "treatment": "modify",
                "plan": prose(f"Plan for {risk['reference']}", 12),
                "controls": [ref],
                "plan_due": "2026-12-01",
            }
            told |= {"residual_likelihood": 1, "residual_impact": risk["impact"]}
            measure(project, risk, ref)
        else:
            told = {"treatment": "retain"}
        project.change("risks", risk, project.ada, **told)
        accepted = {
            "risk": risk["reference"],
            "reason": prose(f"Accepted {risk['reference']}", 10),
            "until": "2027-01-01",
        }
        project.add("risk-acceptances", **accepted)
    return controls


def measure(project: Project, risk: dict[str, Any], ref: str) -> None:
    """What brings a risk down to the least likelihood, done."""
    steps = risk["likelihood"] - 1
    told = {"title": f"Second room for {risk['reference']}", "requirements": [ref], "likelihood_steps": steps}
    made = project.add("treatment-measures", risk=risk["reference"], due="2026-04-01", **told)
    project.step("treatment-measures", made, "finish")


def control(project: Project, number: int) -> dict[str, Any]:
    """One control that answers every thirty-first control of Annex A, in use and tested."""
    answers = [f"{STANDARD}/{ref}" for ref in refs()[number::CONTROLS]]
    made = project.add(
        "controls",
        title=f"Control {number}",
        description=prose(f"What is done by control {number}", 20),
        owner="ben@example.org",
        requirements=answers,
        test_method="Look at ten cases",
        test_months=12,
    )
    project.step("controls", made, "implement", evidence="Records in the tool")
    project.link("controls", made, "documents", "DOC-1")
    for aspect in ("design", "operation"):
        told = {"control": made["reference"], "title": "Ten cases", "aspect": aspect, "result": "passed"}
        seen = prose(f"Seen of the {aspect} of control {number}", 12)
        project.add("control-tests", project.ada, **told, findings=seen, done_on="2026-03-01")
    return made


def state(project: Project) -> dict[str, Any]:
    """A Statement of Applicability: 93 decisions of Ben's, approved by Ada."""
    statement = project.add("statements", title="First statement", framework=STANDARD)
    for ref in refs():
        entry = project.add("statement-entries", statement=statement["reference"], ref=ref, title=f"Control {ref}")
        decision = {"decision": "applicable"}
        if ref in LEFT_OUT:
            decision = {"decision": "excluded", "justification": LEFT_OUT[ref]}
        project.change("statement-entries", entry, **decision)
    approved: dict[str, Any] = project.step("statements", statement, "approve", project.ada)
    return approved


def follow_up(project: Project) -> None:
    """An action on a risk that is done and was looked at, one that is still to do, an old disk that was disposed of."""
    told = {"source_register": "risks", "source_reference": "RISK-1", "owner": "ben@example.org", "due": "2026-04-01"}
    done = project.add("actions", title="Move the backup", **told)
    project.step("actions", done, "finish", outcome="Restored from it once; it works")
    project.add("actions", title="Train the new colleague", **told)
    disk = project.add("items", title="Old disk", kind="hardware", is_asset=True, owner="ben@example.org")
    project.step("items", disk, "retire", disposed_how="Shredded by the recycler", disposal_evidence="Certificate 77")


def watch(project: Project) -> None:
    """Scans, the list of exploited vulnerabilities, a finding in time and an accepted one; incidents of others."""
    for kind, title in (("sarif", "Scan of the platform"), ("kev", "Known exploited vulnerabilities")):
        project.add("vulnerability-reports", title=title, kind=kind, tool="Scanner", scanned_on="2026-02-20")
    known = project.add("vulnerabilities", identifier="CVE-2026-1000", title="Hole in the gate", severity=2)
    told = {"vulnerability": known["reference"], "item": "ITEM-1", "owner": "ben@example.org"}
    project.add("vulnerability-findings", **told, component="gate")
    accepted = project.add("vulnerability-findings", **told, component="old gate")
    decided = {"justification": "Behind the wall", "risk": "RISK-1", "accepted_until": "2026-09-01"}
    project.step("vulnerability-findings", accepted, "accept", project.ada, **decided)
    seen = project.add("reference-incidents", title="A provider was extorted", happened="2026-01")
    project.step("reference-incidents", seen, "consider", conclusion="Our copies cannot be changed")


def incident(project: Project, failed: dict[str, Any]) -> None:
    """A security incident from its report over what must be told to whom to its cause and the lesson learned."""
    duty = {"applies_when": "security", "whom": "Contact of the customer", "hours": 48, "owner": "ben@example.org"}
    project.add("notification-duties", project.ada, title="Tell the customer", **duty)
    made = project.add("incidents", title="Strange sign-in", description="At night", owner="ben@example.org")
    told = {"is_security": True, "security_category": "account", "personal_data": "no"}
    project.step("incidents", made, "assess", **told, security_reason="A foreign address")
    kept = project.add(
        "incident-evidence", incident=made["reference"], title="Log", source="Directory", sha256="a" * 64
    )
    project.step("incident-evidence", kept, "seal")
    project.step("incidents", made, "start")
    clocks = project.ben.call("get", f"{BASE}/incident-notifications/?incident={made['reference']}").json()["items"]
    for clock in clocks:
        project.step("incident-notifications", clock, "send", message="What we know so far")
    why = {"kind": "control-failed", "control": failed["reference"], "explanation": "No alarm at night"}
    project.add("incident-causes", incident=made["reference"], title="Nobody was woken", **why)
    project.step("incidents", made, "resolve", resolution="Session ended, password changed")
    project.change("incidents", made, lessons="Alarm on sign-ins at night")
    project.step("incidents", made, "close")
