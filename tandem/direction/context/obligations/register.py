"""Obligations, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.context import rules
from tandem.direction.context.obligations import rules as obligations_rules
from tandem.direction.context.obligations.models import Obligation
from tandem.direction.context.rules import REVIEW
from tandem.direction.context.watching import CURRENT, OVERDUE, WAITING, WATCHED
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

OBLIGATIONS = declare(
    Register(
        key="obligations",
        model=Obligation,
        prefix="OBL",
        title=_("Obligations"),
        singular=_("Obligation"),
        about=_("What laws, contracts and interested parties ask of the organization, and where it is met."),
        icon="scale",
        place=Place(
            home="organization",
            tab=_("Obligations"),
            under="context-issues",
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "party", "is_answered", "owner", "next_review", "state"),
            filters=(
                "is_answered",
                "concerns_security",
            ),
            search=("description", "source", "met_by"),
            views=(CURRENT, OVERDUE, View("laws", _("Laws"), {"kind": "law", "state": "current"}, "title")),
            empty=_("Begin with the three laws and the three contracts that would cost you most."),
        ),
        form=Form(
            sections=(
                Section(_("What is asked"), ("title", "kind", "party", "source", "description")),
                Section(_("Whom it concerns"), ("concerns_services", "concerns_security")),
                Section(
                    _("What it calls for"),
                    ("requirements",),
                    _("Controls, found by their number or a word; the statement gives this as reason."),
                ),
                Section(_("How it is met"), ("is_answered", "met_by", "owner", "review_months")),
                Section(
                    _("When something happens"),
                    ("notify_hours", "notify_whom"),
                    _(
                        "For duties to notify: within how many hours, and whom. Personal data: 72 hours "
                        "in many countries."
                    ),
                ),
            ),
            of_catalogue=("requirements",),
            facts=("last_review", "next_review"),
        ),
        waiting=WAITING,
        workflow=WATCHED,
        exchange=Exchange(
            importable=("state", "last_review", "next_review"),
            natural_key="title",
            synonyms={
                "title": ("requirement", "law", "obligation"),
                "source": ("reference", "clause", "paragraph"),
                "requirements": ("controls", "calls for"),
            },
        ),
        patterns=(REVIEW,),
        rules=Rules(
            derive=rules.derive_watched,
            validate=obligations_rules.check_obligation,
        ),
        example=Example({"title": "Report breaches", "kind": "law", "source": "Art. 33", "notify_hours": 72}),
    )
)
