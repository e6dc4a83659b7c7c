"""The year of a provider: what is done on which day of it."""

from datetime import date

from tandem.proof.conformity.tests.house import prose
from tests.api.delivery import assurance, parties, portfolio, supply
from tests.api.delivery.size import Size
from tests.api.year.office import BEGUN, SERVICE, Office

NAMES = {SERVICE: "Services"}


def work(office: Office, size: Size) -> int:
    """Settle down in the first days, then month after month; the day on which the last month was reported."""
    with office.on(0):
        for standard in office.standards:
            system = {"title": NAMES.get(standard, "Security"), "standard": standard, "owner": "ben@example.org"}
            if not office.every("management-systems", standard=standard):
                office.add("management-systems", **system)
        services = portfolio.begin_services(office, size)
        customers = parties.win_customers(office, size, services)
        parties.take_on_suppliers(office, size, services, customers)
        items = portfolio.fill_inventory(office, size, services)
        supply.plan(office, services)
        assurance.plan_continuity(office, services)
        assurance.define_reports(office, customers)
    last = 0
    for month in range(1, size.months + 1):
        last = third_of(month)
        with office.on(last):
            _month(office, month, last)
            if month == 8:
                portfolio.alter(office, items[0], last)
    return last


def third_of(month: int) -> int:
    """The day of the year on which so many months later the third comes."""
    months = BEGUN.month - 1 + month
    return (date(BEGUN.year + months // 12, months % 12 + 1, 3) - BEGUN).days


def _month(office: Office, month: int, on: int) -> None:
    """The figures of the month before, then what comes now and then."""
    supply.measure(office, month, on)
    assurance.count_the_month()
    assurance.report(office)
    if month % 3 == 0:
        supply.compare(office, on)
    if month % 5 == 0 or month == 12:
        supply.foresee(office, on)
    if month == 4:
        assurance.fail(office, office.every("services")[0], on)
    if month == 7:
        parties.look_at_suppliers(office, on)
        parties.meet_customers(office, on)
    if month == 6:
        assurance.exercise(office, on, "weak")
    if month == 9:
        assurance.invoke(office, on)
    if month == 10:
        assurance.exercise(office, on, "passed")
        look_again(office)


def look_again(office: Office) -> None:
    """What was written at the beginning is looked at before its year is over."""
    for service in office.every("services"):
        office.step("services", service, "review", by="ben")
    for register in ("continuity-plans", "impact-analyses"):
        for record in office.every(register):
            office.step(register, record, "review", by="ben", reason_for_change=prose("What still holds", 6))
    for plan in office.every("capacity-plans"):
        office.step("capacity-plans", plan, "review", by="ben", findings=prose("What the plan still says", 8))
