"""What a management system needs before its scope counts."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.scope.models import ManagementSystem
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.fixed import Fixed

NEEDED = ("scope", "owner")  # what is approved, and who answers for it: clause 4.3 of either standard
APPROVAL = Approved()
STANDARD = Fixed(
    states=("approved", "certified", "ended"),
    fields=("standard",),
    why=_("Its scope was approved for this standard; adopt the other one beside it."),
)


def adopted() -> tuple[str, ...]:
    """Keys of the standards that the active organization works by, as `iso-27001:2022`."""
    systems = ManagementSystem.objects.exclude(state="ended").order_by("standard")
    return tuple(systems.values_list("standard", flat=True))
