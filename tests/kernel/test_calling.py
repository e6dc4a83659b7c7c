"""No private address is ever called: not by name, not by redirect, not by a name that changes its mind."""

import socket
from typing import Any

import pytest

from tandem.ground.kernel.calling import NotCalled, insist_public, post, resolve

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1%eth0", "fc00::7", "::ffff:10.0.0.1", "::ffff:127.0.0.1",
    "64:ff9b::a00:1", "2002:7f00:1::", "ff02::1", "[::1]",
    "fec0::1", "3fff::1", "168.63.129.16", "::127.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b:1::a00:1", "100.100.100.200",
    "0x7f.1", "2130706433", "0177.0.0.1", "10.1",
]  # fmt: skip


@pytest.mark.parametrize(
    "address", [*PRIVATE, "localhost", "db.localhost", "printer.local", "metadata.google.internal."]
)
def test_an_address_inside_a_network_is_refused(address: str) -> None:
    with pytest.raises(NotCalled):
        insist_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "chat.example.org"])
def test_an_address_of_the_open_internet_is_not(address: str) -> None:
    insist_public(address)


@pytest.mark.parametrize("address", [one for one in PRIVATE if "[" not in one])
def test_a_name_one_of_whose_addresses_is_private_is_not_called(monkeypatch: Any, address: str) -> None:
    kind = socket.AF_INET6 if ":" in address else socket.AF_INET
    known = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443)),
        (kind, socket.SOCK_STREAM, 6, "", (address, 443)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_all, **_named: known)
    with pytest.raises(NotCalled):
        resolve("chat.example.org", 443)


@pytest.mark.parametrize("written", ["2130706433", "0x7f000001", "017700000001", "127.1"])
def test_odd_spellings_of_an_address_are_resolved_and_refused(written: str) -> None:
    with pytest.raises(NotCalled):
        resolve(written, 443)


def test_a_name_is_resolved_once_and_the_checked_address_is_called(monkeypatch: Any) -> None:
    asked: list[str] = []
    called: list[Any] = []

    def known(host: str, port: int, **_named: Any) -> list[Any]:
        asked.append(host)
        address = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(address: Any, *_all: Any) -> Any:
        called.append(address)
        raise OSError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", known)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(NotCalled):
        post("https://chat.example.org/hook", b"{}", {})
    assert (asked, called) == (["chat.example.org"], [("93.184.216.34", 443)])
