"""Collects what a report says: each vulnerability once under its best name, each sighting once."""

from collections import Counter

from tandem.operation.vulnerabilities import identifiers
from tandem.operation.vulnerabilities.reports.contents import SOURCES, Refused, Report, Sighting, Weakness, tidy

MOST_SIGHTINGS = 50_000
FILLED = ("title", "description", "advice", "vendor", "product", "epss", "epss_percentile", "epss_on")
GATHERED = ("aliases", "cwe", "sources")
ATTACKS = ("is_exploited", "is_ransomware", "exploited_since", "exploited_due")
JOINED = (("component_version", 100), ("fixed_version", 100), ("line", 100))


class Gathering:
    """Collects a report's vulnerabilities and sightings, each once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.weaknesses: dict[str, Weakness] = {}
        self.sightings: dict[tuple[str, ...], Sighting] = {}
        self.turns: Counter[tuple[str, ...]] = Counter()

    def turn(self, *alike: str) -> str:
        """Which of several that are alike this one is: nothing for the first, then 2, 3 …"""
        key = tuple(part.casefold() for part in alike)
        self.turns[key] += 1
        return str(self.turns[key]) if self.turns[key] > 1 else ""

    def add(self, weakness: Weakness, sighting: Sighting) -> None:
        """Take a sighting; one seen before gains versions and the graver severity."""
        if len(self.sightings) >= MOST_SIGHTINGS:
            raise Refused("too-many", str(MOST_SIGHTINGS))
        weakness.settle()
        sighting.severity = min(sighting.severity, weakness.severity)
        self.know(weakness)
        self._see(sighting)

    def _see(self, sighting: Sighting) -> None:
        before = self.sightings.setdefault(sighting.place(), sighting)
        if before is not sighting:
            _join(before, sighting)
            self.report.leave_out("twice")

    def know(self, weakness: Weakness) -> None:
        """Take a vulnerability; what an earlier mention left open is filled in."""
        weakness.settle()
        names = dict.fromkeys(map(identifiers.canonical, weakness.aliases))
        weakness.aliases = [name for name in names if name and name != weakness.identifier]
        before = self.weaknesses.setdefault(weakness.identifier.casefold(), weakness)
        if before is not weakness:
            _fill(before, weakness)

    def done(self) -> Report:
        """The report with everything that was gathered, several names of one vulnerability under the best of them."""
        renamed = self._renamed()
        if renamed:
            self._rename(renamed)
        self.report.weaknesses = list(self.weaknesses.values())
        self.report.sightings = list(self.sightings.values())
        spelled = {weakness.identifier.casefold(): weakness.identifier for weakness in self.report.weaknesses}
        for sighting in self.report.sightings:
            sighting.identifier = spelled[sighting.identifier.casefold()]
        return self.report

    def _renamed(self) -> dict[str, str]:
        """The best name of every vulnerability that has several, by each of its names."""
        groups: dict[str, set[str]] = {}
        for weakness in self.weaknesses.values():
            names = set(weakness.names())
            for name in list(names):
                names |= groups.get(name, set())
            groups |= dict.fromkeys(names, names)
        chosen = {name: identifiers.best(names) for name, names in groups.items() if _is_one(names)}
        return {name: other for name, other in chosen.items() if name != other}

    def _rename(self, renamed: dict[str, str]) -> None:
        weaknesses, sightings = list(self.weaknesses.values()), list(self.sightings.values())
        self.weaknesses, self.sightings = {}, {}
        for weakness in weaknesses:
            other = renamed.get(weakness.identifier)
            if other:
                names = [name for name in (weakness.identifier, *weakness.aliases) if name != other]
                weakness.title = other if weakness.title == weakness.identifier else weakness.title
                weakness.aliases, weakness.identifier = list(dict.fromkeys(names))[:SOURCES], other
            self.know(weakness)
        for sighting in sightings:
            sighting.identifier = renamed.get(sighting.identifier, sighting.identifier)
            self._see(sighting)


def _is_one(names: set[str]) -> bool:
    return len(names) > 1 and sum(map(identifiers.is_cve, names)) <= 1


def _fill(before: Weakness, again: Weakness) -> None:
    before.severity = min(before.severity, again.severity)
    before.take_rating(again.score, again.vector)
    for name in FILLED:
        setattr(before, name, getattr(before, name) or getattr(again, name))
    for name in GATHERED:
        joined = dict.fromkeys([*getattr(before, name), *getattr(again, name)])
        setattr(before, name, [entry for entry in joined if entry != before.identifier][:SOURCES])
    if again.is_exploited and not before.is_exploited:
        for name in ATTACKS:
            setattr(before, name, getattr(again, name))


def _join(before: Sighting, again: Sighting) -> None:
    before.severity = min(before.severity, again.severity)
    if before.standing and not again.standing:
        before.standing = before.standing_reason = ""
    for name, most in JOINED:
        parts = dict.fromkeys(
            part for text in (getattr(before, name), getattr(again, name)) for part in text.split(", ") if part
        )
        setattr(before, name, tidy(", ".join(parts), most))
