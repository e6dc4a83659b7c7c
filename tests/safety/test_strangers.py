"""Anonymous callers cannot stop the server: slow ones are cut off, large ones refused, and nobody waits for them."""

import http.client
import json
import socket
import time
from collections.abc import Iterator

import pytest

from tests.safety.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("server")]
SLOW = 50
HEAD = b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
KINDS = {
    "body": HEAD + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\nlogin=a",
    "chunks": HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nlogin\r\n",
    "headers": b"GET /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    "silence": b"",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = Installation(tmp_path_factory.mktemp("strangers") / "data")
    made.prepare()
    made.start()
    yield made
    made.kill()


def opened(site: Installation, start: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", site.port), timeout=60)
    connection.sendall(start)
    return connection


def page(site: Installation) -> tuple[int, float]:
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    connection.request("GET", "/accounts/login/")
    status = connection.getresponse().status
    connection.close()
    return status, time.monotonic() - began


def test_fifty_slow_connections_of_each_kind_stop_nobody_and_are_cut_off(site: Installation) -> None:
    held = {kind: [opened(site, start) for _ in range(SLOW)] for kind, start in KINDS.items()}
    time.sleep(1)
    answers = [page(site) for _ in range(10)]
    assert {status for status, _seconds in answers} == {200}
    assert max(seconds for _status, seconds in answers) < 5
    for kind, says in (("body", b"408"), ("chunks", b"408"), ("headers", b"")):
        ends = [connection.recv(100) for connection in held[kind]]
        assert all(says in end for end in ends), kind
    for connections in held.values():
        for connection in connections:
            connection.close()


def test_http_2_of_which_connections_are_never_cut_off_is_not_spoken(site: Installation) -> None:
    connection = opened(site, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00\x00\x00\x04\x00\x00\x00\x00\x00")
    answers = connection.recv(1_000)
    assert not answers or answers.startswith(b"HTTP/1.1 400")
    connection.close()


def test_a_large_body_of_a_stranger_is_refused_before_it_is_stored(site: Installation) -> None:
    head = HEAD + b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 600000000\r\n\r\n"
    connection, sent = opened(site, head), 0
    try:
        while sent < 100_000_000:
            connection.sendall(b"x" * 65_536)
            sent += 65_536
    except OSError:
        pass
    assert sent < 20_000_000  # what the system's buffers took
    connection.close()
    assert page(site)[0] == 200


def test_a_body_whose_size_is_not_said_is_refused_as_well(site: Installation) -> None:
    connection = opened(site, HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    chunk = b"8000\r\n" + b"x" * 0x8000 + b"\r\n"
    for _ in range(4):
        connection.sendall(chunk)
    assert b" 413 " in connection.recv(200)
    connection.close()


def test_a_token_may_send_a_file(site: Installation) -> None:
    reference = site.call("POST", "/api/v1/acme/services/", {"title": "Mail"})["reference"]
    files = f"/api/v1/acme/services/{reference}/files"
    content = b"a" * 3_000_000
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    token = {"Authorization": f"Bearer {site.token}", "Content-Type": "application/octet-stream"}
    connection.request("POST", f"{files}?name=a.txt", content, token)
    answer = connection.getresponse()
    told = answer.read()
    assert answer.status == 201, told
    connection.request("GET", f"{files}/{json.loads(told)['id']}", headers=token)
    assert connection.getresponse().read() == content
