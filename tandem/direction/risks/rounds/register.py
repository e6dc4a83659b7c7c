"""Rounds of assessment, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.rounds import rules
from tandem.direction.risks.rounds.models import RISK_ROUND_STATES, RiskRound
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Example,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)

RISK_ROUNDS = declare(
    Register(
        key="risk-rounds",
        model=RiskRound,
        prefix="ROUND",
        title=_("Assessment rounds"),
        singular=_("Assessment round"),
        about=_("When risks were assessed together, by whom, and how they stood at the end; fixed once closed."),
        icon="rotate-cw",
        place=Place(
            home="risks",
            tab=_("Treatment"),
            under="risks",
            pages=(PageLink(_("What changed"), "risk-movement", "move-up-right"),),
        ),
        listing=Listing(
            columns=("reference", "title", "domain", "state", "began_on", "closed_on", "judged", "above"),
            search=("purpose", "participants", "conclusion"),
            empty=_(
                "Begin a round, judge the risks together in the workshop, and close it: the result is kept as it was."
            ),
        ),
        form=Form(
            sections=(
                Section(_("The round"), ("title", "domain", "purpose", "participants", "owner", "began_on")),
                Section(_("What came of it"), ("conclusion",)),
            ),
            facts=("closed_on", "judged", "above"),
        ),
        workflow=Workflow(
            states=RISK_ROUND_STATES,
            transitions=(
                Transition(
                    key="close",
                    label=_("Close the round"),
                    sources=("open",),
                    target="closed",
                    roles=MANAGERS,
                    required=("conclusion",),
                    effect=rules.freeze,
                ),
            ),
        ),
        rules=Rules(
            validate=rules.check_round,
            locked=rules.round_locked,
        ),
        example=Example({"title": "Spring round", "began_on": "2026-03-02"}),
    )
)
