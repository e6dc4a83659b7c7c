"""Processes, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.leadership import rules
from tandem.direction.leadership.models import PROCESS_STATES, Process
from tandem.ground.kernel.permissions import MANAGERS
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
from tandem.ground.kernel.states import Transition, Workflow

PROCESSES = declare(
    Register(
        key="processes",
        model=Process,
        prefix="PROC",
        title=_("Processes"),
        singular=_("Process"),
        about=_("The processes of the management system: one owner each, inputs, outputs, criteria, and their order."),
        icon="workflow",
        place=Place(
            home="organization",
            tab=_("Processes and roles"),
            pages=(
                PageLink(_("How processes follow each other"), "process-map", "network", tab=_("Processes and roles")),
            ),
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "owner", "state", "ran_on", "next_review"),
            filters=("concerns_services", "concerns_security", "is_operational"),
            search=("purpose", "inputs", "outputs", "criteria"),
            views=(
                View("running", _("In use"), {"state": "running"}, "title"),
                View(
                    "review", _("To be looked at"), {"state": "running", "next_review~before": "today"}, "next_review"
                ),
            ),
            empty=_(
                "Ten processes are plenty to begin with: what goes in, what comes out, who owns it, whom it feeds."
            ),
        ),
        form=Form(
            sections=(
                Section(_("The process"), ("title", "kind", "purpose", "owner", "is_operational")),
                Section(_("Whom it concerns"), ("concerns_services", "concerns_security")),
                Section(_("What flows through it"), ("inputs", "outputs", "feeds", "is_last", "resources")),
                Section(_("When it is well done"), ("criteria", "traces", "document", "review_months")),
            ),
            facts=("approved_by", "approved_on", "last_trace", "ran_on", "last_review", "next_review"),
        ),
        waiting=(
            Waiting(what=_("Look at the process again"), date="next_review", states=("running",)),
            Waiting(what=_("Approve the process"), person="", except_for="owner", states=("draft",)),
        ),
        workflow=Workflow(
            states=PROCESS_STATES,
            transitions=(
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("draft",),
                    target="running",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("owner", "writer"),
                    gives=("approved_by", "approved_on"),
                    required=rules.NEEDED,
                    effect=rules.APPROVAL.note,
                ),
                Transition(
                    key="show",
                    label=_("It ran"),
                    sources=("running",),
                    required=("last_trace",),
                    effect=rules.left_trace,
                ),
                Transition(
                    key="look",
                    label=_("Looked at, it stands"),
                    sources=("running",),
                    effect=rules.REVIEW.looked_at,
                ),
                Transition(
                    key="end",
                    label=_("End"),
                    sources=("draft", "running"),
                    target="ended",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            is_baseline=True,
            importable=("state", "approved_on", "last_review", "next_review", "ran_on", "last_trace"),
            natural_key="title",
            synonyms={
                "title": ("process", "name", "Prozess", "processus"),
                "owner": ("process owner", "responsible", "Prozesseigner"),
                "inputs": ("input", "Eingaben"),
                "outputs": ("output", "Ergebnisse"),
                "criteria": ("kpi", "success criteria"),
            },
        ),
        patterns=(rules.APPROVAL, rules.REVIEW),
        rules=Rules(validate=rules.check_process),
        example=Example({"title": "Change management", "inputs": "Requests", "outputs": "Changes that are made"}),
    )
)
