"""Saying something in a chat that the organization connected, and nowhere inside a network.

The chats are apprise's; each opens its own connections. While one of ours speaks, every connection is made by the
guard of `ground.kernel.calling`: the name is resolved once, each address checked, and the checked address connected to.
"""

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final
from urllib.parse import urlsplit

import apprise
from django.utils.translation import gettext as _
from urllib3.util import connection as connections

from tandem.ground.kernel.calling import WAITS, NotCalled, Resolver, insist_public, resolve

SERVICES: Final = frozenset(
    {"slack", "workflows", "msteams", "mmosts", "matrixs", "rockets", "discord", "gchat", "zulip", "nctalks", "wxteams"}
)
LOGGER: Final = logging.getLogger("apprise")
_resolver: ContextVar[Resolver | None] = ContextVar("resolver of a guarded chat", default=None)
_connect = connections.create_connection


def _guarded(address: tuple[str, int], *told: Any, **more: Any) -> socket.socket:
    """A connection as urllib3 makes it; while a chat speaks, one to a checked address."""
    resolver = _resolver.get()
    if resolver is None:
        return _connect(address, *told, **more)
    host, port = address
    return _connect((resolver(host, port)[0], port), *told, **more)


connections.create_connection = _guarded


@contextmanager
def _checked(resolver: Resolver) -> Iterator[None]:
    token = _resolver.set(resolver)
    try:
        yield
    finally:
        _resolver.reset(token)


def unusable(address: str) -> str:
    """Why an address is no chat that can be connected; empty where it is one."""
    if urlsplit(address).scheme not in SERVICES:
        told = ", ".join(f"{name}://" for name in sorted(SERVICES))
        return _("Write an address of apprise that begins with one of: %(services)s") % {"services": told}
    plugin = apprise.Apprise.instantiate(address, suppress_exceptions=True)
    if plugin is None:
        return _("This is no complete address of such a chat; apprise's manual says what belongs in it.")
    try:
        insist_public(getattr(plugin, "host", "") or "")
    except NotCalled as why:
        return str(why)
    return ""


def say(address: str, title: str, text: str, resolver: Resolver = resolve) -> None:
    """Say it in the chat of this address; NotCalled says why it was not taken."""
    plugin = apprise.Apprise.instantiate(address, suppress_exceptions=True)
    if plugin is None:
        raise NotCalled(_("This is no complete address of such a chat; apprise's manual says what belongs in it."))
    plugin.socket_connect_timeout = plugin.socket_read_timeout = WAITS
    said = _Said()
    LOGGER.addHandler(said)
    try:
        with _checked(resolver):
            is_taken = plugin.notify(body=text, title=title)
    except TypeError as why:
        raise NotCalled(str(why)) from None
    finally:
        LOGGER.removeHandler(said)
    if not is_taken:
        raise NotCalled(said.words or _("The chat did not take it."))


class _Said(logging.Handler):
    """What a chat said about why it did not take a message."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.words = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the last warning."""
        self.words = record.getMessage()[:400]
