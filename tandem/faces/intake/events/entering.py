"""Which source a message comes from: by its address and its secret, before any of it is read."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from tandem.faces.intake.addressed import record_at
from tandem.ground.accounts.models import hashed
from tandem.ground.kernel import clock
from tandem.operation.events.sources.models import EventSource

BEGINS = "/intake/events/"
LARGEST = 5 * 1024 * 1024


def presented(environ: Mapping[str, Any]) -> str:
    """The SHA-256 of the secret that a request carries; empty when it carries none.

    It stands in a header, as a bearer token or as the password of a Basic sign-in; or, for systems that know nothing
    but an address, behind that.
    """
    scheme, _space, value = str(environ.get("HTTP_AUTHORIZATION", "")).partition(" ")
    secret = str(environ.get("HTTP_X_TANDEM_SECRET", ""))
    if not secret and scheme.lower() in ("bearer", "genie-key"):
        secret = value
    if not secret and scheme.lower() == "basic":
        secret = _password(value)
    if not secret:
        secret = next(iter(parse_qs(str(environ.get("QUERY_STRING", ""))[:2_000]).get("secret", ())), "")
    return hashed(secret.strip()) if secret.strip() else ""


def _password(value: str) -> str:
    try:
        return base64.b64decode(value.strip(), validate=True).decode().partition(":")[2]
    except (binascii.Error, ValueError):
        return ""


def is_known(environ: Mapping[str, Any]) -> bool:
    """True when a request is addressed to a source and carries its secret."""
    path = str(environ.get("PATH_INFO", ""))
    if not path.startswith(BEGINS):
        return False
    source = record_at(EventSource, path.removeprefix(BEGINS).rstrip("/"))
    return source is not None and source.knows(presented(environ), clock.now())
