"""How a service management plan comes into force and is read again (20000-1:2018 6.3)."""

from django.utils.translation import gettext_lazy

from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.patterns.reviewed import Reviewed
from tandem.ground.kernel.patterns.versioned import Versioned

TOPICS = (
    "services",
    "limits",
    "obligations",
    "authorities",
    "resources",
    "other_parties",
    "technology",
    "evaluation",
)
AGREES = ("with_policy", "with_objectives", "with_risks", "with_requirements")
VERSIONS = Versioned()
REVIEW = Reviewed(while_in=("approved",), since=("approved_on",))
AS_APPROVED = Fixed(
    states=("in-review", "approved", "superseded"),
    fields=("title", *TOPICS, *AGREES),
    why=gettext_lazy("It was sent out for approval as it stands; write the next version."),
)
