"""A year of a provider through API, mail and webhooks earns every check about its work, and loses each that stops."""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from conftest import NOW
from tandem.ground.kernel import registers
from tandem.operation.mail.received.models import Received
from tandem.operation.mail.sent.models import Sent
from tandem.proof.conformity import remembering
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.vocabulary import Result
from tests.year.provider import FULL, SMALL, Mix, Provider, model

TODAY = NOW.date()
# what is no longer done, as if it had been left out in the past months: register, which records, which fields
LEFT_OUT: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "incident-informed": ("incidents", {"state": "closed"}, {"informed_at": None}),
    "request-complete": ("service-requests", {"state": "closed"}, {"done": ""}),
    "request-instructions": ("request-offerings", {}, {"instructions": ""}),
    "problem-complete": ("problems", {"state": "closed"}, {"solution": ""}),
    "known-error-shared": ("problems", {"state": "known-error"}, {"is_published": False}),
    "knowledge-used": ("articles", {}, {"used": 0}),
    "change-emergency": ("changes", {"category": "emergency"}, {"review": "", "reviewed_by": None}),
    "change-recorded": ("changes", {}, {"reason": ""}),
    "change-routed": ("changes", {"category": "normal"}, {"moves_service": None}),
    "operation-changes": ("changes", {"kind": "process"}, {"decided_by": None}),
    "change-unintended": ("changes", {"category": "emergency"}, {"review": "", "reviewed_by": None}),
    "change-decided": ("changes", {"state": "closed"}, {"decided_by": None}),
    "change-prepared": ("changes", {"state": "closed"}, {"test": ""}),
    "change-reviewed": ("changes", {"state": "closed"}, {"outcome": "", "review": ""}),
    "service-plan": ("service-transitions", {}, {"plan_approved_by": None}),
    "service-design": ("service-transitions", {}, {"design_approved_by": None}),
    "service-accepted": ("acceptance-criteria", {}, {"evidence": ""}),
    "service-outcome": ("service-transitions", {}, {"state": "deployed", "result": ""}),
    "release-verified": ("releases", {}, {"approved_by": None}),
    "release-analysed": ("releases", {}, {"reviewed_on": None, "analysis": ""}),
}
# what comes at intervals, and after how many days without it the last one is too old
NOT_REPEATED = {
    "problem-found": 100,
    "problem-effect": 190,
    "change-trends": 190,
    "security-incident-analysed": 190,
    "knowledge-kept": 400,
    "release-types": 800,
}
CHECKS = (*LEFT_OUT, *NOT_REPEATED)


def results(provider: Provider, today: date = TODAY) -> dict[str, Result]:
    """The result of every check about the year's work, looked at anew: what is left out here passes no gate."""
    remembering.forget()
    outcomes = evaluate(provider.home.home.pk, today=today).outcomes
    return {key: outcomes[key].result for key in CHECKS}


def tickets() -> int:
    return int(model("incidents").exclude(reported_as="event").count() + model("service-requests").count())


def counts() -> dict[str, int]:
    """How many records of each kind there are after the year."""
    kept = {register.key: register.model.objects.count() for register in registers.every()}
    return {key: count for key, count in sorted(kept.items()) if count}


def worked(provider: Callable[[Mix], Provider], mix: Mix) -> Provider:
    """The provider after its year."""
    made = provider(mix)
    made.plan()
    made.year.run()
    assert (tickets(), model("changes").count(), model("releases").count()) == (mix.tickets, mix.changes, mix.releases)
    assert model("problems").count() == mix.problems + 1  # and the known error that stays
    return made


def nothing_is_lost_or_doubled() -> None:
    """Every message became something once, nothing waits, and everything that went out was taken."""
    assert not Received.objects.exclude(state__in=("taken", "joined")).exists()
    assert Received.objects.values("message_id").distinct().count() == Received.objects.count()
    assert not Sent.objects.exclude(state="sent").exists()


def every_check_is_lost_without_its_work(provider: Provider) -> None:
    """Each check in turn, with everything else as it was."""
    for check, (key, which, blank) in LEFT_OUT.items():
        with transaction.atomic():
            assert model(key).filter(**which).update(**blank), check
            result = results(provider)[check]
            transaction.set_rollback(True)
        assert result is not Result.MET, check
    for check, days in NOT_REPEATED.items():
        assert results(provider, TODAY + timedelta(days=days))[check] is not Result.MET, check


@pytest.mark.parametrize("mix", [SMALL, pytest.param(FULL, marks=pytest.mark.slow_suite)], ids=["small", "full"])
def test_a_year_of_work_earns_every_check_and_each_is_lost_when_its_work_stops(
    provider: Callable[[Mix], Provider], mix: Mix
) -> None:
    made = worked(provider, mix)
    sys.stdout.write(f"{counts()}\n")
    nothing_is_lost_or_doubled()
    assert {key: result for key, result in results(made).items() if result is not Result.MET} == {}
    every_check_is_lost_without_its_work(made)
