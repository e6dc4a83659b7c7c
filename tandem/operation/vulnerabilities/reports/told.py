"""What every kind of report is read into: the vulnerabilities it names and where it saw them."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

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
    "log": INFORMATION,
}
KNOWN_ELSEWHERE = re.compile(
    r"^(CVE|GHSA|OSV|PYSEC|RUSTSEC|GO|MAL|GSD|DSA|DLA|USN|ALAS\d*|ELSA|RHSA|RLSA|ALSA|SUSE|AVD|TEMP|SNYK|CNVD|JVN)-\w",
    re.IGNORECASE,
)
CVE = re.compile(r"CVE-\d{4}-\d{4,19}", re.IGNORECASE)
CWE = re.compile(r"^(?:CWE-)?(\d{1,6})$", re.IGNORECASE)
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

    def place(self) -> tuple[str, ...]:
        """What makes it the same sighting in the next report of the same tool."""
        parts = (self.target, self.identifier, self.component, self.path, self.port, self.mark)
        return tuple(part.casefold() for part in parts)


class Report(msgspec.Struct, kw_only=True):
    """One report of one tool. `targets` are what it looked at, each with the further names it is known by."""

    kind: str
    tool: str
    title: str = ""
    scanned_on: str = ""
    is_full: bool = True
    targets: dict[str, list[str]] = {}
    weaknesses: list[Weakness] = []
    sightings: list[Sighting] = []
    left_out: dict[str, int] = {}

    def leave_out(self, why: str, count: int = 1) -> None:
        """Count what was read and not taken."""
        self.left_out[why] = self.left_out.get(why, 0) + count

    def look_at(self, target: str, known_as: Iterable[str] = ()) -> str:
        """Note a target with its further names; returns the name it goes by."""
        name = tidy(target, 300)
        if name:
            names = [tidy(other, 300) for other in known_as]
            known = self.targets.setdefault(name, [])
            known += [other for other in dict.fromkeys(names) if other and other != name and other not in known]
        return name


class Gathering:
    """Collects a report's vulnerabilities and sightings, each once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.weaknesses: dict[str, Weakness] = {}
        self.sightings: dict[tuple[str, ...], Sighting] = {}

    def add(self, weakness: Weakness, sighting: Sighting) -> None:
        """Take a sighting; one seen before gains versions and the graver severity."""
        if len(self.sightings) >= MOST_SIGHTINGS:
            raise Refused("too-many", str(MOST_SIGHTINGS))
        self.know(weakness)
        before = self.sightings.setdefault(sighting.place(), sighting)
        if before is not sighting:
            _join(before, sighting)
            self.report.leave_out("twice")

    def know(self, weakness: Weakness) -> None:
        """Take a vulnerability; what an earlier mention left open is filled in."""
        before = self.weaknesses.setdefault(weakness.identifier.casefold(), weakness)
        if before is weakness:
            return
        before.severity = min(before.severity, weakness.severity)
        for name in ("title", "description", "score", "vector", "advice", "vendor", "product"):
            setattr(before, name, getattr(before, name) or getattr(weakness, name))
        for name in ("aliases", "cwe", "sources"):
            joined = dict.fromkeys([*getattr(before, name), *getattr(weakness, name)])
            setattr(before, name, list(joined)[:SOURCES])

    def done(self) -> Report:
        """The report with everything that was gathered."""
        self.report.weaknesses = list(self.weaknesses.values())
        self.report.sightings = list(self.sightings.values())
        return self.report


def _join(before: Sighting, again: Sighting) -> None:
    before.severity = min(before.severity, again.severity)
    for name, most in (("component_version", 100), ("fixed_version", 100), ("line", 100)):
        parts = dict.fromkeys(
            part for text in (getattr(before, name), getattr(again, name)) for part in text.split(", ") if part
        )
        setattr(before, name, tidy(", ".join(parts), most))


def digest(report: Report) -> str:
    """SHA-256 over what a report says, whatever file it came in; for a list the day does not count."""
    said = msgspec.structs.replace(
        report,
        title="",
        scanned_on="" if report.kind == "kev" else report.scanned_on,
        weaknesses=sorted(report.weaknesses, key=lambda one: one.identifier),
        sightings=sorted(report.sightings, key=lambda one: (one.place(), one.severity)),
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
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def part(value: Any, *names: str) -> Any:
    """What lies under these names of nested objects; None where something else stands in between."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def texts(value: Any, most: int = PLACE) -> list[str]:
    """The texts of a list, at most twenty."""
    found = [tidy(one, most) for one in value] if isinstance(value, list) else []
    return [one for one in dict.fromkeys(found) if one][:SOURCES]


def addresses(values: Iterable[Any]) -> list[str]:
    """The web addresses among some texts, at most twenty."""
    found = (tidy(one, PLACE) for one in values)
    return [one for one in dict.fromkeys(found) if one.startswith(("https://", "http://"))][:SOURCES]


def day(value: Any) -> str:
    """A day as year-month-day from a date or time in ISO 8601; nothing for anything else."""
    text = tidy(value, 60)[:10]
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return ""
    return found.isoformat() if 1990 <= found.year <= 2100 else ""


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
    found = (CWE.match(tidy(value, 20)) for value in values)
    return list(dict.fromkeys(f"CWE-{int(match[1])}" for match in found if match))[:SOURCES]


def identifier_of(value: Any, tool: str) -> str:
    """The public number of a vulnerability; a tool's own rule is named with the tool."""
    text = line_of(value, IDENTIFIER)
    if CVE.fullmatch(text):
        return text.upper()
    return text if not text or KNOWN_ELSEWHERE.match(text) else tidy(f"{tool}: {text}", IDENTIFIER)


def cves_in(values: Iterable[Any]) -> list[str]:
    """CVE numbers named in some texts."""
    found = (match.upper() for value in values for match in CVE.findall(tidy(value, TEXT)))
    return list(dict.fromkeys(found))[:60]


def port_of(number: Any, protocol: Any) -> str:
    """A port as 443/tcp."""
    text = line_of(number, 20)
    kind = line_of(protocol, 8).lower()
    return f"{text}/{kind}" if text and kind and "/" not in text else text


Fields = Mapping[str, Any]
