"""Exceptions to policies, declared."""

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
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.support.documents.exceptions import rules
from tandem.support.documents.exceptions.models import POLICY_EXCEPTION_STATES, PolicyException

POLICY_EXCEPTIONS = declare(
    Register(
        key="policy-exceptions",
        model=PolicyException,
        prefix="EXC",
        title=_("Exceptions to policies"),
        singular=_("Exception to a policy"),
        about=_("Who may deviate from which rule, where, why, until when, and what makes up for it."),
        icon="shield-off",
        place=Place(
            home="documents",
            tab=_("Exceptions"),
            parent="document",
            under="documents",
        ),
        listing=Listing(
            columns=("reference", "title", "document", "state", "expires_on", "owner"),
            filters=(
                "risk",
                "item",
            ),
            search=("deviation", "place", "reason", "measures"),
            views=(
                View("in-force", _("In force"), {"state": "approved"}, "expires_on"),
                View("requested", _("To be decided"), {"state": "requested"}, "-updated_at"),
                View("over", _("Past their end"), {"state": "expired"}, "-updated_at"),
            ),
            empty=_("A rule that can never be bent is broken in secret. Ask openly, for a time, with the risk known."),
        ),
        form=Form(
            sections=(
                Section(_("What is deviated from"), ("document", "title", "deviation", "place", "item")),
                Section(
                    _("Why, and what makes up for it"),
                    ("reason", "measures", "risk", "requested_by", "owner"),
                    _("The owner sees to it that what makes up for the rule is really done."),
                ),
                Section(
                    _("How long"),
                    ("expires_on", "renews"),
                    _("Twelve months at most. One that goes on is asked for again and names the one before."),
                ),
            ),
            facts=("approved_by", "approved_on", "ended_on"),
        ),
        waiting=(
            Waiting(what=_("Decide on the exception"), person="", except_for="requested_by", states=("requested",)),
            Waiting(what=_("End the exception or ask again"), date="expires_on", states=("approved",)),
        ),
        workflow=Workflow(
            states=POLICY_EXCEPTION_STATES,
            transitions=(
                Transition(
                    key="approve",
                    label=_("Agree"),
                    sources=("requested",),
                    target="approved",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("requested_by", "created_by", "owner"),
                    gives=("approved_by", "approved_on"),
                    guard=rules.may_agree,
                    effect=rules.AGREEMENT.note,
                ),
                Transition(
                    key="refuse",
                    label=_("Refuse"),
                    sources=("requested",),
                    target="refused",
                    roles=MANAGERS,
                    by_owner=False,
                    needs_reason=True,
                ),
                Transition(
                    key="end",
                    label=_("End"),
                    sources=("requested", "approved", "expired"),
                    target="ended",
                    needs_reason=True,
                    effect=rules.end,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "approved_by", "approved_on", "ended_on"),
            natural_key="title",
            synonyms={
                "expires_on": ("expiry", "expires", "valid until", "end date"),
                "measures": ("compensating controls", "mitigation"),
                "place": ("where", "system", "unit"),
                "deviation": ("exception", "rule"),
            },
        ),
        patterns=(rules.AGREEMENT,),
        rules=Rules(
            derive=rules.derive,
            validate=rules.check,
            locked=rules.locked,
        ),
        example=Example(
            {
                "title": "Old scanner without a second factor",
                "deviation": "Sign-in without second factor",
                "place": "Scanner in the archive",
                "reason": "It cannot do one",
                "measures": "Own network, one user",
                "expires_on": "2027-01-31",
            }
        ),
    )
)
