"""From one edition to another: no decision is lost, and undoing it leaves everything as it was, byte for byte."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.direction.controls.models import Control
from tandem.direction.controls.register import CONTROLS
from tandem.direction.controls.statements import comparing, editions, operations, rules
from tandem.direction.controls.statements.entries.register import STATEMENT_ENTRIES
from tandem.direction.controls.statements.models import Statement
from tandem.direction.controls.statements.register import STATEMENTS
from tandem.ground.catalogue.models import Framework, Mapping, MappingRow, Requirement
from tandem.ground.kernel import links, registers, writing
from tandem.ground.kernel.models import Link
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.values import state_of
from tests.cast import Cast

OLD, NEW = "iso-27001:2013", "iso-27001:2022"
ROWS = (
    ("A.1", "B.1", "equal", "same", ""),
    ("A.2", "B.2", "subset-of", "merged", "merged with A.3"),
    ("A.3", "B.2", "subset-of", "merged", "merged with A.2"),
    ("A.4", "B.3", "intersects", "split", "partly"),
    ("A.4", "B.4", "intersects", "split", "partly"),
    ("A.5", None, "no-relation", "withdrawn", "no longer a control"),
    (None, "B.9", "no-relation", "new", "new in 2022"),
)


def register(key: str) -> Register:
    declared = registers.find(key)
    assert declared is not None
    return declared


@pytest.fixture
def editions_of_two(home: Cast) -> Cast:
    new = Framework.objects.get(key=NEW)
    Requirement.objects.filter(ref="A.5.1").delete()
    old = Framework.objects.create(
        key=OLD, standard="iso-27001", edition="2013", name="2013", kind="standard", origin="built-in"
    )
    mapping = Mapping.objects.create(key="x", source=old, target=new, origin="built-in")
    for place, (before, after, relation, change, reason) in enumerate(ROWS):
        MappingRow.objects.create(
            mapping=mapping,
            source=_control(old, before, place),
            target=_control(new, after, place),
            relation=relation,
            change=change,
            reason=reason,
            position=place,
        )
    return home


def _control(framework: Framework, ref: str | None, place: int) -> Requirement | None:
    if ref is None:
        return None
    fields = {"title": f"Control {ref}", "kind": "control", "assessable": True, "position": place}
    return Requirement.objects.get_or_create(framework=framework, ref=ref, defaults=fields)[0]


def begin(home: Cast) -> Statement:
    statement: Statement = writing.create(home.actor("ben"), STATEMENTS, {"title": "SoA", "framework": OLD})
    operations.fill(home.actor("ben"), statement)
    return statement


def decide(home: Cast, statement: Statement, ref: str, **values: Any) -> None:
    writing.change(home.actor("ben"), STATEMENT_ENTRIES, statement.entries.get(ref=ref).reference, values)


def everything() -> dict[str, list[Any]]:
    """The whole state of every record and link, but for the counters that a write moves on."""
    snapshot = {}
    for register in registers.every():
        states = [state_of(record) for record in register.model.objects.order_by("pk")]
        snapshot[register.key] = [
            {name: value for name, value in state.items() if name not in COUNTERS} for state in states
        ]
    names = ("register", "record_id", "kind", "requirement", "note")
    return snapshot | {"links": list(Link.objects.order_by("pk").values_list(*names))}


COUNTERS = ("version", "updated_at")


def test_confirming_takes_controls_and_evidence_along_and_undoing_gives_them_back(editions_of_two: Cast) -> None:
    home, old = editions_of_two, begin(editions_of_two)
    ben = home.actor("ben")
    for title, key in (("One", f"{OLD}/A.2"), ("Two", f"{OLD}/A.3")):
        writing.create(ben, CONTROLS, {"title": title, "requirements": key, "owner": ben.user_id})
    writing.transition(ben, CONTROLS, "CTRL-1", "implement", {"evidence": "Seen"})
    links.connect(ben, CONTROLS, "CTRL-1", kind="evidence-for", requirement=f"{OLD}/A.2", note="Minutes")
    risk = {"title": "Fire", "availability": True, "controls": f"{OLD}/A.3", "treatment": "modify", "plan": "x"}
    writing.create(ben, register("risks"), risk)
    for ref in ("A.2", "A.3"):
        decide(home, old, ref, decision="applicable")
    before = everything()

    new = operations.next_version(ben, old, NEW)
    entry = new.entries.get(ref="B.2")
    assert (entry.decision, entry.because_risk, entry.is_confirmed) == ("applicable", True, False)
    assert (entry.inherited_from, entry.progress) == ("SOA-1: A.2, A.3", "partly")
    assert {**everything(), "statements": [], "statement-entries": []} == {
        **before,
        "statements": [],
        "statement-entries": [],
    }
    decide(home, new, "B.2", is_confirmed=True)
    assert [control.requirements[-1] for control in Control.objects.order_by("pk")] == [f"{NEW}/B.2"] * 2
    assert Link.objects.filter(requirement=f"{NEW}/B.2").values_list("note", flat=True).get() == "Minutes"
    assert old.entries.get(ref="A.2").progress == "implemented"

    operations.discard(home.actor("ada"), new)
    assert everything() == before


def test_taking_a_confirmation_back_gives_back_too(editions_of_two: Cast) -> None:
    home, old = editions_of_two, begin(editions_of_two)
    ben = home.actor("ben")
    keys = f"{OLD}/A.1, {NEW}/B.9"
    writing.create(ben, CONTROLS, {"title": "One", "requirements": keys, "owner": ben.user_id})
    decide(home, old, "A.1", decision="applicable")
    new = operations.next_version(ben, old, NEW)
    decide(home, new, "B.1", is_confirmed=True)
    assert Control.objects.get().requirements == [f"{OLD}/A.1", f"{NEW}/B.9", f"{NEW}/B.1"]
    decide(home, new, "B.1", decision="excluded", justification="Not any more")
    assert Control.objects.get().requirements == [f"{OLD}/A.1", f"{NEW}/B.9"]
    assert new.entries.get(ref="B.1").carried == {}


def test_the_work_list_says_what_is_to_do_and_what_fell_away(editions_of_two: Cast) -> None:
    home, old = editions_of_two, begin(editions_of_two)
    decide(home, old, "A.1", decision="applicable", because_law=True)
    decide(home, old, "A.2", decision="applicable")
    decide(home, old, "A.3", decision="excluded", justification="No such door")
    decide(home, old, "A.5", decision="applicable")
    new = operations.next_version(home.actor("ben"), old, NEW)
    tasks = {task.entry.ref: task for task in editions.tasks_of(new)}
    summary = {ref: (task.kind, task.is_disputed, [edge.change for edge in task.edges]) for ref, task in tasks.items()}
    assert summary == {
        "B.1": ("confirm", False, ["same"]),
        "B.2": ("open", True, ["merged", "merged"]),
        "B.3": ("open", False, ["split"]),
        "B.4": ("open", False, ["split"]),
        "B.9": ("new", False, ["new"]),
    }
    assert [(dropped.entry.ref, dropped.reason) for dropped in editions.fell_away(new)] == [
        ("A.5", "no longer a control")
    ]
    assert editions.tasks_of(old) == []


def test_an_exclusion_that_a_treatment_needs_is_left_open(editions_of_two: Cast) -> None:
    home, old = editions_of_two, begin(editions_of_two)
    decide(home, old, "A.1", decision="excluded", justification="No such room")
    risk = {"title": "Fire", "availability": True, "controls": f"{NEW}/B.1", "treatment": "modify", "plan": "x"}
    writing.create(home.actor("ben"), register("risks"), risk)
    new = operations.next_version(home.actor("ben"), old, NEW)
    assert (new.entries.get(ref="B.1").decision, new.entries.get(ref="B.1").inherited_from) == ("", "SOA-1: A.1")


def test_both_editions_stay_reportable_and_each_supersedes_only_its_own(editions_of_two: Cast) -> None:
    home, old = editions_of_two, begin(editions_of_two)
    ada, ben = home.actor("ada"), home.actor("ben")
    for entry in old.entries.all():
        decide(home, old, entry.ref, decision="applicable")
    writing.transition(ada, STATEMENTS, old.reference, "approve")
    new = operations.next_version(ben, Statement.objects.get(pk=old.pk), NEW)
    for entry in new.entries.all():
        values = {"is_confirmed": True} if entry.decision else {"decision": "applicable"}
        decide(home, new, entry.ref, **values)
    writing.transition(ada, STATEMENTS, new.reference, "approve")
    assert list(Statement.objects.order_by("pk").values_list("state", "number")) == [("approved", 1)] * 2


def test_the_next_version_says_the_same(editions_of_two: Cast) -> None:
    home, old = editions_of_two, begin(editions_of_two)
    decide(home, old, "A.1", decision="applicable", because_law=True)
    decide(home, old, "A.2", decision="excluded", justification="No such door")
    decide(home, old, "A.3", decision="applicable")
    decide(home, old, "A.3", progress="planned", progress_reason="Next year")
    later = operations.next_version(home.actor("ben"), old)
    assert comparing.differences(old, later) == []
    assert not later.entries.filter(is_confirmed=False).exists()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_decision_is_lost(editions_of_two: Cast, data: st.DataObject) -> None:
    home, old = editions_of_two, begin(editions_of_two)
    for entry in old.entries.order_by("pk"):
        match data.draw(st.sampled_from(("", "applicable", "excluded"))):
            case "applicable":
                ticked = data.draw(st.sets(st.sampled_from(rules.REASONS)))
                decide(home, old, entry.ref, decision="applicable", **dict.fromkeys(ticked, True))
            case "excluded":
                decide(home, old, entry.ref, decision="excluded", justification=f"Not {entry.ref}")
    before = everything()
    new = operations.next_version(home.actor("ben"), old, NEW)
    origins = [(entry, set(entry.forerunners)) for entry in new.entries.all()]
    fallen = {dropped.entry.ref for dropped in editions.fell_away(new)}
    for was in old.entries.exclude(decision=""):
        heirs = [entry for entry, forerunners in origins if f"{OLD}/{was.ref}" in forerunners]
        assert heirs or was.ref in fallen
        for heir in heirs:
            assert not heir.is_confirmed
            assert heir.decision in ("", was.decision)
            assert was.justification in heir.justification or not heir.decision
            if heir.decision == "applicable":
                ours = [name for name in rules.REASONS if getattr(was, name) and name != "because_practice"]
                assert all(getattr(heir, name) for name in ours)
        decided = {earlier.decision for earlier in old.entries.exclude(decision="")}
        if len(decided) == 1:
            assert all(heir.decision == was.decision for heir in heirs)
    operations.discard(home.actor("ada"), new)
    assert everything() == before
    operations.discard(home.actor("ada"), old)
