"""Organizations that do what the standards ask and write down what they did, each thing by whom it concerns."""

from collections.abc import Iterator
from typing import Any

from tandem.ground.kernel import brought, links, writing
from tandem.proof.conformity.library import library
from tandem.proof.conformity.pinning import pinned
from tandem.proof.conformity.tests.conftest import SECURITY
from tandem.proof.conformity.tests.honest_inventory import inventory
from tandem.proof.conformity.tests.honest_support import support
from tandem.proof.conformity.tests.honest_system import run_the_system
from tandem.proof.conformity.tests.house import House, day, prose, register_of

DOMAINS = ("information-security", "service", "supplier", "availability", "continuity", "organization")
THEMES = {"A.5": 37, "A.6": 8, "A.7": 14, "A.8": 34}
READ = ("acceptable-use", "information-security-policy", "service-management-policy")


def build(house: House) -> None:
    """Everything that is asked of these standards and that Tandem can look at."""
    for part in (
        _begin,
        _people,
        _context,
        _documents,
        _services,
        _offer,
        _suppliers,
        _scopes,
        _risks,
        _controls,
        _operation,
        run_the_system,
        support,
        _nothing,
    ):
        part(house)
    if house.brought:
        brought.confirm(house.actor(house.bea), brought.waiting().values_list("pk", flat=True))


def _begin(house: House) -> None:
    for standard in house.standards:
        system = house.add(
            "management-systems",
            title=standard,
            standard=standard,
            owner=house.ben,
            scope=prose(f"Scope of {standard}", 20),
            boundaries=prose(f"Outside {standard}", 15),
            interfaces=prose(f"Interfaces of {standard}", 15),
        )
        house.step("management-systems", system, "approve-scope", house.bea)


def _people(house: House) -> None:
    actor = house.actor(house.ada)
    common = {"is_screened": True, "has_signed": True, "began_on": day(400), "function": "Engineer"}
    rows = [{"title": f"Person {_word(number)}", **common} for number in range(house.people)]
    for row in rows[:4]:
        row["roles"] = ["Process owner"]
    people = writing.create_many(actor, register_of("people"), rows)
    for person in people:
        if person.state == "joining":
            house.step("people", person, "join", house.ada)
    trainings = [
        {"person": person, "title": "Phishing and what to do", "kind": "awareness", "done_on": day(40)}
        for person in people
    ]
    writing.create_many(actor, register_of("trainings"), trainings)
    for person in people[:4]:
        evidence = f"Certificate {person.reference} of the chamber"
        house.add("competences", person=person, title="Incident handling", role="Owner", held="yes", evidence=evidence)
    house.add(
        "trainings",
        person=people[0],
        title="Risk workshops",
        kind="training",
        done_on=day(200),
        checked_on=day(150),
        effect="Leads them alone since",
    )


def _context(house: House) -> None:
    for title, is_climate in (("Few engineers on the market", False), ("Hot summers and the cooling", True)):
        issue = house.add(
            "context-issues",
            title=title,
            owner=house.ben,
            is_climate=is_climate,
            is_relevant=True,
            description=prose(title, 20),
            conclusion=prose(f"What follows from {title}", 12),
        )
        _looked(house, "context-issues", issue)
    for kind in ("customer", "users", "authority"):
        party = house.add("interested-parties", title=f"The {kind}", kind=kind, contact="Twice a year", owner=house.ben)
        _looked(house, "interested-parties", party)
        for kind_of in ("law", "contract"):
            duty = house.add(
                "obligations",
                title=f"What the {kind} asks by {kind_of}",
                party=party,
                kind=kind_of,
                source=f"Paragraph of the {kind} {kind_of}",
                owner=house.ben,
                is_answered=True,
                met_by=prose(f"Met for {kind} by {kind_of}", 12),
            )
            _looked(house, "obligations", duty)


def _looked(house: House, key: str, record: Any) -> None:
    workflow = register_of(key).workflow
    step = next((step for step in workflow.transitions if step.key in ("look", "look-again", "review")), None)
    if step is not None:
        house.step(key, record, step.key, house.ben)


