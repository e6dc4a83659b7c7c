"""A person lets Tandem read a mailbox: they confirm a code in any browser, Tandem asks until they did (RFC 8628)."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.faces.intake.mail import tokens
from tandem.faces.intake.mail.tokens import NoToken
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.mail.mailboxes import operations
from tandem.operation.mail.mailboxes.models import Mailbox

GRANT = "urn:ietf:params:oauth:grant-type:device_code"
PAUSE, SLOWER = 5, 5  # seconds between questions, and how many more each time that the server asks for
LONGEST = 3_600


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person is asked to do: enter a code at an address, until when; and how often is asked whether they did."""

    code: str
    address: str
    device: str
    until: str
    pause: int = PAUSE
    asked_at: str = ""

    @property
    def is_over(self) -> bool:
        """Whether the code has run out."""
        return clock.now() >= datetime.fromisoformat(self.until)

    @property
    def is_too_early(self) -> bool:
        """Whether the server wants to be left in peace still."""
        if not self.asked_at:
            return False
        return clock.now() < datetime.fromisoformat(self.asked_at) + timedelta(seconds=self.pause)


def begin(actor: Actor, reference: str) -> Asked:
    """Ask the server for a code that a person can confirm; NoToken in its words."""
    mailbox = _mailbox(actor, reference)
    said = tokens.ask(mailbox, tokens.client_secret(mailbox), mailbox.code_address)
    device, code = said.get("device_code"), said.get("user_code")
    address = said.get("verification_uri") or said.get("verification_url")
    if not (isinstance(device, str) and isinstance(code, str) and _is_address(address)):
        raise NoToken(tokens.refusal(mailbox, said.get("error_description") or said.get("error") or _("no code")))
    until = clock.now() + timedelta(seconds=min(_number(said.get("expires_in"), 900), LONGEST))
    asked = Asked(code, str(address), device, until.isoformat(), _number(said.get("interval"), PAUSE))
    operations.note_asked(mailbox, json.dumps(asdict(asked)))
    return asked


def asked_of(mailbox: Mailbox) -> Asked | None:
    """What a person was asked to confirm and can still; None for nothing."""
    kept = operations.asked_of(mailbox)
    asked = Asked(**json.loads(kept)) if kept else None
    return None if asked is None or asked.is_over else asked


def is_granted(actor: Actor, reference: str) -> bool:
    """Ask whether the person confirmed it, no more often than the server allows; NoToken once they refused.

    Once they did, the mailbox is signed in to by their consent from then on.
    """
    mailbox = _mailbox(actor, reference)
    asked = asked_of(mailbox)
    if asked is None:
        raise NoToken(_("The code has run out; ask for another one."))
    if asked.is_too_early:
        return False
    form = {"grant_type": GRANT, "device_code": asked.device} | tokens.client_secret(mailbox)
    said = tokens.ask(mailbox, form)
    if (error := said.get("error")) in ("authorization_pending", "slow_down"):
        _note_again(mailbox, asked, slower=error == "slow_down")
        return False
    tokens.access_token(mailbox, said)
    consent = said.get("refresh_token")
    if not isinstance(consent, str) or not consent:
        raise NoToken(_("The server lets Tandem in once only: add offline_access, or what it calls so, to the scope."))
    operations.keep_consent(actor, mailbox, consent)
    return True


def _note_again(mailbox: Mailbox, asked: Asked, *, slower: bool) -> None:
    values = asdict(asked) | {"pause": asked.pause + SLOWER * slower, "asked_at": clock.now().isoformat()}
    operations.note_asked(mailbox, json.dumps(values))


def _mailbox(actor: Actor, reference: str) -> Mailbox:
    operations.insist_may_set(actor)
    mailbox: Mailbox = writing.find(actor, declared_for(Mailbox), reference)
    if mailbox.sign_in != "consent":
        raise NoToken(_("This mailbox is not signed in to by a person's consent; choose that first."))
    return mailbox


def _is_address(said: Any) -> bool:
    return isinstance(said, str) and said.startswith(("https://", "http://")) and said.isprintable()


def _number(said: Any, otherwise: int) -> int:
    text = str(said)
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) <= LONGEST else otherwise
