"""Requests for evidence, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.requests import rules
from tandem.evaluation.audits.requests.models import REQUEST_STATES, EvidenceRequest
from tandem.evaluation.audits.sealing import AS_REPORTED
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

EVIDENCE_REQUESTS = declare(
    Register(
        key="evidence-requests",
        model=EvidenceRequest,
        prefix="AUDR",
        title=_("Evidence requests"),
        singular=_("Evidence request"),
        about=_("What auditors ask somebody to bring, by when, and what was brought."),
        icon="inbox",
        place=Place(home="audits", parent="audit", beside=("question",)),
        listing=Listing(
            columns=("reference", "title", "owner", "asked_on", "due", "state", "answered_on"),
            search=("details", "answer"),
            views=(View("waiting", _("Waiting"), {"state": "asked"}, "due"),),
            empty=_("Ask for evidence here: whoever is asked finds it in My work."),
        ),
        form=Form(
            sections=(
                Section(
                    _("What is asked for"),
                    ("audit", "question", "title", "details", "owner", "asked_on", "due"),
                    _("The owner is who is asked."),
                ),
                Section(_("What was brought"), ("answer",)),
            ),
            facts=("answered_on",),
            defaults=rules.asked_now,
        ),
        waiting=(Waiting(what=_("Bring the evidence"), date="due", states=("asked",)),),
        workflow=Workflow(
            states=REQUEST_STATES,
            transitions=(
                Transition(
                    key="answer",
                    label=_("Answer"),
                    sources=("asked",),
                    target="answered",
                    required=("answer",),
                    effect=rules.answered,
                ),
                Transition(
                    key="accept",
                    label=_("Accept"),
                    sources=("answered",),
                    target="accepted",
                    by_owner=False,
                    approves=True,
                    apart_from=("owner",),
                ),
                Transition(
                    key="return", label=_("Not enough"), sources=("answered",), target="asked", needs_reason=True
                ),
                Transition(
                    key="withdraw",
                    label=_("Withdraw"),
                    sources=("asked", "answered"),
                    target="withdrawn",
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(importable=("state",), synonyms={"title": ("request", "evidence"), "owner": ("asked of",)}),
        patterns=(AS_REPORTED,),
        rules=Rules(validate=rules.check_request, locked=rules.request_locked),
        example=Example({"title": "Assessments of critical suppliers", "asked_on": "2026-03-02", "due": "2026-03-09"}),
    )
)
