"""Judgements and confirmations that there is none, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import Register, Section, State, Transition, View, Waiting, Workflow, declare
from tandem.proof.conformity import rules
from tandem.proof.conformity.models import Judgement, NoneHere

WITHDRAWN = State("withdrawn", _("Withdrawn"), "quiet", final=True)

JUDGEMENTS = declare(
    Register(
        key="judgements",
        model=Judgement,
        prefix="JUDG",
        wing="proof",
        icon="gavel",
        title=_("Judgements"),
        singular=_("Judgement"),
        about=_("Decisions on requirements that records alone cannot decide: by two people, why, and until when."),
        headline="requirement",
        columns=("reference", "requirement", "verdict", "state", "signed_by", "confirmed_by", "until"),
        sortable=("reference", "requirement", "verdict", "state", "until"),
        filters=("requirement", "verdict", "state", "until"),
        search=("reason",),
        sections=(
            Section(
                _("Judgement"),
                ("requirement", "verdict", "reason", "until"),
                _(
                    "The requirement is written with its edition, such as iso-27001:2022/7.4. It counts once somebody "
                    "else has confirmed it, for twelve months at most, and is always shown as a judgement."
                ),
            ),
        ),
        facts=("signed_by", "signed_at", "confirmed_by", "confirmed_at"),
        views=(
            View("open", _("To confirm"), {"state": "signed,proposed"}, "until"),
            View("confirmed", _("Confirmed"), {"state": "confirmed"}, "until"),
            View("expired", _("Expired"), {"state": "confirmed", "until~before": "today"}, "until"),
        ),
        waiting=(
            Waiting(what=_("Judge the requirement again"), date="until", states=("confirmed",)),
            Waiting(what=_("Confirm the judgement"), person="", states=("signed",), except_for="signed_by"),
        ),
        tones={"verdict": {"met": "good", "not-met": "bad"}},
        workflow=Workflow(
            initial="signed",
            states=(
                State("proposed", _("Brought"), "quiet"),
                State("signed", _("Waits for confirmation"), "waiting"),
                State("confirmed", _("Confirmed"), "good"),
                WITHDRAWN,
            ),
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
        create_roles=MANAGERS,
        edit_roles=MANAGERS,
        delete_roles=frozenset(),
        derive=rules.sign,
        validate=rules.check_judgement,
        locked=rules.judgement_locked,
        empty=_("Where records alone cannot decide, one manager judges and another confirms, for a year at most."),
    )
)

NONE_HERE = declare(
    Register(
        key="none-here",
        model=NoneHere,
        prefix="NONE",
        wing="proof",
        icon="circle-off",
        title=_("None here"),
        singular=_("None here"),
        about=_("What there is none of: no internal supplier, no complaint yet. Confirmed by a person, until a day."),
        columns=("reference", "title", "state", "confirmed_by", "confirmed_on", "until"),
        sortable=("reference", "title", "state", "until"),
        filters=("check_key", "state", "until"),
        search=("reason",),
        sections=(
            Section(
                _("None here"),
                ("check_key", "reason", "until"),
                _("As soon as a record of the kind is there, this counts no more."),
            ),
        ),
        facts=("title", "confirmed_by", "confirmed_on"),
        views=(
            View("confirmed", _("Confirmed"), {"state": "confirmed"}, "until"),
            View("expired", _("Expired"), {"state": "confirmed", "until~before": "today"}, "until"),
        ),
        waiting=(Waiting(what=_("Look again whether there is still none"), date="until", states=("confirmed",)),),
        workflow=Workflow(
            initial="confirmed",
            states=(
                State("proposed", _("Brought"), "waiting"),
                State("confirmed", _("Confirmed"), "good"),
                WITHDRAWN,
            ),
            transitions=(
                Transition(
                    key="confirm",
                    label=_("Confirm"),
                    sources=("proposed",),
                    target="confirmed",
                    roles=MANAGERS,
                    by_owner=False,
                    guard=rules.may_take_on,
                    effect=rules.confirm_none,
                ),
                Transition(
                    key="withdraw",
                    label=_("Withdraw"),
                    sources=("proposed", "confirmed"),
                    target="withdrawn",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        create_roles=MANAGERS,
        edit_roles=MANAGERS,
        delete_roles=frozenset(),
        derive=rules.tell_none,
        validate=rules.check_none,
        locked=rules.none_locked,
        empty=_("Where a check finds nothing because there is nothing, say so here, once a year."),
    )
)
