"""What the checks that ship say of tickets: callers informed, major incidents told and reviewed, security analysed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tandem.ground.kernel import clock, comments, registers, writing
from tandem.ground.kernel.models import Comment
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.library import library
from tandem.proof.conformity.tests.conftest import NOW, SERVICE, TODAY, acting, standard
from tandem.proof.conformity.vocabulary import Result

Says = Callable[[str], Result]
Step = Callable[..., Any]


@pytest.fixture
def says(organization: Any) -> Says:
    """says(check) gives its result."""
    standard(SERVICE, "ISO/IEC 20000-1:2018", ["8.6.1", "8.7.3.3"])

    def asked(key: str) -> Result:
        report = evaluate(organization.pk, today=TODAY, standards=(SERVICE,), checks=library())
        return report.outcomes[key].result

    return asked


@pytest.fixture
def step(organization: Any, ada: Any) -> Step:
    """step(register, record, key, **values) takes a step of Ada's."""

    def taken(register: str, record: Any, key: str, **values: Any) -> Any:
        declared = registers.find(register)
        assert declared is not None
        return writing.transition(acting(ada, organization), declared, record.reference, key, values)

    return taken


@pytest.fixture
def closed(keep: Any, step: Step, organization: Any, ada: Any) -> Callable[..., Any]:
    """closed(reply) gives an incident that somebody reported, was replied to, and is closed."""

    def made(reply: str = "", **values: Any) -> Any:
        incident = keep("incidents", title="Mail is late", reported_by="Jens Holm", **values)
        if reply:
            actor, register = acting(ada, organization), registers.find("incidents")
            kind, audience = Comment.Kind.REPLY, Comment.Audience.PUBLIC
            comments.add(actor, register, incident.reference, reply, kind=kind, audience=audience)
        step("incidents", incident, "resolve", resolution="Queue emptied by hand")
        return step("incidents", incident, "close")

    return made


def test_reporters_were_informed_before_their_incident_was_closed(says: Says, closed: Any) -> None:
    closed("We see it and look at the queue now.")
    assert says("incident-informed") is Result.MET
    closed()
    assert says("incident-informed") is Result.NOT_MET


@pytest.mark.parametrize("reply", ["ok", "x", "done done done"])
def test_empty_reply_informs_nobody(says: Says, closed: Any, reply: str) -> None:
    closed(reply)
    assert says("incident-informed") is Result.NOT_MET


def test_what_monitoring_found_has_nobody_to_inform(says: Says, closed: Any) -> None:
    closed(channel="monitoring")
    assert says("incident-informed") is Result.MET


def test_top_management_was_told_of_each_major_incident_within_a_day(says: Says, keep: Any, step: Step) -> None:
    assert says("incident-major-told") is Result.NO_DATA
    with clock.fixed(NOW - timedelta(days=3)):
        incident = keep("incidents", title="Mail stood still", is_major=True)
    major = incident.declarations.get()
    assert says("incident-major-told") is Result.NOT_MET
    told_at = (major.declared_at + timedelta(hours=2)).isoformat()
    notice = {"management_told": "Managing director", "management_told_at": told_at}
    step("major-incidents", major, "tell-management", **notice)
    assert says("incident-major-told") is Result.MET
    with clock.fixed(NOW - timedelta(days=3)):
        second = keep("incidents", title="Portal stood still", is_major=True).declarations.get()
    step("major-incidents", second, "tell-management", management_told="Managing director")
    assert says("incident-major-told") is Result.NOT_MET


def test_analysis_says_something_and_comes_back_within_six_months(says: Says, keep: Any, step: Step) -> None:
    assert says("security-incident-analysed") is Result.NO_DATA
    period = {"begins": "2026-01-01", "ends": "2026-02-01"}
    thin = keep("security-analyses", title="First", **period)
    step("security-analyses", thin, "finish", findings="x", better="x")
    assert says("security-incident-analysed") is not Result.MET
    said = {
        "findings": "Deception by mail leads by far, and wrong rights did more harm than attackers ever did.",
        "better": "A second person looks at new folders, and leavers go through the desk.",
    }
    with clock.fixed(NOW - timedelta(days=220)):
        old = keep("security-analyses", title="Second", begins="2025-01-01", ends="2025-06-01")
        step("security-analyses", old, "finish", **said)
    assert says("security-incident-analysed") is Result.STALE
    fresh = keep("security-analyses", title="Third", **period)
    step("security-analyses", fresh, "finish", **{name: f"Now: {text} Twice." for name, text in said.items()})
    assert says("security-incident-analysed") is Result.MET
