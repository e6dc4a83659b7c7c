"""How the system itself is run where people do what is asked: who leads, what is measured, what improves."""

from typing import Any

from tandem.direction.objectives.plans.rules import AGREES, TOPICS
from tandem.operation.changes.models import QUESTIONS
from tandem.proof.conformity.tests.honest_inventory import altered
from tandem.proof.conformity.tests.house import House, day, prose, register_of

FLOW = ("Improvement", "Reporting", "Change", "Incident")


def run_the_system(house: House) -> None:
    """Leadership, objectives, measurements, changes, nonconformities and improvements."""
    for part in (_lead, _processes, _objectives, _services, _changes, _nonconformity, _improvements):
        part(house)


def _lead(house: House) -> None:
    people = {}
    for user, name in ((house.bea, "Bea the director"), (house.ben, "Ben the representative")):
        board = {"engaged_as": "board"} if user == house.bea else {}
        common = {"is_screened": True, "has_signed": True, "began_on": day(900), "function": "Management", "user": user}
        people[user] = house.add("people", title=name, **common, **board)
        training = {"person": people[user], "title": "What the year brought", "kind": "awareness", "done_on": day(20)}
        house.add("trainings", **training)
    proven = {"role": "Representative", "held": "yes", "evidence": "Certificate as lead auditor, 2024"}
    house.add("competences", person=people[house.ben], title="Auditing", **proven)
    role = house.add(
        "roles",
        title="Representative",
        duties=prose("What the representative answers for", 10),
        authority=prose("What the representative may decide", 10),
        competence="Lead auditor",
        sees_to_conformity=True,
        reports_performance=True,
        holder=people[house.ben],
        owner=house.bea,
    )
    house.step("roles", role, "grant", house.bea)
    house.step("roles", role, "report", house.ben, report=prose("How the year went", 20))
    for subject in ("policy", "objectives", "people", "plan", "other-parties"):
        decision = house.add(
            "decisions",
            title=f"Decision on {subject}",
            subject=subject,
            occasion="review",
            wording=prose(f"What is decided on {subject}", 12),
            rests_on=prose(f"What {subject} rests on", 10),
            consequences=prose(f"What follows for {subject}", 10),
            owner=house.ben,
        )
        house.step("decisions", decision, "take", house.bea)


def _processes(house: House) -> None:
    feeds: list[str] = []
    for name in FLOW:
        process = house.add(
            "processes",
            title=name,
            owner=house.ben,
            inputs=prose(f"What goes into {name}", 6),
            outputs=prose(f"What comes out of {name}", 6),
            criteria=prose(f"When {name} is well done", 8),
            traces=prose(f"What {name} leaves", 4),
            feeds=feeds,
            is_last=not feeds,
        )
        house.step("processes", process, "approve", house.bea)
        house.step("processes", process, "show", house.ben, last_trace=prose(f"The newest of {name}", 6))
        feeds = [process.reference]


def _measured(house: House, title: str, **about: Any) -> None:
    """An indicator with a value of this month that somebody judged."""
    indicator = house.add(
        "indicators",
        title=title,
        method=prose(f"How {title} is counted", 8),
        numerator_is="Those in time",
        denominator_is="All of them",
        target=90,
        owner=house.ben,
        analyst=house.bea,
        judged_when="At the end of the quarter",
        **about,
    )
    house.step("indicators", indicator, "begin", house.ben)
    value = {"indicator": indicator.reference, "title": title, "measured_on": day(3), "numerator": 19}
    taken = house.add("measurements", by=house.ben, denominator=20, **value)
    judgement = prose(f"What {title} says", 6)
    house.step("measurements", taken, "judge", house.bea, verdict="fine", judgement=judgement)


def _objectives(house: House) -> None:
    policy = register_of("documents").model.objects.filter(kind="policy", state="effective").first()
    for name in ("Calls are answered sooner", "Leavers are blocked at once"):
        objective = house.add(
            "objectives",
            title=name,
            belongs_to="Operations",
            policy=policy.reference,
            target="95 % of them",
            measured_by=prose(f"How {name} is measured", 6),
            actions=prose(f"What is done so that {name}", 8),
            resources="Ten days",
            due=day(-100),
            evaluation=prose(f"How {name} is judged", 6),
            owner=house.ben,
        )
        house.step("objectives", objective, "approve", house.bea)
        house.step("objectives", objective, "tell", house.ben, told_to="Everybody in operations")
        _measured(house, f"Figure: {name}", subject="objective", objective=objective)


