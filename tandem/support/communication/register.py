"""The communication plan, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Figure,
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
from tandem.support.communication import rules
from tandem.support.communication.models import COMMUNICATION_STATES, Communication

COMMUNICATIONS = declare(
    Register(
        key="communications",
        model=Communication,
        prefix="COM",
        title=_("Communication plan"),
        singular=_("Communication"),
        about=_("Who tells whom what, when and how, inside and outside."),
        icon="megaphone",
        place=Place(home="organization", tab=_("Communication"), figures=(Figure("due", _("to be told")),)),
        listing=Listing(
            columns=("reference", "title", "audience", "way", "owner", "state", "last_done", "next_due"),
            filters=("subject", "is_external"),
            search=("audience", "way", "occasion", "why"),
            views=(
                View("current", _("Planned"), {"state": "current"}, "title"),
                View("due", _("To be told"), {"state": "current", "next_due~before": "today"}, "next_due"),
            ),
            empty=_("Begin with the policies, the objectives and what customers hear; three lines are a plan."),
        ),
        form=Form(
            sections=(
                Section(_("What is told"), ("title", "subject", "audience", "is_external", "owner", "why")),
                Section(_("When and how"), ("way", "every_months", "occasion", "begins_on")),
            ),
            facts=("last_done", "next_due", "checked_on"),
        ),
        waiting=(Waiting(what=_("Tell it and note what was said"), date="next_due", states=("current",)),),
        workflow=Workflow(
            states=COMMUNICATION_STATES,
            transitions=(
                Transition(
                    key="confirm",
                    label=_("Looked at, still right"),
                    sources=("current",),
                    target="current",
                    effect=rules.confirm,
                ),
                Transition(
                    key="decline",
                    label=_("Decide not to tell"),
                    sources=("current",),
                    target="declined",
                    required=("why",),
                    effect=rules.confirm,
                ),
                Transition(
                    key="resume",
                    label=_("Tell it after all"),
                    sources=("declined",),
                    target="current",
                    effect=rules.confirm,
                ),
                Transition(
                    key="end", label=_("End"), sources=("current", "declined"), target="ended", needs_reason=True
                ),
            ),
        ),
        exchange=Exchange(
            is_baseline=True,
            importable=("state",),
            natural_key="title",
            synonyms={
                "title": ("what", "topic", "message", "Was"),
                "audience": ("whom", "with whom", "target group", "recipients", "Wem"),
                "way": ("how", "channel", "medium", "Wie"),
                "occasion": ("when", "trigger", "frequency", "Wann"),
                "owner": ("who", "sender", "responsible", "Wer"),
            },
        ),
        patterns=(rules.DUE,),
        rules=Rules(derive=rules.derive_communication, validate=rules.check_communication),
        example=Example(
            {"title": "Service report", "audience": "Customers", "way": "By e-mail", "occasion": "After each quarter"}
        ),
    )
)
