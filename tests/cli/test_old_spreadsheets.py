"""Lists as people keep them in spreadsheets become people, competences, findings, actions, checklists and logs."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from tandem.evaluation.audits.tests.conftest import audit, both, hal, programme, running
from tandem.faces.cli.exchanging import import_file
from tandem.ground.kernel import registers
from tests.cast import Cast

__all__ = ["audit", "both", "hal", "programme", "running"]
FOLDER = Path(__file__).parent / "spreadsheets"


def brought(register: str, name: str, expected: int, *, again: bool = True) -> list[Any]:
    """The records that a file made; where rows are known again, the same file makes no further ones."""
    outcome = imported(register, name)
    assert (outcome["errors"], outcome["new"]) == ([], expected)
    if again:
        assert imported(register, name)["new"] == 0
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
    auditor, firewalls, _itil = brought("competences", "competences", 3, again=False)
    assert (auditor.person, auditor.held, str(auditor.valid_until)) == (nora, "yes", "2027-12-31")
    assert (auditor.evidence, firewalls.held) == ("Certificate 2024-17", "partly")


def test_findings(both: Cast, running: Any) -> None:
    open_one, strength = brought("audit-findings", "findings", 2, again=False)
    assert (open_one.grade, open_one.state, open_one.owner, str(open_one.due)) == (
        "minor",
        "open",
        both.users["ben"],
        "2026-04-30",
    )
    assert (strength.grade, strength.state) == ("strength", "noted")


def test_checklist(both: Cast, running: Any) -> None:
    answered, left = brought("audit-questions", "checklist", 2, again=False)
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
