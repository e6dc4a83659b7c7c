"""What a report says of its targets, compared with the findings of the same tool there."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.ground.kernel.rehearsing import as_rehearsed
from tandem.operation.vulnerabilities.findings.models import OPEN_STATES, VulnerabilityFinding
from tandem.operation.vulnerabilities.findings.placing import Places
from tandem.operation.vulnerabilities.identifiers import equivalents
from tandem.operation.vulnerabilities.reports.contents import FALSE_POSITIVE, FIXED, Report, Sighting

AT_ONCE = 400
PART = 20  # new findings that are kept together
TOLD_ANEW = ("component_version", "fixed_version", "details")


def fingerprint(tool: str, sighting: Sighting, identifier: str = "") -> str:
    """What makes a finding the same in the next report: the tool and the place, not version, line or severity.

    The place of a vulnerability that has several names is a different one under each.
    """
    return hashlib.sha256("\x00".join((tool.casefold(), *sighting.place(identifier))).encode()).hexdigest()


def contradicts(report: Report, day: date) -> bool:
    """Whether a report still sees what was marked fixed by the day that it speaks of."""
    marks = [fingerprint(report.tool, sighting) for sighting in report.sightings if not sighting.standing]
    fixed = VulnerabilityFinding.objects.filter(state="fixed", fixed_on__lte=day)
    return any(
        _of_marks(
            fixed, marks[start : start + AT_ONCE], lambda finding: finding.state == "fixed" and finding.fixed_on <= day
        )
        for start in range(0, len(marks), AT_ONCE)
    )


def _of_marks(findings: Any, marks: list[str], fits: Callable[[Any], bool]) -> list[Any]:
    """Those findings that bear one of these marks; `fits` says the same as their condition."""
    rows, wanted = findings.filter(fingerprint__in=marks), set(marks)
    return as_rehearsed(VulnerabilityFinding, rows, lambda finding: finding.fingerprint in wanted and fits(finding))


class Comparison:
    """One report beside what is known; `write` keeps it."""

    def __init__(
        self,
        actor: Actor,
        report: Report,
        day: date,
        vulnerabilities: dict[str, Any],
        places: Places,
        *,
        proposes_fixed: bool,
    ) -> None:
        self.actor, self.report, self.day = actor, report, day
        self.vulnerabilities, self.places = vulnerabilities, places
        self.register = declared_for(VulnerabilityFinding)
        self.new: list[tuple[str, Sighting]] = []
        self.changed: list[tuple[Any, dict[str, Any]]] = []
        self.seen_again: list[tuple[Any, dict[str, Any]]] = []
        self.reopened: list[tuple[Any, dict[str, Any]]] = []
        self.gone: list[tuple[Any, dict[str, Any]]] = []
        self.unchanged: list[Any] = []
        self.sightings = {fingerprint(report.tool, sighting): sighting for sighting in report.sightings}
        self.names = {mark: self._marks(mark, sighting) for mark, sighting in self.sightings.items()}
        self.known: dict[str, Any] = {}
        self._compare()
        if proposes_fixed and report.is_full:
            self._miss()

    def _compare(self) -> None:
        self.known = self._known()
        compared: set[str] = set()
        for mark, sighting in self.sightings.items():
            if self.names[mark][1] in compared:
                continue  # the same under another of its names
            compared.add(self.names[mark][1])
            finding = next((self.known[name] for name in self.names[mark] if name in self.known), None)
            if finding is None:
                self._first_seen(mark, sighting)
            elif finding.state == "fixed" and not sighting.standing and self.day >= finding.fixed_on:
                self.reopened.append((finding, self._again(finding)))
            elif sighting.standing and finding.state in OPEN_STATES:
                self._settled(finding, sighting)
            else:
                self._seen(finding, sighting)

    def _marks(self, mark: str, sighting: Sighting) -> list[str]:
        """The marks of a sighting under every name of its vulnerability, its own first."""
        record = self.vulnerabilities[sighting.identifier]
        names = [record.identifier, *equivalents(record.identifier, record.aliases)]
        return [mark, *(fingerprint(self.report.tool, sighting, name) for name in names)]

    def _first_seen(self, mark: str, sighting: Sighting) -> None:
        """New here; what a maker says of it settles what scanners found of the same on the same target or item."""
        others = self._seen_by_others(sighting) if sighting.standing == FALSE_POSITIVE else []
        for finding in others:
            self._settled(finding, sighting)
        if not others:
            self.new.append((mark, sighting))

    def _seen_by_others(self, sighting: Sighting) -> list[Any]:
        same = Q(target__iexact=sighting.target)
        item = self.places.item_of(sighting.target)
        if item is not None:
            same |= Q(item=item)
        vulnerability, target = self.vulnerabilities[sighting.identifier], sighting.target.casefold()
        findings = VulnerabilityFinding.objects.open().filter(same, vulnerability=vulnerability.pk)

        def fits(finding: Any) -> bool:
            is_there = finding.target.casefold() == target or (item is not None and finding.item_id == item.pk)
            return (
                is_there
                and finding.vulnerability_id == vulnerability.pk
                and _is_open_of(finding, not_of=self.report.tool)
            )

        return as_rehearsed(VulnerabilityFinding, findings.exclude(tool=self.report.tool).order_by("pk"), fits)

    def _known(self) -> dict[str, Any]:
        by_mark: dict[str, Any] = {}
        wanted = list(dict.fromkeys(name for names in self.names.values() for name in names))
        for start in range(0, len(wanted), AT_ONCE):
            rows = _of_marks(VulnerabilityFinding.objects, wanted[start : start + AT_ONCE], lambda _finding: True)
            by_mark |= {finding.fingerprint: finding for finding in rows}
        return by_mark

    def _again(self, finding: Any) -> dict[str, Any]:
        """What was fixed and is there again has its days anew."""
        anew = {"state": "open", "reopened": finding.reopened + 1, "fixed_on": None, "how_fixed": ""}
        return anew | {"first_seen": self.day, "last_seen": self.day, "is_gone": False, "gone_on": None}

    def _settled(self, finding: Any, sighting: Sighting) -> None:
        """The report itself says that it is none or no more: proposed with the reason, not decided."""
        if finding.is_gone or self.day < finding.last_seen:
            self.unchanged.append(finding)
            return
        values = {"is_gone": True, "gone_on": self.day}
        if sighting.standing == FALSE_POSITIVE and not finding.justification:
            values["justification"] = sighting.standing_reason
        self.gone.append((finding, values))

    def _seen(self, finding: Any, sighting: Sighting) -> None:
        values: dict[str, Any] = {}
        is_newer = self.day >= finding.last_seen
        item = self.places.item_of(sighting.target)
        if item is not None and finding.item_id is None:
            values["item_id"] = item.pk
        if self.day < finding.first_seen:
            values["first_seen"] = self.day
        if is_newer:
            newer = {name: getattr(sighting, name) for name in TOLD_ANEW} | {"path": _path(sighting)}
            values |= {name: text for name, text in newer.items() if text and text != getattr(finding, name)}
            if sighting.severity < finding.severity:
                values["severity"] = sighting.severity
            if finding.is_gone:
                values |= {"is_gone": False, "gone_on": None}
        if is_newer and self.day > finding.last_seen:
            self.seen_again.append((finding, values | {"last_seen": self.day}))
        elif values:
            self.changed.append((finding, values))
        else:
            self.unchanged.append(finding)

    def _miss(self) -> None:
        """Open findings of this tool on these targets that a full report no longer has: proposed as fixed."""
        targets = {target for target in self.report.targets if target not in self.report.failed}
        findings = VulnerabilityFinding.objects.open().filter(
            tool=self.report.tool, target__in=targets, is_gone=False, last_seen__lt=self.day
        )
        seen = {name for names in self.names.values() for name in names}

        def fits(candidate: Any) -> bool:
            is_open = candidate.state in OPEN_STATES and not candidate.is_gone and candidate.last_seen < self.day
            return (
                is_open
                and candidate.tool == self.report.tool
                and candidate.target in targets
                and candidate.fingerprint != ""
            )

        rows = findings.exclude(fingerprint="").order_by("pk")
        for finding in as_rehearsed(VulnerabilityFinding, rows, fits):
            if finding.fingerprint not in seen and self._was_looked_for(finding):
                self.gone.append((finding, {"is_gone": True, "gone_on": self.day}))

    def _was_looked_for(self, finding: Any) -> bool:
        """Whether the report would have it if it were still there: this part of the work, this port, this severity."""
        report = self.report
        leaves_out = not any(sighting.severity == 5 for sighting in report.sightings)
        if finding.severity > report.least or (leaves_out and finding.severity == 5):
            return False
        return (report.covers is None or finding.scope in report.covers) and _tried(report, finding.port)

    def write(self, report: Any) -> Iterator[None]:
        """Keep everything, each finding with the report it comes from, a little each time it goes on."""
        for start in range(0, len(self.new), PART):
            values = [self._values(mark, sighting, report) for mark, sighting in self.new[start : start + PART]]
            writing.create_many(self.actor, self.register, values, reason=report.reference)
            yield
        for findings, action, names_report in (
            (self.changed, "changed", True),
            (self.seen_again, "seen-again", True),
            (self.reopened, "reopen", True),
            (self.gone, "no-longer-reported", False),
        ):
            for finding, values_now in findings:
                given = values_now | ({"report_id": report.pk} if names_report else {})
                writing.follow(self.actor, self.register, finding, given, action, report.reference)
                yield

    def _values(self, mark: str, sighting: Sighting, report: Any) -> dict[str, Any]:
        values = {
            "vulnerability": self.vulnerabilities[sighting.identifier],
            "target": sighting.target,
            "component": sighting.component,
            "component_version": sighting.component_version,
            "fixed_version": sighting.fixed_version,
            "path": _path(sighting),
            "port": sighting.port,
            "details": sighting.details,
            "severity": sighting.severity,
            "tool": self.report.tool,
            "report": report,
            "first_seen": self.day,
            "last_seen": self.day,
            "fingerprint": mark,
            "scope": sighting.scope,
        }
        item = self.places.item_of(sighting.target)
        if item is not None:
            values["item"] = item
        if item is None or not (item.owner_id or (item.service_id and item.service.owner_id)):
            values["owner"] = self.places.owner
        return values | self._standing(sighting)

    def _standing(self, sighting: Sighting) -> dict[str, Any]:
        if sighting.standing == FALSE_POSITIVE:
            return {"state": "false-positive", "justification": sighting.standing_reason or sighting.standing}
        if sighting.standing == FIXED:
            return {"state": "fixed", "fixed_on": self.day, "how_fixed": sighting.standing_reason}
        return {}

    def samples(self, most: int) -> list[dict[str, Any]]:
        """Some of what is new, open again or no longer seen, the gravest first."""
        fresh = [
            (
                "new",
                sighting.severity,
                sighting.identifier,
                self.vulnerabilities[sighting.identifier].title,
                sighting.target,
                sighting.component,
            )
            for _mark, sighting in self.new
        ]
        known = [
            (what, finding.severity, finding.vulnerability.identifier, finding.title, finding.target, finding.component)
            for what, findings in (("reopened", self.reopened[:most]), ("gone", self.gone[:most]))
            for finding, _values in findings
        ]
        names = ("what", "severity", "identifier", "title", "target", "component")
        return [dict(zip(names, row, strict=True)) for row in sorted(known + fresh, key=lambda row: row[1])[:most]]


def _is_open_of(finding: Any, *, not_of: str) -> bool:
    """Whether a finding is open and of another tool than this one."""
    return finding.state in OPEN_STATES and finding.tool != not_of


def _tried(report: Report, port: str) -> bool:
    """Whether a run over some ports tried this one; what names no port was."""
    number, _slash, protocol = port.partition("/")
    ranges = report.ports.get(protocol, [])
    if not report.ports or not number.isdigit():
        return True
    return any(first <= int(number) <= last for first, last in ranges)


def _path(sighting: Sighting) -> str:
    return f"{sighting.path}:{sighting.line}" if sighting.path and sighting.line else sighting.path
