"""What a member pinned to the rail: views of lists, five at most. It is a convenience and stands in no ledger."""

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.accounts.models import Membership
from tandem.ground.kernel.errors import WHOLE, Invalid

MOST_PINS = 5


def pin(membership: Membership, register: str, view: str) -> bool:
    """Pin a view of a list to the rail of a member, or take it off; True when it is pinned now."""
    with transaction.atomic():
        row = Membership.objects.select_for_update().get(organization_id=membership.organization_id, pk=membership.pk)
        kept = [list(entry) for entry in row.pins if list(entry) != [register, view]]
        is_pinned = len(kept) == len(row.pins)
        if is_pinned and len(kept) >= MOST_PINS:
            raise Invalid({WHOLE: [_("Five views are pinned; take one off first.")]})
        row.pins = [*kept, [register, view]] if is_pinned else kept
        row.save(update_fields=["pins"])
    return is_pinned
