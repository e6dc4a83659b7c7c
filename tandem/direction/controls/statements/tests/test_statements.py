"""Statements are decided throughout, approved by another, carried over between editions, and undone without a trace."""

from typing import Any

import pytest

from tandem.direction.controls.register import CONTROLS
from tandem.direction.controls.statements import operations, rules
from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.direction.controls.statements.entries.register import STATEMENT_ENTRIES
from tandem.direction.controls.statements.models import Statement
from tandem.direction.controls.statements.register import STATEMENTS
from tandem.direction.controls.testing.register import CONTROL_TESTS
from tandem.ground.catalogue.models import Framework, Mapping, MappingRow, Requirement
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tests.cast import Cast

NEW = "iso-27001:2022"


@pytest.fixture
def editions(home: Cast) -> Cast:
    """Two editions: A.1 stayed, A.2 and A.3 became one, A.4 is gone, A.9 is new."""
    new = Framework.objects.get(key=NEW)
    old = Framework.objects.create(
        key="iso-27001:2013",
        standard="iso-27001",
        edition="2013",
        name="ISO/IEC 27001:2013",
        kind="standard",
        origin="built-in",
        digest="y",
    )
    before = {ref: _control(old, ref) for ref in ("A.1", "A.2", "A.3", "A.4")}
    after = {ref: _control(new, ref) for ref in ("B.1", "B.2", "B.9")}
    mapping = Mapping.objects.create(key="x", source=old, target=new, origin="built-in", digest="z")
    for source, target in (("A.1", "B.1"), ("A.2", "B.2"), ("A.3", "B.2")):
        row = {"source": before[source], "target": after[target], "relation": "equal"}
        MappingRow.objects.create(mapping=mapping, **row)
    return home


def _control(framework: Framework, ref: str) -> Requirement:
    fields = {"framework": framework, "ref": ref, "title": f"Control {ref}", "kind": "control", "assessable": True}
    return Requirement.objects.create(**fields)


def begin(home: Cast, **values: Any) -> Statement:
    ben = home.actor("ben")
    made = writing.create(ben, STATEMENTS, {"title": "SoA", "owner": ben.user_id, **values})
    operations.fill(ben, made)
    return made


def decide(home: Cast, statement: Statement, ref: str, **values: Any) -> StatementEntry:
    entry = statement.entries.get(ref=ref)
    return writing.change(home.actor("ben"), STATEMENT_ENTRIES, entry.reference, values)


def exported(statement: Statement) -> list[tuple[Any, ...]]:
    names = ("ref", "decision", *rules.REASONS, "justification", "progress", "is_confirmed")
    return list(statement.entries.order_by("pk").values_list(*names))


def test_every_control_is_listed_once(editions: Cast) -> None:
    statement = begin(editions)
    operations.fill(editions.actor("ben"), statement)
    assert [entry.ref for entry in statement.entries.order_by("pk")] == ["A.5.1", "B.1", "B.2", "B.9"]


def test_an_exclusion_is_justified_and_no_treatment_stands_on_it(editions: Cast) -> None:
    statement = begin(editions)
    with pytest.raises(Invalid, match="Say why"):
        decide(editions, statement, "B.1", decision="excluded")
    values = {"title": "Fire", "availability": True, "controls": "B.1", "treatment": "modify", "plan": "x"}
    writing.create(editions.actor("ada"), registers.find("risks"), values)
    with pytest.raises(Invalid, match="RISK-1 Fire is treated by this control"):
        decide(editions, statement, "B.1", decision="excluded", justification="Not ours")
    assert decide(editions, statement, "B.1", decision="applicable").because_risk is True
    assert decide(editions, statement, "B.2", decision="applicable").because_practice is True


def test_it_is_approved_by_another_once_everything_is_decided(editions: Cast) -> None:
    statement, ada = begin(editions), editions.actor("ada")
    with pytest.raises(Invalid, match="4 of 4 controls are still to be decided"):
        writing.transition(ada, STATEMENTS, statement.reference, "approve")
    for ref in ("A.5.1", "B.1", "B.2", "B.9"):
        decide(editions, statement, ref, decision="applicable")
    writing.transition(ada, STATEMENTS, statement.reference, "approve")
    with pytest.raises(NotPermitted):
        decide(editions, statement, "B.1", justification="Later")
    own = writing.create(ada, STATEMENTS, {"title": "Next", "based_on": statement.reference})
    operations.fill(ada, own)
    with pytest.raises(Invalid, match="Somebody other than you"):
        writing.transition(ada, STATEMENTS, own.reference, "approve")


