"""A year of a provider through the API earns every check about what is provided, and loses each that stops."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import registers
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity import remembering
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.library import library
from tandem.proof.conformity.vocabulary import Result
from tests.api.delivery.months import work
from tests.api.delivery.size import FULL, SMALL, Size
from tests.api.year.office import BEGUN, SECURITY, SERVICE, Office

LONG_AGO = date(2020, 1, 31)
# what is no longer done, as if it had been left out in the past year: register, which records, which fields
LEFT_OUT: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "requirements-documented": ("service-requirements", {}, {"state": "proposed"}),
    "service-criticality": ("service-requirements", {}, {"criticality_reason": ""}),
    "proposals-prioritised": ("service-proposals", {}, {"rank": None}),
    "delivery-coordinated": ("services", {}, {"hours": ""}),
    "parties-register-20": ("contributions", {"supplier__isnull": False}, {"controlled_by": ""}),
    "parties-notall-20": ("contributions", {"supplier": None}, {"state": "ended"}),
    "parties-controls-20": ("supplier-reviews", {"kind": "performance"}, {"performance": ""}),
    "catalogue-access": ("service-offerings", {}, {"how_to_ask": ""}),
    "assets-managed": ("items", {}, {"service": None}),
    "ci-types": ("item-classes", {}, {"purpose": ""}),
    "ci-complete": ("items", {}, {"description": ""}),
    "ci-traceable": ("items", {"altered_on__isnull": False}, {"altered_under": None}),
    "customer-owner": ("customers", {}, {"owner": None}),
    "customer-review": ("customer-reviews", {}, {"agreed": ""}),
    "satisfaction-measured": ("satisfaction", {}, {"given_on": LONG_AGO}),
    "complaints-closed": ("complaints", {}, {"outcome": ""}),
    "operation-external": ("suppliers", {}, {"owner": None}),
    "supplier-contract": ("supplier-contracts", {}, {"authorities": ""}),
    "supplier-reviewed": ("supplier-reviews", {"kind": "contract"}, {"performance": ""}),
    "supplier-aligned": ("supplier-targets", {"alignment": "holds"}, {"alignment": "weaker"}),
    "internal-agreement": ("supplier-contracts", {}, {"obligations": ""}),
    "internal-monitored": ("supplier-reviews", {}, {"targets_kept": ""}),
    "agreement-kinds": ("agreements", {}, {"state": "expired"}),
    "suppliers-protected": ("supplier-contracts", {}, {"security": ""}),
    "suppliers-watched": ("supplier-reviews", {"kind": "security"}, {"evidence": ""}),
    "sla-covered": ("agreement-versions", {}, {"state": "superseded"}),
    "sla-complete": ("agreement-versions", {}, {"workload": ""}),
    "sla-monitored": ("service-targets", {}, {"last_result": LONG_AGO}),
    "sla-missed": ("service-results", {"is_met": False}, {"action": None}),
    "budget-set": ("budgets", {}, {"assumptions": ""}),
    "budget-compared": ("budget-comparisons", {}, {"reasons": ""}),
    "demand-forecast": ("demand", {}, {"drivers": ""}),
    "demand-reported": ("demand", {}, {"usage": ""}),
    "capacity-planned": ("capacity-plans", {}, {"people": ""}),
    "capacity-watched": ("capacity-values", {"level": "limit"}, {"response": ""}),
    "capacity-documented": ("capacity-plans", {}, {"technology": ""}),
    "availability-target": ("service-targets", {"kind": "availability"}, {"kind": "fulfilment"}),
    "availability-result": ("availability-results", {}, {"period_end": LONG_AGO}),
    "outages-investigated": ("outages", {}, {"investigation": ""}),
    "continuity-required": ("impact-analyses", {}, {"effects": ""}),
    "continuity-plan": ("continuity-plans", {}, {"copy_at": ""}),
    "continuity-tested": ("continuity-plans", {}, {"last_test": None}),
    "continuity-corrected": ("continuity-tests", {"result": "weak"}, {"action": None}),
    "continuity-of-security": ("continuity-plans", {}, {"security": ""}),
    "readiness-plan": ("impact-analyses", {}, {"rto": None}),
    "reports-defined": ("report-definitions", {}, {"purpose": ""}),
    "reports-delivered": ("service-reports", {}, {"summary": ""}),
    "reports-acted": ("service-reports", {}, {"nothing_follows": ""}),
}
# what comes at intervals, and after how many days without it the last one is too old
NOT_REPEATED = {
    "service-criticality": 400,
    "parties-controls-20": 400,
    "customer-review": 400,
    "satisfaction-measured": 400,
    "supplier-reviewed": 400,
    "internal-monitored": 400,
    "suppliers-watched": 800,
    "sla-monitored": 70,
    "budget-set": 60,
    "budget-compared": 130,
    "demand-forecast": 200,
    "demand-reported": 130,
    "capacity-planned": 400,
    "capacity-watched": 70,
    "capacity-documented": 400,
    "availability-result": 70,
    "continuity-required": 800,
    "continuity-plan": 800,
    "continuity-tested": 400,
    "continuity-of-security": 800,
    "readiness-plan": 400,
    "reports-delivered": 60,
}


def asked(standards: Iterable[str]) -> set[str]:
    """Which of the checks serve these standards."""
    serving = {check.key: check.serves for check in library().checks}
    return {key for key in LEFT_OUT if any(named.startswith(tuple(standards)) for named in serving[key])}


def lacking(organization: int, keys: set[str], today: date) -> dict[str, tuple[Result, str]]:
    """Those of the checks that are not met on a day, looked at anew: what is left out here passes no gate."""
    remembering.forget()
    outcomes = evaluate(organization, today=today).outcomes
    results = {key: (outcomes[key].result, str(outcomes[key].reason)) for key in keys}
    return {key: said for key, said in results.items() if said[0] is not Result.MET}


def each_is_lost_without_its_work(organization: int, keys: set[str], today: date) -> None:
    """Each check in turn, with everything else as it was."""
    kept = set()
    for check in sorted(keys):
        key, which, blank = LEFT_OUT[check]
        register = registers.find(key)
        with transaction.atomic():
            assert register is not None and register.model.objects.filter(**which).update(**blank), check
            if check not in lacking(organization, keys, today):
                kept.add(check)
            transaction.set_rollback(True)
    assert kept == set()
    for days in sorted(set(NOT_REPEATED.values())):
        old = {key for key, after in NOT_REPEATED.items() if after <= days} & keys
        assert old - set(lacking(organization, keys, today + timedelta(days=days))) == set(), days


@pytest.mark.parametrize(
    ("size", "standards"),
    [
        (SMALL, (SERVICE, SECURITY)),
        pytest.param(FULL, (SERVICE, SECURITY), marks=pytest.mark.slow_suite),
        pytest.param(FULL, (SERVICE,), marks=pytest.mark.slow_suite),
        pytest.param(FULL, (SECURITY,), marks=pytest.mark.slow_suite),
    ],
    ids=["small, both", "full, both", "full, 20000-1 alone", "full, 27001 alone"],
)
def test_a_year_of_providing_earns_every_check_and_each_is_lost_when_its_work_stops(
    db: None, size: Size, standards: tuple[str, ...]
) -> None:
    office = Office(*standards)
    last, keys = work(office, size), asked(standards)
    today = BEGUN + timedelta(days=last)
    organization = Organization.objects.get(slug="hill").pk
    with organization_active(organization), office.on(last):
        assert lacking(organization, keys, today) == {}
        each_is_lost_without_its_work(organization, keys, today)
