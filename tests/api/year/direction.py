"""Clauses 4 to 6: who we are, what we go by, who decides, what can go wrong, what we want to reach."""

from typing import Any

from tandem.direction.objectives.plans.rules import AGREES, TOPICS
from tandem.operation.changes.models import QUESTIONS
from tandem.proof.conformity.tests.house import prose
from tests.api.year.office import SECURITY, SERVICE, Office, day, mail

THEMES = {"A.5": 37, "A.6": 8, "A.7": 14, "A.8": 34}
TREATED_BY = f"{SECURITY}/A.8.14"
KINDS = {
    "information-security": SECURITY,
    "organization": "",
    "service": SERVICE,
    "availability": SERVICE,
    "continuity": SERVICE,
    "supplier": SERVICE,
}


def adopt(office: Office) -> None:
    """Each scope is written by Ada and approved by Bea."""
    for system in office.every("management-systems"):
        name = system["standard"]
        said = {part: prose(f"{part.title()} of {name}", 20) for part in ("scope", "boundaries", "interfaces")}
        office.change("management-systems", system, owner=mail("ben"), **said)
        office.step("management-systems", system, "approve-scope", by="bea")


def know_the_context(office: Office) -> None:
    """Issues, interested parties and what they need."""
    for title, is_climate in (("Few engineers on the market", False), ("Hot summers and the cooling", True)):
        said = {"description": prose(title, 20), "conclusion": prose(f"What follows from {title}", 12)}
        about = {"is_climate": is_climate, "is_relevant": True, **office.lenses()}
        office.add("context-issues", title=title, owner=mail("ben"), **about, **said)
    kinds = ("customer", "users", "authority") if office.works_by(SERVICE) else ("customer", "authority")
    for kind in kinds:
        _party(office, kind)


def _party(office: Office, kind: str) -> None:
    party = office.add("interested-parties", title=f"The {kind}", kind=kind, contact="Twice a year", owner=mail("ben"))
    for sort in ("law", "contract"):
        said = {"source": f"Paragraph of the {kind} {sort}", "met_by": prose(f"Met for {kind} by {sort}", 12)}
        about = {"party": party, "kind": sort, "is_answered": True, "owner": mail("ben"), **office.lenses()}
        office.add("obligations", title=f"What the {kind} asks by {sort}", **about, **said)


def lead(office: Office) -> None:
    """Roles are granted, top management decides, processes are approved."""
    holder = next(person for person in office.every("people") if person["title"] == "Ben the representative")
    about = {"holder": holder, "owner": mail("bea"), "competence": "Lead auditor", **office.lenses()}
    said = {name: prose(f"What the representative's {name} is", 10) for name in ("duties", "authority")}
    is_for = {"sees_to_conformity": True, "reports_performance": True}
    role = office.add("roles", title="Representative", **about, **said, **is_for)
    office.step("roles", role, "grant", by="bea")
    subjects = ("policy", "objectives", "people", "plan", "other-parties")
    for subject in subjects if office.works_by(SERVICE) else subjects[:3]:
        _decide(office, subject)
    _processes(office)


def _decide(office: Office, subject: str) -> None:
    said = {name: prose(f"{subject} and its {name}", 12) for name in ("wording", "rests_on", "consequences")}
    about = {"subject": subject, "occasion": "meeting", "owner": mail("ben"), **office.lenses()}
    decision = office.add("decisions", title=f"Decision on {subject}", **about, **said)
    office.step("decisions", decision, "take", by="bea")


def _processes(office: Office) -> None:
    feeds: list[str] = []
    names = ["Improvement", "Incident", "Risk"] + ["Service reporting"] * office.works_by(SERVICE)
    for name in names:
        said = {part: prose(f"{part} of {name}", 8) for part in ("inputs", "outputs", "criteria", "traces")}
        about = {"feeds": feeds, "is_last": not feeds, "owner": mail("ben"), **office.lenses()}
        process = office.add("processes", title=name, **about, **said)
        office.step("processes", process, "approve", by="bea")
        feeds = [process["reference"]]


