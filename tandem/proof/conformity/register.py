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
        about=_("Decisions on requirements that records alone cannot decide: by two people, why, and until when."),
        icon="gavel",
        place=Place(
            home="audits",
            tab=_("Judgements"),
            figures=(Figure("signed", _("judgements in force"), _("judgement in force")),),
        ),
        headline="requirement",
        listing=Listing(
            columns=("reference", "requirement", "verdict", "state", "signed_by", "confirmed_by", "until"),
            filters=("requirement",),
            search=("reason",),
            views=(
                View("open", _("To confirm"), {"state": "signed,proposed"}, "until"),
                View("confirmed", _("Confirmed"), {"state": "confirmed"}, "until"),
                View("expired", _("Expired"), {"state": "confirmed", "until~before": "today"}, "until"),
            ),
            tones={"verdict": {"met": "good", "not-met": "bad"}},
            empty=_("Where records alone cannot decide, one manager judges and another confirms, for a year at most."),
        ),
        form=Form(
            sections=(
                Section(
                    _("Judgement"),
                    ("requirement", "verdict", "reason", "until"),
                    _(
                        "Type the number of the requirement or a word of it. The judgement counts once somebody else "
                        "has confirmed it, for twelve months at most, and is always shown as a judgement."
                    ),
                ),
            ),
            of_catalogue=("requirement",),
            facts=("signed_by", "signed_at", "confirmed_by", "confirmed_at"),
        ),
        waiting=(
            Waiting(what=_("Judge the requirement again"), date="until", states=("confirmed",)),
            Waiting(what=_("Confirm the judgement"), person="", states=("signed",), except_for="signed_by"),
        ),
        workflow=Workflow(
            states=JUDGEMENT_STATES,
            transitions=(
                Transition(
                    key="sign",
                    label=_("Take it on"),
                    sources=("proposed",),
                    target="signed",
                    roles=MANAGERS,
                    by_owner=False,
                    guard=rules.may_take_on,
                    effect=rules.take_on,
                ),
                Transition(
                    key="confirm",
                    label=_("Confirm"),
                    sources=("signed",),
                    target="confirmed",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("signed_by",),
                    guard=rules.may_confirm,
                    effect=rules.confirm,
                ),
                Transition(
                    key="withdraw",
                    label=_("Withdraw"),
                    sources=("proposed", "signed", "confirmed"),
                    target="withdrawn",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        access=Access(create=MANAGERS, edit=MANAGERS, delete=frozenset()),
        rules=Rules(derive=rules.sign, validate=rules.check_judgement, locked=rules.judgement_locked),
        example=Example(
            {
                "requirement": "iso-27001:2022/4.1",
                "verdict": "met",
                "reason": "Seen in the minutes of the steering group in May",
                "until": "2027-02-01",
            },
            change={},
        ),
    )
)
