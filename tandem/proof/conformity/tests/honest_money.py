"""What an organization that does its work writes down of money, demand and capacity."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from tandem.proof.conformity.tests.conftest import TODAY
from tandem.proof.conformity.tests.house import House, day, prose, register_of


def budgets(house: House) -> None:
    """One budget for every service, that Bea approved and Ada compares each quarter."""
    budget = house.add(
        "budgets",
        title="Money of the year",
        period_start=day(300),
        period_end=day(-60),
        owner=house.ben,
        assumptions=prose("What the money rests on", 12),
    )
    services = list(register_of("services").model.objects.order_by("pk"))
    own = house.add(
        "budget-lines", budget=budget, title="Licences", cost_type="software", planned="3600", service=services[0]
    )
    shared = house.add(
        "budget-lines", budget=budget, title="People", cost_type="people", planned="7200", shared_by="Workplaces"
    )
    for weight, service in enumerate(services[1:] or services, 1):
        house.add("budget-shares", line=shared, service=service, weight=weight)
    house.step("budgets", budget, "approve", house.bea)
    for line, amount in ((own, "2900"), (shared, "5900")):
        house.add("budget-costs", line=line, title="Spent so far", booked_on=day(20), amount=amount)
    made = house.add("budget-comparisons", budget=budget, as_of=day(0))
    said = {"reasons": prose("Why money differs", 10), "measures": prose("What follows of money", 8)}
    house.step("budget-comparisons", made, "report", house.ben, reported_to="The board", **said)


def demand(house: House) -> None:
    """A demand of every service, measured for a year, foreseen and reported."""
    for service in register_of("services").model.objects.order_by("pk"):
        common = {"drivers": prose(f"What drives {service.title}", 8), "source": f"Console of {service.reference}"}
        series = house.add(
            "demand", title=f"Use of {service.title}", service=service, unit="calls", owner=house.ben, **common
        )
        house.step("demand", series, "begin", house.ben)
        for back in range(1, 14):
            house.add("demand-values", series=series, period_start=_month(back), amount=100 + back % 12)
        made = house.add("demand-forecasts", series=series)
        house.step("demand-forecasts", made, "confirm", house.ben, assumptions=prose(f"Expected of {service.title}", 8))
        said = {"usage": prose(f"How much of {service.title}", 8), "reported_to": "The board"}
        house.step("demand", series, "report", house.ben, **said)


def _month(back: int) -> str:
    first: date = TODAY.replace(day=1) - relativedelta(months=back)
    return first.isoformat()


def capacity(house: House) -> None:
    """Resources of every kind that are watched, and a plan that Bea approved."""
    for kind in ("technical", "human", "information", "financial"):
        _watch(house, kind)
    parts = ("demand", "impact", "people", "technology", "information", "money")
    texts = {part: prose(f"The plan for {part}", 10) for part in parts}
    plan = house.add(
        "capacity-plans", title="The year", period_start=day(30), period_end=day(-300), owner=house.ben, **texts
    )
    house.step("capacity-plans", plan, "approve", house.bea)
    resource = register_of("capacity").model.objects.order_by("pk").first()
    house.add("capacity-measures", plan=plan, resource=resource, title="Two more", due=day(-90), owner=house.ben)


def _watch(house: House, kind: str) -> Any:
    common = {"at_the_limit": prose(f"At the limit of {kind}", 8), "lead_days": 30, "owner": house.ben}
    resource = house.add("capacity", title=f"Resource {kind}", kind=kind, unit="pieces", capacity="100", **common)
    house.step("capacity", resource, "watch", house.ben)
    for ago, used in ((25, "80"), (5, "91")):
        made = house.add("capacity-values", resource=resource, measured_on=day(ago), used=used)
        house.step("capacity-values", made, "act", house.ben, response=prose(f"Done for {kind} on {used}", 6))
    for asked in register_of("actions").model.objects.filter(source_reference=resource.reference):
        house.step("actions", asked, "finish", house.ben, outcome=prose(f"What was done for {kind}", 8))
    return resource
