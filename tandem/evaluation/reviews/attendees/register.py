"""Attendance of reviews, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.reviews.attendees import rules
from tandem.evaluation.reviews.attendees.models import ReviewAttendee
from tandem.evaluation.reviews.models import COMING
from tandem.evaluation.reviews.sealing import AS_MINUTED
from tandem.ground.kernel.engaging import Engagement
from tandem.ground.kernel.registers import Example, Form, Listing, Place, Register, Rules, Section, declare

REVIEW_ATTENDEES = declare(
    Register(
        key="review-attendees",
        model=ReviewAttendee,
        prefix="REVA",
        title=_("Review attendance"),
        singular=_("Attendee of a review"),
        about=_("Who is invited to a review, in which function, and who came."),
        icon="users-round",
        place=Place(home="audits", parent="review"),
        listing=Listing(
            columns=("reference", "title", "function", "is_top", "came"),
            empty=_("Invite top management and who reports to it."),
        ),
        form=Form(sections=(Section(_("Who"), ("review", "person", "title", "function", "is_top", "came")),)),
        engagements=(
            Engagement(
                what=_("management review"),
                person="person",
                first="review__meets_on",
                state="review__state",
                states=COMING,
            ),
        ),
        patterns=(AS_MINUTED,),
        rules=Rules(derive=rules.derive_attendee, validate=rules.check_attendee, locked=rules.attendee_locked),
        example=Example({"title": "The managing director", "is_top": True}),
    )
)
