"""Problems proposed from incidents, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.problems.proposals import operations, rules
from tandem.operation.problems.proposals.models import PROPOSAL_STATES, ProblemProposal

PROBLEM_PROPOSALS = declare(
    Register(
        key="problem-proposals",
        model=ProblemProposal,
        prefix="PPR",
        title=_("Proposed problems"),
        singular=_("Proposed problem"),
        about=_("Incidents that may have one cause, as a review found them."),
        icon="lightbulb",
        place=Place(home="desk", parent="review"),
        listing=Listing(
            columns=("reference", "title", "kind", "count", "service", "problem", "state"),
            empty=_("Nothing came up three times in these weeks."),
        ),
        form=Form(
            sections=(
                Section(_("What they share"), ("review", "title", "kind", "incidents", "service", "items", "count")),
            ),
            facts=("problem",),
        ),
        workflow=Workflow(
            states=PROPOSAL_STATES,
            transitions=(
                Transition(
                    key="open-problem",
                    label=_("Open a problem"),
                    sources=("open",),
                    target="opened",
                    afterwards=operations.open_problem,
                ),
                Transition(
                    key="join",
                    label=_("Part of a problem"),
                    sources=("open",),
                    target="joined",
                    required=("problem",),
                    guard=rules.has_open_problem,
                    afterwards=operations.join,
                ),
                Transition(key="leave", label=_("No problem"), sources=("open",), target="left", needs_reason=True),
            ),
        ),
        access=Access(create=MANAGERS, edit=MANAGERS),
        rules=Rules(locked=rules.locked),
        example=Example({"title": "“printer” in the title"}),
    )
)