def _services(house: House) -> None:
    for service in register_of("services").model.objects.order_by("pk"):
        _measured(house, f"Figure of {service.title}", subject="service", service=service)


def _changes(house: House) -> None:
    item = register_of("items").model.objects.filter(is_ci=True).order_by("pk").first()
    for kind in ("management-system", "process", "item"):
        change = house.add(
            "changes",
            title=f"A change of the {kind}",
            kind=kind,
            items=[item.reference] if kind == "item" else [],
            reason=prose(f"Why the {kind}", 8),
            requester=house.ada,
            owner=house.ben,
            planned_for=day(2),
            test=prose(f"Test of the {kind}", 5),
            announced=prose(f"Who was told of the {kind}", 6),
            way_back=prose(f"Way back of the {kind}", 6),
        )
        weighed = {
            **dict.fromkeys(QUESTIONS, False),
            "service_impact": "minor",
            "service_effect": prose(f"What services feel of the {kind}", 8),
            "security_impact": "minor",
            "security_effect": prose(f"What the {kind} means for security", 8),
            "benefit": prose(f"What the {kind} brings", 8),
            "resources": "Two days",
        }
        house.step("changes", change, "weigh", house.ben, **weighed)
        house.step("changes", change, "approve", house.bea)
        if kind == "item":
            altered(house, change, item)
        made = {"outcome": prose(f"How the {kind} went", 8), "is_as_intended": True}
        house.step("changes", change, "make", house.ben, **made)
        house.step("changes", change, "close", house.ben)
    seen = house.add("change-reviews", title="Changes of the half year", begins=day(90), ends=day(0), owner=house.ben)
    summary = prose("What the changes of the half year have in common", 8)
    house.step("change-reviews", seen, "finish", house.ben, conclusion=summary)


def _nonconformity(house: House) -> None:
    deviation = house.add(
        "nonconformities",
        title="A restore test was left out",
        grade="major",
        source="audit",
        owner=house.ben,
        correction=prose("Tested at once", 6),
        why_1="It was forgotten",
        why_2="It stands in no calendar",
        cause=prose("Why it was left out", 8),
        cause_kind="method",
        similar=prose("Where else tests were looked for", 8),
        system_change="no",
    )
    house.step("nonconformities", deviation, "analyse", house.ben)
    action = house.add(
        "corrective-actions",
        nonconformity=deviation,
        title="Put it into the calendar",
        expected="None is left out",
        owner=house.ben,
        due=day(-20),
        judge_after=0,
    )
    house.step("corrective-actions", action, "finish", house.ben, outcome=prose("Entered", 6))
    look = register_of("effectiveness-checks").model.objects.get()
    house.step("effectiveness-checks", look, "confirm", house.bea, seen=prose("Four tests since", 8))
    house.step("nonconformities", deviation, "close", house.bea)


def _improvements(house: House) -> None:
    idea = house.add(
        "improvements",
        title="One page of answers",
        owner=house.ben,
        benefit=4,
        urgency=3,
        effort=2,
        judgement=prose("Why it is worth it", 8),
        expected=prose("What it should bring", 6),
        measured_by="Minutes a call",
        before=8,
        target=6,
        due=day(-30),
    )
    house.step("improvements", idea, "judge", house.ben)
    house.step("improvements", idea, "approve", house.bea)
    house.step("improvements", idea, "finish", house.ben, outcome=prose("The page is there", 6))
    effect = {"after": 6, "effect": prose("What it brought", 6), "reported_to": "The review"}
    house.step("improvements", idea, "measure", house.ben, **effect)


def plan_services(house: House) -> None:
    """The service management plan by Ada, approved by Bea, and the other plans that follow it."""
    names = (*TOPICS, *AGREES)
    said = {name: prose(f"What the plan says of {name}", 12) for name in names}
    plan = house.add("service-management-plans", title="The year", owner=house.ada, **said)
    house.step("service-management-plans", plan, "send", house.ada)
    house.step("service-management-plans", plan, "approve", house.bea)
    for key, name in (("continuity-plans", "continuity_plan"), ("capacity-plans", "capacity_plan")):
        for other in register_of(key).model.objects.filter(state="approved").order_by("pk"):
            house.add("plan-alignments", plan=plan, how=prose(f"How {other.title} follows", 8), **{name: other})
