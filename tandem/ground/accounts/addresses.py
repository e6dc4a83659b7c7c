"""Another e-mail address for a user: only with proof that it is theirs, and never unseen at the old one."""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tandem.ground.accounts.models import EmailChange, User, hashed
from tandem.ground.accounts.noting import note_everywhere
from tandem.ground.kernel import clock
from tandem.ground.kernel.errors import Invalid, NotFound

LINK_LIFE = timedelta(hours=24)
LONGEST = 254  # characters of an address that a user can have


def ask(user: User, email: str, base_url: str) -> None:
    """Send a link to the new address, and word of it to the present one.

    An address that somebody else has gets word instead of a link, so that nobody learns here who has an account.
    """
    wanted = _cleaned(user, email)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        EmailChange.objects.filter(user=user, used_at=None).delete()
        taken = User.objects.filter(email=wanted).exists()
        if not taken:
            EmailChange.objects.create(
                user=user, email=wanted, secret_hash=hashed(secret), expires_at=clock.now() + LINK_LIFE
            )
        transaction.on_commit(
            lambda: _mail_asked(user, wanted, "" if taken else f"{base_url}/accounts/email/{secret}/")
        )


def usable(user: User, secret: str) -> EmailChange:
    """The change that this link of the user's stands for; NotFound when it was used, has expired or is another's."""
    change = EmailChange.objects.filter(user=user, secret_hash=hashed(secret)).first()
    if change is None or not change.is_usable(clock.now()):
        raise NotFound(_("This link was used or has expired; ask for a new one."))
    return change


def confirm(user: User, secret: str) -> User:
    """Take the new address into use: signing in works with it alone, and every ledger of the user says so."""
    was = user.email
    try:
        with transaction.atomic():
            change = usable(user, secret)
            user = User.objects.select_for_update().get(pk=user.pk)
            user.email, change.used_at = change.email, clock.now()
            user.save(update_fields=["email"])
            change.save(update_fields=["used_at"])
            EmailAddress.objects.filter(user=user).delete()  # allauth's own list; it follows the user's address
            note_everywhere(user.name, user, "moved to another address")
            transaction.on_commit(lambda: _mail_changed(was, user.email))
    except IntegrityError:
        raise Invalid({"email": [_("This address cannot be used.")]}) from None
    return user


def _cleaned(user: User, email: str) -> str:
    wanted = email.strip().lower()
    try:
        validate_email(wanted)
    except ValidationError as error:
        raise Invalid({"email": error.messages}) from None
    if wanted == user.email:
        raise Invalid({"email": [_("This is your address already.")]})
    if len(wanted) > LONGEST:
        raise Invalid({"email": [_("This address is too long.")]})
    return wanted


def _mail_asked(user: User, wanted: str, address: str) -> None:
    subject = _("Your e-mail address in Tandem")
    if address:
        text = _("To sign in with this address from now on, open this link while you are signed in:\n\n%s") % address
    else:
        text = _("Somebody asked to use this address, which is yours already. Nothing was changed.")
    send_mail(subject, text, None, [wanted], fail_silently=True)
    warning = _(
        "Somebody who is signed in as you asked to move your account to %(address)s. "
        "If that was not you, change your password at once."
    )
    send_mail(subject, warning % {"address": wanted}, None, [user.email], fail_silently=True)


def _mail_changed(was: str, now: str) -> None:
    subject = _("Your e-mail address in Tandem")
    text = _("Your account was moved from %(was)s to %(now)s. If that was not you, tell who operates Tandem.")
    for address in (was, now):
        send_mail(subject, text % {"was": was, "now": now}, None, [address], fail_silently=True)