def test_how_far_a_control_is_follows_from_what_is_done(editions: Cast) -> None:
    ben, statement = editions.actor("ben"), begin(editions)
    for title in ("One", "Two"):
        writing.create(ben, CONTROLS, {"title": title, "requirements": f"{NEW}/B.1", "owner": ben.user_id})
    assert decide(editions, statement, "B.1", decision="applicable").progress == "not-begun"
    writing.transition(ben, CONTROLS, "CTRL-1", "implement", {"evidence": "Seen"})
    assert decide(editions, statement, "B.1", because_law=True).progress == "partly"
    writing.transition(ben, CONTROLS, "CTRL-2", "implement", {"evidence": "Seen"})
    assert decide(editions, statement, "B.1", because_contract=True).progress == "implemented"


def test_decisions_come_along_between_editions_and_are_undone_without_a_trace(editions: Cast) -> None:
    old = begin(editions, framework="iso-27001:2013")
    decide(editions, old, "A.1", decision="applicable", because_law=True)
    decide(editions, old, "A.2", decision="excluded", justification="No such room")
    decide(editions, old, "A.3", decision="excluded", justification="No such door")
    before = exported(old)
    new = begin(editions, based_on=old.reference)
    by_ref = {entry.ref: entry for entry in new.entries.all()}
    assert (by_ref["B.1"].decision, by_ref["B.1"].because_law, by_ref["B.1"].is_confirmed) == (
        "applicable",
        True,
        False,
    )
    assert by_ref["B.2"].justification == "No such room\nNo such door"
    assert by_ref["B.2"].inherited_from == f"{old.reference}: A.2, A.3"
    assert (by_ref["B.9"].decision, by_ref["A.5.1"].decision) == ("", "")
    operations.discard(editions.actor("ada"), new)
    assert exported(old) == before
    assert list(Statement.objects.all()) == [old]
    assert StatementEntry.objects.exclude(statement=old).count() == 0


def test_forerunners_that_disagree_leave_the_decision_open(editions: Cast) -> None:
    old = begin(editions, framework="iso-27001:2013")
    decide(editions, old, "A.2", decision="applicable")
    decide(editions, old, "A.3", decision="excluded", justification="No such door")
    entry = begin(editions, based_on=old.reference).entries.get(ref="B.2")
    assert (entry.decision, entry.inherited_from) == ("", f"{old.reference}: A.2, A.3")


def test_no_test_never_run_and_failed_are_kept_apart(home: Cast) -> None:
    ada = home.actor("ada")
    bare = writing.create(ada, CONTROLS, {"title": "Bare"})
    tested = writing.create(ada, CONTROLS, {"title": "Tested", "test_method": "Sample", "test_months": 6})
    assert (bare.standing, tested.standing) == ("no-test", "never-run")
    values = {"control": "CTRL-2", "title": "Ten accounts", "done_on": ada.today}
    with pytest.raises(Invalid, match="Say what was found"):
        writing.create(ada, CONTROL_TESTS, {**values, "result": "failed"})
    writing.create(ada, CONTROL_TESTS, {**values, "result": "failed", "findings": "Two without"})
    tested.refresh_from_db()
    assert (tested.standing, tested.last_test, tested.next_test.month) == ("failed", ada.today, 9)


def test_what_a_control_answers_has_to_exist(home: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        writing.create(home.actor("ada"), CONTROLS, {"title": "x", "requirements": "iso-27001:2022/Z.9"})
    assert "iso-27001:2022/Z.9" in refused.value.problems["requirements"][0]


def test_a_number_of_annex_a_alone_means_the_newest_edition_that_has_it(editions: Cast) -> None:
    old = Framework.objects.get(key="iso-27001:2013")
    Requirement.objects.create(framework=old, ref="A.9.4.5", title="Old", kind="control", assessable=True)
    values = {"title": "By role", "requirements": "A.5.1, A.9.4.5, iso-27001:2022/4.1"}
    made = writing.create(editions.actor("ada"), CONTROLS, values)
    assert made.requirements == ["iso-27001:2022/A.5.1", "iso-27001:2013/A.9.4.5", "iso-27001:2022/4.1"]
