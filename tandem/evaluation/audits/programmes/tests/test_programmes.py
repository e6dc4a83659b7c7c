"""A programme leaves nothing out, is approved by another, and audits more often what weighs more or failed."""

from datetime import date
from typing import Any

import pytest

from tandem.evaluation.audits.coverage import coverage_of, half_years
from tandem.evaluation.audits.impartiality import conflict_of, parts_in
from tandem.evaluation.audits.programmes.models import AuditProgramme
from tandem.evaluation.audits.programmes.register import AUDIT_PROGRAMMES
from tandem.evaluation.audits.programmes.topics.register import AUDIT_TOPICS
from tandem.evaluation.audits.programmes.topics.rules import months_between
from tandem.evaluation.audits.tests.conftest import CONTEXT_27, SAID, SECURITY, SERVICE
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import declared
from tests.cast import Cast


def draft(both: Cast, **values: Any) -> Any:
    given = {"title": "P", "standards": [SERVICE, SECURITY], "starts_on": "2026-01-01", "ends_on": "2028-12-31"}
    return writing.create(both.actor("ada"), AUDIT_PROGRAMMES, {**given, **values})


def test_topics_unite_both_standards(programme: Any) -> None:
    by_title = {topic.title: (topic.requirements, topic.standards) for topic in programme.topics.all()}
    assert by_title == {
        "Context and scope": ([CONTEXT_27], [SECURITY]),
        "Leadership, policy and roles": ([f"{SERVICE}/8.7.3.1", f"{SECURITY}/A.5.1"], [SERVICE, SECURITY]),
    }


def test_a_programme_that_leaves_something_out_is_not_approved(both: Cast, hal: Actor) -> None:
    made = draft(both, **dict.fromkeys(SAID, "As agreed"))
    values = {"programme": made, "title": "Context", "requirements": [CONTEXT_27]}
    writing.create(both.actor("ada"), AUDIT_TOPICS, values)
    made = AuditProgramme.objects.get(pk=made.pk)
    assert (made.open_20, made.open_27) == (1, 1)
    with pytest.raises(Invalid, match="Not covered yet: 1 of 20000-1, 1 of 27001"):
        writing.transition(hal, AUDIT_PROGRAMMES, made.reference, "approve")


def test_a_programme_says_how_often_how_and_by_whom(both: Cast, hal: Actor) -> None:
    made = draft(both)
    writing.transition(both.actor("ada"), AUDIT_PROGRAMMES, made.reference, "list-topics")
    with pytest.raises(Invalid) as refused:
        writing.transition(hal, AUDIT_PROGRAMMES, made.reference, "approve")
    assert set(refused.value.problems) == set(SAID)


def test_nobody_approves_their_own_programme(both: Cast) -> None:
    made = draft(both, **dict.fromkeys(SAID, "As agreed"))
    writing.transition(both.actor("ada"), AUDIT_PROGRAMMES, made.reference, "list-topics")
    with pytest.raises(Invalid, match="Somebody other than you"):
        writing.transition(both.actor("ada"), AUDIT_PROGRAMMES, made.reference, "approve")
    assert AuditProgramme.objects.get(pk=made.pk).state == "draft"


@pytest.mark.parametrize("door", ["page", "api", "import"])
def test_a_programme_in_force_stays_and_is_revised(both: Cast, hal: Actor, programme: Any, door: str) -> None:
    topic = programme.topics.order_by("pk").first()
    with pytest.raises(Invalid, match="revise it"):
        writing.change(both.actor("ada", door), AUDIT_TOPICS, topic.reference, {"importance": 1})
    with pytest.raises(Invalid, match="revise it"):
        writing.change(both.actor("ada", door), AUDIT_PROGRAMMES, programme.reference, {"frequency": "Never"})
    writing.transition(both.actor("ada"), AUDIT_PROGRAMMES, programme.reference, "revise")
    following = AuditProgramme.objects.get(state="draft")
    assert sorted(following.topics.values_list("title", flat=True)) == sorted(
        programme.topics.values_list("title", flat=True)
    )
    writing.transition(hal, AUDIT_PROGRAMMES, following.reference, "approve")
    assert AuditProgramme.objects.get(pk=programme.pk).state == "superseded"