def _documents(house: House) -> None:
    for topic, kind in sorted(set(_wanted_documents())):
        document(house, topic, kind)
    for name in ("The standard itself", "The law on data"):
        made = house.add("documents", title=name, kind="external", owner=house.ben, location=f"Shelf of {name}")
        _approved(house, made, "")
        house.step("documents", made, "look-up", house.ben, external_edition="2022", newest_edition="2022")


def _wanted_documents() -> Iterator[tuple[str, str]]:
    """Topic and kind of every document that a check asks for."""
    for check in library().checks:
        for part in check.answer.parts if check.answer else ():
            asked = dict(pinned(part.measure.where))
            if part.measure.register == "documents" and len(asked.get("topic", ())) == 1:
                kind = str(asked["kind"][0]) if len(asked.get("kind", ())) == 1 else "procedure"
                yield str(asked["topic"][0]), kind
    yield "supplier-management", "agreement"


def document(house: House, topic: str, kind: str) -> None:
    """A document of Ben's that Bea approved, or that Ada brought and Bea confirmed."""
    title = f"{topic.replace('-', ' ').capitalize()} ({kind})"
    common = {"title": title, "kind": kind, "topic": topic, "owner": house.ben, "retention_months": 36}
    text = prose(title, 80)
    if house.through == "import":
        actor = house.actor(house.ada, "import")
        values = {"state": "effective", "approved_by": house.bea, "approved_on": day(60), "edition": "1.0"}
        made = writing.create(actor, register_of("documents"), common | values)
        version = {"document": made, "number": "1.0", "text": text, "author": house.ben, "state": "approved"}
        version |= {"approved_by": house.bea, "approved_at": f"{day(60)} 10:00"}
        writing.create(actor, register_of("document-versions"), version)
        house.brought = True
    else:
        made = house.add("documents", **common)
        _approved(house, made, text)
    if topic in READ:
        for reader in (house.ada, house.bea, house.ben):
            asked = house.add("acknowledgements", document=made.reference, owner=reader)
            if asked.state != "read":
                house.step("acknowledgements", asked, "confirm", reader)


def _approved(house: House, made: Any, text: str) -> None:
    version = house.add("document-versions", by=house.ben, document=made, number="1.0", text=text)
    house.step("document-versions", version, "submit", house.ben)
    house.step("document-versions", version, "approve", house.bea)


def _word(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:03d}")


def _services(house: House) -> None:
    for name in ("Hosted mail", "Accounting for shops", "Remote desktops"):
        service = house.add(
            "services",
            title=name,
            owner=house.ben,
            description=prose(f"What {name} is", 25),
            outcomes=prose(f"What {name} is for", 15),
            hours="Workdays from 7 to 18",
            users="Shops of the region",
        )
        asked_and_done(house, service)
        for step in ("design", "transition", "go-live", "review"):
            house.step("services", service, step, house.ada)
    inventory(house)


def asked_and_done(house: House, service: Any) -> None:
    """What is required of a service, what we do for it ourselves, and how it is offered."""
    name = service.title
    asked = house.add(
        "service-requirements",
        service=service,
        title=f"Needs of {name}",
        owner=house.ben,
        description=prose(f"What customers need of {name}", 30),
        source="customer",
        priority="must",
        criticality="high",
        criticality_reason=prose(f"Without {name}", 12),
    )
    house.step("service-requirements", asked, "agree", house.bea, agreed_with="The shops")
    does = prose(f"Our part in {name}", 12)
    own = house.add("contributions", service=service, title=f"Ourselves: {name}", owner=house.ben, does=does)
    house.step("contributions", own, "begin", house.ben)


def _scopes(house: House) -> None:
    """Every service and supplier has its place in the scope of each standard."""
    for system in register_of("management-systems").model.objects.order_by("pk"):
        for key, kind in (("services", "service"), ("suppliers", "supplier"), ("units", "unit"), ("sites", "site")):
            for thing in register_of(key).model.objects.order_by("pk"):
                part = house.add("scope-parts", system=system, kind=kind, **{kind: thing})
                house.step("scope-parts", part, "decide", house.bea)


