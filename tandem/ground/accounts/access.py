"""Who somebody is in one organization, today."""

from tandem.ground.accounts.models import Membership, Organization, User
from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.collation import in_order
from tandem.ground.ledger import naming


def membership_of(user: User, slug: str) -> Membership | None:
    """The user's valid membership in the organization of this short name; None for strangers and unknown names."""
    with naming.person(user.pk):
        mine = Membership.objects.select_related("organization", "user").filter(user=user)
        found = mine.filter(organization__slug=slug).first()
    if found is None or not user.is_active:
        return None
    ended = found.until is not None and found.until < clock.today(found.organization.zone)
    return None if ended else found


def actor_for(user: User, slug: str, through: str, *, may_write: bool = True) -> Actor | None:
    """The user as an actor in the organization; None without a valid membership."""
    membership = membership_of(user, slug)
    return acting(membership, through, may_write=may_write) if membership else None


def acting(membership: Membership, through: str, *, may_write: bool = True) -> Actor:
    """The actor that a membership makes of its user."""
    return Actor(
        organization_id=membership.organization_id,
        role=membership.role,
        label=membership.user.name,
        user_id=membership.user_id,
        through=through,
        zone=membership.organization.zone,
        may_write=may_write,
        customer_id=membership.customer_id,
        site_id=membership.site_id,
    )


def organizations_of(user: User) -> list[Organization]:
    """The organizations the user may enter today."""
    memberships = Membership.objects.valid_on(clock.today()).filter(user=user).select_related("organization")
    with naming.person(user.pk):
        return in_order((membership.organization for membership in memberships), lambda each: each.name)
