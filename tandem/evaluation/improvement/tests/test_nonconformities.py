"""From what was not fulfilled to an action that helped: each refusal on an existing record, which it leaves alone."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from tandem.direction.risks.models import Risk
from tandem.evaluation.improvement.nonconformities.models import Nonconformity
from tandem.evaluation.improvement.nonconformities.register import NONCONFORMITIES
from tandem.evaluation.improvement.tests.cases import ANSWERED, KNOWN, acted, analysed, judged, raised
from tandem.ground.exchange import importing
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.reading import Row, Sheet
from tandem.ground.kernel import clock, inbox, registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tests.cast import Cast, values_for


def now(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def close(home: Cast, record: Any, by: str = "ada", **values: Any) -> Any:
    return writing.transition(home.actor(by), NONCONFORMITIES, record.reference, "close", values)


def test_a_new_one_gets_a_day_by_its_grade(home: Cast) -> None:
    minor, major = raised(home), raised(home, title="No backup at all", grade="major")
    assert (minor.raised_on, minor.due, major.due) == (date(2026, 3, 2), date(2026, 5, 31), date(2026, 4, 1))


def test_a_major_one_needs_more_than_one_why_or_branch(home: Cast) -> None:
    whys = KNOWN | {"why_2": ""}
    record = raised(home, grade="major", **whys)
    with pytest.raises(Invalid, match="at least two whys"):
        writing.transition(home.actor("ben"), NONCONFORMITIES, record.reference, "analyse")
    assert now(record).state == "raised"
    writing.change(
        home.actor("ben"), NONCONFORMITIES, record.reference, {"cause_people": "New", "cause_method": "Unwritten"}
    )
    assert writing.transition(home.actor("ben"), NONCONFORMITIES, record.reference, "analyse").state == "in-work"


def without_cause(home: Cast) -> Any:
    record = raised(home, grade="major", correction="Tested by hand")
    Nonconformity.objects.filter(pk=record.pk).update(state="in-work")
    return now(record)


@pytest.mark.parametrize("door", ["page", "api", "bulk"])
def test_a_major_one_is_not_closed_without_its_cause_at_any_door(home: Cast, door: str) -> None:
    record, client = without_cause(home), Client()
    client.force_login(home.users["ada"])
    where = "/home/nonconformities/"
    if door == "page":
        answer = client.post(
            f"{where}{record.reference}/steps/close/", ANSWERED | {"version": record.version}, follow=True
        )
        assert "It is not closed without its cause." in answer.content.decode()
    elif door == "bulk":
        client.post(f"{where}bulk/", {"do": "close", "reference": record.reference})
    else:
        address = f"/api/v1/home/nonconformities/{record.reference}/transitions/close"
        answer = client.post(address, ANSWERED, content_type="application/json")
        assert "It is not closed without its cause." in answer.content.decode()
    assert (now(record).state, now(record).version) == ("in-work", record.version)


@pytest.mark.parametrize("cause", ["", ".", "xxx", "TBD"])
def test_an_import_closes_no_major_one_without_its_cause(home: Cast, cause: str) -> None:
    record, names = without_cause(home), ("reference", "state", "cause")
    sheet = Sheet("log", 1, names, [Row(2, (record.reference, "closed", cause))], [])
    outcome = importing.bring(home.actor("ada"), NONCONFORMITIES, sheet, dict(enumerate(names)), Options())
    assert "A major nonconformity is not closed without its cause." in str(outcome.errors)
    assert now(record).state == "in-work"


def test_whoever_owns_it_does_not_close_it(home: Cast) -> None:
    record = analysed(home, owner=home.users["ada"].pk, **ANSWERED)
    with pytest.raises(Invalid, match="Somebody other than you"):
        close(home, record)
    assert now(record).state == "in-work"


def test_it_is_closed_once_every_action_was_judged(home: Cast) -> None:
    record = analysed(home, grade="major", **ANSWERED)
    with pytest.raises(Invalid, match="found to help"):
        close(home, record)
    action = acted(home, record)
    with pytest.raises(Invalid, match="Nobody has judged yet whether CA-1 helped"):
        close(home, record)
    assert now(record).state == "in-work"
    judged(home, action, "confirm")
    closed = close(home, record)
    assert (closed.state, closed.closed_by_id, closed.closed_on) == ("closed", home.users["ada"].pk, date(2026, 3, 2))
    with pytest.raises(NotPermitted, match="open it again"):
        writing.change(home.actor("ada"), NONCONFORMITIES, record.reference, {"cause": "Another"})


def test_a_minor_one_without_action_says_why_that_is_enough(home: Cast) -> None:
    record = analysed(home, similar="Nothing else", system_change="no")
    with pytest.raises(Invalid) as refused:
        close(home, record)
    assert refused.value.problems == {"proportion": ["Say why no corrective action is needed."]}
    assert close(home, record, proportion="It was one day in ten years").state == "closed"


def test_a_system_that_has_to_change_names_the_change(home: Cast) -> None:
    record = analysed(home, **ANSWERED | {"system_change": "yes"})
    with pytest.raises(Invalid, match="Name the change"):
        close(home, record)
    assert now(record).state == "in-work"


@pytest.mark.parametrize("owner", ["ada", "ben"])
@pytest.mark.parametrize("door", ["page", "api", "import"])
def test_no_major_one_becomes_minor_by_editing(home: Cast, owner: str, door: str) -> None:
    record = raised(home, grade="major", owner=home.users[owner].pk)
    for name in ("ada", "ben"):
        with pytest.raises(Invalid) as refused:
            writing.change(home.actor(name, door), NONCONFORMITIES, record.reference, {"grade": "minor"})
        assert list(refused.value.problems) == ["grade"]
    assert (now(record).grade, now(record).version) == ("major", record.version)


def test_a_major_one_is_made_minor_by_a_manager_who_does_not_own_it(home: Cast) -> None:
    mine, bens = (raised(home, grade="major", owner=home.users[name].pk) for name in ("ada", "ben"))
    for record, name in ((mine, "ada"), (bens, "ben")):
        with pytest.raises((Invalid, NotPermitted)):
            writing.transition(home.actor(name), NONCONFORMITIES, record.reference, "make-minor", reason="One day only")
        assert now(record).grade == "major"
    made = writing.transition(home.actor("ada"), NONCONFORMITIES, bens.reference, "make-minor", reason="One day only")
    assert (made.grade, made.due, made.state) == ("minor", bens.due, "raised")
    again = writing.change(home.actor("ben"), NONCONFORMITIES, bens.reference, {"grade": "major"})
    assert again.grade == "major"


def test_more_time_is_given_by_somebody_else_and_never_by_editing(home: Cast) -> None:
    record = raised(home, owner=home.users["ada"].pk)
    with pytest.raises(Invalid) as refused:
        writing.change(home.actor("ada"), NONCONFORMITIES, record.reference, {"due": "2027-01-01"})
    assert list(refused.value.problems) == ["due"]
    with pytest.raises(Invalid, match="Somebody other than you"):
        writing.transition(
            home.actor("ada"), NONCONFORMITIES, record.reference, "extend", {"due": "2027-01-01"}, reason="Busy"
        )
    assert now(record).due == date(2026, 5, 31)
    other = raised(home, title="Another")
    longer = writing.transition(
        home.actor("ada"), NONCONFORMITIES, other.reference, "extend", {"due": "2026-07-01"}, reason="Part is late"
    )
    assert (longer.due, longer.state) == (date(2026, 7, 1), "raised")


def test_it_names_a_source_that_is_there(home: Cast) -> None:
    register = registers.find("suppliers")
    assert register is not None
    supplier = writing.create(home.actor("ada"), register, values_for(home, home.actor("ada"), register))
    named = raised(home, source="supplier", source_register="suppliers", source_reference=supplier.reference)
    assert (named.source_register, named.source_reference) == ("suppliers", "SUP-1")
    with pytest.raises(Invalid) as refused:
        raised(home, source_register="suppliers", source_reference="SUP-99")
    assert refused.value.problems == {"source_reference": ["There is no SUP-99 here."]}
    with pytest.raises(Invalid) as unknown:
        raised(home, source_register="rumours", source_reference="R-1")
    assert unknown.value.problems == {"source_register": ["There is no register “rumours”."]}
    assert raised(home, source_reference="Audit of 2024, finding 3").source_register == ""


def test_the_risk_it_names_is_to_be_assessed_again(home: Cast) -> None:
    register = registers.find("risks")
    assert register is not None
    risk = writing.create(home.actor("ada"), register, values_for(home, home.actor("ada"), register))
    Risk.objects.filter(pk=risk.pk).update(next_review=date(2026, 12, 1))
    raised(home, risk=risk.reference)
    assert Risk.objects.get().next_review == date(2026, 3, 2)


def test_it_concerns_one_standard_at_least(home: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        raised(home, concerns_services=False, concerns_security=False)
    assert list(refused.value.problems) == ["concerns_services"]
    assert not Nonconformity.objects.exists()


def test_it_waits_for_its_owner(home: Cast) -> None:
    raised(home)
    with clock.fixed(datetime(2026, 5, 25, 9, 0, tzinfo=UTC)):
        tasks = inbox.waiting(home.actor("ben"))
    assert [(task.title, task.due) for task in tasks] == [("Restore test left out", date(2026, 5, 31))]
