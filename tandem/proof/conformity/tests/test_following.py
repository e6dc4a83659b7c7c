"""What follows single writes is what looking at everything again gives."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.ground.kernel import clock, registers, writing
from tandem.ground.kernel.actor import system_actor
from tandem.ground.ledger.erasure import erase
from tandem.proof.conformity import by_states, following, judging, live, remembering
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.tests.conftest import EARLIER, SECURITY, SERVICE, TODAY

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("create"), st.sampled_from(["risks", "documents", "services"]), st.integers(0, 5)),
        st.tuples(st.just("change"), st.sampled_from(["risks", "documents", "services"]), st.integers(0, 30)),
        st.tuples(st.just("delete"), st.sampled_from(["risks", "documents"]), st.integers(0, 5)),
        st.tuples(st.just("method"), st.just("risk-methods"), st.integers(1, 9)),
    ),
    min_size=1,
    max_size=10,
)
CHOICES = {
    "risks": [
        {"owner": None},
        {"consequence": "Loss"},
        {"consequence": ""},
        {"domain": "service", "customer_impact": "Mail stops"},
        {"domain": "information-security", "confidentiality": True, "likelihood": 5, "impact": 5},
        {"likelihood": 1, "impact": 2, "confidentiality": True},
        {"treatment": "modify"},
        {"next_review": "2026-01-01"},
        {"state": "closed"},
    ],
    "documents": [
        {"topic": "information-security-policy"},
        {"state": "effective", "edition": "1"},
        {"state": "withdrawn"},
        {"next_review": "2026-06-14"},
        {"next_review": "2026-06-16"},
        {"topic": "capacity", "kind": "plan"},
        {"retention_months": 12},
    ],
    "services": [
        {"state": "live"},
        {"hours": "Workdays"},
        {"description": "Mail", "outcomes": "Letters arrive"},
        {"state": "retired"},
        {"next_review": "2026-06-30"},
    ],
}


@pytest.fixture
def short_lists(monkeypatch):
    """Lists of evidence and offenders hold three records, so that they are shortened soon."""
    for module in (following, judging, live, by_states):
        monkeypatch.setattr(module, "MOST_ITEMS", 3)


def take(actor, ada, step):
    what, key, number = step
    register = registers.find(key)
    records = list(register.model.objects.order_by("pk"))
    if what == "method":
        values = {"title": "Ours", "state": "approved", "approved_on": "2026-06-01", "accept_up_to": number}
        writing.create(actor, register, values)
    elif what == "create":
        for place in range(number):
            writing.create(actor, register, {"title": f"Number {place}", "owner": ada} | CHOICES[key][place])
    elif records and what == "change":
        choice = CHOICES[key][number % len(CHOICES[key])]
        writing.change(actor, register, records[number % len(records)].reference, {"owner": ada} | choice)
    elif records:
        writing.delete(actor, register, records[number % len(records)].reference)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_following_gives_what_looking_again_gives(organization, both, ada, short_lists, steps):
    actor = system_actor(organization.pk, "test", "import")
    with transaction.atomic():
        for key in (SECURITY, SERVICE):
            writing.create(actor, registers.find("management-systems"), {"title": key, "standard": key})
        for step in steps:
            take(actor, ada, step)
            followed = evaluate(organization.pk, today=TODAY)
            remembered = remembering.recall(organization.pk)
            remembering.forget()
            assert evaluate(organization.pk, today=TODAY).outcomes == followed.outcomes
            remembering.keep(organization.pk, remembered)
        transaction.set_rollback(True)


def test_an_erased_value_makes_it_look_again(organization, both, keep, ada, settled):
    keep("management-systems", title="Security", standard=SECURITY)
    with clock.fixed(EARLIER):
        risk = keep("risks", title="Fire", domain="information-security", consequence="Ada hurt", owner=ada)
    assert evaluate(organization.pk, today=TODAY).outcomes["risk-complete-27"].bad == 1
    assert remembering.recall(organization.pk).found != {}
    reasons = {"likelihood_reason": "Never in ten years", "impact_reason": "One rack of four"}
    keep("risks", "RISK-1", confidentiality=True, likelihood=2, impact=2, **reasons)
    approval = {"basis": "Asked for", "approver_label": "Ada", "now": clock.now()}
    erase(organization.pk, "risks", risk.pk, "consequence", **approval)
    assert remembering.recall(organization.pk).found == {}
    assert evaluate(organization.pk, today=TODAY).outcomes["risk-complete-27"].good == 1


def test_what_was_written_while_looking_is_not_counted_twice(organization, both, keep, monkeypatch):
    keep("management-systems", title="Services", standard=SERVICE)
    keep("services", title="Mail", state="live")
    looking = live.LiveSource.tallies

    def meanwhile(source, measures):
        keep("services", title="Backup", state="live")
        return looking(source, measures)

    monkeypatch.setattr(live.LiveSource, "tallies", meanwhile)
    assert evaluate(organization.pk, today=TODAY).outcomes["services-owned"].bad == 2
    monkeypatch.setattr(live.LiveSource, "tallies", looking)
    assert evaluate(organization.pk, today=TODAY).outcomes["services-owned"].bad == 2
    keep("services", title="Telephone", state="live")
    assert evaluate(organization.pk, today=TODAY).outcomes["services-owned"].bad == 3


def test_another_history_is_not_mistaken_for_the_remembered_one(organization, both, keep, settled):
    keep("management-systems", title="Services", standard=SERVICE)
    keep("services", title="Mail", state="live")
    evaluate(organization.pk, today=TODAY)
    kept = remembering.recall(organization.pk)
    assert kept.found
    elsewhere = remembering.Mark(kept.mark.entry_id, b"another secret", True)
    remembering.keep(organization.pk, remembering.Memory(elsewhere, kept.found))
    assert remembering.recall(organization.pk).found == {}
