"""Templates of standard changes, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
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
from tandem.operation.changes.templates import rules
from tandem.operation.changes.templates.models import TEMPLATE_STATES, ChangeTemplate

CHANGE_TEMPLATES = declare(
    Register(
        key="change-templates",
        model=ChangeTemplate,
        prefix="CHT",
        title=_("Templates of changes"),
        singular=_("Template of changes"),
        about=_("Standard changes: of little risk, made again and again in the same way, approved once."),
        icon="copy-check",
        place=Place(home="changes", under="changes", is_set_up=True),
        listing=Listing(
            columns=("reference", "title", "kind", "service", "state", "owner", "approved_on", "next_review"),
            search=("reason", "description"),
            views=(View("in-force", _("In force"), {"state": "approved"}, "next_review"),),
            empty=_("Write down what you change every week in the same way, and have it approved once."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The standard change"),
                    ("title", "kind", "service", "reason", "description", "tasks", "minutes", "owner"),
                ),
                Section(
                    _("Impact"),
                    ("service_impact", "service_effect", "security_impact", "security_effect"),
                    _("What has more than minor impact is no standard change."),
                ),
                Section(_("Means and way back"), ("benefit", "resources", "test", "announced", "way_back")),
                Section(_("Review"), ("review_months",)),
            ),
            facts=("approved_by", "approved_on", "last_review", "next_review"),
        ),
        waiting=(Waiting(what=_("Look at the template again"), date="next_review", states=("approved",)),),
        workflow=Workflow(
            states=TEMPLATE_STATES,
            transitions=(
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("draft",),
                    target="approved",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("owner", "writer"),
                    gives=("approved_by", "approved_on"),
                    required=rules.NEEDED,
                    effect=rules.APPROVAL.note,
                ),
                Transition(
                    key="review",
                    label=_("Looked at, stands"),
                    sources=("approved",),
                    roles=MANAGERS,
                    needs_reason=True,
                    effect=rules.REVIEW.looked_at,
                ),
                Transition(
                    key="take-back",
                    label=_("Take the approval back"),
                    sources=("approved",),
                    target="draft",
                    needs_reason=True,
                    effect=rules.take_back,
                ),
                Transition(
                    key="retire",
                    label=_("Retire"),
                    sources=("draft", "approved"),
                    target="retired",
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(is_baseline=True),
        patterns=(rules.APPROVAL, rules.REVIEW, rules.FIXED),
        rules=Rules(locked=rules.locked),
        example=Example({"title": "Rule for a known address", "reason": "A customer adds a terminal"}),
    )
)
