"""What an organization that does its work writes down of its customers and of what it promised them."""

from typing import Any

from tandem.proof.conformity.tests.house import House, day, prose, register_of

WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "08:00-17:00")


def customers(house: House) -> None:
    """Two customers who are met, asked, and listened to when they complain."""
    for name in ("The shops", "The harbour"):
        values = {"title": name, "owner": house.ben, "since": day(700), "arrangements": prose(f"Talks with {name}", 12)}
        customer = house.add("customers", **values)
        house.step("customers", customer, "begin", house.ada)
        meeting = house.add("customer-reviews", customer=customer, title=f"Year of {name}", planned_on=day(60))
        said = {"present": f"Both sides of {name}", "held_on": day(60)}
        said |= {"performance": prose(f"How {name} was served", 12), "agreed": prose(f"Agreed with {name}", 12)}
        house.step("customer-reviews", meeting, "hold", house.ben, **said)
        house.add("satisfaction", customer=customer, title=f"Survey of {name}", given_on=day(50), score=4)
        _complaint(house, customer, name)


def _complaint(house: House, customer: object, name: str) -> None:
    made = house.add(
        "complaints", customer=customer, title=f"{name} waited", owner=house.ben, received_on=day(12), due=day(-8)
    )
    done = {"findings": prose(f"Why {name} waited", 10), "outcome": prose(f"Done for {name}", 10)}
    house.step("complaints", made, "resolve", house.ben, **done)
    house.step("complaints", made, "close", house.ben, customer_agrees="yes")


def agreements(house: House) -> None:
    """An agreement with each customer about every live service, in force long enough to have been measured."""
    hours = house.add("calendars", title="Office", zone="Europe/Vienna", **WEEK)
    house.step("calendars", hours, "approve", house.bea)
    for customer in register_of("customers").model.objects.order_by("pk"):
        _agreement(house, customer, hours)


def _agreement(house: House, customer: Any, hours: Any) -> None:
    name = customer.title
    agreement = house.add("agreements", customer=customer, title=f"With {name}", owner=house.ben)
    version = house.add(
        "agreement-versions",
        agreement=agreement,
        number="1.0",
        calendar=hours,
        effective_from=day(300),
        requirements=prose(f"What the agreement with {name} rests on", 20),
        workload=prose(f"Up to which load of {name}", 12),
        exclusions=prose(f"What is left out for {name}", 12),
    )
    for service in register_of("services").model.objects.order_by("pk"):
        promise = {"service": service, "kind": "availability", "share": "99.5"}
        house.add("service-targets", agreement_version=version, **promise)
    house.step("agreement-versions", version, "send", house.ada)
    house.step("agreement-versions", version, "approve", house.bea, agreed_by="The head of the shops")
    for target in version.service_targets.order_by("pk"):
        period = {"period_start": day(45), "period_end": day(15)}
        house.add("service-results", target=target, achieved="99.9", **period)
