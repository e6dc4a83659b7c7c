"""Writes about who may come in: each checked, each entered in the organization's ledger."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.accounts import mailing, speaking
from tandem.ground.accounts.models import ApiToken, Invitation, Membership, Organization, Role, SignInLink, User, hashed
from tandem.ground.accounts.noting import (
    end_tokens,
    note_invitation,
    note_membership,
    note_organization,
    note_token,
    note_user,
)
from tandem.ground.kernel import clock, permissions
from tandem.ground.kernel.actor import Actor, system_actor
from tandem.ground.kernel.errors import WHOLE, Invalid, NotFound
from tandem.ground.kernel.permissions import insist
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger import naming

LINK_LIFE = timedelta(hours=24)
INVITATION_LIFE = timedelta(days=14)
LONGEST_TOKEN_LIFE = timedelta(days=366)


CHANGED = ("name", "time_zone", "headcount", "language")


def insist_manager(actor: Actor) -> None:
    """Raise NotPermitted unless the actor manages the organization."""
    insist(actor.may_write and actor.role in permissions.MANAGERS, _("Only managers may change this."))


def found_organization(
    slug: str,
    name: str,
    *,
    time_zone: str = "UTC",
    language: str = settings.LANGUAGE_CODE,
    kind: str = "own",
    label: str,
    through: str,
    founder: User | None = None,
) -> Organization:
    """A new, empty organization; its founder becomes a manager."""
    organization = Organization(slug=slug, name=name, time_zone=time_zone, kind=kind, language=language)
    _clean(organization)
    with transaction.atomic():
        organization.save()
        actor = system_actor(organization.pk, label, through)
        with organization_active(organization.pk):
            note_organization(actor, organization, "created")
            if founder:
                add_member(actor, founder, Role.MANAGER)
    return organization


def change_organization(actor: Actor, organization: Organization, values: dict[str, Any]) -> None:
    """Another name, time zone, size, or language of its documents."""
    insist_manager(actor)
    for name in CHANGED:
        if name in values:
            setattr(organization, name, values[name])
    _clean(organization)
    with transaction.atomic():
        organization.save(update_fields=CHANGED)
        note_organization(actor, organization, "changed")


@dataclass(frozen=True, slots=True)
class Whose:
    """The keys of the customer that somebody is of, and of its site where they are of one."""

    customer_id: int | None = None
    site_id: int | None = None


INSIDE = Whose()


def add_member(
    actor: Actor, user: User, role: str, until: date | None = None, job: str = "", of: Whose = INSIDE
) -> Membership:
    """Give a user a role in the actor's organization, or another one than before; a manager without end remains."""
    insist_manager(actor)
    with transaction.atomic():
        _take_turn(actor)
        membership = Membership.objects.filter(organization_id=actor.organization_id, user=user).first()
        membership = membership or Membership(organization_id=actor.organization_id, user=user)
        was, had_end = membership.role, membership.until is not None
        if not was:
            _insist_ahead(actor, until)
        _insist_same_side(membership, of)
        membership.role, membership.until, membership.job = role, until, job
        membership.customer_id, membership.site_id = of.customer_id, of.site_id
        _clean(membership)
        if was == Role.MANAGER and not had_end and (role != Role.MANAGER or until is not None):
            _insist_another_manager(actor, user)
        membership.save()
        note_membership(actor, membership, "changed" if was else "created")
        if not was:
            note_user(actor, user, "joined")
    return membership


def _insist_ahead(actor: Actor, until: date | None) -> None:
    """Raise Invalid for a last day that is over, with which somebody would never have come in."""
    if until is not None and until < actor.today:
        raise Invalid({"until": [_("This last day is over; name one from today on.")]})


def _insist_same_side(membership: Membership, of: Whose) -> None:
    """Raise Invalid when somebody inside would become somebody of a customer, or the other way round."""
    if membership.pk and membership.customer_id != of.customer_id:
        raise Invalid({WHOLE: [_("This person is here already in another part; end that membership first.")]})


def remove_member(actor: Actor, membership_id: int) -> None:
    """End a membership; what the person did stays."""
    insist_manager(actor)
    with transaction.atomic():
        _take_turn(actor)
        membership = Membership.objects.filter(organization_id=actor.organization_id, pk=membership_id).first()
        if membership is None:
            raise NotFound(_("There is no such member."))
        if membership.role == Role.MANAGER:
            _insist_another_manager(actor, membership.user)
        tokens = ApiToken.objects.filter(organization_id=actor.organization_id, user_id=membership.user_id)
        end_tokens(actor, tokens.filter(revoked_at=None).order_by("pk"), clock.now())
        note_membership(actor, membership, "ended")
        membership.delete()


def _take_turn(actor: Actor) -> None:
    """Let memberships of an organization change one after another, or two managers could end each other."""
    Organization.objects.select_for_update().get(pk=actor.organization_id)


def _insist_another_manager(actor: Actor, user: User) -> None:
    """Raise Invalid unless somebody else manages without a last day; with one, the last manager would just go later."""
    managers = Membership.objects.filter(organization_id=actor.organization_id, role=Role.MANAGER)
    if not managers.valid_on(actor.today).filter(until=None).exclude(user=user).exists():
        words = _("Somebody has to manage the organization; name another manager, without a last day, first.")
        raise Invalid({WHOLE: [words]})


