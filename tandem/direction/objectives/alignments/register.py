"""Plans that follow, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.objectives.alignments import rules
from tandem.direction.objectives.alignments.models import PlanAlignment
from tandem.ground.kernel.registers import Example, Form, Listing, Place, Register, Rules, Section, declare

PLAN_ALIGNMENTS = declare(
    Register(
        key="plan-alignments",
        model=PlanAlignment,
        prefix="ALGN",
        title=_("Plans that follow"),
        singular=_("Plan that follows"),
        about=_("Which other plan follows which version of the service management plan, and how."),
        icon="git-merge",
        place=Place(home="organization", tab=_("Objectives"), parent="plan"),
        listing=Listing(
            columns=("reference", "title", "plan", "how"),
            search=("how",),
            empty=_("Name each other plan that is in force and say how it follows the service management plan."),
        ),
        form=Form(sections=(Section(_("The other plan"), ("plan", *rules.PLANS, "title", "how")),)),
        rules=Rules(derive=rules.derive_alignment, validate=rules.check_alignment),
        example=Example({"title": "Plan of the move", "how": "Its dates rest on this plan"}),
    )
)
