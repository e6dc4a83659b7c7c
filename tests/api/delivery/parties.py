"""Customers with what was promised to them, and the suppliers below."""

from typing import Any

from tandem.proof.conformity.tests.house import prose
from tests.api.delivery.size import Size
from tests.api.year.office import Office, day, mail

ALWAYS = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), "0-24")
KINDS = ("external", "internal", "customer")
REVIEWS = ("performance", "security", "contract")


def win_customers(office: Office, size: Size, services: list[Any]) -> list[Any]:
    """Each with an agreement about some services; every service is promised to somebody."""
    hours = office.add("calendars", title="Always", zone="Europe/Vienna", **ALWAYS)
    office.step("calendars", hours, "approve", by="bea")
    customers = []
    for number in range(size.customers):
        name = f"Customer {number}"
        talks = {"arrangements": prose(f"Talks with {name}", 8), "since": "2020-01-01"}
        customer = office.add("customers", title=name, owner=mail("ben"), **talks)
        office.step("customers", customer, "begin")
        promised = services[number :: size.customers] or services[:1]
        _agree(office, customer, hours, promised, number % size.wordings)
        customers.append(customer)
    return customers


def _agree(office: Office, customer: Any, hours: Any, services: list[Any], wording: int) -> None:
    name = customer["title"]
    agreement = office.add("agreements", customer=customer, title=f"With {name}", owner=mail("ben"))
    said = {
        part: prose(f"{part} of {name} by wording {wording}", 10) for part in ("requirements", "workload", "exclusions")
    }
    about = {"number": "1.0", "calendar": hours, "effective_from": day(0)}
    version = office.add("agreement-versions", agreement=agreement, **about, **said)
    for service in services:
        for promise in ({"kind": "availability", "share": "99.5"}, {"kind": "resolution", "minutes": 480}):
            office.add("service-targets", agreement_version=version, service=service, **promise)
    office.step("agreement-versions", version, "send")
    office.step("agreement-versions", version, "approve", by="bea", agreed_by=f"The head of {name}")


def take_on_suppliers(office: Office, size: Size, services: list[Any], customers: list[Any]) -> list[Any]:
    """External ones, internal ones and customers that supply, each under a contract with a target that holds."""
    return [
        _supplier(office, f"Supplier {number}", KINDS[number % 3], services[number % len(services)], customers)
        for number in range(size.suppliers)
    ]


def _supplier(office: Office, name: str, kind: str, service: Any, customers: list[Any]) -> Any:
    about = {"kind": kind, "owner": mail("ben"), "reaches_information": True, "assessed_on": day(0)}
    if kind == "customer":
        about["customer"] = customers[0]
    said = {"provides": prose(f"What {name} gives", 8), "selected_by": prose(f"Why {name}", 8)}
    supplier = office.add("suppliers", title=name, service=service, **about, **said)
    parts = ("scope", "authorities", "obligations", "security", "exit")
    words = {part: prose(f"{part} of {name}", 8) for part in parts}
    contract = office.add("supplier-contracts", supplier=supplier, title=f"With {name}", owner=mail("ben"), **words)
    office.add("supplier-targets", contract=contract, service=service, kind="availability", share="99.9")
    office.step("supplier-contracts", contract, "sign")
    office.step("suppliers", supplier, "begin")
    does = {"does": prose(f"Part of {name}", 8), "controlled_by": prose(f"Watching {name}", 8)}
    part = office.add(
        "contributions", supplier=supplier, service=service, title=f"{name}: its part", owner=mail("ben"), **does
    )
    office.step("contributions", part, "begin", by="ben")
    return supplier


def look_at_suppliers(office: Office, on: int) -> None:
    """A review of each kind with every supplier, and a dispute with one."""
    suppliers = office.every("suppliers")
    for supplier in suppliers:
        for kind in REVIEWS:
            _review(office, supplier, kind, on)
    bill = {"title": "A bill", "raised_on": day(on), "due": day(on + 20)}
    dispute = office.add("supplier-disputes", supplier=suppliers[0], **bill)
    office.step("supplier-disputes", dispute, "settle", by="ben", outcome=prose("The bill", 8))


def _review(office: Office, supplier: Any, kind: str, on: int) -> None:
    name = f"{kind} of {supplier['title']}"
    review = office.add("supplier-reviews", supplier=supplier, kind=kind, title=f"Year of {name}", planned_on=day(on))
    for answer in office.every("supplier-answers", review=review["reference"]):
        said = {"answer": "yes", "evidence": prose(f"{answer['topic']} at {supplier['title']}", 8)}
        office.change("supplier-answers", answer, by="ben", **said)
    contract = next(each for each in office.every("supplier-contracts", supplier=supplier["reference"]))
    seen = {"held_on": day(on), "performance": prose(f"Seen in {name}", 8), "outcome": "good", "targets_kept": "all"}
    seen |= {"contract": contract, "evidence": prose(f"Shown for {name}", 8)}
    office.step("supplier-reviews", review, "hold", by="ben", **seen)


def meet_customers(office: Office, on: int) -> None:
    """A meeting with each, a mark from each, and a complaint of one that ended well."""
    customers = office.every("customers")
    for customer in customers:
        name = customer["title"]
        meeting = office.add("customer-reviews", customer=customer, title=f"Year of {name}", planned_on=day(on))
        said = {"present": f"Both sides of {name}", "held_on": day(on)}
        said |= {part: prose(f"{part} with {name}", 8) for part in ("performance", "agreed")}
        office.step("customer-reviews", meeting, "hold", by="ben", **said)
        office.add("satisfaction", customer=customer, title=f"Survey of {name}", given_on=day(on), score=4)
    waited = {"title": "We waited", "owner": mail("ben"), "received_on": day(on), "due": day(on + 20)}
    complaint = office.add("complaints", customer=customers[0], **waited)
    done = {part: prose(f"{part} of the wait", 8) for part in ("findings", "outcome")}
    office.step("complaints", complaint, "resolve", by="ben", **done)
    office.step("complaints", complaint, "close", by="ben", customer_agrees="yes")
