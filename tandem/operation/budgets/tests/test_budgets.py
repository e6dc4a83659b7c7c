"""Budgets: planned by one, approved by another, spent in a currency that is said, compared with reasons."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted, WriteError
from tandem.operation.budgets.comparisons.register import BUDGET_COMPARISONS
from tandem.operation.budgets.costs.register import BUDGET_COSTS
from tandem.operation.budgets.lines.register import BUDGET_LINES
from tandem.operation.budgets.register import BUDGETS
from tandem.operation.budgets.shares.register import BUDGET_SHARES
from tests.cast import Cast

SERVICES = next(register for register in registers.every() if register.key == "services")
TODAY = date(2026, 3, 2)  # the 61st day of the year


def service(home: Cast, title: str) -> Any:
    return writing.create(home.actor("ada"), SERVICES, {"title": title})


def drafted(home: Cast, **values: Any) -> Any:
    given = {
        "title": "Services 2026",
        "period_start": "2026-01-01",
        "period_end": "2026-12-31",
        "currency": "EUR",
        "assumptions": "As last year",
        "owner": home.users["ben"].pk,
        **values,
    }
    return writing.create(home.actor("ben"), BUDGETS, given)


def line_of(home: Cast, budget: Any, **values: Any) -> Any:
    given = {"budget": budget, "title": "Licences", "cost_type": "software", "planned": "3650.00", **values}
    return writing.create(home.actor("ben"), BUDGET_LINES, given)


def approved(home: Cast, **values: Any) -> tuple[Any, Any]:
    budget = drafted(home, **values)
    line = line_of(home, budget, service=service(home, "Mail"))
    return writing.transition(home.actor("ada"), BUDGETS, budget.reference, "approve"), line


def booked(home: Cast, line: Any, **values: Any) -> Any:
    given = {"line": line, "title": "Invoice", "booked_on": "2026-02-01", "amount": "700.00", **values}
    return writing.create(home.actor("ben"), BUDGET_COSTS, given)


def refused(problem: str, attempt: Any) -> None:
    with pytest.raises(Invalid) as invalid:
        attempt()
    assert problem in invalid.value.problems


def test_a_budget_comes_into_force_once_each_line_is_for_a_service(home: Cast) -> None:
    ada, budget = home.actor("ada"), drafted(home)
    with pytest.raises(WriteError, match="Write first what is planned"):
        writing.transition(ada, BUDGETS, budget.reference, "approve")
    line = line_of(home, budget, shared_by="Mailboxes")
    with pytest.raises(WriteError, match="name its service"):
        writing.transition(ada, BUDGETS, budget.reference, "approve")
    writing.create(home.actor("ben"), BUDGET_SHARES, {"line": line, "service": service(home, "Mail"), "weight": 1})
    done = writing.transition(ada, BUDGETS, budget.reference, "approve")
    assert (done.state, done.approved_by_id, done.next_comparison) == (
        "approved",
        home.users["ada"].pk,
        date(2026, 6, 2),
    )


def test_whoever_planned_a_line_does_not_approve_it(home: Cast) -> None:
    budget = drafted(home)
    given = {"budget": budget, "title": "People", "cost_type": "people", "planned": "1", "service": service(home, "A")}
    writing.create(home.actor("ada"), BUDGET_LINES, given)
    with pytest.raises(WriteError, match="you planned lines of it"):
        writing.transition(home.actor("ada"), BUDGETS, budget.reference, "approve")
    budget.refresh_from_db()
    assert (budget.state, budget.approved_by_id) == ("draft", None)


def test_a_plan_in_force_stands_until_it_is_taken_up_again(home: Cast) -> None:
    budget, line = approved(home)
    ben, ada = home.actor("ben"), home.actor("ada")
    with pytest.raises(NotPermitted, match="take it up again"):
        writing.change(ben, BUDGET_LINES, line.reference, {"planned": "9999"})
    refused("budget", lambda: line_of(home, budget, title="More"))
    refused("currency", lambda: writing.change(ben, BUDGETS, budget.reference, {"currency": "SEK"}))
    writing.transition(ada, BUDGETS, budget.reference, "take-up", reason="Prices rose")
    changed = writing.change(ben, BUDGET_LINES, line.reference, {"planned": "4000"})
    budget.refresh_from_db()
    assert (changed.planned, budget.state, budget.approved_by_id) == (Decimal("4000.00"), "draft", None)


@pytest.mark.parametrize("planned", ["0", "-1", "-0.01", "1000000000000.01"])
def test_nothing_below_nothing_is_planned(home: Cast, planned: str) -> None:
    budget = drafted(home)
    refused("planned", lambda: line_of(home, budget, planned=planned, service=service(home, "Mail")))
    assert not budget.lines.exists()


def test_a_budget_keeps_its_currency_once_it_has_lines(home: Cast) -> None:
    budget = drafted(home)
    line = line_of(home, budget, service=service(home, "Mail"))
    assert (budget.currency, line.currency) == ("EUR", "EUR")
    refused("currency", lambda: writing.change(home.actor("ben"), BUDGETS, budget.reference, {"currency": "SEK"}))


@pytest.mark.parametrize("amount", ["-700", "-0.01", "0"])
@pytest.mark.parametrize("kind", ["cost", "credit"])
def test_no_amount_is_below_nothing_at_any_door(home: Cast, amount: str, kind: str) -> None:
    _budget, line = approved(home)
    values = {"line": line.reference, "title": "Wrong", "kind": kind, "reason": "Because"}
    values |= {"booked_on": "2026-02-01", "amount": amount}
    for door in ("page", "api", "import"):
        refused("amount", lambda door=door: writing.create(home.actor("ben", door), BUDGET_COSTS, values))
    assert not line.costs.exists()


def test_what_came_back_is_a_credit_with_its_reason(home: Cast) -> None:
    _budget, line = approved(home)
    refused("reason", lambda: booked(home, line, kind="credit"))
    assert booked(home, line, kind="credit", reason="Outage in January").value == Decimal("-700.00")


def test_another_currency_needs_its_rate_and_the_own_one_has_none(home: Cast) -> None:
    _budget, line = approved(home)
    refused("rate", lambda: booked(home, line, currency="USD"))
    refused("rate", lambda: booked(home, line, currency="USD", rate="0"))
    refused("rate", lambda: booked(home, line, currency="EUR", rate="0.92"))
    refused("currency", lambda: booked(home, line, currency="usd", rate="0.9"))
    made = booked(home, line, currency="USD", amount="2150.00", rate="0.9214")
    assert (made.amount, made.currency, made.value, made.budget_currency) == (
        Decimal("2150.00"),
        "USD",
        Decimal("1981.01"),
        "EUR",
    )


@pytest.mark.parametrize("day", ["2025-12-31", "2027-01-01", "2026-03-03"])
def test_a_cost_is_of_the_period_and_of_the_past(home: Cast, day: str) -> None:
    _budget, line = approved(home)
    refused("booked_on", lambda: booked(home, line, booked_on=day))


def test_nothing_is_booked_on_a_line_that_was_dropped_nor_on_a_withdrawn_budget(home: Cast) -> None:
    budget, ben = drafted(home), home.actor("ben")
    line = line_of(home, budget, service=service(home, "Mail"))
    writing.transition(ben, BUDGET_LINES, line.reference, "drop", reason="Not needed")
    refused("line", lambda: booked(home, line))
    other = line_of(home, budget, service=service(home, "Phone"))
    writing.transition(ben, BUDGETS, budget.reference, "withdraw", reason="Another one is written")
    refused("line", lambda: booked(home, other))
    assert not budget.costs.exists()


def test_a_budget_on_which_something_was_spent_is_not_withdrawn(home: Cast) -> None:
    budget, ben = drafted(home), home.actor("ben")
    booked(home, line_of(home, budget, service=service(home, "Mail")))
    with pytest.raises(WriteError, match="Costs are booked on it"):
        writing.transition(ben, BUDGETS, budget.reference, "withdraw", reason="Another one is written")


def test_a_comparison_keeps_the_figures_of_its_day(home: Cast) -> None:
    budget, line = approved(home)
    booked(home, line)
    made = writing.create(home.actor("ben"), BUDGET_COMPARISONS, {"budget": budget, "as_of": "2026-03-01"})
    figures = (made.planned, made.planned_by_now, made.actual, made.forecast, made.variance, made.variance_percent)
    assert figures == tuple(Decimal(text) for text in ("3650", "600", "700", "3750", "100", "2.7"))
    assert made.is_beyond  # 100 of 600 by now
    booked(home, line, amount="50")
    made.refresh_from_db()
    assert made.actual == Decimal("700.00")


def test_a_variance_beyond_the_tolerance_is_reported_with_what_follows(home: Cast) -> None:
    budget, line = approved(home)
    cost, ben = booked(home, line), home.actor("ben")
    writing.transition(ben, BUDGETS, budget.reference, "compare")
    made = budget.comparisons.get()
    said = {"reasons": "Bought early", "reported_to": "The board"}
    refused("measures", lambda: writing.transition(ben, BUDGET_COMPARISONS, made.reference, "report", said))
    refused("reasons", lambda: writing.transition(ben, BUDGET_COMPARISONS, made.reference, "report"))
    writing.change(ben, BUDGET_COMPARISONS, made.reference, {"measures": "Nothing until summer"})
    done = writing.transition(ben, BUDGET_COMPARISONS, made.reference, "report", said)
    budget.refresh_from_db()
    assert (done.reported_on, budget.last_compared, budget.next_comparison) == (TODAY, TODAY, date(2026, 6, 2))
    with pytest.raises(NotPermitted, match="reported already"):
        writing.change(ben, BUDGET_COSTS, cost.reference, {"amount": "1"})
    with pytest.raises(NotPermitted, match="draw another one"):
        writing.change(ben, BUDGET_COMPARISONS, made.reference, {"reasons": "Otherwise"})


def test_what_several_services_share_adds_up(home: Cast) -> None:
    budget = drafted(home)
    line = line_of(home, budget, planned="100.00", shared_by="Devices")
    for name in ("A", "B", "C"):
        share = {"line": line, "service": service(home, name), "weight": "1"}
        writing.create(home.actor("ben"), BUDGET_SHARES, share)
    writing.transition(home.actor("ada"), BUDGETS, budget.reference, "approve")
    made = writing.create(home.actor("ben"), BUDGET_COMPARISONS, {"budget": budget, "as_of": "2026-03-01"})
    assert [row["planned"] for row in made.by_service] == ["33.34", "33.33", "33.33"]


def test_a_line_is_for_one_service_or_shared(home: Cast) -> None:
    budget, mail = drafted(home), service(home, "Mail")
    refused("shared_by", lambda: line_of(home, budget, service=mail, shared_by="Devices"))
    line = line_of(home, budget, service=mail)
    share = {"line": line, "service": mail, "weight": "1"}
    refused("line", lambda: writing.create(home.actor("ben"), BUDGET_SHARES, share))
    other = line_of(home, budget, shared_by="Devices")
    for weight in ("0", "-2"):
        given = {"line": other, "service": mail, "weight": weight}
        refused("weight", lambda given=given: writing.create(home.actor("ben"), BUDGET_SHARES, given))


def test_a_budget_closes_once_its_end_was_reported(home: Cast) -> None:
    budget, _line = approved(home, period_start="2025-01-01", period_end="2025-12-31")
    ada, ben = home.actor("ada"), home.actor("ben")
    with pytest.raises(WriteError, match="up to its last day"):
        writing.transition(ada, BUDGETS, budget.reference, "close")
    writing.transition(ben, BUDGETS, budget.reference, "compare")
    made = budget.comparisons.get()
    said = {"reasons": "Nothing was spent", "reported_to": "The board", "measures": "None"}
    writing.transition(ben, BUDGET_COMPARISONS, made.reference, "report", said)
    closed = writing.transition(ada, BUDGETS, budget.reference, "close")
    assert (made.as_of, closed.state, closed.next_comparison) == (date(2025, 12, 31), "closed", None)
