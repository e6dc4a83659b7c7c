"""How much a request may send: little from strangers, so that nothing of theirs is stored before they are known."""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.utils.translation import gettext as _

from tandem.faces.intake.events import entering
from tandem.ground.accounts.models import ApiToken, hashed
from tandem.ground.kernel import clock

MB = 1024 * 1024
STRANGERS = 64 * 1024
AROUND_A_FILE = 1024 * 1024  # fields and boundaries beside the file
SessionStore = import_module(settings.SESSION_ENGINE).SessionStore


def largest() -> int:
    """The most bytes that anybody may send at once."""
    return int(max(settings.TANDEM_ATTACHMENT_LIMIT, settings.TANDEM_IMPORT_LIMIT)) + AROUND_A_FILE


def too_large(path: str, limit: int) -> str:
    """Why a body was refused, in words of the door that it came to: what may be sent there, and how more."""
    params = {"most": limit // MB, "strangers": STRANGERS // 1024}
    if limit > STRANGERS:
        return _("This is too large: at most %(most)d MB may be sent here at once. Send it in parts.") % params
    if path.startswith(entering.BEGINS):
        params["most"] = entering.LARGEST // MB
        return (
            _(
                "This is too large: without the secret of its source a message may have %(strangers)d KB, with it"
                " %(most)d MB."
            )
            % params
        )
    if path.startswith("/intake/"):
        return _("This is too large: a message may have %(strangers)d KB here.") % params
    params["most"] = largest() // MB
    if path.startswith("/api/"):
        return (
            _("This is too large: without a token that is in force %(strangers)d KB may be sent, with one %(most)d MB.")
            % params
        )
    return (
        _("This is too large. Sign in first to send files; a signed-in person may send %(most)d MB at once.") % params
    )


def allowed(environ: Mapping[str, Any]) -> int:
    """How many bytes the sender of this request may send, by the session, the token or the secret that it carries."""
    if entering.is_known(environ):
        return entering.LARGEST
    return largest() if _by_token(environ) or _by_session(environ) else STRANGERS


def _by_token(environ: Mapping[str, Any]) -> bool:
    scheme, _space, secret = str(environ.get("HTTP_AUTHORIZATION", "")).partition(" ")
    if scheme.lower() != "bearer" or not secret:
        return False
    token = ApiToken.objects.select_related("user").filter(secret_hash=hashed(secret.strip())).first()
    return token is not None and token.is_usable(clock.now())


def _by_session(environ: Mapping[str, Any]) -> bool:
    try:
        cookies = SimpleCookie(str(environ.get("HTTP_COOKIE", "")))
    except CookieError:
        return False
    named = cookies.get(settings.SESSION_COOKIE_NAME)
    return named is not None and SESSION_KEY in SessionStore(named.value)
