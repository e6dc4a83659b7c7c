"""What a mailbox has to say before it is looked into."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.states import Lacking

TOKENS = {"token": ("token_address",), "consent": ("token_address", "code_address")}
HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def derive_mailbox(mailbox: Any, before: Any, actor: Actor) -> None:
    """Addresses are kept in lower case."""
    mailbox.address = mailbox.address.strip().lower()
    mailbox.host = mailbox.host.strip().lower()


def check_mailbox(mailbox: Any, before: Any, today: date) -> Mapping[str, str]:
    """A password never travels in the clear."""
    problems = {}
    if mailbox.security == "none" and mailbox.host and mailbox.host not in HERE:
        problems["security"] = _("Without TLS only a server on this machine is spoken to; choose TLS or STARTTLS.")
    if mailbox.state == "on" and not (mailbox.host and mailbox.user_name):
        problems["host"] = _("A mailbox that is looked into needs a server and a user name; stop looking first.")
    return problems | _problems_of_token(mailbox)


def _problems_of_token(mailbox: Any) -> dict[str, str]:
    """A client that gets tokens is named, and asks for them over TLS alone."""
    if mailbox.sign_in not in TOKENS:
        return {}
    addresses = TOKENS[mailbox.sign_in]
    lacking = [name for name in (*addresses, "client") if not getattr(mailbox, name)]
    problems = {name: _("A token needs this too.") for name in lacking}
    for name in addresses:
        parts = urlsplit(getattr(mailbox, name))
        is_here = parts.scheme == "http" and parts.hostname in HERE
        if getattr(mailbox, name) and parts.scheme != "https" and not is_here:
            problems[name] = _("Tokens are asked for over https alone.")
    return problems


def may_open(mailbox: Any, actor: Actor) -> Any:
    """A mailbox is looked into once server, user name and password are there."""
    if lacking := tuple(name for name in ("host", "user_name") if not getattr(mailbox, name)):
        return Lacking(lacking, _("Say first on which server it is, and who signs in there."))
    key = getattr(mailbox, "key", None)
    if mailbox.sign_in == "consent":
        return None if key is not None and key.consent else _("Sign in with a code first; see its page.")
    if key is None or not key.password:
        return _("Give its password first: tandem mail password %(organization)s %(reference)s") % {
            "organization": mailbox.organization.slug,
            "reference": mailbox.reference,
        }
    return None