def invite(
    actor: Actor, email: str, role: str, until: date | None, base_url: str, of: Whose = INSIDE
) -> tuple[Invitation, str]:
    """Invite somebody by mail; returns the invitation and its address, which works once within 14 days."""
    insist_manager(actor)
    if actor.user_id is None:
        raise Invalid({WHOLE: [_("Only a person can invite somebody.")]})
    _insist_ahead(actor, until)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation(
        organization_id=actor.organization_id,
        email=email.strip().lower(),
        role=role,
        until=until,
        customer_id=of.customer_id,
        site_id=of.site_id,
        invited_by_id=actor.user_id,
        secret_hash=hashed(secret),
        expires_at=clock.now() + INVITATION_LIFE,
    )
    _clean(invitation)
    address = f"{base_url}/join/{secret}/"
    with transaction.atomic():
        invitation.save()
        note_invitation(actor, invitation, "invited")
        transaction.on_commit(lambda: _mail_invitation(invitation, address))
    return invitation, address


def _mail_invitation(invitation: Invitation, address: str) -> None:
    organization = invitation.organization.name
    with speaking.as_documents(invitation.organization):
        subject = _("Invitation to %(organization)s") % {"organization": organization}
        text = _(
            "%(who)s invites you to the management system of %(organization)s:\n\n%(address)s\n\nThe link works once."
        )
    body = text % {"who": invitation.invited_by.name, "organization": organization, "address": address}
    invitation.mail_problem = mailing.tried(subject, body, invitation.email)


def usable_invitation(secret: str) -> Invitation | None:
    """The invitation of this secret while it can still be accepted."""
    secret_hash = hashed(secret)
    with naming.secret(secret_hash):
        invitation = Invitation.objects.select_related("organization").filter(secret_hash=secret_hash).first()
    return invitation if invitation and invitation.is_usable(clock.now()) else None


def accept(secret: str, *, user: User | None, name: str = "", password: str = "") -> User:
    """Accept an invitation as the signed-in user, or as a new user with the invited e-mail address."""
    offered = usable_invitation(secret)
    if offered is None:
        raise NotFound(_("This invitation was used or has expired; ask for a new one."))
    with organization_active(offered.organization_id), transaction.atomic():
        invitation = Invitation.objects.select_for_update().get(pk=offered.pk)
        if not invitation.is_usable(clock.now()):
            raise NotFound(_("This invitation was used or has expired; ask for a new one."))
        member = user or _new_user(invitation.email, name, password)
        if member.email != invitation.email:
            raise Invalid({WHOLE: [_("This invitation is for another e-mail address; sign out first.")]})
        actor = system_actor(invitation.organization_id, member.name, "page")
        whose = Whose(invitation.customer_id, invitation.site_id)
        add_member(actor, member, invitation.role, invitation.until, of=whose)
        invitation.used_at = clock.now()
        invitation.save(update_fields=["used_at"])
        note_invitation(actor, invitation, "accepted")
        return member


def _new_user(email: str, name: str, password: str) -> User:
    if User.objects.filter(email=email).exists():
        raise Invalid({WHOLE: [_("There is an account for this address; sign in and open the link again.")]})
    return create_user(email, name, password)


def create_user(email: str, name: str, password: str | None = None) -> User:
    """A new user; Invalid names what is wrong with the address, the name or the password."""
    user = User(email=email.strip().lower(), name=name.strip())
    problems: dict[str, list[str]] = {}
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        problems.update(error.message_dict)
    if password is not None:
        problems.update(password_problems(user, password))
    if problems:
        raise Invalid(problems)
    user.set_password(password)
    user.save()
    return user


def password_problems(user: User, password: str) -> dict[str, list[str]]:
    """What is wrong with a new password."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {"password": error.messages}
    return {}


def sign_in_link(user: User, base_url: str) -> str:
    """An address that signs this user in once, within a day."""
    secret = secrets.token_urlsafe(32)
    SignInLink.objects.create(user=user, secret_hash=hashed(secret), expires_at=clock.now() + LINK_LIFE)
    return f"{base_url}/start/{secret}/"


def use_sign_in_link(secret: str) -> User | None:
    """The user of an unused link, which is used up by this; None for any other."""
    with transaction.atomic():
        link = SignInLink.objects.select_for_update().select_related("user").filter(secret_hash=hashed(secret)).first()
        if link is None or not link.is_usable(clock.now()) or not link.user.is_active:
            return None
        link.used_at = clock.now()
        link.save(update_fields=["used_at"])
        return link.user


def issue_token(actor: Actor, name: str, scope: str, expires_at: datetime) -> tuple[ApiToken, str]:
    """A token with which a program acts as the actor; the secret is shown this once."""
    may_issue = actor.user_id is not None and actor.may_write and actor.customer_id is None
    insist(may_issue, _("You may not create API tokens."))
    now = clock.now()
    if not now < expires_at <= now + LONGEST_TOKEN_LIFE:
        raise Invalid({"expires_at": [_("A token expires within a year.")]})
    try:
        with transaction.atomic():
            token, secret = ApiToken.issue(
                organization_id=actor.organization_id,
                user_id=actor.user_id,
                name=name.strip(),
                scope=scope,
                expires_at=expires_at,
            )
            note_token(actor, token, "issued")
    except ValidationError as error:
        raise Invalid(error.message_dict) from None
    return token, secret


def revoke_token(actor: Actor, token_id: int) -> None:
    """End a token: one's own, or as a manager anybody's."""
    tokens = ApiToken.objects.filter(organization_id=actor.organization_id, pk=token_id, revoked_at=None)
    if actor.role not in permissions.MANAGERS:
        tokens = tokens.filter(user_id=actor.user_id or 0)
    token = tokens.first()
    if token is None:
        raise NotFound(_("There is no such token."))
    with transaction.atomic():
        end_tokens(actor, [token], clock.now())


def _clean(instance: Any) -> None:
    try:
        instance.full_clean()
    except ValidationError as error:
        by_field = error.message_dict
        raise Invalid({WHOLE if name == "__all__" else name: messages for name, messages in by_field.items()}) from None
