"""Incidents of others, declared: what happened elsewhere, to learn from."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    PageLink,
    Register,
    Section,
    State,
    Transition,
    View,
    Waiting,
    Workflow,
    declare,
)
from tandem.operation.incidents.references import rules as references
from tandem.operation.incidents.references.models import ReferenceIncident

REFERENCE_INCIDENTS = declare(
    Register(
        key="reference-incidents",
        under="incidents",
        model=ReferenceIncident,
        prefix="REFI",
        wing="operation",
        icon="book-open",
        title=_("Incidents of others"),
        singular=_("Incident of others"),
        about=_("What happened elsewhere, to learn from before it happens here. None of your own figures counts it."),
        columns=("reference", "title", "happened", "victim", "security_category", "state"),
        sortable=(
            "reference",
            "title",
            "happened",
            "year",
            "security_category",
            "industry",
            "state",
            "considered_on",
            "updated_at",
        ),
        filters=("state", "security_category", "year", "industry", "owner", "considered_on"),
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
        sections=(
            Section(
                _("What happened"),
                ("title", "description", "happened", "source", "victim", "industry", "countries"),
                _("Write the day as 2026-03-09; 2026-03 or 2026 where no more is known. Industries by NAICS number."),
            ),
            Section(_("How"), ("security_category", "actors", "actions", "assets", "attributes", "information")),
            Section(_("What we learn"), ("conclusion", "owner")),
        ),
        facts=("considered_on",),
        importable=("veris", "state", "considered_on"),
        pages=(PageLink(_("VERIS"), "veris", "braces"),),
        views=(
            View("new", _("To be considered"), {"state": "new"}, "-year"),
            View("considered", _("Considered"), {"state": "considered"}, "-considered_on"),
        ),
        waiting=(Waiting(what=_("Consider what it means for us"), states=("new",)),),
        workflow=Workflow(
            initial="new",
            states=(
                State("new", _("New"), "quiet"),
                State("considered", _("Considered"), "good", final=True),
                State("set-aside", _("Set aside"), "quiet", final=True),
            ),
            transitions=(
                Transition(
                    key="consider",
                    label=_("Consider"),
                    sources=("new", "set-aside"),
                    target="considered",
                    required=("conclusion",),
                    effect=references.consider,
                ),
                Transition(key="set-aside", label=_("Set aside"), sources=("new",), target="set-aside"),
                Transition(key="reopen", label=_("Look again"), sources=("considered", "set-aside"), target="new"),
            ),
        ),
        derive=references.derive_reference,
        validate=references.check_reference,
        empty=_("Add what you read about, or import a public collection in the VERIS format."),
    )
)
