"""As much of clause 8 as clauses 4 to 7, 9 and 10 look at: services, who gives and who gets them, what went wrong."""

from typing import Any

from tandem.proof.conformity.tests.house import prose
from tests.api.year.direction import measure
from tests.api.year.office import SERVICE, Office, day, mail

WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "08:00-17:00")


def offer_services(office: Office) -> None:
    """Two services with what is required of them, each live and measured."""
    for name in ("Hosted mail", "Remote desktops"):
        words = {part: prose(f"{part} of {name}", 20) for part in ("description", "outcomes")}
        about = {"owner": mail("ben"), "hours": "Workdays from 7 to 18", "users": "Shops of the region"}
        service = office.add("services", title=name, **about, **words)
        _required(office, service)
        for step in ("design", "transition", "go-live"):
            office.step("services", service, step)
        measure(office, f"Figure of {name}", subject="service", service=service)


def _required(office: Office, service: Any) -> None:
    name = service["title"]
    said = {"description": prose(f"Needs of {name}", 30), "criticality_reason": prose(f"Without {name}", 12)}
    about = {"source": "customer", "priority": "must", "criticality": "high", "owner": mail("ben")}
    asked = office.add("service-requirements", service=service, title=f"Needs of {name}", **about, **said)
    office.step("service-requirements", asked, "agree", by="bea", agreed_with="The shops")


def agree(office: Office) -> None:
    """An agreement with a customer about every service."""
    hours = office.add("calendars", title="Office", zone="Europe/Vienna", **WEEK)
    office.step("calendars", hours, "approve", by="bea")
    talks = prose("Talks with the shops", 12)
    customer = office.add("customers", title="The shops", owner=mail("ben"), since="2020-01-01", arrangements=talks)
    office.step("customers", customer, "begin")
    agreement = office.add("agreements", customer=customer, title="With the shops", owner=mail("ben"))
    said = {part: prose(f"{part} of the shops", 15) for part in ("requirements", "workload", "exclusions")}
    about = {"number": "1.0", "calendar": hours, "effective_from": day(40)}
    version = office.add("agreement-versions", agreement=agreement, **about, **said)
    for service in office.every("services", state="live"):
        promise = {"service": service, "kind": "availability", "share": "99.5"}
        office.add("service-targets", agreement_version=version, **promise)
    office.step("agreement-versions", version, "send")
    office.step("agreement-versions", version, "approve", by="bea", agreed_by="The head of the shops")


def take_on_suppliers(office: Office) -> None:
    """Who delivers to us, each under a contract that Ada signs."""
    for kind in ("external", "internal") if office.works_by(SERVICE) else ("external",):
        name = f"The {kind} carrier"
        about = {"kind": kind, "owner": mail("ben"), "reaches_information": True, "assessed_on": day(20)}
        said = {"provides": prose(f"Lines of {name}", 12), "selected_by": prose(f"Why {name}", 10)}
        supplier = office.add("suppliers", title=name, **about, **said)
        parts = ("scope", "authorities", "obligations", "security", "exit")
        words = {part: prose(f"{part} of {name}", 12) for part in parts}
        contract = office.add("supplier-contracts", supplier=supplier, title=f"With {name}", owner=mail("ben"), **words)
        target = prose(f"Targets of {name}", 12)
        office.add("supplier-targets", contract=contract, kind="other", words=target)
        office.step("supplier-contracts", contract, "sign")
        office.step("suppliers", supplier, "begin")


def draw_scopes(office: Office) -> None:
    """Every service, supplier, unit and site has its place in each scope."""
    kinds = {"services": "service", "suppliers": "supplier", "units": "unit", "sites": "site"}
    for system in office.every("management-systems"):
        for register, kind in kinds.items():
            for thing in office.every(register):
                part = office.add("scope-parts", system=system, kind=kind, **{kind: thing})
                office.step("scope-parts", part, "decide", by="bea")


def solve_an_incident(office: Office) -> None:
    """Something stood still and runs again."""
    about = {"owner": mail("ben"), "category": "sign-in", "impact": 2, "urgency": 2}
    incident = office.add("incidents", title="Nobody could sign in", description="Since eight", **about)
    office.step("incidents", incident, "start", by="ben")
    office.step("incidents", incident, "resolve", by="ben", resolution=prose("Solved", 10))
