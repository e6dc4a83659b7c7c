"""What three honest organizations do in clauses 9.2 and 9.3: a programme, an audit over their standards, a review."""

from collections.abc import Sequence
from typing import Any

from tandem.ground.kernel import registers, writing
from tandem.proof.conformity.tests.honest import House, day, prose

SAID = ("objectives", "frequency", "methods", "responsibilities", "reporting")
TOPICS = ("Suppliers and other parties", "Law, privacy and compliance", "Customers and service levels")


def evaluate_oneself(house: House, *findings: dict[str, Any]) -> None:
    """Ada plans, audits and writes minutes; Bea approves and countersigns; Ben's work is looked at."""
    programme = _programme(house)
    audit = _audit(house, programme)
    _hold(house, audit, findings)
    _review(house)


def _programme(house: House) -> Any:
    said = {name: prose(f"Our audits and their {name}", 14) for name in SAID}
    days = {"starts_on": day(20), "ends_on": day(-1000)}
    title = {"title": "Audits of three years", "standards": list(house.standards), "owner": house.ada}
    programme = house.add("audit-programmes", by=house.ada, **title, **days, **said)
    house.step("audit-programmes", programme, "list-topics", house.ada)
    house.step("audit-programmes", programme, "approve", house.bea)
    return programme


def _audit(house: House, programme: Any) -> Any:
    said = {name: prose(f"This audit and its {name}", 12) for name in ("objectives", "scope", "criteria")}
    planned = {"planned_from": day(1), "planned_to": day(-1), "lead": house.ada, "programme": programme}
    standards = list(house.standards)
    audit = house.add("audits", by=house.ada, title="Partners and law", standards=standards, **planned, **said)
    for topic in programme.topics.filter(title__in=TOPICS):
        house.add("covered-topics", by=house.ada, audit=audit, topic=topic)
    house.step("audits", audit, "list-questions", house.ada)
    return audit


def _hold(house: House, audit: Any, findings: Sequence[dict[str, Any]]) -> None:
    house.step("audits", audit, "open", house.ada, opening=prose("Opening of the audit", 8))
    for question in audit.questions.all():
        asked = {f"verdict_{lens}": "conformity" for lens in ("20", "27") if getattr(question, f"asks_{lens}")}
        writing.change(house.actor(house.ada), registers.find("audit-questions"), question.reference, asked)
    for values in findings:
        house.add("audit-findings", audit=audit.reference, **values)
    house.step("audits", audit, "close", house.ada, closing=prose("Closing of the audit", 8))
    summary = {"conclusion": prose("What the audit came to", 12), "distribution": "Bea and Ben"}
    house.step("audits", audit, "report", house.ada, **summary)
    house.step("audits", audit, "countersign", house.bea)


def _review(house: House) -> None:
    meeting = {"meets_on": day(0), "chair": house.bea, "standards": list(house.standards)}
    review = house.add("reviews", by=house.ada, title="Review of the year", **meeting)
    house.add("review-attendees", by=house.ada, review=review, person=house.bea, is_top=True)
    inputs = registers.find("review-inputs")
    for row in review.inputs.all():
        said = {"statement": prose(f"What is to be said on {row.title}", 9)}
        writing.change(house.actor(house.ada), inputs, row.reference, said)
    house.step("reviews", review, "freeze", house.ada)
    _decide(house, review)
    minutes = prose("Minutes of the review of the year", 30)
    house.step("reviews", review, "minute", house.ada, minutes=minutes)
    house.step("reviews", review, "approve", house.bea)


def _decide(house: House, review: Any) -> None:
    for row in review.inputs.all():
        writing.change(house.actor(house.ada), registers.find("review-inputs"), row.reference, {"outcome": "nothing"})
    for attendee in review.attendees.all():
        writing.change(house.actor(house.ada), registers.find("review-attendees"), attendee.reference, {"came": True})
    better = {"kind": "improvement", "owner": house.ben, "due": day(-60)}
    house.add("review-decisions", by=house.ada, review=review, title="Show known errors earlier", **better)
    none = {"kind": "change", "is_none_needed": True}
    house.add("review-decisions", by=house.ada, review=review, title="The systems stay as they are", **none)
