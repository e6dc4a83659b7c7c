"""A year of ordinary work makes clauses 4 to 7, 9 and 10 hold, alone and together, and loses them when it stops."""

import re
import sys
from typing import Any

import pytest
from django.db import transaction

from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import registers
from tandem.ground.kernel.tenancy import organization_active
from tests.api.year.months import LAST_DAY, work
from tests.api.year.office import SECURITY, SERVICE, Office

pytestmark = pytest.mark.slow
ELSEWHERE = re.compile(r"reports-|knowledge-")  # held where service reports and knowledge are
CLAUSE = re.compile(r"(4|5|6|7|9|10)\.\d")
FINE = ("met", "not-applicable")
LOST = {  # checks by the number of days after which they are lost, once nobody does anything any more
    30: """
        audit-held awareness-new communication-documented competence-documented context-climate context-issues
        document-control-documented documents-edition documents-minimum-20 documents-required documents-review
        lead-decisions lead-plan nc-complete policy-20 policy-27 risk-complete-27 risk-customer-20 risk-prioritised-27
    """,
    75: """
        communication-done plan-approved-27 resources-shortfall review-actions risk-approach-20 risk-kinds-20
        risk-method-27 smp-current
    """,
    150: """
        audit-coverage awareness-covered awareness-services communication-plan competence-effect measure-done nc-timely
        objectives-monitored resources-decided
    """,
    455: """
        competence-valid documents-integrity improve-listed improve-measured lead-presence measure-services
        review-held-27 review-inputs-20 review-inputs-27 review-outputs roles-report system-runs
    """,
}
OF_A_SERVICE_RISK = {"risk-customer-20"}  # lost where the risk that nobody judged is one of services
ONLY_27001 = ("statements", "statement-entries")


def failing(office: Office) -> dict[str, str]:
    """The checks of our clauses that do not hold for a standard that was adopted, with the reason."""
    failed = {}
    for check in office.conformity()["checks"]:
        for standard in office.standards:
            own = check["standards"].get(standard, check)
            if is_ours(check, standard) and own["result"] not in FINE:
                failed[check["key"]] = f"{standard}: {own['result']}: {own['reason']}"
    return failed


def is_ours(check: dict[str, Any], standard: str) -> bool:
    """Whether a check serves one of our clauses of a standard."""
    refs = [
        ref for edition, _slash, ref in (served.partition("/") for served in check["serves"]) if edition == standard
    ]
    return not ELSEWHERE.match(check["key"]) and any(CLAUSE.match(ref) for ref in refs)


def kept(office: Office) -> dict[str, int]:
    """How many records there are, by register."""
    with organization_active(Organization.objects.get(slug="hill").pk):
        counts = {register.key: register.model.objects.count() for register in registers.every()}
    return {key: count for key, count in counts.items() if count}


def hold_and_lose(office: Office) -> None:
    """Work a year, see everything hold, stop, and see what is lost when."""
    work(office)
    with office.on(LAST_DAY):
        assert failing(office) == {}
        ours = {
            check["key"]
            for check in office.conformity()["checks"]
            if any(is_ours(check, key) for key in office.standards)
        }
    lost: set[str] = set()
    expected: set[str] = set()
    for days, keys in LOST.items():
        with office.on(LAST_DAY + days):
            office.let_in("ada")
            lost |= set(failing(office))
        expected |= set(keys.split()) & ours
        assert lost == expected - (OF_A_SERVICE_RISK if SECURITY in office.standards else set())


def test_a_year_by_both_standards_holds_and_is_lost_when_work_stops(db: None) -> None:
    hold_and_lose(Office(SERVICE, SECURITY))


@pytest.mark.slow_suite
def test_a_year_by_either_standard_holds_and_both_together_cost_little_more_than_one(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = {}
    for standards in ((SERVICE,), (SECURITY,), (SERVICE, SECURITY)):
        with transaction.atomic():
            office = Office(*standards)
            hold_and_lose(office)
            counts[standards] = kept(office)
            transaction.set_rollback(True)
    service, security, both = counts.values()
    alone, other, together = (sum(count.values()) for count in (service, security, both))
    of_27001 = sum(both[key] for key in ONLY_27001)
    with capsys.disabled():
        sys.stdout.write(
            f"\nRecords of a year: 20000-1 {alone}, 27001 {other}, both {together}, {together / max(alone, other):.2f} "
            f"times the dearer one. {of_27001} of them are the Statement of Applicability, which 27001 alone asks for: "
            f"without it {(together - of_27001) / alone:.2f} times 20000-1 alone.\n"
        )
    assert together < 0.75 * (alone + other)
    assert together - of_27001 < 1.15 * alone