def _offer(house: House) -> None:
    """Every service as it is offered to all customers, and one idea that was decided."""
    for service in register_of("services").model.objects.order_by("pk"):
        said = {"description": prose(f"What one gets of {service.title}", 12), "how_to_ask": "In the portal"}
        offering = house.add("service-offerings", service=service, title=f"{service.title} for one", **said)
        house.step("service-offerings", offering, "publish", house.ada)
    idea = house.add("service-proposals", title="Signed letters", proposed_on=day(90), owner=house.ben)
    weighed = {"description": prose("Signed letters", 12), "resources": prose("What letters take", 8)}
    weighed |= {"opportunities": prose("What letters bring", 8), "benefit": 4, "urgency": 2, "effort": 2}
    house.step("service-proposals", idea, "weigh", house.ben, **weighed, doubles=prose("Letters beside mail", 6))
    house.step("service-proposals", idea, "accept", house.bea)


def _suppliers(house: House) -> None:
    service = register_of("services").model.objects.order_by("pk").first()
    for kind in ("external", "internal"):
        name = f"The {kind} carrier"
        supplier = house.add(
            "suppliers",
            title=name,
            kind=kind,
            owner=house.ben,
            service=service,
            provides=prose(f"Lines of {name}", 12),
            reaches_information=True,
            selected_by=prose(f"Why {name}", 10),
            assessed_on=day(100),
        )
        contract = _contract(house, supplier, service)
        house.step("suppliers", supplier, "begin", house.ada)
        for review in ("performance", "security", "contract"):
            _review(house, supplier, contract, review)
        said = {"does": prose(f"Part of {name}", 12), "controlled_by": prose(f"Watching {name}", 8)}
        part = house.add(
            "contributions", supplier=supplier, service=service, title=f"{name}: lines", owner=house.ben, **said
        )
        house.step("contributions", part, "begin", house.ben)
        dispute = house.add(
            "supplier-disputes", supplier=supplier, title=f"Bill of {name}", raised_on=day(70), due=day(40)
        )
        house.step("supplier-disputes", dispute, "settle", house.ben, outcome=prose(f"Bill of {name}", 8))


def _contract(house: House, supplier: Any, service: Any) -> Any:
    name = supplier.title
    contract = house.add(
        "supplier-contracts",
        supplier=supplier,
        title=f"Contract of 2024 with {name}",
        owner=house.ben,
        scope=prose(f"Scope agreed with {name}", 15),
        authorities=prose(f"Decisions at {name}", 10),
        obligations=prose(f"Duties of {name}", 12),
        security=prose(f"Controls agreed with {name}", 12),
        exit=prose(f"Leaving {name}", 10),
    )
    house.add("supplier-targets", contract=contract, service=service, kind="availability", share="99.9")
    house.step("supplier-contracts", contract, "sign", house.ada)
    return contract


def _review(house: House, supplier: Any, contract: Any, kind: str) -> None:
    name = f"{kind} of {supplier.title}"
    review = house.add("supplier-reviews", supplier=supplier, kind=kind, title=f"Year of {name}", planned_on=day(50))
    for answer in review.answers.order_by("pk"):
        said = {"answer": "yes", "evidence": prose(f"{answer.topic} at {supplier.title}", 10)}
        writing.change(house.actor(house.ben), register_of("supplier-answers"), answer.reference, said)
    seen = {"held_on": day(50), "performance": prose(f"Seen in {name}", 12), "outcome": "good"}
    seen |= {"targets_kept": "all", "contract": contract, "evidence": prose(f"Shown for {name}", 8)}
    house.step("supplier-reviews", review, "hold", house.ben, **seen)


