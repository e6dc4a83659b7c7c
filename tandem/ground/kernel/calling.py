"""Calling an address of somebody else: never a private one, whatever its name resolves to, and no redirect followed.

The name is resolved once, every address it has is checked, and the connection goes to the checked address itself: a
name that resolves to something else a moment later leads nowhere.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

WAITS, GIVES_UP, READS = 10.0, 30.0, 2_000  # seconds for each answer of the network and for all; bytes of the answer
WRAPPING = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
NEVER = (IPv6Network("fec0::/10"), IPv6Network("3fff::/20"), IPv4Network("168.63.129.16/32"))  # RFC 3879, 9637; Azure
Resolver = Callable[[str, int], Sequence[str]]


class NotCalled(Exception):
    """An address that is not called, or that nobody answered at, in words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: the status and the beginning of the content."""

    status: int
    text: str


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, all of them in the open Internet; NotCalled when one is not or there are none."""
    try:
        known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotCalled(_("The name %(host)s is not known.") % {"host": host[:100]}) from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in known))
    for address in addresses:
        insist_public(address)
    return addresses


def insist_public(host: str) -> None:
    """NotCalled for an address that is not in the open Internet; names are looked at when they are resolved."""
    try:
        address = ip_address(_plainly(host.partition("%")[0].strip("[]")))
    except ValueError:
        if host.lower().rstrip(".").endswith(("localhost", ".local", ".internal")):
            raise NotCalled(_("%(host)s is inside a network; Tandem calls none of those.") % {"host": host}) from None
        return
    if not all(_is_public(part) for part in _carried(address)):
        raise NotCalled(_("%(host)s is inside a network; Tandem calls none of those.") % {"host": host})


def _plainly(host: str) -> str:
    """An IPv4 address that is written as one number, in hexadecimal or shortened, as it is usually written."""
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, ValueError):
        return host


def _carried(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """An address and those that it carries inside itself."""
    if isinstance(address, IPv4Address):
        return [address]
    inside = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in WRAPPING):
        inside.append(IPv4Address(int(address) & 0xFFFFFFFF))
    carried: list[IPv4Address | IPv6Address] = [part for part in inside if part is not None]
    return carried if address.ipv4_mapped else [address, *carried]


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    is_apart = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not is_apart and not any(address in network for network in NEVER)


class _Checked(HTTPConnection):
    """A connection to an address that was checked, under the name that it was resolved from."""

    def __init__(self, host: str, port: int, address: str, *, is_secure: bool) -> None:
        super().__init__(host, port, timeout=WAITS)
        self.address, self.is_secure = address, is_secure

    def connect(self) -> None:
        """Connect to the checked address; its certificate has to be that of the name."""
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.is_secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def post(url: str, body: bytes, headers: Mapping[str, str], resolver: Resolver = resolve) -> Answer:
    """Send a message and give back what was answered; NotCalled says why there is no answer."""
    parts = urlsplit(url)
    host, is_secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_secure else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _Checked(host, port, resolver(host, port)[0], is_secure=is_secure)
    watch = threading.Timer(GIVES_UP, _cut, [connection])
    watch.start()
    try:
        connection.request("POST", path, body, dict(headers))
        response = connection.getresponse()
        return Answer(response.status, response.read(READS).decode("utf-8", "replace"))
    except (OSError, HTTPException, ValueError) as error:
        raise NotCalled(
            _("Nobody answered there: %(why)s") % {"why": str(error)[:200] or type(error).__name__}
        ) from None
    finally:
        watch.cancel()
        connection.close()


def _cut(connection: HTTPConnection) -> None:
    """End a connection that takes too long altogether."""
    if connection.sock is not None:
        connection.sock.close()
