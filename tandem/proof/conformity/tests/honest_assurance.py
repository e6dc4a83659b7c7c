"""What an organization that does its work writes down of continuity, availability and reports."""

from tandem.proof.conformity.tests.house import House, day, prose, register_of


def continuity(house: House) -> None:
    """A plan that was approved and tested, for every service, which says how soon it has to be back."""
    said = {
        name: prose(f"What stands under {name} of the plan", 25)
        for name in ("invoked_when", "procedures", "security", "return_to_normal")
    }
    kept = {"invoked_by": "The head of operations", "copy_at": "On paper in the safe"}
    plan = house.add("continuity-plans", title="A room is gone", owner=house.ben, **said, **kept)
    house.step("continuity-plans", plan, "send", house.ada)
    house.step("continuity-plans", plan, "approve", house.bea)
    for service in register_of("services").model.objects.order_by("pk"):
        times = {"tolerable": 480, "rto": 240, "rpo": 60, "effects": prose(f"What is lost without {service.title}", 12)}
        analysis = house.add("impact-analyses", service=service, plan=plan, **times)
        promise = {"promised_rto": 120, "promised_rpo": 30, "source": f"Test of {service.title}"}
        house.add("recovery-needs", analysis=analysis, title=f"Platform of {service.title}", **promise)
        house.step("impact-analyses", analysis, "agree", house.bea)
    test = house.add("continuity-tests", plan=plan, title="The room is off", kind="simulation", planned_on=day(20))
    fields = {"scenario": prose("What the test assumed", 12), "findings": prose("What the test showed", 15)}
    fields |= {"present": "The team of operations", "held_on": day(20), "result": "passed"}
    house.step("continuity-tests", test, "hold", house.ben, **fields)


def assurance(house: House) -> None:
    """An outage that was looked into, availability counted for every target, and a report that was issued."""
    service = register_of("services").model.objects.order_by("pk").first()
    times = {"started_at": f"{day(100)}T08:00:00Z", "ended_at": f"{day(100)}T09:00:00Z"}
    outage = house.add("outages", title="The line was cut", service=service, owner=house.ben, **times)
    inquiry = {"investigation": prose("Why the line was cut", 15), "followed": prose("What followed", 10)}
    house.step("outages", outage, "investigate", house.ben, cause="supplier", **inquiry)
    for target in register_of("service-targets").model.objects.filter(kind="availability").order_by("pk"):
        house.add("availability-results", target=target, period_start=day(45), period_end=day(15))
    _report(house)


def _report(house: House) -> None:
    """Reported until the end of the month before."""
    said = {name: prose(f"The report says in {name}", 10) for name in ("purpose", "contents")}
    values = {"title": "Report to the shops", "audience": "The head of the shops", "begins_on": day(45), **said}
    definition = house.add("report-definitions", owner=house.ben, **values)
    house.step("report-definitions", definition, "use", house.ada)
    report = house.add("service-reports", definition=definition, owner=house.ben)
    issued = {"summary": prose("How the month went", 12), "nothing_follows": prose("Why nothing follows", 8)}
    house.step("service-reports", report, "issue", house.ben, delivered_to="The head of the shops", **issued)
