"""Requests that nobody means well with: made from the product's own table of addresses and names of parameters."""

# ruff: noqa: E501  the tables of values read better in few lines
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_from_bytes, urlencode

from django.urls import URLPattern, URLResolver, get_resolver

import tandem
from tandem.ground.kernel import registers

FACES = Path(tandem.__file__).parent / "faces"
ASKED = re.compile(r"""(?:GET|POST|posted|asked|told|query|FILES)(?:\.get|\.getlist|\.pop)?[\[(]\s*["']([\w.-]+)["']""")
SKIPPED = ("signup", "logout", "webauthn", "passkey")  # they end the session, or belong to a library's own tests
TEXTS = (
    "", " ", "\x00", "a\x00b", "\x0b", "\x1b[0m", "\ufffe", "\u202e", "😀", "中文", "é" * 300, "A" * 5_000, "x" * 70_000,
    "𝔘nicode 𠀋 𓀀 🏳️‍🌈", "\U000e0041\U000e007f", "\uf8ff\U000f0000\U0010fffd", "\U0010ffff\ufdd0", "Z̷̢͑a̶̡͠l̴g̵ǫ", "\u2028\x85\u00ad\u200d",
    "مرحبا \u2067שלום\u2069", "ก็็็็็็็", "İstanbul ßẞ ǆ", "\u0301" * 200,
    "-1", "0", "1", "²", "٣", "１２", "9" * 19, "9" * 400, "-9223372036854775809", "9223372036854775808", "2147483648",
    "1e400", "1e5", "NaN", "Infinity", "-0.0", "0x10", "1_000", "12.345678901234567890", "1,5", "+1",
    "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-13", "0000", "99999", "2026-W99",
    "9999-12-31T23:59:59Z", "0001-01-01 00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "24:00",
    "null", "true", "[]", "{}", '{"a":1}', "[" * 3_000, '{"a":' * 2_000, '"', "'", "\\", "%", "%00", "_", "*", "a*", "(",
    '"a', "a OR b", "NEAR(a b)", "a:b", "^a", "-a", "' OR 1=1 --", "<script>", "javascript:alert(1)", "{{7*7}}", "${7}",
    "../../etc/passwd", "/", "//", "\\\\server", "CON", ".", "..", ",", ",".join(map(str, range(3_000))), "|" * 500,
    "eyJ2IjpbXX0", "AAAA", "====", "bnVsbA", "W10", "WzEsMl0", "eyJhIjoxfQ==", "RISK-1", "RISK-0", "risk-1", "RISK-" + "9" * 30,
    "INC-2026-0001", "INC-99999999999999-1", "iso-27001:2022/4.1", "iso-27001:2022/", "nothing:1/1", "ada@example.org",
    "id", "pk", "organization_id", "owner__password", "-title", "title", "state", "own.x", "own.", "created_at", "__class__",
)  # fmt: skip
BYTES = (b"\xed\xa0\x80", b"\xff\xfe", b"\xc0\x80", b"%", b"\x80abc", b"caf\xe9")
THINGS: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 1e308, 10**30, -(2**63) - 1, 2**63, [], {}, [[]], [None], [1, "a", {}], {"a": {"b": []}},
    ["a"] * 3_000, {"": ""}, {"a": None}, [{"title": "x"}], "\ud800", "x\ud83dy",
)  # fmt: skip
FILES = (
    ("a.csv", b"Title\nx\n"), ("a.csv", b"Title,Title\n\x00,\xff\n"), ("a.csv", b""), ("a.csv", b'"' * 5_000),
    ("a.csv", "Title;Fällig\n😀;0001-01-01\n".encode("utf-16")), ("a.xlsx", b"PK\x03\x04"), ("a.xlsx", b"PK" + b"\x00" * 500),
    ("a.json", b"[" * 50_000), ("a.json", b'{"a":1}'), ("a.json", b"[1,2,null]"), ("a.json", b'[{"title":"\\ud800"}]'),
    ("a.json", b'[{"title": 1e999}]'), ("a.yaml", b"a: &a [*a]"), ("a.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
    ("a.xml", b"<?xml version='1.0'?><nmaprun/>"), ("a.docx", b"PK\x03\x04junk"), ("../../x", b"%PDF-1.7"), ("\x00.txt", b"x"),
    ("😀" * 90 + ".txt", b"\xff" * 2_000), ("", b"x"), ("a.nessus", b"<NessusClientData_v2></NessusClientData_v2>"),
)  # fmt: skip


@dataclass(frozen=True)
class Route:
    """An address with the names of its parts and what understands it."""

    pattern: str
    converters: dict[str, str]
    methods: tuple[str, ...]


@dataclass
class Attack:
    """One request, in a form that can be printed and sent again."""

    method: str
    path: str
    query: str
    content_type: str = ""
    body: Any = field(default=b"", repr=False)


def routes(resolver: Any = None, prefix: str = "") -> Iterator[Route]:
    """Every address of the product, of the libraries that it includes too."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, pattern)
        elif isinstance(entry, URLPattern) and not any(part in pattern for part in SKIPPED):
            converters = {name: type(how).__name__ for name, how in entry.pattern.converters.items()}
            handlers = getattr(entry.callback, "handlers", None)
            yield Route(pattern, converters, tuple(name.upper() for name in handlers) if handlers else ("GET", "POST"))


def parameters() -> list[str]:
    """Every name that a face asks a request for, and every field of every register."""
    asked = {name for path in sorted(FACES.rglob("*.py")) for name in ASKED.findall(path.read_text(encoding="utf-8"))}
    fields = {name for register in registers.every() for name in (*register.writable, *register.listing.columns)}
    return sorted(
        asked | fields | {"own.x", "own.place", "tags", "nothing", "cursor", "sort", "size", "limit", "fields"}
    )


class Attacker:
    """Makes up requests from what there is; the same seed makes the same ones."""

    def __init__(self, seed: int, known: dict[str, list[str]]) -> None:
        self.chance = random.Random(seed)
        self.known = known  # references by register
        self.routes = list(routes())
        self.names = parameters()

    def attack(self) -> Attack:
        """The next request."""
        route = self.chance.choice(self.routes)
        method = self.chance.choice(route.methods)
        parts = self._parts(route)
        attack = Attack(method, self._path(route, parts), self._query())
        if method not in ("GET", "HEAD", "DELETE"):
            key = parts.get("key", "")
            content = self._json(key) if "api/" in route.pattern else self._form(key)
            attack.content_type, attack.body = content
        return attack

    def _parts(self, route: Route) -> dict[str, str]:
        key = self.chance.choice(list(self.known))
        parts = {"slug": "home", "key": key, "form": self.chance.choice(("csv", "xlsx", "json", "pdf", "docx", "x"))}
        parts["reference"] = self.chance.choice(self.known[key])
        parts |= {"framework_key": "iso-27001:2022", "ref": "4.1"}
        if "catalogue" in route.pattern or "requirement" in route.pattern:
            parts["key"] = "iso-27001:2022"
        for name, converter in route.converters.items():
            if converter == "IntConverter":
                parts[name] = self.chance.choice(("1", "2", "0", "99999999999999999999"))
            elif name not in parts or self.chance.random() < 0.1:
                parts[name] = self._plain(converter)
        return parts

    def _plain(self, converter: str) -> str:
        if converter == "SlugConverter":
            return self.chance.choice(("home", "close", "risks", "nothing", "csv", "-", "_", "a" * 300))
        text = self.chance.choice(TEXTS)
        return text if converter == "PathConverter" else text.replace("/", "") or "x"

    def _path(self, route: Route, parts: dict[str, str]) -> str:
        def filled(match: re.Match[str]) -> str:
            name = match[1].rpartition(":")[2]
            return quote(parts.get(name, "1")[:2_000], safe="")

        path = re.sub(r"<([^>]+)>", filled, re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route.pattern))
        return "/" + path.replace("^", "").replace("$", "").replace("\\", "")

    def _query(self) -> str:
        pairs = [(self.chance.choice(self.names), self._text()) for _ in range(self.chance.choice((0, 0, 1, 1, 2, 4)))]
        if self.chance.random() < 0.02:
            pairs += [(self.chance.choice(self.names), str(number)) for number in range(1_500)]
        query = urlencode([(name, text[:4_000]) for name, text in pairs])
        if self.chance.random() < 0.08:
            query += "&" + self.chance.choice(self.names) + "=" + quote_from_bytes(self.chance.choice(BYTES))
        return query

    def _text(self) -> str:
        if self.chance.random() < 0.25:
            return self.chance.choice(self.known[self.chance.choice(list(self.known))])
        return self.chance.choice(TEXTS)

    def _fields(self, key: str) -> list[str]:
        register = registers.find(key)
        own = [*register.writable, "tags", "version", "reason"] if register else []
        return [self.chance.choice(own if own and self.chance.random() < 0.8 else self.names) for _ in range(6)]

    def _form(self, key: str) -> tuple[str, bytes]:
        pairs = [(name, self._text()) for name in self._fields(key)]
        if self.chance.random() < 0.3:
            pairs += [
                ("title", "A title"),
                ("version", "1"),
                ("do", self.chance.choice(("keep", "remove", "all", "x"))),
            ]
        if self.chance.random() < 0.35:
            return _multipart(pairs, self.chance.choice(FILES))
        body = urlencode(pairs).encode()
        if self.chance.random() < 0.1:
            body += b"&title=" + quote_from_bytes(self.chance.choice(BYTES)).encode()
        return "application/x-www-form-urlencoded", body

    def _json(self, key: str) -> tuple[str, bytes]:
        if self.chance.random() < 0.15:
            return _multipart([("title", self._text())], self.chance.choice(FILES))
        names = ("records", "values", "version", "text", "kind", "target", "references", "fields", "name")
        told = {name: self._thing() for name in (*self._fields(key), *self.chance.sample(names, 2))}
        if self.chance.random() < 0.4:
            told["title"] = "A title"
        body = json.dumps(told).encode()
        if self.chance.random() < 0.15:
            body = self.chance.choice(
                (b"[" * 100_000, b"{", b"\xff", b"[]", b"null", b'{"title":' * 5_000, b'{"a":1,"a":2}')
            )
        return "application/json", body

    def _thing(self) -> Any:
        return self.chance.choice(THINGS) if self.chance.random() < 0.5 else self._text()


def _multipart(pairs: list[tuple[str, str]], file: tuple[str, bytes]) -> tuple[str, bytes]:
    parts = [
        f'--frontier\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
        for name, text in pairs
    ]
    name, content = file
    head = f'--frontier\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    return "multipart/form-data; boundary=frontier", b"".join([*parts, head, content, b"\r\n--frontier--\r\n"])
