"""Policies that people have read, and exceptions from them that are known and end."""

from typing import Any

from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.tests.conftest import SECURITY, SERVICE, TODAY, member
from tandem.proof.conformity.vocabulary import Result


def results(organization: Any, *keys: str) -> tuple[Result, ...]:
    report = evaluate(organization.pk, today=TODAY, standards=(SECURITY, SERVICE))
    return tuple(report.outcome(SECURITY, key).result for key in keys)


def policy(keep: Any, ada: Any, **values: Any) -> Any:
    fields = {"title": "Policy", "kind": "policy", "topic": "information-security-policy", "owner": ada}
    return keep("documents", **fields, state="effective", edition="1.0", **values)


def test_a_policy_is_known_when_nearly_everybody_confirmed_it(
    organization: Any, keep: Any, ada: Any, ben: Any, both: None
) -> None:
    assert results(organization, "policy-known", "security-policy-known") == (Result.NO_DATA, Result.NO_DATA)
    document = policy(keep, ada)
    first = keep("acknowledgements", document=document, owner=ada, state="read")
    second = keep("acknowledgements", document=document, owner=ben)
    third = keep("acknowledgements", document=document, owner=member(organization, "c@example.org", "Cleo", "reader"))
    assert results(organization, "policy-known", "security-policy-known") == (Result.NOT_MET, Result.NOT_MET)
    keep("acknowledgements", second.reference, state="read")  # of few people one may still be open
    assert results(organization, "policy-known", "security-policy-known") == (Result.MET, Result.MET)
    keep("acknowledgements", third.reference, state="read")
    assert results(organization, "policy-known", "security-policy-known") == (Result.MET, Result.MET)
    keep("acknowledgements", first.reference, state="lapsed")
    assert results(organization, "policy-known") == (Result.MET,)


def test_other_documents_make_no_policy_known(organization: Any, keep: Any, ada: Any, both: None) -> None:
    document = policy(keep, ada)
    keep("documents", document.reference, topic="backup")
    keep("acknowledgements", document=document, owner=ada, state="read")
    assert results(organization, "policy-known") == (Result.NO_DATA,)


def exception(keep: Any, document: Any, ada: Any, **values: Any) -> Any:
    words = dict.fromkeys(("deviation", "place", "reason", "measures"), "x")
    fields = {"document": document, "title": "Scanner", "owner": ada, "expires_on": "2026-12-01", **words}
    return keep("policy-exceptions", **{**fields, **values})


def test_exceptions_are_judged_and_settled(organization: Any, keep: Any, ada: Any, both: None) -> None:
    document = policy(keep, ada)
    assert results(organization, "exceptions-judged", "exceptions-ended") == (Result.NOT_APPLICABLE, Result.MET)
    waiver = exception(keep, document, ada, state="approved", approved_by=ada)
    assert results(organization, "exceptions-judged", "exceptions-ended") == (Result.NOT_MET, Result.MET)
    risk = keep("risks", title="Sign-in", confidentiality=True, likelihood=2, impact=2, owner=ada)
    keep("policy-exceptions", waiver.reference, risk=risk)
    assert results(organization, "exceptions-judged") == (Result.MET,)
    keep("policy-exceptions", waiver.reference, state="expired", ended_on="2026-06-01")
    assert results(organization, "exceptions-judged", "exceptions-ended") == (Result.NOT_APPLICABLE, Result.NOT_MET)
    exception(keep, document, ada, title="Again", renews=waiver, state="approved", approved_by=ada, risk=risk)
    assert results(organization, "exceptions-ended") == (Result.MET,)


def test_an_exception_past_its_day_counts_even_before_it_is_closed(
    organization: Any, keep: Any, ada: Any, both: None
) -> None:
    exception(keep, policy(keep, ada), ada, state="approved", approved_by=ada, expires_on="2026-06-14")
    assert results(organization, "exceptions-ended") == (Result.NOT_MET,)
