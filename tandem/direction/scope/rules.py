"""What a management system needs before its scope counts."""

from functools import cache

from django.utils.translation import gettext_lazy as _

from tandem.direction.scope.models import STANDARDS, ManagementSystem
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


@cache
def current(key: str) -> str:
    """The edition in force of a standard: the one that its checks are written for."""
    family = key.partition(":")[0]
    return next((edition for edition, _name in STANDARDS if edition.partition(":")[0] == family), key)


def worked_by() -> tuple[str, ...]:
    """The standards that are adopted, in whichever edition, by their editions in force; each once."""
    return tuple(dict.fromkeys(current(key) for key in adopted()))
