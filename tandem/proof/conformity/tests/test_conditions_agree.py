"""The two compilations of a condition agree: what the database finds now is what the ledger's states give as of now."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.ground.catalogue.yaml_text import read_bytes
from tandem.ground.kernel import clock, registers, writing
from tandem.proof.conformity.as_predicate import PredicateCompiler
from tandem.proof.conformity.as_query import QueryCompiler
from tandem.proof.conformity.conditions import Not
from tandem.proof.conformity.parsing import Place, condition_at
from tandem.proof.conformity.past import PastSource
from tandem.proof.conformity.tests.conftest import TODAY, acting

PLACE = Place(read_bytes(b"a: b", "test.yaml"), ())
DAYS = st.sampled_from(["today", "today-P6M", "today+P1M", "2026-06-01", "2026-06-16"])
COMPARISONS = st.sampled_from(["eq", "ne", "lt", "lte", "gt", "gte"])
WORDS = ["iso-27001:2022/A.5.1", "iso-27001:2022/A.5.15", "50%_off"]
RISK_NUMBERS = ["likelihood", "impact", "level", "residual_level", "accepted_level", "method.accept_up_to"]


def over_risks():
    numbers = st.sampled_from(RISK_NUMBERS)
    value = st.one_of(
        st.integers(0, 25),
        numbers.map(lambda name: {"field": name}),
        st.just({"times": ["likelihood", "impact"]}),
    )
    return st.one_of(
        st.builds(lambda name, how, operand: {name: {how: operand}}, numbers, COMPARISONS, value),
        st.builds(
            lambda name, yes: {name: {"filled": yes}},
            st.sampled_from([*RISK_NUMBERS, "owner", "plan", "controls", "plan_due", "method", "treatment", "service"]),
            st.booleans(),
        ),
        st.builds(
            lambda name, how, day: {name: {how: day}},
            st.sampled_from(["plan_due", "next_review", "accepted_until", "assessed_on"]),
            st.sampled_from(["before", "since", "eq", "ne", "lte", "gt"]),
            DAYS,
        ),
        st.builds(
            lambda how, values: {"treatment": {how: values}},
            st.sampled_from(["in", "not_in"]),
            st.lists(st.sampled_from(["modify", "retain", "avoid", ""]), min_size=1, max_size=3),
        ),
        st.builds(lambda word: {"controls": {"holds": word}}, st.sampled_from(WORDS)),
        st.builds(lambda how, state: {"state": {how: state}}, st.sampled_from(["eq", "ne"]), st.just("accepted")),
        st.builds(lambda name, yes: {name: yes}, st.sampled_from(["confidentiality", "integrity"]), st.booleans()),
        st.builds(lambda state: {"method.state": state}, st.sampled_from(["draft", "approved"])),
        st.builds(lambda how: {"owner": {how: {"field": "created_by"}}}, st.sampled_from(["eq", "ne"])),
        st.builds(
            lambda day: {
                "has": {"register": "risk-acceptances", "through": "risk", "where": {"until": {"since": day}}}
            },
            DAYS,
        ),
    )


def over_incidents():
    times = st.sampled_from(["opened_at", "resolved_at", "closed_at", "security_assessed_at"])
    return st.one_of(
        st.builds(
            lambda name, how, day: {name: {how: day}}, times, st.sampled_from(["before", "since", "lte", "gt"]), DAYS
        ),
        st.builds(
            lambda start, end, within: {"elapsed": {"from": start, "to": end, "within": within}},
            times,
            times,
            st.sampled_from(["PT4H", "P1D", "P30D"]),
        ),
        st.builds(
            lambda name, yes: {name: {"filled": yes}}, st.sampled_from(["met_target", "category"]), st.booleans()
        ),
        st.builds(lambda yes: {"met_target": yes}, st.booleans()),
        st.builds(lambda priorities: {"priority": priorities}, st.lists(st.integers(1, 5), min_size=1)),
    )


def combined(parts):
    return st.recursive(
        parts,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda several: {"all": several}),
            st.lists(inner, min_size=1, max_size=3).map(lambda several: {"any": several}),
            inner.map(lambda condition: {"not": condition}),
        ),
        max_leaves=6,
    )


@pytest.fixture
def records(organization, ada, ben, keep):
    """Risks and incidents with many different gaps."""
    keep("risk-methods", title="Ours", description="Words", state="approved", approved_on="2026-01-01", accept_up_to=6)
    manager = acting(ada, organization)
    for number in range(24):
        domain = "information-security" if number % 3 else "service"
        fields = {"title": f"Risk {number}", "domain": domain, "confidentiality": True, "customer_impact": "Mail stops"}
        fields |= {"likelihood": number % 5 + 1, "impact": number % 4 + 1} if number % 2 else {}
        fields |= {"owner": ada} if number % 4 else {}
        fields |= (
            {"treatment": ["modify", "retain", "avoid", "share"][number % 4], "plan": "Do it."} if number % 5 else {}
        )
        fields |= {"controls": ["A.8.13"], "plan_due": TODAY + timedelta(days=number - 12)} if number % 3 else {}
        fields |= {"residual_likelihood": 1, "residual_impact": 2} if number % 7 else {}
        fields |= {"inherent_likelihood": 5}
        writing.create(acting(ben, organization), registers.find("risks"), fields)
    for number in (1, 5, 9, 13):
        values = {"risk": f"RISK-{number + 1}", "reason": "Small.", "until": TODAY + timedelta(days=number * 5)}
        writing.create(manager, registers.find("risk-acceptances"), values)
    for number in range(12):
        fields = {"title": f"Outage {number}", "opened_at": f"2026-06-{number + 3:02d} 0{number % 9}:30"}
        fields |= {"resolved_at": f"2026-06-{number + 4:02d} 0{number % 9}:30"} if number % 2 else {}
        fields |= {"met_target": bool(number % 4)} if number % 3 else {}
        fields |= {"is_security": True, "category": "mail"} if number % 5 == 0 else {}
        keep("incidents", impact=number % 3 + 1, urgency=1, priority_reason="told", **fields)


def insist_agreement(organization, register_key, written):
    register = registers.find(register_key)
    condition = condition_at(PLACE, register, written)
    past = PastSource(organization.pk, clock.now(), TODAY, organization.zone, {})
    predicate = PredicateCompiler(TODAY, organization.zone, past).predicate(condition)
    compiler = QueryCompiler(TODAY, organization.zone)
    live = set(register.model.objects.filter(compiler.query(condition)).values_list("pk", flat=True))
    others = set(register.model.objects.filter(compiler.query(Not(condition))).values_list("pk", flat=True))
    states = past.states(register_key)
    assert live == {pk for pk, state in states.items() if predicate(state)}
    assert others == set(states) - live


SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SETTINGS
@given(told=combined(over_risks()))
def test_query_and_predicate_agree_over_risks(records, organization, told):
    insist_agreement(organization, "risks", told)


@SETTINGS
@given(told=combined(over_incidents()))
def test_query_and_predicate_agree_over_incidents(records, organization, told):
    insist_agreement(organization, "incidents", told)
