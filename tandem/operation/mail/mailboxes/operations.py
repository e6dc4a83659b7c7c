"""The password of a mailbox: encrypted with a key that follows from the installation's secret, never shown again."""

import base64
import hashlib
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, permissions, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import declared_for
from tandem.operation.mail.mailboxes.models import Mailbox, MailboxKey


def _cipher() -> Fernet:
    digest = hashlib.sha256(b"tandem mailbox passwords\x00" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def set_password(actor: Actor, reference: str, password: str) -> None:
    """Keep the password of a mailbox; the ledger says that it was set, not what it is."""
    insist_may_set(actor)
    if not password:
        raise Invalid({"password": [_("The password is empty.")]})
    with transaction.atomic():
        mailbox = writing.find(actor, declared_for(Mailbox), reference, lock=True)
        _keep(mailbox, password=_sealed(password), problem="")
        writing.note(actor, "mailbox-password", mailbox.pk, mailbox.reference, "password set", {})


def insist_may_set(actor: Actor) -> None:
    """Raise NotPermitted unless somebody may say how a mailbox is signed in to."""
    permissions.insist(actor.may_write and actor.role in MANAGERS, _("Only managers set the password of a mailbox."))


def note_asked(mailbox: Mailbox, asked: str) -> None:
    """Keep what a person was asked to confirm."""
    with transaction.atomic():
        _keep(mailbox, asked=_sealed(asked))


def keep_consent(actor: Actor, mailbox: Mailbox, token: str) -> None:
    """Keep the token that a person granted; the ledger says that they did."""
    with transaction.atomic():
        _keep(mailbox, consent=_sealed(token), asked="", problem="")
        writing.note(actor, "mailbox-password", mailbox.pk, mailbox.reference, "consent granted", {})


def renew_consent(mailbox: Mailbox, token: str) -> None:
    """Keep the token that took the place of the one before, as some servers give a new one each time."""
    with transaction.atomic():
        _keep(mailbox, consent=_sealed(token))


def password_of(mailbox: Mailbox) -> str:
    """What opens a mailbox; Invalid where there is none, or where the installation's secret is another by now."""
    name = "consent" if mailbox.sign_in == "consent" else "password"
    kept = _kept(mailbox, name)
    if not kept:
        raise Invalid({"password": [_("It has no password yet.")]})
    return kept


def client_secret_of(mailbox: Mailbox) -> str:
    """The secret of the client beside a person's consent; empty where the server asks for none."""
    return _kept(mailbox, "password")


def asked_of(mailbox: Mailbox) -> str:
    """What a person was asked to confirm; empty for nothing."""
    return _kept(mailbox, "asked")


def _keep(mailbox: Mailbox, **values: Any) -> None:
    MailboxKey.objects.update_or_create(organization_id=mailbox.organization_id, mailbox=mailbox, defaults=values)


def _sealed(secret: str) -> str:
    return _cipher().encrypt(secret.encode()).decode()


def _kept(mailbox: Mailbox, name: str) -> str:
    sealed = MailboxKey.objects.filter(mailbox=mailbox).values_list(name, flat=True).first()
    if not sealed:
        return ""
    try:
        return _cipher().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Invalid({"password": [_("Its password was kept under another secret.key; set it again.")]}) from None


def note_look(mailbox: Mailbox, *, problem: str = "", **how_far: Any) -> None:
    """Note that a mailbox was looked into, how far it was read, and what went wrong."""
    values = {"looked_at": clock.now(), "problem": problem[:500], **how_far}
    with transaction.atomic():
        MailboxKey.objects.filter(mailbox=mailbox).update(**values)