def _risks(house: House) -> None:
    method = house.add(
        "risk-methods",
        title="Five by five",
        description=prose("How risks are found and judged", 60),
        likelihood_meaning="Once in ten years\nOnce in five years\nOnce a year\nEach quarter\nEach week",
        impact_meaning="Nobody notices\nOne customer waits\nSeveral wait\nContracts end\nWe close",
    )
    house.step("risk-methods", method, "approve", house.bea)
    services = list(register_of("services").model.objects.all())
    issue = register_of("context-issues").model.objects.order_by("pk")[0]
    for domain in DOMAINS:
        for impact in (2, 4):
            name = f"{domain} at {impact}"
            risk = house.add(
                "risks",
                title=f"Loss of {name}",
                domain=domain,
                issue=issue,
                owner=house.ben,
                threat=prose(f"Cause of {name}", 6)[:300],
                vulnerability=prose(f"Way in of {name}", 6)[:300],
                asset=f"What {name} is about",
                service=services[0],
                customer_impact=prose(f"What customers notice of {name}", 8)[:300],
                consequence=prose(f"What follows from {name}", 15),
                confidentiality=True,
                likelihood=3,
                impact=impact,
                likelihood_reason=prose(f"How often {name}", 6)[:300],
                impact_reason=prose(f"How bad {name}", 6)[:300],
            )
            _treat(house, risk, impact)
    house.add(
        "risks",
        kind="opportunity",
        domain="organization",
        title="Certificate wins tenders",
        description=prose("What a certificate would bring", 12),
        owner=house.ben,
        issue=issue,
    )


def _treat(house: House, risk: Any, impact: int) -> None:
    """What is acceptable is retained; more is modified by a measure that is done."""
    register = register_of("risks")
    if impact == 2:
        writing.change(house.actor(house.ben), register, risk.reference, {"treatment": "retain"})
    else:
        measure = house.add(
            "treatment-measures",
            risk=risk,
            title=f"Second room for {risk.reference}",
            due=day(-30),
            requirements=[f"{SECURITY}/A.8.14"],
            likelihood_steps=2,
        )
        values = {"treatment": "modify", "plan_due": day(-40), "controls": [f"{SECURITY}/A.8.14"]}
        values |= {"residual_likelihood": 1, "residual_impact": impact, "plan": prose(f"Plan for {risk.reference}", 12)}
        writing.change(house.actor(house.ada), register, risk.reference, values)
        for step in ("begin", "start", "finish", "done"):
            if register_of("treatment-measures").workflow.transition(step):
                _quietly(house, measure, step)
    accepted = {"risk": risk.reference, "reason": prose(f"Accepted {risk.reference}", 10), "until": day(-200)}
    house.add("risk-acceptances", by=house.ben, **accepted)


def _quietly(house: House, measure: Any, step: str) -> None:
    current = type(measure).objects.get(pk=measure.pk)
    transition = register_of("treatment-measures").workflow.transition(step)
    if current.state in transition.sources:
        house.step("treatment-measures", current, step, house.ada, **dict.fromkeys(transition.required, "It holds now"))


def _controls(house: House) -> None:
    if SECURITY not in house.standards:
        return
    evidence = register_of("documents").model.objects.filter(topic="operating-procedures").first()
    for theme, last in THEMES.items():
        for number in range(1, last + 1):
            _control(house, f"{theme}.{number}", evidence.reference)
    statement = house.add("statements", by=house.ada, title="First statement", framework=SECURITY)
    for theme, last in THEMES.items():
        for number in range(1, last + 1):
            values = {"ref": f"{theme}.{number}", "title": f"Control {theme}.{number}", "decision": "applicable"}
            house.add("statement-entries", statement=statement.reference, **values)
    house.step("statements", statement, "approve", house.bea)


