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
from tandem.support.people.campaigns import operations, rules
from tandem.support.people.campaigns.models import CAMPAIGN_STATES, AwarenessCampaign
from tandem.support.people.vocabulary import NEEDS_NAME

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
            columns=("reference", "title", "service", "state", "owner", "held_on", "reached", "passed_share"),
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
                Section(
                    _("A short test"),
                    ("whom", "whom_named", "pass_mark", "test_days"),
                    _("Write its questions below; everybody who is asked finds the test in My work."),
                ),
                Section(_("What came of it"), ("held_on", "effect")),
            ),
            facts=("reached", "asked", "passed", "passed_share", "effect_on"),
            only_for={"whom_named": ("whom", NEEDS_NAME)},
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
                    key="ask",
                    label=_("Ask for the test"),
                    sources=("planned", "held"),
                    concerns=rules.has_test,
                    guard=rules.may_ask,
                    afterwards=operations.ask,
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
