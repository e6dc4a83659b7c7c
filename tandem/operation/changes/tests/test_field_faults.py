"""What users of another tool reported of its approvals, each as a test of its own: it does not happen here."""

from typing import Any

import pytest

from tandem.ground.kernel import inbox
from tandem.ground.kernel.errors import Invalid
from tandem.operation.changes.approvals.models import ChangeApproval
from tandem.operation.changes.tests.steps import add, now, take, weighed
from tandem.operation.changes.tests.test_approvals import of, rule
from tests.cast import Cast


def test_glpi_6192_who_may_only_read_agrees_from_one_place_for_all_that_waits(home: Cast) -> None:
    rule(home, "cleo")
    change = weighed(home)
    waiting = [task for task in inbox.waiting(home.actor("cleo")) if task.register.key == "change-approvals"]
    assert [task.reference for task in waiting] == [of("cleo").reference]
    take(home, "cleo", of("cleo"), "agree")
    assert now(change).state == "approved"


def test_glpi_8004_nobody_approves_what_they_asked_for(home: Cast) -> None:
    rule(home, "ada", "ben")
    change = weighed(home)
    assert list(ChangeApproval.objects.values_list("approver__name", flat=True)) == ["Ada"]
    with pytest.raises(Invalid):
        take(home, "ben", of("ada"), "agree")
    assert now(change).state == "weighed"


@pytest.mark.parametrize(
    ("begins", "ends", "decides"), [("2026-03-01", "2026-03-02", True), ("2026-03-03", "2026-04-01", False)]
)
def test_glpi_19198_who_stands_in_decides_on_the_days_that_were_said(
    home: Cast, begins: str, ends: str, decides: bool
) -> None:
    rule(home, "cleo")
    delegated: dict[str, Any] = {"of": home.users["cleo"].pk, "to": home.users["ada"].pk}
    add(home, "delegations", **delegated, begins=begins, ends=ends, reason="On leave")
    change = weighed(home)
    if decides:
        take(home, "ada", of("cleo"), "agree")
    else:
        with pytest.raises(Invalid):
            take(home, "ada", of("cleo"), "agree")
    assert (now(change).state == "approved") is decides


def test_glpi_20994_steps_follow_one_another_and_a_rejection_says_why(home: Cast) -> None:
    rule(home, "cleo", position=1)
    rule(home, "ada", position=2)
    change = weighed(home)
    assert list(ChangeApproval.objects.values_list("approver__name", "state")) == [("Cleo", "asked")]
    with pytest.raises(Invalid):
        take(home, "cleo", of("cleo"), "reject")
    assert now(change).state == "weighed"
    take(home, "cleo", of("cleo"), "reject", comment="Not before Easter")
    assert (now(change).state, ChangeApproval.objects.filter(state="asked").exists()) == ("rejected", False)