def leave_traces(office: Office) -> None:
    """Each process shows that it ran; performance is reported to top management."""
    for process in office.every("processes", state="running"):
        newest = prose(f"The newest of {process['title']}", 6)
        office.step("processes", process, "show", by="ben", last_trace=newest)
    (role,) = office.every("roles", state="granted")
    office.step("roles", role, "report", by="ben", report=prose("How the half year went", 20))


def assess_risks(office: Office) -> None:
    """A method is approved; what can go wrong is judged, treated and accepted, and one chance is seen."""
    issue = office.every("context-issues")[0]
    meanings = {
        "likelihood_meaning": "Once in ten years\nOnce in five years\nOnce a year\nEach quarter\nEach week",
        "impact_meaning": "Nobody notices\nOne customer waits\nSeveral wait\nContracts end\nWe close",
    }
    method = office.add("risk-methods", title="Five by five", description=prose("How risks are judged", 60), **meanings)
    office.step("risk-methods", method, "approve", by="bea")
    for domain, standard in KINDS.items():
        if not standard or office.works_by(standard):
            for impact in (2, 4):
                _risk(office, domain, impact, issue)
    chance = {"kind": "opportunity", "domain": "organization", "issue": issue, "owner": mail("ben")}
    words = prose("What a certificate would bring", 12)
    office.add("risks", title="Certificate wins tenders", description=words, **chance)


def _risk(office: Office, domain: str, impact: int, issue: Any) -> None:
    name = f"{domain} at {impact}"
    said = {
        part: prose(f"{part} of {name}", 8)[:300]
        for part in ("threat", "vulnerability", "consequence", "customer_impact", "likelihood_reason", "impact_reason")
    }
    judged = {"likelihood": 3, "impact": impact, "confidentiality": True, "asset": f"What {name} is about"}
    about = {"domain": domain, "issue": issue, "owner": mail("ben")}
    risk = office.add("risks", title=f"Loss of {name}", **about, **judged, **said)
    _treat(office, risk, impact)


def _treat(office: Office, risk: Any, impact: int) -> None:
    reference = risk["reference"]
    if impact == 2:
        office.change("risks", risk, by="ben", treatment="retain")
    else:
        controls = [TREATED_BY] if office.works_by(SECURITY) else []
        about = {"requirements": controls, "likelihood_steps": 2, "due": day(120), "owner": mail("ben")}
        measure = office.add("treatment-measures", risk=risk, title=f"Second room for {reference}", **about)
        plan = {"plan_due": day(150), "plan": prose(f"Plan for {reference}", 12), "controls": controls}
        left = {"residual_likelihood": 1, "residual_impact": impact}
        office.change("risks", risk, treatment="modify", **plan, **left)
        office.step("treatment-measures", measure, "finish", by="ben")
    reason = prose(f"Accepted {reference}", 10)
    office.add("risk-acceptances", by="ben", risk=reference, reason=reason, until=day(380))


def act_on_a_risk(office: Office) -> None:
    """Somebody does something about a risk, and says what it changed."""
    source = {"source_register": "risks", "source_reference": "RISK-2"}
    action = office.add("actions", title="Move the backup", owner=mail("ben"), due=day(140), **source)
    office.step("actions", action, "finish", by="ben", outcome=prose("Restored once", 10))


def state_applicability(office: Office) -> None:
    """Every control of Annex A is decided on by Ben; Bea approves."""
    statement = office.add("statements", by="ben", title="First statement", framework=SECURITY)
    for theme, last in THEMES.items():
        for number in range(1, last + 1):
            ref = f"{theme}.{number}"
            entry = {"ref": ref, "title": f"Control {ref}", "decision": "applicable"}
            office.add("statement-entries", by="ben", statement=statement, **entry)
    office.step("statements", statement, "approve", by="bea")


