"""“None here”, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
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
from tandem.ground.kernel.states import Transition, Workflow
from tandem.proof.conformity import rules as taking
from tandem.proof.conformity.none_here import rules
from tandem.proof.conformity.none_here.models import NONE_HERE_STATES, NoneHere

NONE_HERE = declare(
    Register(
        key="none-here",
        model=NoneHere,
        prefix="NONE",
        title=_("None here"),
        singular=_("None here"),
        about=_("What there is none of: no internal supplier, no complaint yet. Confirmed by a person, until a day."),
        icon="circle-off",
        place=Place(home="audits", tab=_("Judgements")),
        listing=Listing(
            columns=("reference", "title", "state", "confirmed_by", "confirmed_on", "until"),
            filters=("check_key",),
            search=("reason",),
            views=(
                View("confirmed", _("Confirmed"), {"state": "confirmed"}, "until"),
                View("expired", _("Expired"), {"state": "confirmed", "until~before": "today"}, "until"),
            ),
            empty=_("Where a check finds nothing because there is nothing, say so here, once a year."),
        ),
        form=Form(
            sections=(
                Section(
                    _("None here"),
                    ("check_key", "reason", "until"),
                    _("As soon as a record of the kind is there, this counts no more."),
                ),
            ),
            facts=("title", "confirmed_by", "confirmed_on"),
        ),
        waiting=(Waiting(what=_("Look again whether there is still none"), date="until", states=("confirmed",)),),
        workflow=Workflow(
            states=NONE_HERE_STATES,
            transitions=(
                Transition(
                    key="confirm",
                    label=_("Confirm"),
                    sources=("proposed",),
                    target="confirmed",
                    roles=MANAGERS,
                    by_owner=False,
                    guard=taking.may_take_on,
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
        access=Access(create=MANAGERS, edit=MANAGERS, delete=frozenset()),
        rules=Rules(derive=rules.tell_none, validate=rules.check_none, locked=rules.none_locked),
        example=Example(
            {
                "check_key": "service-removal",
                "reason": "No service has ended since the portfolio began",
                "until": "2027-02-01",
            },
            change={},
        ),
    )
)
