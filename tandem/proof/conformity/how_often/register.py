"""“How often”, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.proof.conformity.how_often import rules
from tandem.proof.conformity.how_often.models import PLANNED_INTERVAL_STATES, PlannedInterval

PLANNED_INTERVALS = declare(
    Register(
        key="planned-intervals",
        model=PlannedInterval,
        prefix="OFTEN",
        title=_("Planned intervals"),
        singular=_("Planned interval"),
        about=_("How often things are looked at again here, where that differs from what Tandem proposes."),
        icon="repeat",
        place=Place(
            home="organization",
            is_set_up=True,
            pages=(PageLink(_("How often"), "how-often", "repeat"),),
        ),
        listing=Listing(
            columns=("reference", "title", "state", "months_in_force", "grace_in_force", "confirmed_by"),
            search=("reason",),
            views=(View("proposed", _("To confirm"), {"state": "proposed"}),),
            empty=_("Nothing is set here; the page How often shows every interval with its default."),
        ),
        form=Form(
            sections=(
                Section(
                    _("How often"),
                    ("interval", "months", "grace_days", "reason", "owner"),
                    _(
                        "New records begin with it; those that are there keep their own. Above 24 months, or with more "
                        "than 31 days of grace, it needs a reason and somebody else who confirms it."
                    ),
                ),
            ),
            facts=("title", "months_in_force", "grace_in_force", "confirmed_by", "confirmed_on"),
            offers=rules.offers,
            worded={"interval": rules.titled},
        ),
        waiting=(Waiting(what=_("Confirm the interval"), person="", states=("proposed",), except_for="owner"),),
        workflow=Workflow(
            states=PLANNED_INTERVAL_STATES,
            transitions=(
                Transition(
                    key="confirm",
                    label=_("Confirm"),
                    sources=("proposed",),
                    target="in-force",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("writer",),
                    gives=("confirmed_by", "confirmed_on"),
                    guard=rules.may_confirm,
                    effect=rules.confirm_interval,
                ),
                Transition(
                    key="end",
                    label=_("Back to the default"),
                    sources=("in-force", "proposed"),
                    target="ended",
                    roles=MANAGERS,
                    by_owner=False,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(is_baseline=True),
        access=Access(create=MANAGERS, edit=MANAGERS, delete=frozenset()),
        rules=Rules(derive=rules.derive_interval, validate=rules.check_interval),
        example=Example({"interval": "suppliers.next_review", "months": 6, "grace_days": 14}),
    )
)
