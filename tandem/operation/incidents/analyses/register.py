"""Analyses of security incidents, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
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
from tandem.operation.incidents.analyses import rules
from tandem.operation.incidents.analyses.models import ANALYSIS_STATES, SecurityAnalysis

SECURITY_ANALYSES = declare(
    Register(
        key="security-analyses",
        model=SecurityAnalysis,
        prefix="SAN",
        title=_("Analyses of security incidents"),
        singular=_("Analysis of security incidents"),
        about=_("Twice a year: which kinds, how many, with what effect, and what could be better."),
        icon="chart-pie",
        place=Place(home="desk", tab=_("Reports"), under="incidents"),
        listing=Listing(
            columns=("reference", "title", "state", "begins", "ends", "count", "analysed_on", "analysed_by"),
            search=("findings", "better"),
            views=(
                View("begun", _("In hand"), {"state": "begun"}, "-ends"),
                View("done", _("Finished"), {"state": "done"}, "-analysed_on"),
            ),
            empty=_("Begin with the past six months; the numbers are counted for you."),
        ),
        form=Form(
            sections=(
                Section(_("Which incidents"), ("title", "begins", "ends", "owner")),
                Section(_("What they show"), ("findings", "better")),
            ),
            facts=("count", "kinds", "analysed_on", "analysed_by"),
        ),
        waiting=(Waiting(what=_("Finish the analysis"), states=("begun",)),),
        workflow=Workflow(
            states=ANALYSIS_STATES,
            transitions=(
                Transition(
                    key="finish",
                    label=_("Finish"),
                    sources=("begun",),
                    target="done",
                    required=("findings", "better"),
                    effect=rules.finish,
                ),
            ),
        ),
        rules=Rules(derive=rules.derive, validate=rules.check, locked=rules.locked),
        example=Example({"title": "First half of the year", "begins": "2026-01-01", "ends": "2026-03-01"}),
    )
)
