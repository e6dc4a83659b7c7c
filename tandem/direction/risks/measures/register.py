"""Measures of treatments, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.measures import operations, rules
from tandem.direction.risks.measures.models import TREATMENT_MEASURE_STATES, TreatmentMeasure
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
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

MEASURES = declare(
    Register(
        key="treatment-measures",
        model=TreatmentMeasure,
        prefix="MEAS",
        title=_("Treatment measures"),
        singular=_("Measure"),
        about=_("What is done about risks: by whom, until when, at what cost, and which control comes of it."),
        icon="hammer",
        place=Place(
            home="risks",
            tab=_("Treatment"),
            figures=(Figure("late", _("measures late"), _("measure late")),),
            parent="risk",
        ),
        listing=Listing(
            columns=("reference", "title", "risk", "state", "owner", "due", "cost_once", "cost_yearly", "control"),
            filters=("control",),
            search=("description", "outcome"),
            views=(
                View("open", _("Open"), {"state": "planned,in-progress"}, "due"),
                View("late", _("Late"), {"state": "planned,in-progress", "due~before": "today"}, "due"),
                View("done", _("Done"), {"state": "done"}, "-due"),
            ),
            empty=_("Say what is done, who does it and until when; the plan of the risk follows from its measures."),
        ),
        form=Form(
            sections=(
                Section(_("What is done"), ("risk", "title", "description", "owner", "due")),
                Section(_("What it costs"), ("cost_once", "cost_yearly")),
                Section(
                    _("What it brings about"),
                    ("control", "requirements", "likelihood_steps", "impact_steps"),
                    _("Its controls count for the risk and so for the Statement of Applicability."),
                ),
                Section(_("What came of it"), ("outcome",)),
            ),
            of_catalogue=("requirements",),
            facts=("done_on",),
        ),
        waiting=(Waiting(what=_("Finish the measure"), date="due", states=("planned", "in-progress")),),
        workflow=Workflow(
            states=TREATMENT_MEASURE_STATES,
            transitions=(
                Transition(key="begin", label=_("Begin"), sources=("planned",), target="in-progress"),
                Transition(
                    key="finish",
                    label=_("Done"),
                    sources=("planned", "in-progress"),
                    target="done",
                    fields=("outcome",),
                    effect=rules.finish,
                ),
                Transition(
                    key="drop",
                    label=_("Drop"),
                    sources=("planned", "in-progress"),
                    target="dropped",
                    needs_reason=True,
                ),
                Transition(
                    key="reopen",
                    label=_("Open again"),
                    sources=("done", "dropped"),
                    target="planned",
                    effect=rules.reopen,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state",),
            natural_key="title",
            synonyms={
                "title": ("measure", "action", "control to be implemented", "task", "Maßnahme", "mesure"),
                "owner": ("responsible", "who", "implementer", "verantwortlich", "responsable"),
                "due": ("due date", "deadline", "by when", "target date", "échéance"),
                "cost_once": ("cost", "budget", "treatment cost", "coût", "Kosten"),
            },
        ),
        access=Access(
            delete=frozenset(),
        ),
        rules=Rules(
            validate=rules.check_measure,
            locked=rules.measure_locked,
            after_create=operations.plan_anew,
            after_change=operations.replan,
        ),
        example=Example({"title": "Sprinklers", "due": "2030-01-01", "cost_once": 900, "impact_steps": 1}),
    )
)
