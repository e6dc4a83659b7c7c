"""What the server runs: a request takes a thread once it has arrived whole, and gives it back before it is sent.

Slow senders and slow readers wait in the event loop, where a thousand of them cost nothing; whoever is too slow is cut
off. A thread of the pool does the work itself, through Django's WSGI handler, and is never held by a connection.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.utils.translation import gettext as _

from tandem.faces.web.wsgi import handler  # isort: skip  sets Django up, which the others need

from django.db import close_old_connections

from tandem.faces.web import limits
from tandem.faces.web.middleware import CHECKED, refused
from tandem.faces.web.prefix import inside

THREADS = 4
IN_MEMORY = 1024 * 1024
CHUNK = 64 * 1024
FIRST_SECONDS = 15.0
SLOWEST = 16 * 1024  # bytes a second, over the whole body
READ_WITHIN = 30.0  # seconds for a reader to take one chunk
Headers = list[tuple[str, str]]

logging.getLogger("tandem.sqlite").setLevel(logging.WARNING)
work = ThreadPoolExecutor(THREADS, thread_name_prefix="request")
disk = ThreadPoolExecutor(2, thread_name_prefix="disk")


class TooLarge(Exception):
    """A body beyond what its sender may send: at most how many bytes that is."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class Answer:
    """What came of a request: status, headers, and either the content or a file of it."""

    def __init__(self, status: int, headers: Headers, content: bytes = b"", file: IO[bytes] | None = None) -> None:
        self.status, self.headers, self.content, self.file = status, headers, content, file


class Application:
    """The RSGI face of Tandem."""

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        environ = _environ(scope)
        try:
            body = await _received(protocol, environ)
        except TimeoutError:
            _say(protocol, 408, _("The request was sent too slowly."))
            return
        except TooLarge as larger:
            refusal = refused(environ["PATH_INFO"], larger.limit)
            protocol.response_bytes(413, [*refusal.headers.items(), ("connection", "close")], refusal.content)
            return
        answer = await asyncio.get_running_loop().run_in_executor(work, _answer, environ, body)
        await _send(protocol, answer)


application = Application()


def _say(protocol: Any, status: int, words: str) -> None:
    protocol.response_str(status, [("content-type", "text/plain; charset=utf-8"), ("connection", "close")], words)


def _environ(scope: Any) -> dict[str, Any]:
    host, _colon, port = scope.server.rpartition(":")
    environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": inside(scope.path).encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": None,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.version": (1, 0),
    }
    for name, value in scope.headers.items():
        key = "HTTP_" + name.upper().replace("-", "_")
        if "_" not in name:  # a header with an underscore could pass for another one
            environ[key] = f"{environ[key]},{value}" if key in environ else value
    for key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if f"HTTP_{key}" in environ:
            environ[key] = environ.pop(f"HTTP_{key}")
    if scope.authority and "HTTP_HOST" not in environ:
        environ["HTTP_HOST"] = scope.authority
    return environ


async def _received(protocol: Any, environ: dict[str, Any]) -> IO[bytes]:
    """The whole body; TooLarge or TimeoutError as soon as it is more, or comes slower, than is allowed."""
    body: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed with the request
    size, limit, loop = 0, limits.STRANGERS, asyncio.get_running_loop()
    declared = environ.get("CONTENT_LENGTH", "")
    if not declared and "HTTP_TRANSFER_ENCODING" not in environ:
        return body
    if declared.isascii() and declared.isdigit() and int(declared) > limit:
        limit = await _limit(environ, int(declared))
    began = loop.time()
    async with asyncio.timeout_at(began + FIRST_SECONDS) as patience:
        async for chunk in protocol:
            size += len(chunk)
            if size > limit:
                limit = await _limit(environ, size)
            patience.reschedule(began + FIRST_SECONDS + size / SLOWEST)
            await _keep(body, chunk, size)
    environ["CONTENT_LENGTH"], environ[CHECKED] = str(size), True
    body.seek(0)
    return body


async def _limit(environ: dict[str, Any], size: int) -> int:
    limit = await asyncio.get_running_loop().run_in_executor(disk, _allowed, environ)
    if size > limit:
        raise TooLarge(limit)
    return limit


def _allowed(environ: dict[str, Any]) -> int:
    """What the sender may send, asked in a thread that no request of Django opens or closes connections for."""
    close_old_connections()
    return limits.allowed(environ)


async def _keep(body: IO[bytes], chunk: bytes, size: int) -> None:
    if size > IN_MEMORY:
        await asyncio.get_running_loop().run_in_executor(disk, body.write, chunk)
    else:
        body.write(chunk)


def _answer(environ: dict[str, Any], body: IO[bytes]) -> Answer:
    """Let Django answer; whatever it streams is taken out of the thread's hands as a file."""
    begun: list[Any] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], None]:
        begun[:] = [int(status.split(" ", 1)[0]), [(name.lower(), value) for name, value in headers]]
        return body.write  # type: ignore[return-value]

    environ["wsgi.input"] = body
    response: Any = handler(environ, start_response)
    try:
        if not getattr(response, "streaming", False):
            return Answer(begun[0], begun[1], b"".join(response))
        return Answer(begun[0], begun[1], file=_spooled(response))
    finally:
        response.close()
        body.close()


def _spooled(parts: Iterable[bytes]) -> IO[bytes]:
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed once it is sent
    for part in parts:
        file.write(part)
    file.seek(0)
    return file


async def _send(protocol: Any, answer: Answer) -> None:
    if answer.file is None:
        protocol.response_bytes(answer.status, answer.headers, answer.content)
        return
    loop = asyncio.get_running_loop()
    with answer.file as file:
        first = file.read(IN_MEMORY)
        if len(first) < IN_MEMORY:
            protocol.response_bytes(answer.status, answer.headers, first)
            return
        transport = protocol.response_stream(answer.status, answer.headers)
        while first:
            async with asyncio.timeout(READ_WITHIN):
                await transport.send_bytes(first)
            first = await loop.run_in_executor(disk, file.read, CHUNK)
