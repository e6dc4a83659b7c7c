"""Interested parties, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.context import rules
from tandem.direction.context.parties.models import InterestedParty
from tandem.direction.context.rules import REVIEW
from tandem.direction.context.watching import CURRENT, OVERDUE, WAITING, WATCHED
from tandem.ground.kernel.registers import Example, Exchange, Form, Listing, Place, Register, Rules, Section, declare

INTERESTED_PARTIES = declare(
    Register(
        key="interested-parties",
        model=InterestedParty,
        prefix="PARTY",
        title=_("Interested parties"),
        singular=_("Interested party"),
        about=_("Who expects something of the management system; what they expect stands under obligations."),
        icon="users-round",
        place=Place(
            home="organization",
            tab=_("Context and parties"),
            under="context-issues",
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "owner", "next_review", "state"),
            search=("description", "contact"),
            views=(CURRENT, OVERDUE),
            empty=_("Customers, staff, owners, authorities, insurers, suppliers: who would complain, and about what?"),
        ),
        form=Form(
            sections=(
                Section(_("The party"), ("title", "kind", "description", "contact", "owner")),
                Section(_("Review"), ("review_months",)),
            ),
            facts=("last_review", "next_review"),
        ),
        waiting=WAITING,
        workflow=WATCHED,
        exchange=Exchange(
            importable=("state", "last_review", "next_review"),
            natural_key="title",
            synonyms={"title": ("party", "stakeholder", "name")},
        ),
        patterns=(REVIEW,),
        rules=Rules(
            derive=rules.derive_watched,
        ),
        example=Example({"title": "Insurer", "kind": "insurer"}),
    )
)
