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
    permissions.insist(actor.may_write and actor.role in MANAGERS, _("Only managers set the password of a mailbox."))
    if not password:
        raise Invalid({"password": [_("The password is empty.")]})
    with transaction.atomic():
        mailbox = writing.find(actor, declared_for(Mailbox), reference, lock=True)
        sealed = _cipher().encrypt(password.encode()).decode()
        MailboxKey.objects.update_or_create(
            organization_id=actor.organization_id, mailbox=mailbox, defaults={"password": sealed, "problem": ""}
        )
        writing.note(actor, "mailbox-password", mailbox.pk, mailbox.reference, "password set", {})


def password_of(mailbox: Mailbox) -> str:
    """The password of a mailbox; Invalid where there is none, or where the installation's secret is another by now."""
    key = MailboxKey.objects.filter(mailbox=mailbox).first()
    if key is None or not key.password:
        raise Invalid({"password": [_("It has no password yet.")]})
    try:
        return _cipher().decrypt(key.password.encode()).decode()
    except InvalidToken:
        raise Invalid({"password": [_("Its password was kept under another secret.key; set it again.")]}) from None


def note_look(mailbox: Mailbox, *, problem: str = "", **how_far: Any) -> None:
    """Note that a mailbox was looked into, how far it was read, and what went wrong."""
    values = {"looked_at": clock.now(), "problem": problem[:500], **how_far}
    with transaction.atomic():
        MailboxKey.objects.filter(mailbox=mailbox).update(**values)
