"""A small IMAP server on this machine: enough of the protocol (RFC 3501) to be looked into, and to be unfriendly."""

import base64
import json
import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

CAPABILITIES = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2\r\n"


class Server(socketserver.ThreadingTCPServer):
    """Messages by their number, those that were seen, and what was asked."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.messages: dict[int, bytes] = {}
        self.seen: set[int] = set()
        self.sizes: dict[int, int] = {}
        self.validity = 7
        self.password = "open sesame"
        self.asked: list[str] = []
        self.token = "none yet"

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def put(self, content: bytes) -> int:
        """A new message; its number."""
        number = max(self.messages, default=0) + 1
        self.messages[number] = content
        return number


class _Talk(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        while line := self.rfile.readline():
            tag, _space, words = line.decode().strip().partition(" ")
            self.server.asked.append(words)
            command, _space, rest = words.partition(" ")
            done = getattr(self, f"_{command.lower()}", self._unknown)(rest)
            self.wfile.write(f"{tag} {done}\r\n".encode())
            if command.upper() == "LOGOUT":
                return

    def _unknown(self, rest: str) -> str:
        return "BAD what?"

    def _capability(self, rest: str) -> str:
        self.wfile.write(CAPABILITIES)
        return "OK done"

    def _login(self, rest: str) -> str:
        return "OK done" if self.server.password in rest else "NO [AUTHENTICATIONFAILED] wrong password"

    def _authenticate(self, rest: str) -> str:
        self.wfile.write(b"+ \r\n")
        said = base64.b64decode(self.rfile.readline()).decode()
        if said == f"user=desk\x01auth=Bearer {self.server.token}\x01\x01":
            return "OK done"
        self.wfile.write(b"+ eyJzdGF0dXMiOiI0MDEifQ==\r\n")
        self.rfile.readline()
        return "NO [AUTHENTICATIONFAILED] wrong token"

    def _select(self, rest: str) -> str:
        if "INBOX" not in rest:
            return "NO there is no such folder"
        last = max(self.server.messages, default=0)
        self.wfile.write(f"* {len(self.server.messages)} EXISTS\r\n".encode())
        self.wfile.write(f"* OK [UIDVALIDITY {self.server.validity}]\r\n* OK [UIDNEXT {last + 1}]\r\n".encode())
        return "OK [READ-WRITE]"

    def _logout(self, rest: str) -> str:
        return "OK done"

    def _uid(self, rest: str) -> str:
        command, _space, asked = rest.partition(" ")
        return {"SEARCH": self._search, "FETCH": self._fetch, "STORE": self._store}[command.upper()](asked)

    def _search(self, asked: str) -> str:
        numbers = sorted(self.server.messages)
        if asked == "UNSEEN":
            matching = [number for number in numbers if number not in self.server.seen]
        else:
            first = int(re.search(r"(\d+):\*", asked)[1])
            matching = [number for number in numbers if number >= first] or numbers[-1:]  # `*` is the last there is
        self.wfile.write(("* SEARCH " + " ".join(map(str, matching))).strip().encode() + b"\r\n")
        return "OK done"

    def _fetch(self, asked: str) -> str:
        number, _space, what = asked.partition(" ")
        content = self.server.messages[int(number)]
        if "SIZE" in what:
            size = self.server.sizes.get(int(number), len(content))
            self.wfile.write(f"* 1 FETCH (UID {number} RFC822.SIZE {size})\r\n".encode())
            return "OK done"
        part = content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if "HEADER" in what else content
        self.wfile.write(f"* 1 FETCH (UID {number} BODY[] {{{len(part)}}}\r\n".encode() + part + b")\r\n")
        return "OK done"

    def _store(self, asked: str) -> str:
        self.server.seen.add(int(asked.partition(" ")[0]))
        return "OK done"


@contextmanager
def serving() -> Iterator[Any]:
    """A server while the block lasts."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Giver(BaseHTTPRequestHandler):
    """Gives tokens to the one client that it knows (RFC 6749 section 4.4)."""

    server: Any

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.asked.append(form)
        if self.path == "/elsewhere":
            self.send_response(307)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_address[1]}/token")
            self.end_headers()
            return
        if self.path == "/codes" or "device_code" in form or "refresh_token" in form:
            self._say(*self._consent(form))
            return
        is_right = form["client_secret"] == ["open sesame"] and form["grant_type"] == ["client_credentials"]
        said = {"access_token": "t0ken", "token_type": "Bearer"} if is_right else {"error": "invalid_client"}
        self._say(200 if is_right else 401, said)

    def _consent(self, form: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        """Codes for a person to confirm (RFC 8628), and tokens that are replaced at each use (RFC 6749 section 6)."""
        server = self.server
        if self.path == "/codes":
            code = {"device_code": "d3vice", "user_code": "WDJB-MJHT", "expires_in": 900, "interval": 5}
            return 200, code | {"verification_uri": "https://login.example/device"}
        granted = {"access_token": "t0ken", "token_type": "Bearer", "refresh_token": f"r-{len(server.asked)}"}
        if form["grant_type"] == ["refresh_token"]:
            is_right = form["refresh_token"] == [server.consent]
            server.consent = granted["refresh_token"] if is_right else server.consent
            return (200, granted) if is_right else (400, {"error": "invalid_grant"})
        if form["device_code"] != ["d3vice"] or server.answers:
            return 400, {"error": server.answers.pop(0) if server.answers else "invalid_grant"}
        server.consent = granted["refresh_token"]
        return 200, granted

    def _say(self, status: int, said: dict[str, Any]) -> None:
        content = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        """Nothing is printed."""


@contextmanager
def giving_tokens() -> Iterator[Any]:
    """A server that gives tokens while the block lasts."""
    with HTTPServer(("127.0.0.1", 0), _Giver) as server:
        server.asked, server.answers, server.consent = [], [], ""  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
