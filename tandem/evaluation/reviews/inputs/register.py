"""Agendas of reviews, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.reviews import operations
from tandem.evaluation.reviews.inputs import rules
from tandem.evaluation.reviews.inputs.models import ReviewInput
from tandem.evaluation.reviews.sealing import AS_MINUTED
from tandem.ground.kernel.registers import Access, Example, Form, Listing, Place, Register, Rules, Section, declare

REVIEW_INPUTS = declare(
    Register(
        key="review-inputs",
        model=ReviewInput,
        prefix="REVI",
        title=_("Review inputs"),
        singular=_("Review input"),
        about=_("The agenda of a review: what either standard asks for, once, with figures frozen at the meeting."),
        icon="list-ordered",
        place=Place(home="audits", parent="review"),
        listing=Listing(
            columns=("reference", "position", "title", "asks_20", "asks_27", "is_filled", "outcome"),
            filters=("is_filled",),
            search=("statement", "discussion"),
            tones={"outcome": {"decided": "good", "nothing": "quiet", "later": "waiting"}},
            empty=_("The inputs of both standards are listed with the review; add points of yours."),
        ),
        form=Form(
            sections=(
                Section(_("The input"), ("review", "position", "title", "statement", "owner")),
                Section(_("At the meeting"), ("discussion", "outcome")),
            ),
            facts=("requirements", "asks_20", "asks_27", "is_filled", "frozen_at"),
        ),
        access=Access(delete=frozenset()),
        patterns=(AS_MINUTED,),
        rules=Rules(
            derive=rules.derive_input,
            validate=rules.check_input,
            locked=rules.input_locked,
            after_change=operations.note_words,
        ),
        example=Example({"title": "The move to another data centre", "statement": "Two offers lie here."}),
    )
)