def _control(house: House, ref: str, evidence: str) -> None:
    control = house.add(
        "controls",
        title=f"What we do for {ref}",
        description=prose(f"What is done for {ref}", 20),
        owner=house.ben,
        requirements=[f"{SECURITY}/{ref}"],
        test_method="Look at the newest case",
        test_months=12,
    )
    house.step("controls", control, "implement", house.ben, evidence="The procedure")
    actor, register = house.actor(house.ben), register_of("controls")
    links.connect(actor, register, control.reference, to_register="documents", to_reference=evidence)
    values = {"control": control.reference, "title": "The newest case", "result": "passed", "done_on": day(10)}
    house.add("control-tests", by=house.bea, findings=prose(f"Seen at {ref}", 12), **values)


def _operation(house: House) -> None:
    action = {"source_register": "risks", "source_reference": "RISK-2", "owner": house.ben, "due": day(-10)}
    done = house.add("actions", title="Build the second room", **action)
    house.step("actions", done, "finish", house.ben, outcome=prose("The second room", 10))
    for is_security in (False, True):
        incident = house.add(
            "incidents",
            title=f"Something stood still {is_security}",
            description="Nobody could sign in",
            owner=house.ben,
            category="sign-in",
            impact=2,
            urgency=2,
        )
        _solve(house, incident, is_security)
    for kind in ("sarif", "kev"):
        house.add("vulnerability-reports", title=f"Report {kind}", kind=kind, tool="Scanner", scanned_on=day(5))
    hole = house.add("vulnerabilities", identifier="CVE-2026-1000", title="Hole in the gate", severity=2)
    fields = {"vulnerability": hole, "item": "ITEM-1", "owner": house.ben}
    house.add("vulnerability-findings", **fields, component="gate")
    old = house.add("vulnerability-findings", **fields, component="old gate")
    why = {"justification": "It stands behind the wall", "risk": "RISK-1", "accepted_until": day(-80)}
    house.step("vulnerability-findings", old, "accept", house.bea, **why)
    seen = house.add("reference-incidents", title="A provider was extorted", happened="2026-01")
    house.step("reference-incidents", seen, "consider", house.ada, conclusion=prose("Our copies", 10))
    disk = house.add("items", title="Old disk", kind="hardware", is_asset=True, owner=house.ben)
    house.step(
        "items",
        disk,
        "retire",
        house.ben,
        disposed_how="Shredded by the recycler",
        **{"disposed_on": day(3), "disposal_evidence": "Certificate 77 of the recycler"},
    )


def _solve(house: House, incident: Any, is_security: bool) -> None:
    if is_security:
        duty = {"applies_when": "security", "whom": "Contact of the customer", "hours": 48, "owner": house.ben}
        house.add("notification-duties", title="Tell the customer", **duty)
        assessment = {"is_security": True, "security_category": "account", "personal_data": "no"}
        house.step(
            "incidents", incident, "assess", house.ben, security_reason="A foreign address at night", **assessment
        )
        kept = house.add(
            "incident-evidence", incident=incident, title="Log", source="Directory service", sha256="a" * 64
        )
        house.step("incident-evidence", kept, "seal", house.ben)
    house.step("incidents", incident, "start", house.ben)
    for clock in register_of("incident-notifications").model.objects.filter(state="waiting"):
        house.step("incident-notifications", clock, "send", house.ben, message=prose("What we know so far", 8))
    if is_security:
        why = {"kind": "control-failed", "requirement": f"{SECURITY}/A.8.16", "explanation": "No alarm at night"}
        house.add("incident-causes", incident=incident, title="Nobody was woken", **why)
    house.step("incidents", incident, "resolve", house.ben, resolution=prose(f"Solved {incident.reference}", 10))
    register = register_of("incidents")
    lessons = {"lessons": prose(f"Learnt from {incident.reference}", 10)}
    writing.change(house.actor(house.ben), register, incident.reference, lessons)
    house.step("incidents", incident, "close", house.ben)


def _nothing(house: House) -> None:
    """What there is none of is said, check by check."""
    for check in library().checks:
        parts = check.answer.parts if check.answer else ()
        if check.key == "service-removal" and any(part.may_be_empty for part in parts):
            values = {"check_key": check.key, "until": day(-300), "reason": "No service has ended since we began"}
            house.add("none-here", **values)
