"""Surveys of customers, declared."""

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
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.customers.surveys import rules
from tandem.operation.customers.surveys.models import SURVEY_STATES, Survey

SURVEYS = declare(
    Register(
        key="surveys",
        model=Survey,
        prefix="SURV",
        title=_("Surveys"),
        singular=_("Survey"),
        about=_("One question to people of customers, answered from their mail with one click, and what followed."),
        icon="messages-square",
        place=Place(home="services", tab=_("Customers"), under="customers"),
        listing=Listing(
            columns=("reference", "title", "state", "asked_on", "ends_on", "asked", "answered", "owner"),
            search=("question", "conclusion"),
            views=(View("asking", _("Being asked"), {"state": "asking"}, "ends_on"),),
            empty=_("Ask your customers once a year; each answers with one click, without signing in."),
        ),
        form=Form(
            sections=(
                Section(
                    _("What is asked"),
                    ("title", "question", "service", "ends_on", "owner"),
                    _("Everybody gets one message with five links, one for each mark."),
                ),
                Section(_("Who is asked"), ("customers", "who"), _("Without a customer, all of today are asked.")),
                Section(_("What follows"), ("conclusion",), _("It is asked for when the survey ends.")),
            ),
            facts=("asked_on", "asked", "answered"),
        ),
        waiting=(Waiting(what=_("End the survey and say what follows"), date="ends_on", states=("asking",)),),
        workflow=Workflow(
            states=SURVEY_STATES,
            transitions=(
                Transition(
                    key="ask",
                    label=_("Ask them"),
                    sources=("draft",),
                    target="asking",
                    roles=MANAGERS,
                    fields=("ends_on",),
                    guard=rules.may_ask,
                    effect=rules.ask,
                ),
                Transition(
                    key="end",
                    label=_("End it"),
                    sources=("asking",),
                    target="ended",
                    required=("conclusion",),
                    effect=rules.end,
                ),
            ),
        ),
        access=Access(create=MANAGERS, edit=MANAGERS),
        patterns=(rules.ASKED,),
        rules=Rules(validate=rules.check, locked=rules.locked),
        example=Example({"title": "Survey of this year", "ends_on": "2030-03-01"}),
    )
)
