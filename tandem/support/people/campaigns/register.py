"""Campaigns of awareness, declared."""

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
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.support.people.campaigns import rules
from tandem.support.people.campaigns.models import CAMPAIGN_STATES, AwarenessCampaign

AWARENESS_CAMPAIGNS = declare(
    Register(
        key="awareness-campaigns",
        model=AwarenessCampaign,
        prefix="AWA",
        title=_("Awareness campaigns"),
        singular=_("Awareness campaign"),
        about=_("What many people are made aware of at once, who took part, and what it changed."),
        icon="lightbulb",
        place=Place(home="organization", tab=_("People"), beside=("service",)),
        listing=Listing(
            columns=("reference", "title", "service", "state", "owner", "held_on", "reached"),
            filters=("planned_on",),
            search=("message", "audience", "promises", "effect"),
            views=(View("planned", _("Planned"), {"state": "planned"}, "planned_on"),),
            empty=_("Plan one on security for everybody, and one for those who work on each service."),
        ),
        form=Form(
            sections=(
                Section(_("The campaign"), ("title", "message", "audience", "planned_on", "owner")),
                Section(
                    _("About a service"),
                    ("service", "promises"),
                    _("Those who work on a service know what was promised and what they do for it."),
                ),
                Section(_("What came of it"), ("held_on", "effect")),
            ),
            facts=("reached", "effect_on"),
        ),
        waiting=(
            Waiting(what=_("Hold the campaign"), date="planned_on", states=("planned",)),
            Waiting(what=_("Judge what it changed"), states=("held",)),
        ),
        workflow=Workflow(
            states=CAMPAIGN_STATES,
            transitions=(
                Transition(
                    key="hold", label=_("It was held"), sources=("planned",), target="held", required=("held_on",)
                ),
                Transition(
                    key="judge",
                    label=_("Judge the effect"),
                    sources=("held",),
                    target="judged",
                    required=("effect",),
                    guard=rules.may_judge,
                    effect=rules.judge,
                ),
            ),
        ),
        exchange=Exchange(natural_key="title", importable=("state",), synonyms={"message": ("content", "topic")}),
        rules=Rules(validate=rules.check_campaign),
        example=Example({"title": "Phishing", "message": "Report what looks odd, at once.", "audience": "Everybody"}),
    )
)
