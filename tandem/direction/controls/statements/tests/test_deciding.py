"""Several controls are decided together, and one's last decision is taken back, exactly."""

from typing import Any

import pytest

from tandem.direction.controls.statements import deciding, operations
from tandem.direction.controls.statements.entries.register import STATEMENT_ENTRIES
from tandem.direction.controls.statements.models import Statement
from tandem.direction.controls.statements.register import STATEMENTS
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tests.cast import Cast

REFS = ("A.5.1", "A.5.2", "A.5.3")


@pytest.fixture
def draft(home: Cast) -> Statement:
    framework = Framework.objects.get(key="iso-27001:2022")
    for place, ref in enumerate(REFS[1:], start=2):
        Requirement.objects.create(
            framework=framework, ref=ref, title=ref, kind="control", assessable=True, position=place
        )
    ben = home.actor("ben")
    statement: Statement = writing.create(ben, STATEMENTS, {"title": "SoA"})
    operations.fill(ben, statement)
    return statement


def told(draft: Statement) -> list[tuple[Any, ...]]:
    return list(draft.entries.order_by("pk").values_list("decision", "justification", *deciding.RESTORED[1:6]))


def references(draft: Statement, *refs: str) -> list[str]:
    return [draft.entries.get(ref=ref).reference for ref in refs]


def test_what_is_refused_is_said_and_the_rest_is_kept(home: Cast, draft: Statement) -> None:
    risk = {"title": "Fire", "availability": True, "controls": "A.5.2", "treatment": "modify", "plan": "x"}
    writing.create(home.actor("ada"), registers.find("risks"), risk)
    values = {"decision": "excluded", "justification": "Not ours"}
    refused = deciding.together(home.actor("ben"), draft, references(draft, *REFS), values)
    assert list(refused) == ["A.5.2"]
    assert "RISK-1" in refused["A.5.2"]
    assert [entry.decision for entry in draft.entries.order_by("pk")] == ["excluded", "", "excluded"]


def test_another_statements_controls_are_not_touched(home: Cast, draft: Statement) -> None:
    other = writing.create(home.actor("ben"), STATEMENTS, {"title": "Other"})
    operations.fill(home.actor("ben"), other)
    deciding.together(home.actor("ben"), draft, references(other, *REFS), {"decision": "applicable"})
    assert [entry.decision for entry in other.entries.all()] == ["", "", ""]


def test_decisions_are_taken_back_one_sitting_after_the_other(home: Cast, draft: Statement) -> None:
    ben, states = home.actor("ben"), [told(draft)]
    steps = (
        (("A.5.1",), {"decision": "applicable"}),
        (REFS, {"decision": "excluded", "justification": "Not ours"}),
        (("A.5.2",), {"decision": "applicable", "because_law": True}),
        (("A.5.2", "A.5.3"), {"justification": "Both"}),
    )
    for refs, values in steps:
        assert deciding.together(ben, draft, references(draft, *refs), values) == {}
        states.append(told(draft))
    for refs, _values in reversed(steps):
        assert states.pop() == told(draft)
        restored = deciding.take_back(ben, draft)
        assert sorted(entry.ref for entry in restored) == sorted(refs)
    assert told(draft) == states[0]
    assert deciding.take_back(ben, draft) == []


def test_only_ones_own_decision_and_only_while_it_stands(home: Cast, draft: Statement) -> None:
    ben, ada = home.actor("ben"), home.actor("ada")
    deciding.together(ben, draft, references(draft, "A.5.1"), {"decision": "applicable"})
    assert deciding.take_back(ada, draft) == []
    deciding.together(ada, draft, references(draft, "A.5.1"), {"justification": "Seen"})
    with pytest.raises(Invalid, match=r"Somebody changed A\.5\.1 meanwhile"):
        deciding.take_back(ben, draft)
    assert draft.entries.get(ref="A.5.1").justification == "Seen"


def test_a_reader_takes_nothing_back_and_an_approved_statement_keeps_it(home: Cast, draft: Statement) -> None:
    ben = home.actor("ben")
    deciding.together(ben, draft, references(draft, *REFS), {"decision": "applicable"})
    writing.transition(home.actor("ada"), STATEMENTS, draft.reference, "approve")
    with pytest.raises(NotPermitted):
        deciding.take_back(ben, draft)
    assert {entry.decision for entry in draft.entries.all()} == {"applicable"}
    with pytest.raises(NotPermitted):
        writing.change(home.actor("cleo"), STATEMENT_ENTRIES, references(draft, "A.5.1")[0], {"decision": ""})
