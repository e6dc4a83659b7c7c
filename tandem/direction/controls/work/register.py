"""Recurring work, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.controls.work import rules
from tandem.direction.controls.work.models import WORK_STATES, RecurringWork
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Example,
    Exchange,
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

RECURRING_WORK = declare(
    Register(
        key="recurring-work",
        model=RecurringWork,
        prefix="WORK",
        title=_("Recurring work"),
        singular=_("Recurring work"),
        about=_("Access reviews, restore tests, log reviews: what is done over what, how often, by whom."),
        icon="calendar-sync",
        place=Place(home="risks", tab=_("Controls and tests"), under="controls"),
        listing=Listing(
            columns=("reference", "title", "kind", "control", "owner", "last_done", "next_due", "state"),
            search=("instructions", "covers"),
            views=(
                View("active", _("Goes on"), {"state": "active"}, "next_due"),
                View("due", _("Due"), {"state": "active", "next_due~before": "today"}, "next_due"),
            ),
            empty=_(
                "Write down what comes round again; each result is noted in a minute and tests the control it names."
            ),
        ),
        form=Form(
            sections=(
                Section(_("The work"), ("title", "kind", "instructions", "covers", "owner")),
                Section(
                    _("When"), ("every_months", "next_due"), _("The day it is due next follows from the last result.")
                ),
                Section(_("What it shows"), ("control",), _("Each result counts as a test of this control.")),
            ),
            facts=("last_done",),
        ),
        waiting=(Waiting(what=_("Do the recurring work"), date="next_due", states=("active",)),),
        workflow=Workflow(
            states=WORK_STATES,
            transitions=(
                Transition(
                    key="end",
                    label=_("End"),
                    sources=("active",),
                    target="ended",
                    roles=MANAGERS,
                    needs_reason=True,
                    effect=rules.end,
                ),
            ),
        ),
        exchange=Exchange(
            is_baseline=True,
            importable=("state",),
            natural_key="title",
            synonyms={"covers": ("scope", "over"), "every_months": ("interval", "months"), "owner": ("by whom",)},
        ),
        rules=Rules(derive=rules.derive_work, validate=rules.check_work),
        example=Example({"title": "Access review of the ledger", "kind": "access-review", "covers": "All accounts"}),
    )
)
