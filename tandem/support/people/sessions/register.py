"""Training sessions, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.engaging import Engagement
from tandem.ground.kernel.permissions import WRITERS
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
from tandem.support.people.sessions import operations, rules
from tandem.support.people.sessions.models import SESSION_STATES, TrainingSession
from tandem.support.people.vocabulary import NEEDS_NAME

TRAINING_SESSIONS = declare(
    Register(
        key="training-sessions",
        model=TrainingSession,
        prefix="TRS",
        title=_("Training sessions"),
        singular=_("Training session"),
        about=_("What several people are taught at once: who was invited, who came, and whether it helped."),
        icon="presentation",
        place=Place(home="organization", tab=_("People"), beside=("campaign",)),
        listing=Listing(
            columns=("reference", "title", "kind", "state", "owner", "planned_on", "held_on", "came"),
            filters=("helped",),
            search=("aims", "competence", "effect", "trainer_outside"),
            views=(
                View("planned", _("Planned"), {"state": "planned"}, "planned_on"),
                View("to-judge", _("Effect to be judged"), {"state": "held"}, "judge_from"),
                View("no-help", _("Did not help"), {"helped": "no"}, "-updated_at"),
            ),
            tones={"helped": {"yes": "good", "partly": "waiting", "no": "bad"}},
            empty=_("Plan one for a gap in the competence matrix; who has the gap is invited for you."),
        ),
        form=Form(
            sections=(
                Section(_("The session"), ("title", "kind", "aims", "competence", "campaign", "owner")),
                Section(_("For whom"), ("whom", "whom_named")),
                Section(_("When, where, by whom"), ("planned_on", "place", "trainer", "trainer_outside")),
                Section(_("What came of it"), ("held_on", "valid_months", "judge_from", "helped", "effect")),
            ),
            facts=("invited", "came", "judged_by", "effect_on"),
            only_for={"whom_named": ("whom", NEEDS_NAME)},
        ),
        waiting=(
            Waiting(what=_("Hold the session"), date="planned_on", states=("planned",)),
            Waiting(what=_("Judge whether it helped"), date="judge_from", states=("held",)),
        ),
        engagements=(
            Engagement(what=_("training session"), person="trainer", first="planned_on", states=("planned",)),
        ),
        workflow=Workflow(
            states=SESSION_STATES,
            transitions=(
                Transition(
                    key="hold",
                    label=_("It was held"),
                    sources=("planned",),
                    target="held",
                    required=("held_on", "aims"),
                    guard=rules.may_hold,
                    afterwards=operations.note_trainings,
                ),
                Transition(
                    key="list-people",
                    label=_("List who is to come"),
                    sources=("planned",),
                    guard=rules.may_list,
                    afterwards=operations.list_people,
                ),
                Transition(
                    key="judge",
                    label=_("Judge the effect"),
                    sources=("held",),
                    target="judged",
                    roles=WRITERS,
                    approves=True,
                    apart_from=("trainer",),
                    gives=("judged_by", "effect_on"),
                    required=("helped", "effect"),
                    guard=rules.may_judge,
                    effect=rules.judge,
                    afterwards=operations.tell_effect,
                ),
                Transition(
                    key="cancel",
                    label=_("Cancel"),
                    sources=("planned",),
                    target="cancelled",
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            natural_key="title",
            synonyms={
                "title": ("course", "training", "session"),
                "held_on": ("date",),
                "aims": ("learning objectives",),
            },
        ),
        rules=Rules(derive=rules.derive_session, validate=rules.check_session, locked=rules.session_locked),
        example=Example({"title": "Restore without help", "planned_on": "2030-05-01"}),
    )
)
