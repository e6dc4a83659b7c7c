"""Annex A by its controls: how far each control that answers a requirement is shown, now or as known at a time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from tandem.direction.controls.grading import (
    LEAST_DONE,
    LEAST_FILE,
    ControlFacts,
    Grade,
    TestFact,
    grade_of,
    hung_everywhere,
    repeated,
    says,
    told_apart,
)
from tandem.direction.controls.models import Control
from tandem.direction.controls.showing import CAME_TO_NOTHING, NO_EVIDENCE, SHOWING, facts_now
from tandem.ground.kernel import registers
from tandem.ground.kernel.links import LINKS
from tandem.proof.conformity.conditions import Holds, walk
from tandem.proof.conformity.declarations import Measure
from tandem.proof.conformity.held import rows_then
from tandem.proof.conformity.past import PastSource
from tandem.proof.conformity.tallies import MOST_ITEMS, Item, Tally, title_of

__all__ = ["facts_now", "facts_then", "kept_now", "tallies"]
GOOD = (Grade.TESTED, Grade.IN_USE)


def tallies(measures: Iterable[Measure], facts: Sequence[ControlFacts], kept: int, today: date) -> dict[Measure, Tally]:
    """For each requirement that a measure asks about, the controls that answer it by their grades."""
    answering: dict[str, list[ControlFacts]] = defaultdict(list)
    for control in facts:
        for key in control.requirements:
            answering[key].append(control)
    by_measure = {}
    for measure in dict.fromkeys(measures):
        key = requirement_of(measure)
        by_measure[measure] = _tally(
            [(control, grade_of(control, today, key)) for control in answering.get(key, ())], kept
        )
    return by_measure


def requirement_of(measure: Measure) -> str:
    """The requirement whose controls a measure grades; LookupError where it names none."""
    for part in walk(measure.where):
        if isinstance(part, Holds):
            return part.word
    raise LookupError("A graded check says which requirement the controls answer (requirements: {holds: …}).")


def not_tested(measure: Measure, facts: Sequence[ControlFacts], today: date) -> list[ControlFacts]:
    """Controls that answer the requirement a measure asks about and that nobody tested, or whose test is no good."""
    key = requirement_of(measure)
    answering = (control for control in facts if key in control.requirements)
    return [control for control in answering if grade_of(control, today, key) is not Grade.TESTED]


def _tally(graded: list[tuple[ControlFacts, Grade]], kept: int) -> Tally:
    graded.sort(key=lambda entry: -entry[0].record_id)
    counts = {grade: sum(1 for _control, control_grade in graded if control_grade is grade) for grade in Grade}
    return Tally(
        good=counts[Grade.TESTED] + counts[Grade.IN_USE],
        old=counts[Grade.OVERDUE],
        thin=counts[Grade.STATED],
        bad=counts[Grade.FAILED],
        in_use=counts[Grade.IN_USE],
        kept=kept,
        evidence=_items(control for control, grade in graded if grade in GOOD),
        offenders=_items(control for control, grade in graded if grade is not Grade.TESTED),
    )


def _items(controls: Iterable[ControlFacts]) -> tuple[Item, ...]:
    return tuple(
        Item("controls", control.record_id, control.reference, title_of(control.title)) for control in controls
    )[:MOST_ITEMS]


def kept_now() -> int:
    """How many controls the organization keeps, retired ones among them."""
    number: int = Control.objects.count()
    return number


def facts_then(source: PastSource) -> list[ControlFacts]:
    """What was known of every control that was not retired."""
    shown, tests = _shown_then(source), _tests_then(source)
    kept = [(pk, state) for pk, state in sorted(source.states("controls").items()) if state["state"] != "retired"]
    described = told_apart((pk, state.get("description") or "") for pk, state in kept)
    return [
        ControlFacts(
            record_id=pk,
            reference=state["reference"],
            title=state["title"],
            requirements=state.get("requirements") or (),
            state=state["state"],
            description=description,
            duties=state.get("duties") or "",
            owner_id=state.get("owner"),
            test_months=state.get("test_months"),
            next_test=_day(state.get("next_test")),
            shown_on=shown.get(pk),
            tests=tests.get(pk, ()),
        )
        for (pk, state), description in zip(kept, described, strict=True)
    ]


def _tests_then(source: PastSource) -> dict[int, list[TestFact]]:
    tests = [
        state for state in source.states("control-tests").values() if state.get("aspect", "operation") == "operation"
    ]
    tests.sort(key=lambda state: state["done_on"])
    said = told_apart((state["control"], state.get("findings") or "") for state in tests)
    by_control: dict[int, list[TestFact]] = defaultdict(list)
    for state, seen in reversed(list(zip(tests, said, strict=True))):
        fact = TestFact(
            date.fromisoformat(state["done_on"]),
            state["result"],
            state.get("tester"),
            seen,
            state.get("owner"),
        )
        by_control[state["control"]].append(fact)
    return by_control


def _shown_then(source: PastSource) -> dict[int, date]:
    """The day of the newest evidence of each control."""
    shown: dict[int, date] = {}
    for control_id, day in [*_files_then(source), *_links_then(source), *_work_then(source)]:
        shown[control_id] = max(day, shown.get(control_id, day))
    return shown


def _files_then(source: PastSource) -> Iterable[tuple[int, date]]:
    tests, files = source.states("control-tests"), source.files()
    on_controls = [file for file in files if file.register in ("controls", "control-tests") and file.size >= LEAST_FILE]
    again = repeated(file.content for file in on_controls)
    everywhere = hung_everywhere(file.content for file in files if file.content in again)
    for file in on_controls:
        if file.content in everywhere:
            continue
        if file.register == "controls":
            yield file.record_id, file.since
        elif file.record_id in tests:
            yield tests[file.record_id]["control"], file.since


def _links_then(source: PastSource) -> Iterable[tuple[int, date]]:
    for row in rows_then(source.organization_id, LINKS, source.known):
        state = row.state
        if state.get("kind") not in SHOWING or not state.get("to_record_id"):
            continue
        here, there = source.place(row), (str(state["to_register"]), int(state["to_record_id"]))
        for (key, control_id), other in ((here, there), (there, here)):
            if key == "controls" and other[0] not in NO_EVIDENCE and _was_there(source, *other):
                yield control_id, row.since


def _was_there(source: PastSource, key: str, record_id: int) -> bool:
    if registers.find(key) is None:
        return False
    state = source.states(key).get(record_id)
    if state is None:
        return False
    return state["state"] == "effective" if key == "documents" else state.get("state") not in CAME_TO_NOTHING


def _work_then(source: PastSource) -> Iterable[tuple[int, date]]:
    work = source.states("recurring-work")
    for state in source.states("work-results").values():
        control_id = work.get(state["work"], {}).get("control")
        if control_id and says(state.get("seen") or "", LEAST_DONE):
            yield control_id, date.fromisoformat(state["done_on"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
