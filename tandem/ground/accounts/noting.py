"""What the ledger tells of who may come in: each organization's members, their tokens, invitations and accounts.

Secrets are never told: of their hashes the ledger keeps a hash, so that an exchanged one is seen all the same.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from tandem.ground.accounts.models import ApiToken, Invitation, Membership, Organization, User, hashed
from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor, system_actor
from tandem.ground.kernel.comparison.entering import enter
from tandem.ground.kernel.comparison.held import Held, State, declare
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger import naming

OF_A_USER = frozenset({"email", "name", "is_active", "is_operator"})
UNTOLD_OF_A_USER = frozenset({field.name for field in User._meta.concrete_fields} - OF_A_USER)


def _organization_earlier(state: State, action: str) -> State:
    return state if "kind" in state else dict(state)


def _membership_earlier(state: State, action: str) -> State:
    """Former releases told the member by e-mail address, which may have changed since."""
    if not isinstance(state.get("user"), str):
        return state
    return {"role": state["role"], "until": state["until"] or None}


def _token_earlier(state: State, action: str) -> State:
    if "secret" in state:
        return state
    return {name: state[name] for name in ("name", "scope") if name in state}


def _invitation_earlier(state: State, action: str) -> State:
    if "secret" in state:
        return state
    return {"email": state["email"], "role": state["role"], "until": state["until"] or None}


def _user_earlier(state: State, action: str) -> State:
    if "is_active" in state:
        return state
    return {"email": state["email"], "is_active": state["may_sign_in"], "is_operator": state["operates"]}


def _secret(secret_hash: str) -> str:
    return hashed(f"kept in the ledger: {secret_hash}")


ORGANIZATIONS = declare(
    Held(
        key="organizations",
        model=Organization,
        earlier=_organization_earlier,
        whose=lambda organization_id: Q(pk=organization_id),
    )
)
MEMBERSHIPS = declare(
    Held(
        key="memberships",
        model=Membership,
        leaves_out=frozenset({"last_visit", "pins", "notices"}),
        gone=frozenset({"ended"}),
        earlier=_membership_earlier,
    )
)
TOKENS = declare(
    Held(
        key="tokens",
        model=ApiToken,
        leaves_out=frozenset({"last_used_at"}),
        digests={"secret_hash": ("secret", _secret)},
        earlier=_token_earlier,
    )
)
INVITATIONS = declare(
    Held(key="invitations", model=Invitation, digests={"secret_hash": ("secret", _secret)}, earlier=_invitation_earlier)
)
USERS = declare(
    Held(
        key="users",
        model=User,
        leaves_out=UNTOLD_OF_A_USER,
        earlier=_user_earlier,
        whose=lambda organization_id: Q(memberships__organization_id=organization_id),
        is_shared=True,
    )
)


def note_organization(actor: Actor, organization: Organization, action: str) -> None:
    """Enter an organization as it is now."""
    enter(actor, ORGANIZATIONS, organization, organization.slug, action)


def note_membership(actor: Actor, membership: Membership, action: str) -> None:
    """Enter a membership as it is now, or that it ended."""
    enter(actor, MEMBERSHIPS, membership, f"MEMBER-{membership.pk}", action)


def note_token(actor: Actor, token: ApiToken, action: str) -> None:
    """Enter a token as it is now."""
    enter(actor, TOKENS, token, token.name, action)


def note_invitation(actor: Actor, invitation: Invitation, action: str) -> None:
    """Enter an invitation as it is now."""
    enter(actor, INVITATIONS, invitation, f"INVITATION-{invitation.pk}", action)


def note_user(actor: Actor, user: User, action: str) -> None:
    """Enter, in the ledger of the actor's organization, an account as it is kept now."""
    enter(actor, USERS, User.objects.get(pk=user.pk), f"USER-{user.pk}", action)


def end_tokens(actor: Actor, tokens: Iterable[Any], now: Any) -> None:
    """End tokens of the actor's organization, each with its entry."""
    for token in tokens:
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        note_token(actor, token, "revoked")


def note_everywhere(label: str, user: User, action: str, *, end_access: bool = False) -> None:
    """Enter an account in the ledger of every organization it belongs to, and end its tokens there when asked."""
    with naming.person(user.pk):
        memberships = list(Membership.objects.filter(user=user).select_related("organization"))
    for membership in memberships:
        organization = membership.organization
        with organization_active(organization.pk):
            actor = system_actor(organization.pk, label, "page", organization.zone)
            tokens = ApiToken.objects.filter(organization=organization, user=user, revoked_at=None).order_by("pk")
            end_tokens(actor, tokens if end_access else (), clock.now())
            note_user(actor, user, action)
