"""Tokens by which a client signs in to a mailbox (OAuth 2.0, RFC 6749 section 4.4)."""

import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.utils.translation import gettext as _

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
    asked = {"grant_type": "client_credentials", "client_id": mailbox.client, "client_secret": secret}
    if mailbox.token_scope:
        asked["scope"] = mailbox.token_scope
    host = urlsplit(mailbox.token_address).hostname
    try:
        said = _answer(mailbox.token_address, urlencode(asked).encode())
    except (OSError, HTTPException, ValueError) as error:
        raise NoToken(_("%(host)s gives no token: %(error)s") % {"host": host, "error": error}) from error
    token = said.get("access_token") if isinstance(said, dict) else None
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise NoToken(_("%(host)s gives no token: %(error)s") % {"host": host, "error": _reason(said)})
    return token


def _answer(address: str, form: bytes) -> Any:
    request = Request(address, form, {"Accept": "application/json"})  # noqa: S310  a URLField, https or this machine
    try:
        with build_opener(_Nowhere).open(request, timeout=TIMEOUT) as response:
            return json.loads(response.read(LONGEST))
    except HTTPError as refused:
        return json.loads(refused.read(LONGEST) or b"{}")


def _reason(said: Any) -> str:
    told = said if isinstance(said, dict) else {}
    return str(told.get("error_description") or told.get("error") or _("its answer holds none"))[:300]
