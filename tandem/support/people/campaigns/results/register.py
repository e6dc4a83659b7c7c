"""Results of short tests, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import EVERYBODY, MANAGERS
from tandem.ground.kernel.registers import (
    Access,
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
from tandem.support.people.campaigns import operations
from tandem.support.people.campaigns.results import rules
from tandem.support.people.campaigns.results.models import RESULT_STATES, TestResult

NOBODY: frozenset[str] = frozenset()
OPEN = ("asked", "failed")

TEST_RESULTS = declare(
    Register(
        key="test-results",
        model=TestResult,
        prefix="AWR",
        title=_("Test results"),
        singular=_("Test result"),
        about=_("Who is asked for the test of an awareness campaign, how often they took it, and who passed."),
        icon="badge-check",
        place=Place(
            home="organization",
            parent="campaign",
            beside=("person",),
            pages=(PageLink(_("Take the test"), "awareness-test", "list-checks", of_record=True),),
        ),
        listing=Listing(
            columns=("reference", "person", "campaign", "state", "score", "tries", "taken_on", "due"),
            views=(
                View("open", _("Not passed yet"), {"state": ",".join(OPEN)}, "due"),
                View("passed", _("Passed"), {"state": "passed"}, "-taken_on"),
            ),
            empty=_("Write the questions of the campaign, then ask for the test."),
        ),
        form=Form(
            sections=(Section(_("Who is asked"), ("campaign", "person", "due")),),
            facts=("title", "right", "of", "score", "tries", "taken_on", "answers"),
        ),
        waiting=(Waiting(what=_("Take the short test"), date="due", states=OPEN, page="awareness-test"),),
        workflow=Workflow(
            states=RESULT_STATES,
            transitions=(
                Transition(
                    key="answer",
                    label=_("Answer"),
                    sources=OPEN,
                    roles=NOBODY,
                    by_owner=True,
                    required=("answers",),
                    guard=rules.may_answer,
                    effect=rules.answer,
                ),
                Transition(
                    key="note",
                    label=_("Taken on paper"),
                    sources=OPEN,
                    roles=MANAGERS,
                    by_owner=False,
                    required=("right", "taken_on"),
                    guard=rules.may_note,
                    effect=rules.note,
                ),
                Transition(
                    key="lapse",
                    label=_("Ask no more"),
                    sources=OPEN,
                    target="lapsed",
                    roles=MANAGERS,
                    by_owner=False,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            synonyms={"person": ("participant", "employee", "name")},
        ),
        access=Access(create=EVERYBODY, edit=MANAGERS, seen_by=rules.known_to_taker),
        rules=Rules(
            derive=rules.derive_result,
            validate=rules.check_result,
            locked=rules.result_locked,
            after_create=operations.follow_result,
            after_change=operations.follow_result,
        ),
        example=Example({"due": "2030-05-01"}, change={"due": "2030-06-01"}),
    )
)
