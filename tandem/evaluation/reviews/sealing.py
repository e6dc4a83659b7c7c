"""What was minuted stays: no attendee or input of a review is added or taken away once its minutes are written."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.patterns.sealed import Sealed

AS_MINUTED = Sealed(
    whole="review",
    states=("minuted", "approved"),
    by="minuted_by",
    why=_("The minutes are written and stay as they are; plan another review."),
)
