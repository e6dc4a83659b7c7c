"""Actions as a register of their own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import ACTION_STATES, Action
from tandem.ground.kernel.patterns.sourced import HiddenWithItsSource
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Figure,
    Form,
    Listing,
    Place,
    Register,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.ground.kernel.titles import named_source, offered_in, titled


def finish(action: Any, actor: Actor) -> None:
    """Note when the action was done."""
    action.done_at = clock.now()


def reopen(action: Any, actor: Actor) -> None:
    """An open action was not done yet."""
    action.done_at = None


UNDER_WAY = ("in progress", "ongoing", "started", "new", "in arbeit", "in bearbeitung", "laufend", "en cours", "pågår")

ACTIONS = declare(
    Register(
        key="actions",
        model=Action,
        prefix="ACT",
        title=_("Actions"),
        singular=_("Action"),
        about=_("Every to-do, whatever it came from. What is yours waits in My work."),
        icon="list-checks",
        place=Place(
            home="work",
            tab=_("Actions"),
            figures=(Figure("open", _("open actions"), _("open action")),),
        ),
        listing=Listing(
            columns=("reference", "title", "state", "owner", "due", "source_reference", "updated_at"),
            filters=("source_register",),
            search=("details", "outcome", "source_reference"),
            views=(
                View("open", _("Open"), {"state": "open"}, "due"),
                View("done", _("Done"), {"state": "done"}, "-updated_at"),
            ),
            empty=_("An action says who does what by when. Audits, reviews, risks and reminders add theirs here too."),
        ),
        form=Form(
            sections=(
                Section(_("What is to be done"), ("title", "details", "owner", "due")),
                Section(_("Where it comes from"), ("source_register", "source_reference")),
                Section(
                    _("How long it takes"),
                    ("declared_hours", "hours"),
                    _("What actions of the plan took makes the next plan your own."),
                ),
            ),
            facts=("outcome", "done_at"),
            offers=offered_in("source_register"),
            worded={"source_register": titled, "source_reference": named_source},
        ),
        waiting=(Waiting(what=_("Carry out"), date="due", states=("open",)),),
        workflow=Workflow(
            states=ACTION_STATES,
            transitions=(
                Transition(
                    key="finish",
                    label=_("Done"),
                    sources=("open",),
                    target="done",
                    fields=("outcome", "hours"),
                    effect=finish,
                ),
                Transition(key="drop", label=_("Drop"), sources=("open",), target="dropped", needs_reason=True),
                Transition(
                    key="reopen", label=_("Open again"), sources=("done", "dropped"), target="open", effect=reopen
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "outcome", "done_at"),
            natural_key="title",
            synonyms={
                "title": ("action", "task", "measure", "to do", "Maßnahme", "Aufgabe"),
                "owner": ("responsible", "assigned to", "who", "verantwortlich"),
                "due": (
                    "due date",
                    "deadline",
                    "by when",
                    "due by",
                    "target date",
                    "until",
                    "Termin",
                    "fällig bis",
                    "bis wann",
                ),
                "details": ("description", "remarks", "Beschreibung"),
                "outcome": ("result", "Ergebnis"),
                "done_at": ("completed", "closed", "erledigt"),
            },
            readings={"state": {word: {"state": "open"} for word in UNDER_WAY}},
        ),
        access=Access(seen_by=HiddenWithItsSource("actions")),
        example=Example({"title": "Call the carrier", "due": "2030-05-01"}),
    )
)
