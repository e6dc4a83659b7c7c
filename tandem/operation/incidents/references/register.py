"""Lessons from outside, declared: what happened elsewhere, to learn from."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
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
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.operation.incidents.references import rules
from tandem.operation.incidents.references.models import REFERENCE_INCIDENT_STATES, ReferenceIncident

REFERENCE_INCIDENTS = declare(
    Register(
        key="reference-incidents",
        model=ReferenceIncident,
        prefix="REFI",
        title=_("Lessons from outside"),
        singular=_("Lesson from outside"),
        about=_("What happened elsewhere, to learn from before it happens here. None of your own figures counts it."),
        icon="book-open",
        place=Place(
            home="desk",
            tab=_("Knowledge"),
            under="incidents",
            pages=(PageLink(_("VERIS"), "veris", "braces"),),
        ),
        listing=Listing(
            columns=("reference", "title", "happened", "victim", "security_category", "state"),
            filters=("industry",),
            search=(
                "description",
                "victim",
                "source",
                "actors",
                "actions",
                "assets",
                "attributes",
                "information",
                "countries",
                "conclusion",
            ),
            views=(
                View("new", _("To be considered"), {"state": "new"}, "-year"),
                View("considered", _("Considered"), {"state": "considered"}, "-considered_on"),
            ),
            empty=_("Add what you read about, or import a public collection in the VERIS format."),
        ),
        form=Form(
            sections=(
                Section(
                    _("What happened"),
                    ("title", "description", "happened", "source", "victim", "industry", "countries"),
                    _(
                        "Write the day as 2026-03-09; 2026-03 or 2026 where no more is known. Industries "
                        "by NAICS number."
                    ),
                ),
                Section(_("How"), ("security_category", "actors", "actions", "assets", "attributes", "information")),
                Section(_("What we learn"), ("conclusion", "owner")),
            ),
            facts=("considered_on",),
        ),
        waiting=(Waiting(what=_("Consider what it means for us"), states=("new",)),),
        workflow=Workflow(
            states=REFERENCE_INCIDENT_STATES,
            transitions=(
                Transition(
                    key="consider",
                    label=_("Consider"),
                    sources=("new", "set-aside"),
                    target="considered",
                    required=("conclusion",),
                    effect=rules.consider,
                ),
                Transition(key="set-aside", label=_("Set aside"), sources=("new",), target="set-aside"),
                Transition(key="reopen", label=_("Look again"), sources=("considered", "set-aside"), target="new"),
            ),
        ),
        exchange=Exchange(
            importable=("veris", "state", "considered_on"),
        ),
        rules=Rules(
            derive=rules.derive_reference,
            validate=rules.check_reference,
        ),
        example=Example({"title": "Ransomware at a hospital", "happened": "2012-03", "victim": "A hospital"}),
    )
)
