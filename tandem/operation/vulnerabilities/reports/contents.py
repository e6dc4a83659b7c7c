"""What every kind of report is read into: the vulnerabilities it names and where it saw them."""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from tandem.operation.vulnerabilities import identifiers
from tandem.operation.vulnerabilities.rating import rated
from tandem.operation.vulnerabilities.reports import steady

CRITICAL, HIGH, MEDIUM, LOW, INFORMATION, NOT_RATED = range(1, 7)
FALSE_POSITIVE, FIXED = "false-positive", "fixed"
MOST_SIGHTINGS = 50_000
IDENTIFIER, TITLE, NAME, PLACE, TEXT, SOURCES = 150, 200, 200, 500, 8_000, 20
WORDS = {
    "critical": CRITICAL,
    "high": HIGH,
    "error": HIGH,
    "important": HIGH,
    "medium": MEDIUM,
    "moderate": MEDIUM,
    "warning": MEDIUM,
    "low": LOW,
    "minor": LOW,
    "note": LOW,
    "negligible": LOW,
    "info": INFORMATION,
    "informational": INFORMATION,
    "information": INFORMATION,
    "none": INFORMATION,
    "style": INFORMATION,
    "log": INFORMATION,
}
CWE = re.compile(r"^(?:CWE-)?(\d{1,6})$", re.IGNORECASE)
CVES = re.compile(r"CVE-\d{4}-\d{4,19}", re.IGNORECASE)
DIGITS = re.compile(r"\d{9,17}")
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Refused(ValueError):
    """A report that is not read: a `code` that stands for the reason, and what it is about."""

    def __init__(self, code: str, about: str = "") -> None:
        self.code, self.about = code, tidy(about, 200)
        super().__init__(f"{code}: {about}")


class Weakness(msgspec.Struct, kw_only=True):
    """A vulnerability as a report or list describes it. Severity from 1 (critical) to 6 (not rated)."""

    identifier: str
    title: str = ""
    description: str = ""
    aliases: list[str] = []
    severity: int = NOT_RATED
    score: str = ""
    vector: str = ""
    cwe: list[str] = []
    vendor: str = ""
    product: str = ""
    advice: str = ""
    sources: list[str] = []
    is_exploited: bool = False
    is_ransomware: bool = False
    exploited_since: str = ""
    exploited_due: str = ""
    epss: str = ""
    epss_percentile: str = ""
    epss_on: str = ""

    def names(self) -> list[str]:
        """Every name of this one vulnerability; not those of others that it comprises."""
        return [self.identifier, *identifiers.equivalents(self.identifier, self.aliases)]

    def take_rating(self, score: str, vector: str) -> None:
        """Take score and vector of one rating, never the one of this and the other of that."""
        if (score or vector) and not (self.score or self.vector):
            self.score, self.vector = score, vector

    def settle(self) -> None:
        """What nothing else says of severity and score, the vector says."""
        if self.vector and (self.severity == NOT_RATED or not self.score):
            by_vector = rated(self.vector)
            if by_vector:
                self.score = self.score or by_vector.score
                self.severity = by_vector.severity if self.severity == NOT_RATED else self.severity


class Sighting(msgspec.Struct, kw_only=True):
    """Where a report saw a vulnerability; `mark` tells apart what is alike in everything else."""

    identifier: str
    target: str
    component: str = ""
    component_version: str = ""
    fixed_version: str = ""
    path: str = ""
    line: str = ""
    port: str = ""
    mark: str = ""
    details: str = ""
    severity: int = NOT_RATED
    standing: str = ""
    standing_reason: str = ""
    scope: str = ""

    def place(self, identifier: str = "") -> tuple[str, ...]:
        """What makes it the same sighting in the next report of the same tool, also under another of its names.

        What listens on a port is called differently by each run, and a package's file carries its version: neither
        is part of it.
        """
        component = "" if self.port else self.component
        path = steady.without_version(self.path) if self.component else self.path
        parts = (self.target, identifier or self.identifier, component, path, self.port, self.mark)
        return tuple(part.casefold() for part in parts)


class Report(msgspec.Struct, kw_only=True):
    """One report of one tool.

    `targets` are what it looked at, each with the further names it is known by; a report that does not say has one
    without a name. `failed` says of targets why they could not be looked at. `covers` are the parts of its work that
    it did (None: all), `ports` the ports it tried by protocol, `least` the mildest severity that it shows.
    """

    kind: str
    tool: str
    title: str = ""
    scanned_on: str = ""
    scanned_at: str = ""
    is_full: bool = True
    covers: list[str] | None = None
    ports: dict[str, list[tuple[int, int]]] = {}
    least: int = NOT_RATED
    targets: dict[str, list[str]] = {}
    failed: dict[str, str] = {}
    weaknesses: list[Weakness] = []
    sightings: list[Sighting] = []
    left_out: dict[str, int] = {}
    scores: dict[str, tuple[str, str]] = {}

    @property
    def lacks_target(self) -> bool:
        """True when the report does not say what it looked at."""
        return "" in self.targets

    def name_target(self, name: str) -> None:
        """Give what the report looked at the name that somebody says."""
        if not name:
            self.targets.pop("", None)
            return
        self.targets = {target or name: known for target, known in self.targets.items()}
        self.failed = {target or name: why for target, why in self.failed.items()}
        for sighting in self.sightings:
            sighting.target = sighting.target or name

    def when(self, *values: Any) -> None:
        """Take the first of these that is a time as the time of the report."""
        for value in values:
            if scan_day := day(value):
                self.scanned_on, self.scanned_at = scan_day, tidy(value, 60)
                return

    def fail(self, target: str, why: str) -> None:
        """Note that a target could not be looked at."""
        self.failed[self.look_at(target)] = tidy(why, 300)

    def look_where(self, names: Iterable[str], known_as: Iterable[str] = ()) -> str:
        """Note the first of these names that tells one place from another; without any the target is asked for."""
        return self.look_at(next((name for name in names if steady.says_where(name)), ""), known_as)

    def leave_out(self, why: str, count: int = 1) -> None:
        """Count what was read and not taken."""
        self.left_out[why] = self.left_out.get(why, 0) + count

    def look_at(self, target: str, known_as: Iterable[str] = ()) -> str:
        """Note a target with its further names; returns the name it goes by."""
        name = tidy(target, 300)
        names = [tidy(other, 300) for other in known_as]
        known = self.targets.setdefault(name, [])
        known += [other for other in dict.fromkeys(names) if other and other != name and other not in known]
        return name


