"""Clauses 9 and 10: what is audited and reviewed, and what follows from it."""

from typing import Any

from tandem.proof.conformity.tests.house import prose
from tests.api.year.office import Office, day, mail

SAID = ("objectives", "frequency", "methods", "responsibilities", "reporting")
HELD = ("Improvement", "Objectives and planning")


def plan_audits(office: Office) -> Any:
    """Gro writes a programme of three years; Bea approves it."""
    said = {name: prose(f"Our audits and their {name}", 14) for name in SAID}
    about = {"standards": list(office.standards), "owner": mail("gro")}
    programme = office.add("audit-programmes", by="gro", title="Audits of three years", **about, **said)
    office.step("audit-programmes", programme, "list-topics", by="gro")
    office.step("audit-programmes", programme, "approve", by="bea")
    return programme


def audit(office: Office, programme: Any, on: int) -> Any:
    """Gro leads one audit over what was adopted; one answer is a minor nonconformity."""
    said = {name: prose(f"This audit and its {name}", 12) for name in ("objectives", "scope", "criteria")}
    about = {"programme": programme, "standards": list(office.standards), "lead": mail("gro")}
    planned = {"planned_from": day(on), "planned_to": day(on + 3)}
    held = office.add("audits", by="gro", title="Objectives and improvement", **about, **planned, **said)
    for topic in office.every("audit-topics", programme=programme):
        if topic["title"] in HELD:
            office.add("covered-topics", by="gro", audit=held, topic=topic)
    office.step("audits", held, "list-questions", by="gro")
    office.step("audits", held, "open", by="gro", opening=prose("Opening of the audit", 8))
    finding = _ask(office, held, on)
    office.step("audits", held, "close", by="gro", closing=prose("Closing of the audit", 8))
    told = {"conclusion": prose("What the audit came to", 12), "distribution": "Bea and Ben"}
    office.step("audits", held, "report", by="gro", **told)
    office.step("audits", held, "countersign", by="bea")
    return finding


def _ask(office: Office, held: Any, on: int) -> Any:
    questions = office.every("audit-questions", audit=held)
    for question in questions:
        asked = [lens for lens in ("20", "27") if question[f"asks_{lens}"]]
        office.change("audit-questions", question, by="gro", **{f"verdict_{lens}": "conformity" for lens in asked})
    question = questions[0]
    verdicts = {f"verdict_{lens}": "minor" for lens in ("20", "27") if question[f"asks_{lens}"]}
    about = {"audit": held, "question": question, "owner": mail("ben"), "due": day(on + 60)}
    seen = prose("What was seen of ideas", 10)
    return office.add(
        "audit-findings", by="gro", title="Two ideas were judged by nobody", seen=seen, **about, **verdicts
    )


def put_right(office: Office, finding: Any) -> Any:
    """Ben opens a nonconformity, puts it right, finds the cause and says what keeps it from coming back."""
    office.step("audit-findings", finding, "open-nonconformity", by="ben")
    (nonconformity,) = office.every("nonconformities")
    said = {name: prose(f"{name} of the two ideas", 8) for name in ("correction", "cause", "similar")}
    rest = {"system_change": "no", "cause_kind": "method", "why_1": "Nobody had the list"}
    office.change("nonconformities", nonconformity, by="ben", **said, **rest)
    office.step("nonconformities", nonconformity, "analyse", by="ben")
    plan = {"expected": "None lies longer than a month", "due": day(220), "judge_after": 30, "owner": mail("ben")}
    action = office.add("corrective-actions", nonconformity=nonconformity, title="Judge them each month", **plan)
    office.step("corrective-actions", action, "finish", by="ben", outcome=prose("Stands in the calendar", 6))
    office.step("audit-findings", finding, "correct", by="ben")
    return nonconformity


def see_the_effect(office: Office, finding: Any, nonconformity: Any) -> None:
    """Two months later others look whether it helped."""
    (look,) = office.every("effectiveness-checks")
    office.step("effectiveness-checks", look, "confirm", by="bea", seen=prose("All were judged since", 8))
    office.step("nonconformities", nonconformity, "close", by="bea")
    office.step("audit-findings", finding, "verify", by="gro", effect=prose("No idea lies about", 8))


def improve(office: Office, title: str, on: int) -> Any:
    """An idea that Ben judges and Bea approves."""
    said = {"judgement": prose(f"Why to have {title}", 8), "expected": prose(f"What {title} should bring", 6)}
    judged = {"benefit": 4, "urgency": 3, "effort": 2, "before": 8, "target": 6, "measured_by": "Minutes a call"}
    about = {"owner": mail("ben"), "due": day(on + 100), **office.lenses()}
    idea = office.add("improvements", title=title, **about, **judged, **said)
    office.step("improvements", idea, "judge", by="ben")
    office.step("improvements", idea, "approve", by="bea")
    return idea


def finish_the_improvement(office: Office, idea: Any) -> None:
    """It is there, and what it brought was measured."""
    office.step("improvements", idea, "finish", by="ben", outcome=prose("The page is there", 6))
    brought = {"after": 6, "effect": prose("What it brought", 6), "reported_to": "The review"}
    office.step("improvements", idea, "measure", by="ben", **brought)


def review(office: Office, on: int) -> None:
    """Ada prepares one meeting, Bea leads it and approves the minutes."""
    meeting = {"meets_on": day(on), "chair": mail("bea"), "standards": list(office.standards)}
    held = office.add("reviews", title="Review of the year", **meeting)
    attendee = office.add("review-attendees", review=held, person=mail("bea"), is_top=True)
    for row in office.every("review-inputs", review=held):
        statement = prose(f"What is to be said on {row['title']}", 9)
        office.change("review-inputs", row, statement=statement)
    office.step("reviews", held, "invite")
    office.step("reviews", held, "freeze")
    for row in office.every("review-inputs", review=held):
        office.change("review-inputs", row, outcome="nothing")
    office.change("review-attendees", attendee, came=True)
    better = {"kind": "improvement", "owner": mail("ben"), "due": day(on + 60)}
    office.add("review-decisions", review=held, title="Show known errors earlier", **better)
    none = {"kind": "change", "is_none_needed": True}
    office.add("review-decisions", review=held, title="The systems stay as they are", **none)
    office.step("reviews", held, "minute", minutes=prose("Minutes of the review of the year", 30))
    office.step("reviews", held, "approve", by="bea")


def begin_the_next_year(office: Office, on: int) -> None:
    """The next audit is planned, something new was found, and an idea was carried out."""
    said = {name: prose(f"The next audit and its {name}", 12) for name in ("objectives", "scope", "criteria")}
    about = {"programme": office.kept["programme"], "standards": list(office.standards), "lead": mail("gro")}
    planned = {"planned_from": day(on + 30), "planned_to": day(on + 33)}
    office.add("audits", by="gro", title="The next one", **about, **planned, **said)
    about = {"raised_on": day(on), "owner": mail("ben"), **office.lenses()}
    office.add("nonconformities", title="A figure was counted twice", description=prose("Counted twice", 8), **about)
    idea = improve(office, "Chat at the desk", on)
    office.step("improvements", idea, "finish", by="ben", outcome=prose("It is there as well", 6))
