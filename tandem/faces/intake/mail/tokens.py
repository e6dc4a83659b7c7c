"""Tokens to sign in to a mailbox with (OAuth 2.0): of a client by itself, or by a person's consent (RFC 6749, 8628)."""

import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.utils.translation import gettext as _

from tandem.operation.mail.mailboxes import operations
from tandem.operation.mail.mailboxes.models import Mailbox

TIMEOUT = 15  # seconds
LONGEST = 100_000


class NoToken(RuntimeError):
    """Why no token was given, in words."""


class _Nowhere(HTTPRedirectHandler):
    """The client's secret goes where it was said to go, and nowhere else."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def token_for(mailbox: Mailbox, secret: str) -> str:
    """A token to read this mailbox with; NoToken in the words of whoever refused it."""
    if mailbox.sign_in == "consent":
        return _by_consent(mailbox, secret)
    return access_token(mailbox, ask(mailbox, {"grant_type": "client_credentials", "client_secret": secret}))


def _by_consent(mailbox: Mailbox, consent: str) -> str:
    """By what a person granted, which some servers replace each time that it is used (RFC 6749 section 6)."""
    said = ask(mailbox, {"grant_type": "refresh_token", "refresh_token": consent} | client_secret(mailbox))
    token, renewed = access_token(mailbox, said), said.get("refresh_token")
    if isinstance(renewed, str) and renewed and renewed != consent:
        operations.renew_consent(mailbox, renewed)
    return token


def client_secret(mailbox: Mailbox) -> dict[str, str]:
    """The secret of the client, for servers that ask for one beside a person's consent."""
    secret = operations.client_secret_of(mailbox)
    return {"client_secret": secret} if secret else {}


def ask(mailbox: Mailbox, form: dict[str, str], address: str = "") -> dict[str, Any]:
    """What the server that gives tokens answers, success or not; NoToken where it cannot be asked."""
    asked = {"client_id": mailbox.client, **form}
    if mailbox.token_scope and "device_code" not in form:
        asked["scope"] = mailbox.token_scope
    try:
        said = _answer(address or mailbox.token_address, urlencode(asked).encode())
    except (OSError, HTTPException, ValueError) as error:
        raise NoToken(refusal(mailbox, error)) from error
    return said if isinstance(said, dict) else {}


def access_token(mailbox: Mailbox, said: dict[str, Any]) -> str:
    """The token of an answer; NoToken in the words of the server."""
    token = said.get("access_token")
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise NoToken(refusal(mailbox, _reason(said)))
    return token


def refusal(mailbox: Mailbox, error: object) -> str:
    """Who gives no token, and why."""
    host = urlsplit(mailbox.token_address).hostname
    return _("%(host)s gives no token: %(error)s") % {"host": host, "error": error}


def _answer(address: str, form: bytes) -> Any:
    request = Request(address, form, {"Accept": "application/json"})  # noqa: S310  a URLField, https or this machine
    try:
        with build_opener(_Nowhere).open(request, timeout=TIMEOUT) as response:
            return json.loads(response.read(LONGEST))
    except HTTPError as refused:
        return json.loads(refused.read(LONGEST) or b"{}")


def _reason(said: dict[str, Any]) -> str:
    return str(said.get("error_description") or said.get("error") or _("its answer holds none"))[:300]