@pytest.mark.parametrize(
    ("importance", "result", "months"),
    [
        (1, "none", 36),
        (2, "conformity", 24),
        (3, "conformity", 12),
        (1, "minor", 12),
        (3, "minor", 12),
        (1, "major", 6),
    ],
)
def test_how_often_follows_from_importance_and_the_last_result(importance: int, result: str, months: int) -> None:
    assert months_between(importance, result) == months


def test_a_topic_is_due_within_its_months_and_never_after_the_cycle(programme: Any) -> None:
    due = {topic.title: topic.next_due for topic in programme.topics.all()}
    assert due == {"Context and scope": date(2028, 1, 1), "Leadership, policy and roles": date(2027, 1, 1)}


def test_half_years_of_a_cycle() -> None:
    halves = list(half_years(date(2026, 3, 1), date(2027, 2, 1)))
    assert [str(half) for half in halves] == ["2026 I", "2026 II", "2027 I"]
    assert (halves[0].first, halves[0].last) == (date(2026, 1, 1), date(2026, 6, 30))


def test_the_matrix_shows_planned_late_and_what_is_to_plan(programme: Any, audit: Any) -> None:
    shown = coverage_of(programme, date(2026, 3, 2))
    cells = {line.topic.title: [cell.state for cell in line.cells] for line in shown.lines}
    assert cells["Leadership, policy and roles"] == ["planned", "", "due", "", "", ""]
    assert cells["Context and scope"] == ["", "", "", "", "due", ""]
    assert [(share.standard, share.done, share.planned, share.whole) for share in shown.shares] == [
        (SERVICE, 0, 1, 1),
        (SECURITY, 0, 1, 2),
    ]
    assert (shown.late, coverage_of(programme, date(2026, 3, 9)).late) == (0, 1)


def test_units_sites_processes_and_services_become_topics_once(both: Cast) -> None:
    ada = both.actor("ada")
    boss = writing.create(ada, declared("people"), {"title": "Ben", "user": both.users["ben"]})
    desk = writing.create(ada, declared("units"), {"title": "Desk", "head": boss})
    writing.create(ada, declared("sites"), {"title": "Bergen", "owner": both.users["cleo"]})
    made = draft(both)
    writing.create(ada, AUDIT_TOPICS, {"programme": made, "kind": "site", "title": "bergen"})
    writing.transition(ada, AUDIT_PROGRAMMES, made.reference, "list-things")
    topics = AuditProgramme.objects.get(pk=made.pk).topics.order_by("pk")
    assert [(topic.title, topic.kind, topic.responsible) for topic in topics] == [
        ("bergen", "site", None),
        ("Desk", "unit", both.users["ben"]),
    ]
    assert topics[1].unit == desk
    with pytest.raises(Invalid, match="is a topic already"):
        writing.transition(ada, AUDIT_PROGRAMMES, made.reference, "list-things")


def test_nobody_audits_the_unit_they_head_or_work_in_nor_that_of_their_boss(both: Cast) -> None:
    ada = both.actor("ada")
    boss = writing.create(ada, declared("people"), {"title": "Ben", "user": both.users["ben"]})
    desk = writing.create(ada, declared("units"), {"title": "Desk", "head": boss})
    writing.create(ada, declared("people"), {"title": "Cleo", "user": both.users["cleo"], "unit": "Desk"})
    topic = writing.create(ada, AUDIT_TOPICS, {"programme": draft(both), "kind": "unit", "unit": desk})
    parts = parts_in([topic])
    assert {name: conflict_of(both.users[name].pk, parts) for name in ("ada", "ben", "cleo")} == {
        "ada": "",
        "ben": "heads UNIT-1",
        "cleo": "works in UNIT-1",
    }