def set_objectives(office: Office) -> None:
    """What is to be reached, planned, approved, told and measured each quarter."""
    policy = next(made for made in office.every("documents", kind="policy") if made["state"] == "effective")
    for name in ("Calls are answered sooner", "Leavers are blocked at once"):
        said = {part: prose(f"{part} of {name}", 8) for part in ("measured_by", "actions", "evaluation")}
        about = {"belongs_to": "Operations", "policy": policy, "target": "95 % of them", "resources": "Ten days"}
        about |= {"due": day(500), "owner": mail("ben"), **office.lenses()}
        objective = office.add("objectives", title=name, **about, **said)
        office.step("objectives", objective, "approve", by="bea")
        office.step("objectives", objective, "tell", by="ben", told_to="Everybody in operations")
        measure(office, f"Figure: {name}", subject="objective", objective=objective)


def measure(office: Office, title: str, **about: Any) -> None:
    """An indicator that Ben takes each quarter and Bea judges."""
    said = {"method": prose(f"How {title} is counted", 8), "judged_when": "At the end of the quarter"}
    counted = {"numerator_is": "Those in time", "denominator_is": "All of them", "target": 90}
    people = {"owner": mail("ben"), "analyst": mail("bea"), "every_months": 3, **office.lenses()}
    indicator = office.add("indicators", title=title, **about, **said, **counted, **people)
    office.step("indicators", indicator, "begin", by="ben")


def take_figures(office: Office, on: int) -> None:
    """A value of every indicator, with a judgement by another."""
    for indicator in office.every("indicators", state="measured"):
        title = f"{indicator['title']}, {day(on)}"
        value = {"measured_on": day(on), "numerator": 19, "denominator": 20}
        taken = office.add("measurements", by="ben", indicator=indicator, title=title, **value)
        judgement = prose(f"What {title} says", 6)
        office.step("measurements", taken, "judge", by="bea", verdict="fine", judgement=judgement)


def plan_services(office: Office) -> None:
    """The service management plan and the plan for continuity that follows it, approved by Bea."""
    said = {name: prose(f"What the plan says of {name}", 12) for name in (*TOPICS, *AGREES)}
    plan = office.add("service-management-plans", title="The year", owner=mail("ada"), **said)
    office.step("service-management-plans", plan, "send")
    office.step("service-management-plans", plan, "approve", by="bea")
    parts = ("invoked_when", "procedures", "security", "return_to_normal")
    words = {name: prose(f"What stands under {name}", 25) for name in parts}
    kept = {"invoked_by": "The head of operations", "copy_at": "On paper in the safe", "owner": mail("ben")}
    lost = office.add("continuity-plans", title="A room is gone", **words, **kept)
    office.step("continuity-plans", lost, "send")
    office.step("continuity-plans", lost, "approve", by="bea")
    office.add("plan-alignments", plan=plan, continuity_plan=lost, how=prose("How continuity follows", 8))


def change_the_system(office: Office, on: int) -> None:
    """The system itself is changed: weighed by Ben, approved by Bea, made, and looked at."""
    texts = {part: prose(f"{part} of the change", 8) for part in ("reason", "test", "announced", "way_back")}
    about = {"kind": "management-system", "requester": mail("ada"), "owner": mail("ben"), "planned_for": day(on)}
    change = office.add("changes", title="One register of risks", **about, **office.lenses(), **texts)
    effects = {name: prose(f"{name} of the change", 8) for name in ("service_effect", "security_effect", "benefit")}
    answers = dict.fromkeys(QUESTIONS, False) | {"service_impact": "minor", "security_impact": "minor"}
    office.step("changes", change, "weigh", by="ben", resources="Two days", **answers, **effects)
    office.step("changes", change, "approve", by="bea")
    went = {"outcome": prose("How the change went", 8), "is_as_intended": True}
    office.step("changes", change, "make", by="ben", **went)
    office.step("changes", change, "close", by="ben")


def see_a_new_risk(office: Office) -> None:
    """One that nobody has judged yet."""
    domain = "information-security" if office.works_by(SECURITY) else "service"
    threat = prose("The carrier digs", 8)
    office.add("risks", title="Works in the street", domain=domain, threat=threat, owner=mail("ben"))
