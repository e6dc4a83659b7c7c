"""What the checks that ship say of security incidents: duties, notifications, evidence, causes, incidents of others."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tandem.ground.kernel import clock, writing
from tandem.operation.incidents.causes.register import CAUSES
from tandem.operation.incidents.evidence.register import EVIDENCE
from tandem.operation.incidents.references.register import REFERENCE_INCIDENTS
from tandem.operation.incidents.register import INCIDENTS
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.library import library
from tandem.proof.conformity.tests.conftest import NOW, SECURITY, TODAY, acting, standard
from tandem.proof.conformity.vocabulary import Result

Ask = Callable[[str], tuple[Result, str]]
JUDGED = {"is_security": True, "security_reason": "Seen", "security_category": "account", "personal_data": "no"}


@pytest.fixture
def says(organization: Any) -> Ask:
    """says(check) gives its result and reason."""
    standard(SECURITY, "ISO/IEC 27001:2022", ["A.5.5", "A.5.7", "A.5.24", "A.5.26", "A.5.27", "A.5.28"])

    def asked(key: str) -> tuple[Result, str]:
        outcome = evaluate(organization.pk, today=TODAY, standards=(SECURITY,), checks=library()).outcomes[key]
        return outcome.result, outcome.reason

    return asked


@pytest.fixture
def over(keep: Any, ada: Any, organization: Any) -> Callable[..., Any]:
    """over() gives a security incident that is resolved with its evidence waived, or with an item that is kept."""

    def made(**item: str) -> Any:
        incident, actor = keep("incidents", title="Mailbox misused", **JUDGED), acting(ada, organization)
        if item:
            keep("incident-evidence", incident=incident.reference, **item)
        else:
            waiver = {"evidence_waiver": "Logs are gone"}
            writing.transition(actor, INCIDENTS, incident.reference, "waive-evidence", waiver)
        return writing.transition(actor, INCIDENTS, incident.reference, "resolve", {"resolution": "Blocked"})

    return made


def test_whom_to_tell_is_laid_down(says: Ask, keep: Any) -> None:
    assert says("notification-duties-known")[0] is Result.NO_DATA
    keep("notification-duties", title="Tell", whom="Authority", hours=72)
    assert says("notification-duties-known") == (Result.MET, "1 notification duty is in force.")


def test_notification_is_late_when_it_is(says: Ask, keep: Any) -> None:
    incident = keep("incidents", title="Mailbox misused", **JUDGED)
    fields = {"incident": incident.reference, "title": "Tell", "whom": "Authority"}
    keep("incident-notifications", hours=24, **fields)
    assert says("notifications-in-time")[0] is Result.MET
    keep("incident-notifications", hours=24, began_at=NOW - timedelta(hours=30), **fields)
    assert says("notifications-in-time") == (Result.NOT_MET, "1 of 2 notifications of the past twelve months is late.")


def test_evidence_is_sealed_or_waived(says: Ask, over: Any, ada: Any, organization: Any) -> None:
    assert says("security-evidence-held")[0] is Result.NO_DATA
    over()
    assert says("security-evidence-held")[0] is Result.MET
    item = over(title="Log", source="Gateway", kept_at="Safe").evidence.get()
    assert says("security-evidence-held") == (
        Result.NOT_MET,
        "1 of 2 security incidents that are over has neither sealed evidence nor a waiver.",
    )
    writing.transition(acting(ada, organization), EVIDENCE, item.reference, "seal", {})
    assert says("security-evidence-held")[0] is Result.MET


def test_closed_incident_names_its_cause(says: Ask, over: Any, keep: Any, ada: Any, organization: Any) -> None:
    incident = over()
    keep("incidents", incident.reference, lessons="Look twice")
    writing.transition(acting(ada, organization), INCIDENTS, incident.reference, "close", {})
    assert says("security-causes-named")[0] is Result.NOT_MET
    cause = {"incident": incident.reference, "kind": "control-failed", "requirement": f"{SECURITY}/A.5.24"}
    writing.create(acting(ada, organization).via("import"), CAUSES, cause)
    assert says("security-causes-named")[0] is Result.MET


def test_incident_of_others_is_considered_within_the_year(says: Ask, keep: Any, ada: Any, organization: Any) -> None:
    incident = keep("reference-incidents", title="Ransomware at a hospital")
    assert says("learnt-from-others")[0] is Result.NO_DATA
    lesson = {"conclusion": "Restore was never tried here either"}
    with clock.fixed(NOW - timedelta(days=400)):
        writing.transition(acting(ada, organization), REFERENCE_INCIDENTS, incident.reference, "consider", lesson)
    assert says("learnt-from-others")[0] is Result.STALE
    writing.transition(acting(ada, organization), REFERENCE_INCIDENTS, incident.reference, "reopen", {})
    writing.transition(acting(ada, organization), REFERENCE_INCIDENTS, incident.reference, "consider", lesson)
    assert says("learnt-from-others")[0] is Result.MET
