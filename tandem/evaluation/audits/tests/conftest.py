"""A catalogue of both standards, a programme in force, and an audit that can be held."""

from collections.abc import Callable
from typing import Any

import pytest

from tandem.evaluation.audits.covered.register import COVERED_TOPICS
from tandem.evaluation.audits.models import Audit
from tandem.evaluation.audits.programmes.register import AUDIT_PROGRAMMES
from tandem.evaluation.audits.questions.register import AUDIT_QUESTIONS
from tandem.evaluation.audits.register import AUDITS
from tandem.ground.accounts.models import Membership, User
from tandem.ground.catalogue.models import Framework, Mapping, MappingRow, Requirement
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.tenancy import organization_active
from tests.cast import Cast

SERVICE, SECURITY = "iso-20000-1:2018", "iso-27001:2022"
POLICY_20, POLICY_27, CONTEXT_27 = f"{SERVICE}/8.7.3.1", f"{SECURITY}/A.5.1", f"{SECURITY}/4.1"
SAID = ("objectives", "frequency", "methods", "responsibilities", "reporting")


@pytest.fixture
def hal(home: Cast) -> Actor:
    """A second manager, who approves what Ada wrote."""
    user = User.objects.create_user("hal@example.org", "Hal", "pass-word-12345")
    with organization_active(home.home.pk):
        Membership.objects.create(organization=home.home, user=user, role="manager")
    return Actor(home.home.pk, "manager", "Hal", user.pk, "page", home.home.zone)


@pytest.fixture
def both(home: Cast) -> Cast:
    """One clause of 20000-1 beside those of 27001, and a mapping that calls two of them alike."""
    given = {"standard": "iso-20000-1", "edition": "2018", "kind": "standard", "origin": "built-in", "digest": "y"}
    service = Framework.objects.create(key=SERVICE, name="ISO/IEC 20000-1:2018", **given)
    clause = Requirement.objects.create(
        framework=service, ref="8.7.3.1", title="Security policy", kind="clause", assessable=True
    )
    security = Framework.objects.get(key=SECURITY)
    mapping = Mapping.objects.create(key="m", source=security, target=service, origin="built-in", digest="z")
    policies = Requirement.objects.get(framework=security, ref="A.5.1")
    MappingRow.objects.create(mapping=mapping, source=policies, target=clause, relation="intersects")
    return home


@pytest.fixture
def programme(both: Cast, hal: Actor) -> Any:
    """A programme of both standards that Ada wrote and Hal approved."""
    ada = both.actor("ada")
    values = {"title": "Three years", "standards": [SERVICE, SECURITY], "starts_on": "2026-01-01"}
    said = {name: f"How {name} are meant" for name in SAID}
    made = writing.create(ada, AUDIT_PROGRAMMES, {**values, "ends_on": "2028-12-31", **said})
    writing.transition(ada, AUDIT_PROGRAMMES, made.reference, "list-topics")
    return writing.transition(hal, AUDIT_PROGRAMMES, made.reference, "approve")


@pytest.fixture
def audit(both: Cast, programme: Any) -> Any:
    """An audit of the policies, led by Ada, with its questions listed."""
    ada = both.actor("ada")
    said = {name: f"The {name} of it" for name in ("objectives", "scope", "criteria")}
    days = {"planned_from": "2026-03-02", "planned_to": "2026-03-04"}
    made = writing.create(
        ada, AUDITS, {"title": "Policies", "programme": programme, "lead": ada.user_id, **days, **said}
    )
    topic = programme.topics.get(title="Leadership, policy and roles")
    writing.create(ada, COVERED_TOPICS, {"audit": made, "topic": topic})
    writing.transition(ada, AUDITS, made.reference, "list-questions")
    return made


@pytest.fixture
def running(both: Cast, audit: Any) -> Any:
    """The audit after its opening meeting."""
    return writing.transition(both.actor("ada"), AUDITS, audit.reference, "open", {"opening": "Plan explained."})


@pytest.fixture
def answer(both: Cast, running: Any) -> Callable[..., Any]:
    """Answer the one question of the audit."""

    def given(**values: str) -> Any:
        question = Audit.objects.get(pk=running.pk).questions.get()
        return writing.change(both.actor("ada"), AUDIT_QUESTIONS, question.reference, values)

    return given
