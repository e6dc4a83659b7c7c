"""Morning checks, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import Example, Exchange, Form, Listing, Place, Register, Section, View, declare
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.desk.mornings.models import CHECK_STATES, MorningCheck

MORNING_CHECKS = declare(
    Register(
        key="morning-checks",
        model=MorningCheck,
        prefix="MORN",
        title=_("Morning checks"),
        singular=_("Morning check"),
        about=_("What is looked at every morning before users do: how, what is right, and who does it."),
        icon="sunrise",
        place=Place(home="desk", tab=_("Queue"), is_set_up=True, beside=("service",)),
        listing=Listing(
            columns=("reference", "title", "service", "days", "owner", "state"),
            search=("how",),
            views=(View("in-use", _("In use"), {"state": "in-use"}, "title"),),
            empty=_("Write what you look at first every morning; each becomes a line to be ticked on each day."),
        ),
        form=Form(sections=(Section(_("The check"), ("title", "service", "days", "how", "owner")),)),
        workflow=Workflow(
            states=CHECK_STATES,
            transitions=(
                Transition(key="retire", label=_("Retire"), sources=("in-use",), target="retired", roles=MANAGERS),
            ),
        ),
        exchange=Exchange(is_baseline=True, natural_key="title"),
        example=Example({"title": "Backups of the night", "how": "Every job is green and not older than eight hours."}),
    )
)
