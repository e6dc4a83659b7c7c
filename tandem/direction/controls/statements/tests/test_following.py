"""Drafts follow risks, laws, contracts and controls; what a person set and what was approved stays."""

from typing import Any

import pytest

from tandem.direction.controls.register import CONTROLS
from tandem.direction.controls.statements import deciding, operations, sheet
from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.direction.controls.statements.entries.register import STATEMENT_ENTRIES
from tandem.direction.controls.statements.models import Statement
from tandem.direction.controls.statements.register import STATEMENTS
from tandem.direction.controls.statements.usage import gather
from tandem.ground.catalogue.models import Framework, Mapping, MappingRow, Requirement
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.registers import Register
from tests.cast import Cast

NEW = "iso-27001:2022"
KEY = f"{NEW}/A.5.1"


def register(key: str) -> Register:
    declared = registers.find(key)
    assert declared is not None
    return declared


def made(home: Cast, key: str, **values: Any) -> Any:
    return writing.create(home.actor("ben"), register(key), values)


@pytest.fixture
def draft(home: Cast) -> Statement:
    ben = home.actor("ben")
    statement: Statement = writing.create(ben, STATEMENTS, {"title": "SoA", "owner": ben.user_id})
    operations.fill(ben, statement)
    return statement


def decide(home: Cast, draft: Statement, **values: Any) -> StatementEntry:
    entry = draft.entries.get(ref="A.5.1")
    changed: StatementEntry = writing.change(home.actor("ben"), STATEMENT_ENTRIES, entry.reference, values)
    return changed


def reasons(draft: Statement) -> str:
    entry = draft.entries.get(ref="A.5.1")
    flags = {"r": entry.because_risk, "l": entry.because_law, "c": entry.because_contract, "p": entry.because_practice}
    return "".join(name for name, counts in flags.items() if counts)


def test_reasons_follow_the_records(home: Cast, draft: Statement) -> None:
    decide(home, draft, decision="applicable")
    assert reasons(draft) == "p"
    made(home, "risks", title="Fire", availability=True, controls="A.5.1", treatment="modify", plan="x")
    assert reasons(draft) == "r"
    made(home, "obligations", title="Act", kind="law", requirements=KEY)
    made(home, "obligations", title="Deal", kind="contract", requirements=KEY)
    made(home, "obligations", title="Wish", kind="need", requirements=KEY)
    assert reasons(draft) == "rlc"
    writing.change(home.actor("ben"), register("risks"), "RISK-1", {"controls": ""})
    writing.transition(home.actor("ben"), register("obligations"), "OBL-1", "end", reason="Repealed")
    assert reasons(draft) == "c"
    writing.delete(home.actor("ada"), register("obligations"), "OBL-2")
    assert reasons(draft) == "p"


def test_a_risk_treated_by_an_own_control_counts_for_what_it_answers(home: Cast, draft: Statement) -> None:
    decide(home, draft, decision="applicable")
    made(home, "controls", title="Rules", requirements=KEY)
    made(home, "risks", title="Fire", availability=True, controls="CTRL-1", treatment="modify", plan="x")
    assert reasons(draft) == "r"
    with pytest.raises(Invalid, match="RISK-1 Fire is treated by this control"):
        decide(home, draft, decision="excluded", justification="Not ours")


def test_a_reason_set_by_hand_stays_and_is_said(home: Cast, draft: Statement) -> None:
    made(home, "obligations", title="Act", kind="law", requirements=KEY)
    decide(home, draft, decision="applicable")
    entry = decide(home, draft, because_law=False, because_contract=True)
    assert (reasons(draft), entry.own_reasons) == ("c", ["because_law", "because_contract"])
    made(home, "obligations", title="Decree", kind="law", requirements=KEY)
    assert reasons(draft) == "c"
    assert decide(home, draft, because_law=True).own_reasons == ["because_contract"]
    line = sheet.read(draft).lines[0]
    assert line.reason_words == "law (OBL-1, OBL-2); contract"
    assert [reason.is_own for reason in line.reasons] == [False, False, True, False]


def test_no_reason_left_becomes_good_practice_when_records_go(home: Cast, draft: Statement) -> None:
    made(home, "obligations", title="Act", kind="law", requirements=KEY)
    decide(home, draft, decision="applicable")
    decide(home, draft, because_practice=True)
    decide(home, draft, because_practice=False)
    writing.delete(home.actor("ada"), register("obligations"), "OBL-1")
    assert reasons(draft) == "p"
    with pytest.raises(Invalid, match="Say why it applies"):
        decide(home, draft, because_practice=False)


