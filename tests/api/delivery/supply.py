"""Money, demand and capacity, month by month."""

from datetime import date
from typing import Any

from tandem.proof.conformity.tests.house import prose
from tests.api.year.office import Office, day, mail

RESOURCES = ("technical", "human", "information", "financial")


def plan(office: Office, services: list[Any]) -> None:
    """A budget for all services, what they are asked for, and the resources below them with a plan."""
    _budget(office, services)
    office.kept["demand"] = [_demand(office, service) for service in services]
    office.kept["capacity"] = [_watch(office, kind) for kind in RESOURCES]
    parts = ("demand", "impact", "people", "technology", "information", "money")
    texts = {part: prose(f"The plan for {part}", 8) for part in parts}
    period = {"period_start": day(0), "period_end": day(395)}
    made = office.add("capacity-plans", title="The year", owner=mail("ben"), **period, **texts)
    office.step("capacity-plans", made, "approve", by="bea")
    more = {"title": "Two more", "due": day(390), "owner": mail("ben")}
    office.add("capacity-measures", plan=made, resource=office.kept["capacity"][0], **more)


def _budget(office: Office, services: list[Any]) -> None:
    about = {"period_start": day(0), "period_end": day(395), "owner": mail("ben")}
    budget = office.add("budgets", title="The year", assumptions=prose("What the money rests on", 8), **about)
    lines = []
    for service in services[:1]:
        own = {"title": "Licences", "cost_type": "software", "planned": "12000.00", "service": service}
        lines.append(office.add("budget-lines", budget=budget, **own))
    shared = {"title": "People", "cost_type": "people", "planned": "36000.00", "shared_by": "Workplaces"}
    lines.append(office.add("budget-lines", budget=budget, **shared))
    for weight, service in enumerate(services[1:] or services, 1):
        office.add("budget-shares", line=lines[-1], service=service, weight=weight)
    office.step("budgets", budget, "approve", by="bea")
    office.kept["budget"], office.kept["lines"] = budget, lines


def _demand(office: Office, service: Any) -> Any:
    about = {"drivers": prose(f"What drives {service['title']}", 6), "source": "The console", "unit": "calls"}
    series = office.add("demand", title=f"Use of {service['title']}", service=service, owner=mail("ben"), **about)
    office.step("demand", series, "begin", by="ben")
    return series


def _watch(office: Office, kind: str) -> Any:
    about = {"at_the_limit": prose(f"At the limit of {kind}", 6), "lead_days": 30, "owner": mail("ben")}
    resource = office.add("capacity", title=f"Resource {kind}", kind=kind, unit="pieces", capacity="100", **about)
    office.step("capacity", resource, "watch", by="ben")
    return resource


def measure(office: Office, month: int, on: int) -> None:
    """What was used and spent in the month before; in the sixth a limit is crossed and acted on."""
    first = date.fromisoformat(day(on)).replace(day=1)
    before = date(first.year - (first.month == 1), first.month - 1 or 12, 1)
    for series in office.kept["demand"]:
        office.add("demand-values", series=series, period_start=before.isoformat(), amount=100 + month)
    for resource in office.kept["capacity"]:
        used = "91" if month == 6 else "70"
        value = office.add("capacity-values", resource=resource, measured_on=day(on), used=used)
        if month == 6:
            office.step(
                "capacity-values",
                value,
                "act",
                by="ben",
                response=prose(f"Done about {resource['reference']} on day {on}", 6),
            )
    for line, amount in zip(office.kept["lines"], ("980.10", "2950.35"), strict=True):
        office.add("budget-costs", line=line, title=f"Month {month}", booked_on=day(on), amount=amount)


def compare(office: Office, on: int) -> None:
    """What a quarter came to: money against the budget, use of each service."""
    made = office.add("budget-comparisons", budget=office.kept["budget"], as_of=day(on))
    said = {part: prose(f"{part} of the quarter until day {on}", 8) for part in ("reasons", "measures")}
    office.step("budget-comparisons", made, "report", by="ben", reported_to="The board", **said)
    for series in office.kept["demand"]:
        usage = {"usage": prose(f"How much of {series['title']} until day {on}", 6), "reported_to": "The board"}
        office.step("demand", series, "report", by="ben", **usage)


def foresee(office: Office, on: int) -> None:
    """What each service will be asked for."""
    for series in office.kept["demand"]:
        made = office.add("demand-forecasts", series=series)
        expected = prose(f"Expected of {series['title']} from day {on}", 6)
        office.step("demand-forecasts", made, "confirm", by="ben", assumptions=expected)
