"""Outages, continuity and what customers are told each month."""

from datetime import date
from typing import Any

from tandem.operation.agreements.clocks.background import measure_month as count_times
from tandem.operation.availability.results.background import measure_month as count_availability
from tandem.operation.service_reports.issues.background import begin_due
from tandem.proof.conformity.tests.house import prose
from tests.api.year.office import Office, day, mail


def plan_continuity(office: Office, services: list[Any]) -> None:
    """A plan in force for every service, each of which says how soon it has to be back."""
    parts = ("invoked_when", "procedures", "security", "return_to_normal")
    said = {part: prose(f"{part} of the plan", 25) for part in parts}
    kept = {"invoked_by": "The head of operations", "copy_at": "On paper in the safe"}
    plan = office.add("continuity-plans", title="A room is gone", owner=mail("ben"), **said, **kept)
    office.step("continuity-plans", plan, "send")
    office.step("continuity-plans", plan, "approve", by="bea")
    for service in services:
        times = {"tolerable": 480, "rto": 240, "rpo": 60, "effects": prose(f"Without {service['title']}", 10)}
        analysis = office.add("impact-analyses", service=service, plan=plan, **times)
        below = {"promised_rto": 120, "promised_rpo": 30, "source": "The test of last year"}
        office.add("recovery-needs", analysis=analysis, title=f"Below {service['title']}", **below)
        office.step("impact-analyses", analysis, "agree", by="bea")
    office.kept["plan"] = plan


def exercise(office: Office, on: int, result: str) -> None:
    """A test of the plan; what a weak one shows is put right within the month."""
    plan, about = office.kept["plan"], {"kind": "simulation", "planned_on": day(on), "owner": mail("ben")}
    test = office.add("continuity-tests", plan=plan, title=f"The room is off, day {on}", **about)
    told = {part: prose(f"{part} of the test on day {on}", 12) for part in ("scenario", "findings")}
    told |= {"present": "All of operations", "held_on": day(on), "result": result}
    office.step("continuity-tests", test, "hold", by="ben", **told)
    finish_asked(office, "continuity-tests")


def invoke(office: Office, on: int) -> None:
    """The plan is needed for an afternoon; it is tested again afterwards."""
    about = {"title": "Water in the first room", "why": prose("Why it was invoked", 6)}
    about |= {"invoked_at": f"{day(on)}T09:00:00Z", "invoked_by": "The head of operations", "owner": mail("ben")}
    invoked = office.add("plan-invocations", plan=office.kept["plan"], **about)
    told = {part: prose(f"{part} of the afternoon", 8) for part in ("course", "lessons")}
    office.step("plan-invocations", invoked, "end", by="ben", ended_at=f"{day(on)}T09:20:00Z", **told)
    finish_asked(office, "plan-invocations")


def finish_asked(office: Office, register: str) -> None:
    """Ben does what a register has asked of him."""
    for action in office.every("actions", state="open", source_register=register):
        office.step("actions", action, "finish", by="ben", outcome=prose(f"Done for {action['reference']}", 8))


def fail(office: Office, service: Any, on: int) -> None:
    """A service is away for longer than was promised; it is looked into, and somebody asks why it took so long."""
    times = {"started_at": f"{day(on)}T01:00:00Z", "ended_at": f"{day(on)}T08:00:00Z"}
    outage = office.add("outages", title="The line was cut", service=service, owner=mail("ben"), **times)
    found = {part: prose(f"{part} of the cut", 10) for part in ("investigation", "followed")}
    office.step("outages", outage, "investigate", by="ben", cause="supplier", **found)


def define_reports(office: Office, customers: list[Any]) -> None:
    """Every customer gets a report of each month."""
    for customer in customers:
        said = {part: prose(f"{part} for {customer['title']}", 6) for part in ("purpose", "contents")}
        about = {"title": f"Report to {customer['title']}", "audience": f"The head of {customer['title']}"}
        begins = {"begins_on": date.fromisoformat(day(0)).replace(day=1).isoformat(), "owner": mail("ben")}
        made = office.add("report-definitions", customer=customer, **about, **said, **begins)
        office.step("report-definitions", made, "use")


def count_the_month() -> None:
    """What the worker does in the first night of a month."""
    for job in (count_availability, count_times, begin_due):
        job()


def report(office: Office) -> None:
    """Each draft is issued: what was missed leads to something, and somebody does it."""
    missed = {result["period_start"] for result in office.every("service-results", is_met="false")}
    for draft in office.every("service-reports", state="draft"):
        said = {"summary": prose(f"How {draft['reference']} went", 8), "delivered_to": "The head of it"}
        if draft["period_start"] in missed:
            what = {"title": "A second line", "reason": prose("One line is too few", 6), "owner": mail("ben")}
            office.add("report-conclusions", report=draft, **what)
        else:
            said["nothing_follows"] = prose(f"All was kept in {draft['reference']}", 6)
        office.step("service-reports", draft, "issue", by="ben", **said)
    for register in ("report-conclusions", "service-results"):
        finish_asked(office, register)
