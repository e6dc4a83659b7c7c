"""Management reviews, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.reviews import operations, rules
from tandem.evaluation.reviews.models import COMING, REVIEW_STATES, Review
from tandem.ground.kernel.engaging import Engagement
from tandem.ground.kernel.patterns import standing
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow

REVIEWS = declare(
    Register(
        key="reviews",
        model=Review,
        prefix="REV",
        title=_("Management reviews"),
        singular=_("Management review"),
        about=_("One meeting for both standards: what either asks for, with frozen figures, decisions and minutes."),
        icon="presentation",
        place=Place(
            home="audits",
            tab=_("Management reviews"),
            pages=(PageLink(_("Agenda"), "review-agenda", "list-ordered", of_record=True),),
        ),
        listing=Listing(
            columns=("reference", "title", "state", "meets_on", "held_on", "chair", "lacking_20", "lacking_27"),
            search=("purpose", "minutes"),
            views=(View("coming", _("To come"), {"state": "planned,invited"}, "meets_on"),),
            empty=_("Plan the first review: its agenda is listed for you, with the figures of today."),
        ),
        form=Form(
            sections=(
                Section(_("The meeting"), ("title", "standards", "meets_on", "place", "chair", "purpose", "owner")),
                Section(_("What was held"), ("held_on", "minutes")),
            ),
            facts=(
                "lacking_20",
                "lacking_27",
                "invited_on",
                "frozen_at",
                "previous",
                "minuted_by",
                "approved_by",
                "approved_on",
            ),
            defaults=rules.begin,
        ),
        waiting=(
            Waiting(what=_("Hold the review"), person="chair", date="meets_on", states=("planned", "invited")),
            Waiting(what=_("Write the minutes"), date="held_on", states=("held",)),
            Waiting(
                what=_("Approve the minutes"), person="", date="held_on", states=("minuted",), except_for="minuted_by"
            ),
        ),
        engagements=(
            Engagement(what=_("management review"), first="meets_on", states=COMING, is_of_house=True),
            Engagement(what=_("management review"), person="chair", first="meets_on", states=COMING),
        ),
        workflow=Workflow(
            states=REVIEW_STATES,
            transitions=(
                Transition(
                    key="list-agenda",
                    label=_("List the agenda"),
                    sources=("planned",),
                    concerns=rules.has_no_agenda,
                    afterwards=operations.list_agenda,
                ),
                Transition(
                    key="count",
                    label=_("Count again"),
                    sources=("planned", "invited"),
                    beforehand=standing.of_requirements,
                    afterwards=operations.count_again,
                ),
                Transition(
                    key="invite",
                    label=_("Invite"),
                    sources=("planned",),
                    target="invited",
                    fields=("chair", "place"),
                    guard=rules.may_invite,
                    effect=rules.invited,
                    afterwards=operations.count_lacking,
                ),
                Transition(
                    key="freeze",
                    label=_("Freeze and hold"),
                    sources=("planned", "invited"),
                    target="held",
                    roles=MANAGERS,
                    by_owner=True,
                    fields=("held_on",),
                    guard=rules.may_freeze,
                    beforehand=standing.of_requirements,
                    afterwards=operations.freeze,
                ),
                Transition(
                    key="minute",
                    label=_("Write the minutes"),
                    sources=("held",),
                    target="minuted",
                    required=("minutes",),
                    guard=rules.may_minute,
                    effect=rules.minuted,
                ),
                Transition(
                    key="approve",
                    label=_("Approve the minutes"),
                    sources=("minuted",),
                    target="approved",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("minuted_by", "writer"),
                    gives=("approved_by", "approved_on"),
                    effect=rules.MINUTES.note,
                ),
                Transition(
                    key="send-back",
                    label=_("Send back"),
                    sources=("minuted",),
                    target="held",
                    roles=MANAGERS,
                    needs_reason=True,
                    effect=rules.back_to_writing,
                ),
                Transition(
                    key="cancel",
                    label=_("Cancel"),
                    sources=("planned", "invited"),
                    target="cancelled",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        patterns=(rules.MINUTES, rules.AS_FROZEN),
        exchange=Exchange(importable=("state",)),
        access=Access(delete=frozenset()),
        rules=Rules(validate=rules.check_review, locked=rules.review_locked, after_create=operations.begin),
        example=Example(
            {
                "title": "Spring review",
                "standards": ["iso-27001:2022", "iso-20000-1:2018"],
                "meets_on": "2026-03-02",
            }
        ),
    )
)
