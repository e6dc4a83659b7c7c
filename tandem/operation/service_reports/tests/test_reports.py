"""Reports: defined, begun by themselves, counted from the records, frozen when issued, concluded from."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tandem.ground.kernel import clock, lists, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.models import Action
from tandem.ground.ledger.operations import newest_checkpoint, seal_everything
from tandem.operation.service_reports.conclusions.models import ReportConclusion
from tandem.operation.service_reports.issues.models import ServiceReport
from tandem.operation.service_reports.issues.operations import draft_due
from tests.cast import Cast
from tests.provider import add, change, now, register, service, step, target

TODAY = datetime(2026, 4, 6, 9, tzinfo=UTC)
SAID = {"summary": "A quiet month on the whole.", "delivered_to": "Head of finance"}


@pytest.fixture(autouse=True)
def _sixth_of_april(home: Cast) -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def defined(home: Cast, **values: Any) -> Any:
    given = {
        "title": "Monthly report",
        "purpose": "Shows how it went",
        "audience": "Head of finance",
        "contents": "Incidents from our records",
        "begins_on": "2026-03-01",
        "owner": home.users["ben"],
        **values,
    }
    return step(home, "report-definitions", add(home, "report-definitions", **given), "use")


def reported(home: Cast, definition: Any, **values: Any) -> Any:
    return add(home, "service-reports", definition=definition, **values)


def issue(home: Cast, report: Any, **values: Any) -> Any:
    return step(home, "service-reports", report, "issue", **{**SAID, "nothing_follows": "All was kept", **values})


def incident(home: Cast, opened_at: str, **values: Any) -> Any:
    return add(home, "incidents", title="Mail is slow", opened_at=opened_at, impact=2, urgency=2, **values)


def figure(report: Any, key: str) -> dict[str, Any]:
    return next(row for row in report.figures if row.get("key") == key)


def refusals(attempt: Any) -> dict[str, Any]:
    with pytest.raises(Invalid) as invalid:
        attempt()
    return dict(invalid.value.problems)


def test_a_report_in_use_says_what_for_and_is_due_after_its_period(home: Cast) -> None:
    bare = add(home, "report-definitions", title="Bare", begins_on="2026-03-15")
    assert (bare.begins_on, bare.next_due) == (date(2026, 3, 1), None)
    assert sorted(refusals(lambda: step(home, "report-definitions", bare, "use"))) == [
        "audience",
        "contents",
        "owner",
        "purpose",
    ]
    assert defined(home).next_due == date(2026, 4, 10)
    assert defined(home, frequency=3, days_to_deliver=5).next_due == date(2026, 6, 5)


def test_a_draft_comes_by_itself_once_the_period_is_over(home: Cast) -> None:
    monthly = defined(home)
    defined(home, title="Quarterly", frequency=3)
    assert draft_due(home.actor("ada")) == 1
    report = ServiceReport.objects.get()
    assert (report.definition, report.owner, report.due) == (monthly, home.users["ben"], date(2026, 4, 10))
    assert (report.period_start, report.period_end) == (date(2026, 3, 1), date(2026, 3, 31))
    assert draft_due(home.actor("ada")) == 0


def test_every_figure_is_the_count_of_the_list_that_it_opens(home: Cast) -> None:
    customer, other = (add(home, "customers", title=name) for name in ("Berglund", "Nordlig"))
    mail, shop = service(home), service(home, "Shop")
    incident(home, "2026-03-05T10:00:00Z", customer=customer, service=mail)
    incident(home, "2026-03-31T21:59:00Z", customer=customer, service=mail)  # a minute before April in Vienna
    incident(home, "2026-03-31T22:01:00Z", customer=customer, service=mail)
    incident(home, "2026-03-06T10:00:00Z", customer=other, service=mail)
    incident(home, "2026-03-07T10:00:00Z", customer=customer, service=shop)
    incident(home, "2026-02-07T10:00:00Z", customer=customer, service=mail)
    report = reported(home, defined(home, customer=customer, services=[mail.reference]))
    row = figure(report, "incidents")
    assert (row["value"], row["before"], row["change"], row["better"]) == (2, 1, 1, False)
    assert row["series"] == [0, 0, 0, 0, 1, 2]
    for row in report.figures:
        opened = lists.page(home.actor("ada"), register(row["register"]), lists.Query(filters=row["filters"]))
        assert opened.count == row["value"], row["key"]


def test_a_report_for_a_customer_has_the_same_figures_each_narrowed_to_them(home: Cast) -> None:
    customer = add(home, "customers", title="Berglund")
    whole, narrow = reported(home, defined(home)), reported(home, defined(home, title="Theirs", customer=customer))
    keys = [{row["key"] for row in report.figures} for report in (whole, narrow)]
    assert keys[0] == keys[1]
    assert all("customer" in row["filters"] for row in narrow.figures)


def outage(home: Cast, title: str, on: Any, **values: Any) -> Any:
    times = {"started_at": "2026-03-05T10:00:00Z", "ended_at": "2026-03-05T12:00:00Z"}
    return add(home, "outages", title=title, service=on, **times, **values)


def test_a_customer_is_told_of_every_outage_of_what_is_promised_to_them(home: Cast) -> None:
    wanted, other = target(home), target(home, customer="Nordlig", service=service(home, "Shop"))
    berglund, nordlig = (each.agreement_version.agreement.customer for each in (wanted, other))
    outage(home, "For everybody", wanted.service)
    outage(home, "For them alone", wanted.service, customer=berglund)
    outage(home, "For others alone", wanted.service, customer=nordlig)
    outage(home, "Of what others have", other.service)
    step(home, "outages", outage(home, "It was none", wanted.service), "cancel", reason="A false alarm")
    row = figure(reported(home, defined(home, customer=berglund)), "outages")
    opened = lists.page(home.actor("ada"), register("outages"), lists.Query(filters=row["filters"]))
    assert (row["value"], opened.count) == (2, 2)


def test_no_report_goes_out_before_its_targets_were_measured(home: Cast) -> None:
    wanted = target(home)
    report = reported(home, defined(home, customer=wanted.agreement_version.agreement.customer))
    with clock.fixed(datetime(2026, 4, 1, 9, tzinfo=UTC)), pytest.raises(Invalid, match="Results come on 2 Apr 2026"):
        issue(home, report)
    assert now(report).state == "draft"
    told = [row for row in issue(home, report).figures if "key" not in row]
    assert [(row["label"], row["kept"]) for row in told] == [(wanted.title, None)]


def test_confidential_incidents_are_not_counted(home: Cast) -> None:
    incident(home, "2026-03-05T10:00:00Z", is_confidential=True, is_security=True)
    assert figure(reported(home, defined(home)), "incidents")["value"] == 0


def test_an_issued_report_stays_as_it_was_with_the_head_of_the_ledger(home: Cast) -> None:
    definition = defined(home)
    incident(home, "2026-03-05T10:00:00Z")
    report = reported(home, definition)
    incident(home, "2026-03-06T10:00:00Z")
    assert figure(now(report), "incidents")["value"] == 1
    seal_everything(home.home.pk, TODAY)
    head = newest_checkpoint(home.home.pk)
    issued = issue(home, report)
    assert figure(issued, "incidents")["value"] == 2
    assert head is not None
    assert (issued.ledger_size, issued.ledger_root) == (head.size, bytes(head.root).hex())
    assert (issued.issued_by, issued.issued_on) == (home.users["ada"], TODAY.date())
    assert (now(definition).last_period_end, now(definition).next_due) == (date(2026, 3, 31), date(2026, 5, 10))
    incident(home, "2026-03-07T10:00:00Z")
    with pytest.raises((Invalid, NotPermitted)):
        change(home, "service-reports", issued, summary="All was perfect")
    with pytest.raises((Invalid, NotPermitted)):
        step(home, "service-reports", issued, "count")
    assert figure(now(report), "incidents")["value"] == 2
    with pytest.raises(NotPermitted):
        writing.delete(home.actor("ada"), register("service-reports"), report.reference)


def test_trends_tell_what_was_reported_then(home: Cast) -> None:
    definition = defined(home, begins_on="2026-02-01")
    incident(home, "2026-02-05T10:00:00Z")
    issue(home, reported(home, definition))
    incident(home, "2026-02-06T10:00:00Z")
    assert figure(reported(home, definition), "incidents")["series"] == [0, 0, 0, 0, 1, 0]


def test_a_period_that_goes_on_is_not_reported_yet(home: Cast) -> None:
    report = reported(home, defined(home, begins_on="2026-04-01"))
    with pytest.raises(Invalid, match="Its period ends on 30 Apr 2026"):
        issue(home, report)
    assert now(report).state == "draft"


def test_something_follows_or_it_is_said_why_not(home: Cast) -> None:
    report = reported(home, defined(home))
    assert "nothing_follows" in refusals(lambda: issue(home, report, nothing_follows=""))
    add(home, "report-conclusions", report=report, title="Look at the mornings", owner=home.users["ben"])
    assert issue(home, report, nothing_follows="").state == "issued"


def missed(home: Cast) -> tuple[Any, Any]:
    """A report in whose month a target was missed, and the result that says so."""
    wanted = target(home)
    values = {"target": wanted, "period_start": "2026-03-01", "period_end": "2026-03-31", "achieved": "98.5"}
    result = add(home, "service-results", **values)
    return reported(home, defined(home, customer=wanted.agreement_version.agreement.customer)), result


def test_what_was_missed_needs_its_reason_and_a_conclusion(home: Cast) -> None:
    report, result = missed(home)
    assert report.breaches == [
        {
            "reference": result.reference,
            "register": "service-results",
            "title": result.title,
            "achieved": "98.5",
            "promised": "99.5",
            "why": "",
        }
    ]
    with pytest.raises(Invalid, match="was missed; say why on its result"):
        issue(home, report)
    change(home, "service-results", result, explanation="A flat battery")
    with pytest.raises(Invalid, match="write what is concluded"):
        issue(home, report)
    add(home, "report-conclusions", report=report, title="Look after batteries")
    assert issue(home, report).breaches[0]["why"] == "A flat battery"


def test_a_conclusion_becomes_an_action_of_its_owner(home: Cast) -> None:
    report = reported(home, defined(home))
    made = add(home, "report-conclusions", report=report, title="Look at the mornings", owner=home.users["ben"])
    action = Action.objects.get()
    assert ReportConclusion.objects.get().action == action
    assert (action.owner, action.due, action.source_reference) == (home.users["ben"], date(2026, 5, 6), made.reference)


def test_what_is_left_as_it_is_says_why(home: Cast) -> None:
    report = reported(home, defined(home))
    left = {"report": report, "title": "Slow mornings", "kind": "leave"}
    assert list(refusals(lambda: add(home, "report-conclusions", **left))) == ["reason"]
    assert add(home, "report-conclusions", **left, reason="The season is over").action is None
    assert not Action.objects.exists()


def test_a_withdrawn_report_makes_room_for_another(home: Cast) -> None:
    definition = defined(home)
    report = issue(home, reported(home, definition))
    with pytest.raises(Invalid):
        reported(home, definition, period_start="2026-03-01")
    step(home, "service-reports", report, "withdraw", reason="A customer was missing")
    assert now(definition).last_period_end is None
    assert issue(home, reported(home, definition)).period_start == date(2026, 3, 1)
