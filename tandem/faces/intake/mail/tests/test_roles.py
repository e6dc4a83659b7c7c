"""Mail is a door like the others: it takes the two steps it asks about, with the rights of the moment, and no other."""

from typing import Any

import pytest

from tandem.faces.intake.mail.tests.conftest import Desk
from tandem.faces.intake.mail.tests.shapes import raw
from tandem.faces.intake.mail.tests.test_agreeing import BOTH, PROOF, answer, ask, asked, now
from tandem.ground.accounts.models import Membership, Role
from tandem.ground.kernel import registers
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.states import Transition
from tandem.ground.ledger.models import Entry
from tandem.operation.mail import tokens
from tandem.operation.mail.tickets import KINDS, Kind, approvals_of
from tests.cast import LAST_DAY, ROLES
from tests.contract.test_approvals import STEPS, ready

pytestmark = pytest.mark.slow
BY_MAIL = {kind.approvals for kind in KINDS if kind.approvals}
OTHERS = [pytest.param(*pair, id=f"{pair[0].key}-{pair[1].key}") for pair in STEPS if pair[0].key not in BY_MAIL]
WORDS = ("Agree", "Approve", "Accepted: all is well", "Genehmigt", "Reject\n\nNo")


def becomes(desk: Desk, name: str, role: str) -> None:
    """Somebody has another role from now on."""
    customer = desk.register("customers").model.objects.first().pk if role == "customer" else None
    until = LAST_DAY if role == "auditor" else None
    Membership.objects.filter(user=desk.cast.users[name]).update(role=role, customer_id=customer, until=until)


@BOTH
@pytest.mark.parametrize("step", ["agree", "reject"])
@pytest.mark.parametrize("role", [role.value for role in Role])
def test_an_answer_counts_with_the_role_that_its_sender_has_now(desk: Desk, kind: Kind, step: str, role: str) -> None:
    approval = asked(desk, kind)
    question = ask(desk)
    becomes(desk, "cleo", role)
    outcome = answer(desk, question, f"{step}: looked through it")
    workflow = approvals_of(kind).workflow
    assert workflow is not None
    may = role in workflow.transition(step).roles
    assert (now(approval).state != "asked") == may
    assert outcome.state == ("joined" if may else "quarantine")


@BOTH
@pytest.mark.parametrize("name", [name for name in ROLES if name != "cleo"])
def test_nobody_else_answers_whatever_their_role(desk: Desk, kind: Kind, name: str) -> None:
    approval = asked(desk, kind)
    outcome = answer(desk, ask(desk), "Agree", f"{name}@example.org")
    assert (outcome.state, now(approval).state) == ("quarantine", "asked")


@pytest.mark.one_in(3)
@pytest.mark.parametrize(("register", "step"), OTHERS)
def test_no_other_step_of_approval_is_taken_by_mail(desk: Desk, register: Register, step: Transition) -> None:
    """From managers, proved, in the thread of the record or naming it; in the words of the step and of an answer."""
    record = ready(desk.cast, register, step)
    for number, words in enumerate((*WORDS, step.key, str(step.label))):
        headers = {"From": "ada@example.org", "Message_ID": f"<s{number}@x>", "Subject": f"Re: [{record.reference}] so"}
        desk.take(PROOF.encode() + raw(words, **headers | thread(desk, register, record)))
    current = register.model.objects.get(pk=record.pk)
    assert current.state == record.state
    assert not Entry.objects.filter(register=register.key, record_id=record.pk, action=step.key).exists()


def thread(desk: Desk, register: Register, record: Any) -> dict[str, str]:
    """As if it answered a message of ours about the record, where mail can be about such."""
    kind = next((kind for kind in KINDS if kind.register == register.key), None)
    if kind is None:
        return {}
    return {"In_Reply_To": f"<{tokens.message_id(desk.cast.home.pk, kind, record.pk, 'provider.example')}>"}


def test_every_register_whose_steps_mail_takes_is_named() -> None:
    assert {"request-approvals", "change-approvals"} == BY_MAIL
    assert {register.key for register, _step in STEPS} >= BY_MAIL
    assert all(registers.find(key) for key in BY_MAIL)
