"""Lists as people keep them in spreadsheets become people, competences, findings, actions, checklists and logs."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from tandem.evaluation.audits.models import Audit
from tandem.evaluation.audits.questions.models import AuditQuestion
from tandem.evaluation.audits.requests.models import EvidenceRequest
from tandem.evaluation.audits.tests.conftest import audit, both, hal, programme, running
from tandem.faces.cli.exchanging import import_file
from tandem.ground.exchange import importing
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.reading import Row, Sheet
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.registers import declared_for
from tests.cast import Cast

__all__ = ["audit", "both", "hal", "programme", "running"]
FOLDER = Path(__file__).parent / "spreadsheets"


def brought(register: str, name: str, expected: int) -> list[Any]:
    """The records that a file made; the same file a second time makes no further ones and changes none."""
    outcome = imported(register, name)
    assert (outcome["errors"], outcome["new"]) == ([], expected)
    again = imported(register, name)
    assert (again["errors"], again["new"], again["changed"]) == ([], 0, 0)
    declared = registers.find(register)
    assert declared is not None
    return list(declared.model.objects.order_by("-pk")[:expected])[::-1]


def imported(register: str, name: str) -> dict[str, Any]:
    done = CliRunner().invoke(import_file, ["home", register, str(FOLDER / f"{name}.csv"), "--json"])
    outcome: dict[str, Any] = json.loads(done.output)
    return outcome


def test_people_and_competences(home: Cast) -> None:
    nora, lars, siv = brought("people", "people", 3)
    assert (lars.unit, lars.function, str(lars.began_on)) == ("Operations", "Engineer", "2021-08-15")
    assert siv.email == ""
    auditor, firewalls, _itil = brought("competences", "competences", 3)
    assert (auditor.person, auditor.held, str(auditor.valid_until)) == (nora, "yes", "2027-12-31")
    assert (auditor.evidence, firewalls.held) == ("Certificate 2024-17", "partly")


def test_findings(both: Cast, running: Any) -> None:
    open_one, strength = brought("audit-findings", "findings", 2)
    assert (open_one.grade, open_one.state, open_one.owner, str(open_one.due)) == (
        "minor",
        "open",
        both.users["ben"],
        "2026-04-30",
    )
    assert (strength.grade, strength.state) == ("strength", "noted")


def test_checklist(both: Cast, running: Any) -> None:
    answered, left = brought("audit-questions", "checklist", 2)
    assert (answered.verdict_27, answered.seen, answered.is_answered, left.is_answered) == (
        "conformity",
        "Signed on 3 January",
        True,
        False,
    )


def test_actions(home: Cast) -> None:
    label, order = brought("actions", "actions", 2)
    assert (label.state, label.owner, str(label.due)) == ("open", home.users["ben"], "2026-05-01")
    assert (order.state, order.outcome) == ("done", "Six came")


def test_corrective_action_log(home: Cast) -> None:
    restore, badge = brought("nonconformities", "corrective-action-log", 2)
    assert (restore.external_id, restore.grade, restore.source, restore.state) == ("17", "minor", "audit", "in-work")
    assert (str(restore.raised_on), restore.cause, badge.grade, badge.state) == (
        "2026-01-12",
        "It stood in no calendar",
        "major",
        "raised",
    )


def test_a_checklist_serves_a_second_audit_and_two_equal_lines_are_two(
    both: Cast, programme: Any, running: Any
) -> None:
    brought("audit-questions", "checklist", 2)
    questions, audits = declared_for(AuditQuestion), declared_for(Audit)
    days = {"planned_from": "2026-05-04", "planned_to": "2026-05-05"}
    second = writing.create(both.actor("ada"), audits, {"title": "Another", "programme": programme, **days})
    lines = (("Is the policy approved?", "1"), ("Why?", "2"), ("Why?", "2"))
    sheet = Sheet("log", 1, ("Question", "No."), [Row(place, line) for place, line in enumerate(lines, 2)], [])
    told = []
    for _time in range(2):
        options = Options(fixed={"audit": second.reference})
        outcome = importing.bring(both.actor("ada", "import"), questions, sheet, {0: "title", 1: "position"}, options)
        told.append((outcome.new, outcome.changed, outcome.unchanged))
    assert told == [(3, 0, 0), (0, 0, 3)]
    assert (running.questions.count(), second.questions.count()) == (3, 3)


def test_a_part_without_name_or_number_is_known_word_for_word(both: Cast, running: Any) -> None:
    requests = declared_for(EvidenceRequest)
    headers = ("What", "Asked on", "By")
    lines = [Row(2, ("The list", "2026-03-02", "2026-03-04")), Row(3, ("The list", "2026-03-03", "2026-03-04"))]
    mapping = {0: "title", 1: "asked_on", 2: "due"}
    told = []
    for rows in (lines, lines, [Row(2, ("The list", "2026-03-02", "2026-03-05"))]):
        options = Options(fixed={"audit": running.reference})
        sheet = Sheet("log", 1, headers, list(rows), [])
        outcome = importing.bring(both.actor("ada", "import"), requests, sheet, mapping, options)
        told.append((outcome.new, outcome.changed, outcome.unchanged))
    assert told == [(2, 0, 0), (0, 0, 2), (1, 0, 0)]
