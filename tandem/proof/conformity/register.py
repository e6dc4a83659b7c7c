"""Judgements, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import Register, Section, State, Transition, View, Waiting, Workflow, declare
from tandem.proof.conformity import rules
from tandem.proof.conformity.models import Judgement

JUDGEMENTS = declare(
    Register(
        key="judgements",
        model=Judgement,
        prefix="JUDG",
        wing="proof",
        icon="gavel",
        title=_("Judgements"),
        singular=_("Judgement"),
        about=_("Signed decisions on requirements that records alone cannot decide: what, why, and until when."),
        headline="requirement",
        columns=("reference", "requirement", "verdict", "state", "signed_by", "signed_at", "until"),
        sortable=("reference", "requirement", "verdict", "state", "until"),
        filters=("requirement", "verdict", "state", "until"),
        search=("reason",),
        sections=(
            Section(
                _("Judgement"),
                ("requirement", "verdict", "reason", "until"),
                _("The requirement is written with its edition, such as iso-27001:2022/A.7.4."),
            ),
        ),
        facts=("signed_by", "signed_at"),
        views=(
            View("signed", _("Signed"), {"state": "signed"}, "until"),
            View("expired", _("Expired"), {"state": "signed", "until~before": "today"}, "until"),
        ),
        waiting=(Waiting(what=_("Judge the requirement again"), date="until", states=("signed",)),),
        tones={"verdict": {"met": "good", "not-met": "bad"}},
        workflow=Workflow(
            initial="signed",
            states=(State("signed", _("Signed"), "good"), State("withdrawn", _("Withdrawn"), "quiet", final=True)),
            transitions=(
                Transition(
                    key="withdraw",
                    label=_("Withdraw"),
                    sources=("signed",),
                    target="withdrawn",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        create_roles=MANAGERS,
        edit_roles=MANAGERS,
        delete_roles=frozenset(),
        derive=rules.sign,
        validate=rules.check_judgement,
        locked=rules.judgement_locked,
        empty=_("Where records alone cannot decide, a manager signs a judgement with a reason and a last day."),
    )
)
