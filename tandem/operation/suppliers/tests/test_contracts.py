"""Contracts: what they need, what stands once they are agreed, and what is said of their end."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted, WriteError
from tandem.operation.suppliers.contracts.background import look_after_contracts
from tandem.operation.suppliers.tests.agreed import add, begun, contract, register, step, supplier
from tests.cast import Cast

TODAY = date(2026, 3, 2)


def refused(problem: str, attempt: Any) -> str:
    with pytest.raises(Invalid) as invalid:
        attempt()
    assert problem in invalid.value.problems
    return str(invalid.value.problems[problem][0])


def test_a_supplier_begins_under_a_contract_in_force_only(home: Cast) -> None:
    made = supplier(home)
    draft = contract(home, made)
    with pytest.raises(WriteError, match="Put its contract or agreement in force first"):
        step(home, made, "begin")
    made.refresh_from_db()
    assert (made.state, made.version) == ("candidate", 1)
    step(home, draft, "sign")
    assert step(home, made, "begin").state == "active"


def test_who_reaches_information_agrees_controls_first(home: Cast) -> None:
    draft = contract(home, supplier(home, reaches_information=True))
    refused("security", lambda: step(home, draft, "sign"))
    draft.refresh_from_db()
    assert (draft.state, draft.version) == ("draft", 1)
    signed = step(home, draft, "sign", security="Second factor")
    assert (signed.state, signed.signed_on, signed.begins_on) == ("in-force", TODAY, TODAY)


def test_a_contributor_does_not_put_a_contract_in_force(home: Cast) -> None:
    draft = contract(home, supplier(home))
    with pytest.raises(NotPermitted):
        step(home, draft, "sign", by="ben")
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_what_was_agreed_changes_by_amending_and_prolonging_only(home: Cast) -> None:
    _made, agreed = begun(home)
    for values in ({"scope": "Less"}, {"expires_on": "2027-01-01"}, {"value": "5", "currency": "EUR"}):
        with pytest.raises(Invalid):
            writing.change(home.actor("ada"), register("supplier-contracts"), agreed.reference, values)
    agreed.refresh_from_db()
    assert (agreed.scope, agreed.expires_on, agreed.value) == ("Lines to 31 sites", None, None)
    amended = step(home, agreed, "amend", "Two more sites", scope="Lines to 33 sites", value="96000.50", currency="SEK")
    assert (amended.scope, amended.value, amended.currency) == ("Lines to 33 sites", Decimal("96000.50"), "SEK")
    longer = step(home, agreed, "prolong", "Another year", expires_on="2027-03-31")
    assert (longer.state, longer.expires_on, longer.decide_by) == ("in-force", date(2027, 3, 31), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("problem", "values"),
    [
        ("expires_on", {"begins_on": "2026-05-01", "expires_on": "2026-04-30"}),
        ("value", {"value": "-1", "currency": "EUR"}),
        ("currency", {"value": "10"}),
        ("currency", {"value": "10", "currency": "Euro"}),
        ("signed_on", {"signed_on": "2026-03-03"}),
    ],
)
def test_days_follow_one_another_and_money_has_its_currency(home: Cast, problem: str, values: dict[str, str]) -> None:
    made = supplier(home)
    refused(problem, lambda: contract(home, made, **values))
    assert not made.contracts.exists()


def test_a_contract_that_ends_before_a_service_it_supports_says_which(home: Cast) -> None:
    mail, lines, shop = (add(home, "services", title=title) for title in ("Mail", "Lines", "Shop"))
    made = supplier(home, service=lines)
    agreed = contract(home, made, services=[mail.reference], expires_on="2026-12-31")
    add(home, "supplier-targets", contract=agreed, service=shop, kind="availability", share="99.9")
    writing.change(home.actor("ada"), register("services"), shop.reference, {"retires_on": "2027-06-30"})
    step(home, agreed, "sign")
    agreed.refresh_from_db()
    assert agreed.is_outlasted
    assert agreed.remarks.splitlines() == [
        "Mail has no planned end, the contract ends on 31 Dec 2026.",
        "Shop goes on until 30 Jun 2027, the contract ends on 31 Dec 2026.",
        "Lines has no planned end, the contract ends on 31 Dec 2026.",
    ]
    for service in (mail, lines, shop):
        values = {"retires_on": "2026-12-31"}
        writing.change(home.actor("ada"), register("services"), service.reference, values)
    agreed.refresh_from_db()
    assert (agreed.is_outlasted, agreed.remarks) == (False, "")


def test_a_contract_past_its_last_day_expires_and_is_prolonged_into_the_future_only(
    home: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed = step(home, contract(home, supplier(home), expires_on="2026-03-10"), "sign")
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 10, 9, tzinfo=UTC))
    look_after_contracts()
    agreed.refresh_from_db()
    assert agreed.state == "in-force"
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 11, 9, tzinfo=UTC))
    look_after_contracts()
    agreed.refresh_from_db()
    assert (agreed.state, agreed.decide_by) == ("expired", None)
    with pytest.raises(WriteError, match="still to come"):
        step(home, agreed, "prolong", "Go on", expires_on="2026-03-10")
    assert step(home, agreed, "prolong", "Go on", expires_on="2026-12-31").state == "in-force"


def test_a_supplier_ends_after_its_contracts_and_disputes(home: Cast) -> None:
    made, agreed = begun(home)
    dispute = add(home, "supplier-disputes", supplier=made, title="Credit", raised_on="2026-02-01", due="2026-04-01")
    with pytest.raises(WriteError, match="Settle its disputes first"):
        step(home, made, "end", "Over")
    step(home, dispute, "settle", outcome="Half of it")
    with pytest.raises(WriteError, match="End its contracts first"):
        step(home, made, "end", "Over")
    made.refresh_from_db()
    assert made.state == "active"
    assert step(home, agreed, "end", "Over").ended_on == TODAY
    assert step(home, made, "end", "Over").state == "ended"


def test_only_a_customer_who_supplies_is_named(home: Cast) -> None:
    customer = add(home, "customers", title="Berglund")
    refused("customer", lambda: supplier(home, customer=customer))
    assert supplier(home, kind="customer", customer=customer).customer == customer


def test_a_dispute_gets_another_day_by_escalating_it_only(home: Cast) -> None:
    made, _agreed = begun(home)
    dispute = add(home, "supplier-disputes", supplier=made, title="Credit", raised_on="2026-02-01", due="2026-04-01")
    assert dispute.owner_id == made.owner_id
    change = {"due": "2026-06-01"}
    refused(
        "due",
        lambda: writing.change(home.actor("ada"), register("supplier-disputes"), dispute.reference, change),
    )
    values = {"escalated_to": "Heads of both houses", "due": "2026-06-01"}
    escalated = step(home, dispute, "escalate", "No answer", **values)
    assert (escalated.state, escalated.due, escalated.escalated_on) == ("escalated", date(2026, 6, 1), TODAY)
