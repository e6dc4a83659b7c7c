"""Kinds of releases, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Section,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.releases.types import rules
from tandem.operation.releases.types.models import TYPE_STATES, ReleaseType

RELEASE_TYPES = declare(
    Register(
        key="release-types",
        model=ReleaseType,
        prefix="RLT",
        title=_("Kinds of releases"),
        singular=_("Kind of release"),
        about=_("Which kinds of releases there are, how often they come and how they are handled."),
        icon="boxes",
        place=Place(home="changes", under="releases", is_set_up=True),
        listing=Listing(
            columns=("reference", "title", "is_emergency", "frequency", "state", "owner", "next_review"),
            search=("handling",),
            empty=_("Define at least a planned kind, and one for emergencies."),
        ),
        form=Form(
            sections=(
                Section(_("The kind"), ("title", "is_emergency", "frequency", "handling", "owner", "review_months")),
            ),
            facts=("last_review", "next_review"),
        ),
        waiting=(
            Waiting(what=_("Look whether the kind of release still holds"), date="next_review", states=("in-use",)),
        ),
        workflow=Workflow(
            states=TYPE_STATES,
            transitions=(
                Transition(
                    key="use",
                    label=_("Use it"),
                    sources=("draft",),
                    target="in-use",
                    required=("frequency", "handling"),
                ),
                Transition(key="look", label=_("Still holds"), sources=("in-use",), effect=rules.REVIEW.looked_at),
                Transition(
                    key="retire",
                    label=_("Stop using it"),
                    sources=("draft", "in-use"),
                    target="retired",
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(is_baseline=True, importable=("state", "last_review", "next_review")),
        patterns=(rules.REVIEW,),
        example=Example({"title": "Monthly", "frequency": "First Tuesday of the month", "handling": "By the runbook."}),
    )
)
