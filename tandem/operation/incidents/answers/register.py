"""Answers that are written again and again, declared."""

from django.utils.translation import gettext_lazy as _

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
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.incidents.answers import rules
from tandem.operation.incidents.answers.models import CannedAnswer
from tandem.operation.incidents.templates.models import IN_USE

CANNED_ANSWERS = declare(
    Register(
        key="canned-answers",
        model=CannedAnswer,
        prefix="ANS",
        title=_("Prepared answers"),
        singular=_("Prepared answer"),
        about=_("Replies that fit often; what is particular to the incident is filled in."),
        icon="message-square-quote",
        place=Place(home="desk", under="incidents", is_set_up=True),
        listing=Listing(
            columns=("reference", "title", "group", "state", "owner"),
            search=("text",),
            views=(View("used", _("In use"), {"state": "used"}, "title"),),
            empty=_("Keep the reply that the desk writes most often."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The answer"),
                    ("title", "text", "group", "owner"),
                    _("{caller}, {reference}, {title} and {service} are filled in."),
                ),
            ),
        ),
        workflow=Workflow(
            states=IN_USE,
            transitions=(Transition(key="retire", label=_("Use no longer"), sources=("used",), target="retired"),),
        ),
        exchange=Exchange(is_baseline=True, importable=("state",)),
        rules=Rules(validate=rules.check),
        example=Example({"title": "We are on it", "text": "Dear {caller}, we are looking at it now."}),
    )
)
