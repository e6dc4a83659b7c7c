"""Judgements, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Figure,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.proof.conformity import rules
from tandem.proof.conformity.models import JUDGEMENT_STATES, Judgement

JUDGEMENTS = declare(
    Register(
        key="judgements",
        model=Judgement,
        prefix="JUDG",
        title=_("Judgements"),
        singular=_("Judgement"),
        about=_("Signed decisions on requirements that records alone cannot decide: what, why, and until when."),
        icon="gavel",
        place=Place(
            home="audits",
            tab=_("Judgements"),
            figures=(Figure("signed", _("judgements in force")),),
        ),
        headline="requirement",
        listing=Listing(
            columns=("reference", "requirement", "verdict", "state", "signed_by", "signed_at", "until"),
            filters=("requirement",),
            search=("reason",),
            views=(
                View("signed", _("Signed"), {"state": "signed"}, "until"),
                View("expired", _("Expired"), {"state": "signed", "until~before": "today"}, "until"),
            ),
            tones={"verdict": {"met": "good", "not-met": "bad"}},
            empty=_("Where records alone cannot decide, a manager signs a judgement with a reason and a last day."),
        ),
        form=Form(
            sections=(
                Section(
                    _("Judgement"),
                    ("requirement", "verdict", "reason", "until"),
                    _("The requirement is written with its edition, such as iso-27001:2022/A.7.4."),
                ),
            ),
            facts=("signed_by", "signed_at"),
        ),
        waiting=(Waiting(what=_("Judge the requirement again"), date="until", states=("signed",)),),
        workflow=Workflow(
            states=JUDGEMENT_STATES,
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
        access=Access(
            create=MANAGERS,
            edit=MANAGERS,
            delete=frozenset(),
        ),
        rules=Rules(
            derive=rules.sign,
            validate=rules.check_judgement,
            locked=rules.judgement_locked,
        ),
        example=Example(
            {
                "requirement": "iso-27001:2022/4.1",
                "verdict": "met",
                "reason": "Seen in the minutes",
                "until": "2028-01-01",
            },
            change={},
        ),
    )
)