def digest(report: Report) -> str:
    """SHA-256 over what a report says, whatever file it came in; for a list the day does not count."""
    said = msgspec.structs.replace(
        report,
        title="",
        scanned_on="" if report.kind == "kev" else report.scanned_on,
        scanned_at="" if report.kind == "kev" else report.scanned_at,
        weaknesses=sorted(report.weaknesses, key=lambda weakness: weakness.identifier),
        sightings=sorted(report.sightings, key=lambda sighting: (sighting.place(), sighting.severity)),
        targets=dict(sorted(report.targets.items())),
    )
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def tidy(value: Any, most: int) -> str:
    """Text of at most so many characters, without control characters; anything but text and numbers is nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = UNWANTED.sub("", str(value)).replace("\r\n", "\n").strip()
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def line_of(value: Any, most: int) -> str:
    """Text on one line."""
    return tidy(" ".join(tidy(value, TEXT).split()), most)


def rows(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; nothing for anything else."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def part(value: Any, *names: str) -> Any:
    """What lies under these names of nested objects; None where something else stands in between."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def texts(value: Any, most: int = PLACE) -> list[str]:
    """The texts of a list, at most twenty."""
    lines = [tidy(entry, most) for entry in value] if isinstance(value, list) else []
    return [source for source in dict.fromkeys(lines) if source][:SOURCES]


def addresses(values: Iterable[Any]) -> list[str]:
    """The web addresses among some texts, at most twenty."""
    links = (tidy(value, PLACE) for value in values)
    return [source for source in dict.fromkeys(links) if source.startswith(("https://", "http://"))][:SOURCES]


def day(value: Any) -> str:
    """A day as year-month-day from a date or time in ISO 8601; nothing for anything else."""
    text = tidy(value, 60)
    if DIGITS.fullmatch(text):
        text = moment(int(text))
    try:
        parsed_day = date.fromisoformat(text[:10].replace("/", "-"))
    except ValueError:
        return ""
    return parsed_day.isoformat() if 1990 <= parsed_day.year <= 2100 else ""


def moment(number: int) -> str:
    """A time in ISO 8601 out of seconds, or a thousand or million times as many, since 1970."""
    while number > 10**11:
        number //= 1000
    return datetime.fromtimestamp(number, UTC).isoformat() if number > 0 else ""


def score_of(value: Any) -> str:
    """A CVSS score from 0.0 to 10.0 with one decimal; nothing for anything else."""
    try:
        number = float(tidy(value, 20))
    except ValueError:
        return ""
    return f"{number:.1f}" if 0 <= number <= 10 else ""


def severity_of(word: Any, score: str = "") -> int:
    """Severity by its word, else by CVSS 3 bands of the score, else not rated."""
    known = WORDS.get(tidy(word, 40).casefold())
    if known:
        return known
    if not score:
        return NOT_RATED
    number = float(score)
    bands = ((9.0, CRITICAL), (7.0, HIGH), (4.0, MEDIUM), (0.1, LOW))
    return next((severity for least, severity in bands if number >= least), INFORMATION)


def cwe_of(values: Iterable[Any]) -> list[str]:
    """Weakness classes as CWE-79."""
    matches = (CWE.match(tidy(value, 20)) for value in values)
    return list(dict.fromkeys(f"CWE-{int(match[1])}" for match in matches if match))[:SOURCES]


def identifier_of(value: Any, tool: str) -> str:
    """The public number of a vulnerability; a tool's own rule is named with the tool."""
    text = identifiers.canonical(line_of(value, IDENTIFIER))
    return text if not text or identifiers.is_public(text) else tidy(f"{tool}: {text}", IDENTIFIER)


def cves_in(values: Iterable[Any]) -> list[str]:
    """CVE numbers named in some texts."""
    numbers = (match.upper() for value in values for match in CVES.findall(tidy(value, TEXT)))
    return list(dict.fromkeys(numbers))[:60]


def port_of(number: Any, protocol: Any) -> str:
    """A port as 443/tcp."""
    text = line_of(number, 20)
    kind = line_of(protocol, 8).lower()
    return f"{text}/{kind}" if text and kind and "/" not in text else text


def share_of(value: Any) -> str:
    """A share from 0 to 1 with five places; nothing for anything else."""
    try:
        number = float(tidy(value, 30))
    except ValueError:
        return ""
    return f"{number:.5f}" if 0 <= number <= 1 else ""


def take_epss(weakness: Weakness, epss: Any, percentile: Any, on: Any) -> None:
    """Take how likely an attack is held to be, the newest that is told."""
    share, since = share_of(epss), day(on)
    if share and (not weakness.epss or since > weakness.epss_on):
        weakness.epss, weakness.epss_percentile, weakness.epss_on = share, share_of(percentile), since
