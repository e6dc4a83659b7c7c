"""Corrective actions, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.improvement.nonconformities.corrective import operations, rules
from tandem.evaluation.improvement.nonconformities.corrective.models import CORRECTIVE_STATES, CorrectiveAction
from tandem.evaluation.improvement.nonconformities.readings import OF_ACTIONS
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
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

CORRECTIVE_ACTIONS = declare(
    Register(
        key="corrective-actions",
        model=CorrectiveAction,
        prefix="CA",
        title=_("Corrective actions"),
        singular=_("Corrective action"),
        about=_("What is done so that a nonconformity does not come again, and whether it helped."),
        icon="wrench",
        place=Place(home="audits", tab=_("Findings and improvements"), parent="nonconformity", under="nonconformities"),
        listing=Listing(
            columns=("reference", "title", "nonconformity", "state", "owner", "due", "done_on"),
            search=("details", "expected", "outcome"),
            views=(
                View("open", _("Open ones"), {"state": "open"}, "due"),
                View("overdue", _("Overdue"), {"state": "open", "due~before": "today"}, "due"),
                View("judge", _("Effect to be judged"), {"state": "done"}, "-updated_at"),
                View("ineffective", _("Did not help"), {"state": "ineffective"}, "-updated_at"),
            ),
            empty=_("Say what is done about the cause, by whom and by when, and how one will see that it helped."),
        ),
        form=Form(
            sections=(
                Section(_("The action"), ("nonconformity", "title", "details", "owner", "due")),
                Section(
                    _("Its effect"),
                    ("expected", "judge_after", "judge"),
                    _("Somebody other than who does it looks after this time whether it helped."),
                ),
            ),
            facts=("outcome", "done_by", "done_on", "follows"),
        ),
        waiting=(Waiting(what=_("Take corrective action"), date="due", states=("open",)),),
        workflow=Workflow(
            states=CORRECTIVE_STATES,
            transitions=(
                Transition(
                    key="finish",
                    label=_("Done"),
                    sources=("open",),
                    target="done",
                    required=("owner", "expected", "outcome"),
                    effect=rules.finish,
                    afterwards=operations.plan_check,
                ),
                Transition(
                    key="extend",
                    label=_("Give more time"),
                    sources=("open",),
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("owner",),
                    required=("due",),
                    needs_reason=True,
                ),
                Transition(
                    key="drop",
                    label=_("Drop"),
                    sources=("open",),
                    target="dropped",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("owner",),
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "outcome", "done_on", "follows"),
            natural_key="title",
            synonyms={
                "title": ("action", "corrective action", "measure", "Maßnahme"),
                "owner": ("responsible", "action owner", "verantwortlich"),
                "due": ("due date", "deadline", "target date", "Termin"),
                "nonconformity": ("CAR", "CAR no", "CAR number", "CAPA no", "NCR", "NCR no", "NC no"),
                "done_on": ("completed", "done", "implemented on", "erledigt am"),
            },
            readings=OF_ACTIONS,
        ),
        access=Access(delete=frozenset()),
        patterns=(rules.TIME_IS_SET, rules.DONE_STANDS),
        rules=Rules(derive=rules.derive_action, validate=rules.check_action, locked=rules.action_locked),
        example=Example(
            {"title": "Put the test into the calendar", "expected": "No test is left out", "due": "2030-05-01"}
        ),
    )
)
