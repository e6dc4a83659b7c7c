"""Who somebody is in one organization, today."""

from tandem.ground.accounts.models import Membership, Organization, User
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
    return None if found.has_ended else found


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
    return [membership.organization for membership in memberships_of(user)]


def memberships_of(user: User) -> list[Membership]:
    """What the user is a member of today, each by the day of its organization; by the name of the organization."""
    if not user.is_active:
        return []
    with naming.person(user.pk):
        mine = list(Membership.objects.filter(user=user).select_related("organization", "user"))
    present = [membership for membership in mine if not membership.has_ended]
    return in_order(present, lambda membership: membership.organization.name)
