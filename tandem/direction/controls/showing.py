"""What shows that controls are in use: files, linked records, recurring work; and what their testers saw."""

from collections import defaultdict
from datetime import date
from typing import Any, Final

from tandem.direction.controls.grading import (
    LEAST_DONE,
    LEAST_FILE,
    ControlFacts,
    TestFact,
    hung_everywhere,
    repeated,
    says,
    told_apart,
)
from tandem.direction.controls.models import Control
from tandem.direction.controls.testing.models import ControlTest
from tandem.direction.controls.work.results.models import WorkResult
from tandem.ground.kernel import registers
from tandem.ground.kernel.models import Attachment, Link

NO_EVIDENCE: Final = frozenset(
    {
        "control-tests",
        "controls",
        "obligations",
        "risk-acceptances",
        "risk-methods",
        "risks",
        "statement-entries",
        "statements",
        "treatment-measures",
    }
)  # what asks for a control, or says that it is there, does not show that it is in use
CAME_TO_NOTHING: Final = ("cancelled", "declined", "dropped", "rejected", "withdrawn")  # states of no evidence
SHOWING: Final = (Link.Kind.RELATED, Link.Kind.EVIDENCE_FOR)
RESTS_ON: Final = frozenset({"attachments", "control-tests", "documents", "links", "recurring-work", "work-results"})
Shown = dict[int, date]


def facts_now() -> list[ControlFacts]:
    """Every control of the active organization that is not retired, with what its grade follows from."""
    shown, tests = _shown(), _tests()
    controls = list(Control.objects.in_use().order_by("pk"))
    described = told_apart((control.pk, control.description) for control in controls)
    return [
        ControlFacts(
            record_id=control.pk,
            reference=control.reference,
            title=control.title,
            requirements=control.requirements,
            state=control.state,
            description=description,
            duties=control.duties,
            owner_id=control.owner_id,
            test_months=control.test_months,
            next_test=control.next_test,
            shown_on=shown.get(control.pk),
            tests=tests.get(control.pk, ()),
        )
        for control, description in zip(controls, described, strict=True)
    ]


def _tests() -> dict[int, list[TestFact]]:
    """Tests of operation by control, newest first."""
    rows = list(
        ControlTest.objects.filter(aspect="operation")
        .order_by("done_on", "pk")
        .values_list("control_id", "done_on", "result", "tester_id", "findings", "owner_id")
    )
    said = told_apart((row[0], row[4]) for row in rows)
    by_control: dict[int, list[TestFact]] = defaultdict(list)
    for row, seen in reversed(list(zip(rows, said, strict=True))):
        control_id, done_on, result, tester_id, _findings, owner_id = row
        by_control[control_id].append(TestFact(done_on, result, tester_id, seen, owner_id))
    return by_control


def _shown() -> Shown:
    """The day of the newest evidence of each control."""
    shown: Shown = {}
    for control_id, day in [*_files(), *_linked(), *_work()]:
        shown[control_id] = max(day, shown.get(control_id, day))
    return shown


def _files() -> list[tuple[int, date]]:
    """Files on a control or on a test of it."""
    control_of = dict(ControlTest.objects.values_list("pk", "control_id"))
    attached = Attachment.objects.filter(register__in=("controls", "control-tests"), size__gte=LEAST_FILE)
    rows = list(attached.values_list("register", "record_id", "created_at", "sha256"))
    again = repeated(row[3] for row in rows)
    alike = Attachment.objects.filter(sha256__in=again).values_list("sha256", flat=True) if again else ()
    everywhere = hung_everywhere(alike)
    return [
        (record_id if register == "controls" else control_of.get(record_id, 0), created_at.date())
        for register, record_id, created_at, content in rows
        if content not in everywhere
    ]


def _linked() -> list[tuple[int, date]]:
    """Records that are linked to a control and there; of documents only those in force."""
    rows = (
        Link.objects.filter(kind__in=SHOWING)
        .exclude(to_record_id=None)
        .values_list("register", "record_id", "to_register", "to_record_id", "created_at")
    )
    sides = [
        (control_id, key, record_id, created_at.date())
        for here, here_id, there, there_id, created_at in rows
        for control_key, control_id, key, record_id in (
            (here, here_id, there, there_id),
            (there, there_id, here, here_id),
        )
        if control_key == "controls" and key not in NO_EVIDENCE
    ]
    wanted: dict[str, set[int]] = defaultdict(set)
    for _control_id, key, record_id, _day in sides:
        wanted[key].add(record_id)
    there = {key: _there(key, ids) for key, ids in wanted.items()}
    return [(control_id, day) for control_id, key, record_id, day in sides if record_id in there[key]]


def _there(key: str, record_ids: set[int]) -> set[int]:
    register = registers.find(key)
    if register is None:
        return set()
    records: Any = register.model.objects.filter(pk__in=record_ids)
    if key == "documents":
        records = records.filter(state="effective")
    elif register.workflow is not None:
        records = records.exclude(state__in=CAME_TO_NOTHING)
    return set(records.values_list("pk", flat=True))


def _work() -> list[tuple[int, date]]:
    """Recurring work for a control, by the day it was last done."""
    done = WorkResult.objects.exclude(work__control=None).order_by("done_on", "pk")
    rows = done.values_list("work__control_id", "done_on", "seen")
    return [(control_id, done_on) for control_id, done_on, seen in rows if says(seen, LEAST_DONE)]