def test_progress_follows_the_controls_unless_a_reason_is_given(home: Cast, draft: Statement) -> None:
    ben = home.actor("ben")
    decide(home, draft, decision="applicable")
    made(home, "controls", title="Rules", requirements=KEY, owner=ben.user_id)
    writing.transition(ben, CONTROLS, "CTRL-1", "implement", {"evidence": "Seen"})
    assert draft.entries.get().progress == "implemented"
    decide(home, draft, progress="partly", progress_reason="Only one site")
    writing.transition(home.actor("ada"), CONTROLS, "CTRL-1", "retire", reason="Old")
    assert draft.entries.get().progress == "partly"
    decide(home, draft, progress_reason="")
    assert draft.entries.get().progress == "not-begun"


def test_what_was_approved_stays_while_records_change(home: Cast, draft: Statement) -> None:
    ben, ada = home.actor("ben"), home.actor("ada")
    made(home, "risks", title="Fire", availability=True, controls="A.5.1", treatment="modify", plan="x")
    made(home, "controls", title="Rules", requirements=KEY, owner=ben.user_id)
    decide(home, draft, decision="applicable")
    assert (draft.number, sheet.read(draft).number) == (None, 1)
    writing.transition(ada, STATEMENTS, draft.reference, "approve")
    draft.refresh_from_db()
    before = sheet.read(draft)
    writing.transition(ben, CONTROLS, "CTRL-1", "implement", {"evidence": "Seen"})
    writing.delete(ada, register("risks"), "RISK-1")
    after = sheet.read(draft)
    assert draft.number == 1
    assert (after.lines[0].reasons, after.lines[0].controls) == (before.lines[0].reasons, before.lines[0].controls)
    assert (after.figures, after.lines[0].has_moved) == (before.figures, True)
    second = operations.next_version(ben, draft)
    assert (reasons(second), second.entries.get().progress) == ("p", "implemented")
    with pytest.raises(NotPermitted):
        deciding.take_back(ben, draft) or decide(home, draft, justification="Later")


def test_a_treatment_that_names_an_excluded_control_is_refused(home: Cast, draft: Statement) -> None:
    decide(home, draft, decision="excluded", justification="No rules")
    values = {"title": "Fire", "availability": True, "treatment": "modify", "plan": "x"}
    for name in ("A.5.1", KEY):
        with pytest.raises(Invalid) as refused:
            made(home, "risks", controls=name, **values)
        assert "SOA-1 excludes A.5.1 Policies (“No rules”)" in refused.value.problems["controls"][0]
    writing.transition(home.actor("ada"), STATEMENTS, draft.reference, "approve")
    with pytest.raises(Invalid, match="in force"):
        made(home, "risks", controls="A.5.1", **values)
    second = operations.next_version(home.actor("ben"), draft)
    decide(home, second, decision="applicable")
    made(home, "risks", controls="A.5.1", **values)
    assert reasons(second) == "r"


@pytest.mark.parametrize(
    ("relation", "progress"),
    [
        ("equal", "implemented"),
        ("superset-of", "implemented"),
        ("subset-of", "partly"),
        ("intersects", "not-begun"),
        ("no-relation", "not-begun"),
    ],
)
def test_a_control_counts_along_only_when_it_says_so_and_a_mapping_allows(
    home: Cast, draft: Statement, relation: str, progress: str
) -> None:
    new = Framework.objects.get(key=NEW)
    old = Framework.objects.create(
        key="iso-27001:2013", standard="iso-27001", edition="2013", name="2013", kind="standard", origin="built-in"
    )
    before = Requirement.objects.create(framework=old, ref="A.9.1.1", title="Rules", kind="control", assessable=True)
    mapping = Mapping.objects.create(key="x", source=old, target=new, origin="built-in")
    target = Requirement.objects.get(ref="A.5.1")
    MappingRow.objects.create(mapping=mapping, source=before, target=target, relation=relation)
    ben = home.actor("ben")
    made(home, "controls", title="Rules", requirements="iso-27001:2013/A.9.1.1", owner=ben.user_id)
    writing.transition(ben, CONTROLS, "CTRL-1", "implement", {"evidence": "Seen"})
    decide(home, draft, decision="applicable")
    assert draft.entries.get().progress == "not-begun"
    writing.change(ben, CONTROLS, "CTRL-1", {"counts_along": True})
    assert draft.entries.get().progress == progress
    shown = sheet.read(draft).lines[0].controls
    assert [control.reference for control in shown] == (["CTRL-1"] if progress != "not-begun" else [])
    assert all("by iso-27001:2013/A.9.1.1" in control.note for control in shown)


def test_what_stands_behind_is_read_in_few_queries(home: Cast, draft: Statement, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(5):
        made(home, "controls", title=f"C{number}", requirements=KEY, counts_along=True)
    with django_assert_max_num_queries(6):
        gather()
    with django_assert_max_num_queries(20):
        sheet.read(draft)
