"""SARIF 2.1: what code scanners report; each run in a file is a report of its own."""

from typing import Any
from urllib.parse import unquote

from tandem.operation.vulnerabilities.reports import told
from tandem.operation.vulnerabilities.reports.told import Gathering, Refused, Report, Sighting, Weakness

NOT_FOUND = frozenset({"pass", "notApplicable"})
REVISED = ("2.1.0", "2.1")


def read(content: dict[str, Any]) -> list[Report]:
    """The reports of a file."""
    version = told.tidy(content.get("version"), 20)
    if version not in REVISED:
        raise Refused("sarif-version", version)
    runs = told.rows(content.get("runs"))
    if not runs:
        raise Refused("sarif-empty")
    return [_Run(run).report() for run in runs]


class _Run:
    """One run of one tool."""

    def __init__(self, run: dict[str, Any]) -> None:
        self.run = run
        driver = told.part(run, "tool", "driver")
        self.tool = told.line_of(told.part(driver, "name"), 100) or "SARIF"
        self.parts = [driver, *told.rows(told.part(run, "tool", "extensions"))]
        self.rules = [told.rows(told.part(part, "rules")) for part in self.parts]
        self.by_id = {told.tidy(rule.get("id"), told.IDENTIFIER): rule for rules in self.rules for rule in rules}
        self.seen: dict[tuple[str, ...], int] = {}

    def report(self) -> Report:
        """The run as a report."""
        report = Report(kind="sarif", tool=self.tool)
        report.scanned_on = self._day()
        report.is_full = self._is_full()
        gathering = Gathering(report)
        target = report.look_at(self._target())
        report.title = told.line_of(f"{self.tool} {target}", told.TITLE)
        for result in told.rows(self.run.get("results")):
            if told.tidy(result.get("kind"), 20) in NOT_FOUND:
                report.leave_out("passed")
            else:
                self._take(gathering, target, result)
        return gathering.done()

    def _is_full(self) -> bool:
        """A run that failed, or that says nothing of results, did not look at everything."""
        done = [one.get("executionSuccessful") for one in told.rows(self.run.get("invocations"))]
        return isinstance(self.run.get("results"), list) and False not in done

    def _day(self) -> str:
        times = [
            told.day(one.get(name))
            for one in told.rows(self.run.get("invocations"))
            for name in ("endTimeUtc", "startTimeUtc")
        ]
        return next((one for one in times if one), "")

    def _target(self) -> str:
        """The repository, else the name of the analysis, else the tool's name stands for what it looked at."""
        sources = [
            told.line_of(one.get("repositoryUri"), 300) for one in told.rows(self.run.get("versionControlProvenance"))
        ]
        analysis = told.line_of(told.part(self.run, "automationDetails", "id"), 300).strip("/")
        return next((one for one in (*sources, analysis) if one), self.tool)

    def _rule(self, result: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Number and description of the rule: by number, else by its place in the tool or one of its extensions."""
        number = told.tidy(result.get("ruleId") or told.part(result, "rule", "id"), told.IDENTIFIER)
        part = told.part(result, "rule", "toolComponent", "index")
        rules = self.rules[part + 1] if isinstance(part, int) and 0 <= part < len(self.rules) - 1 else self.rules[0]
        place = result.get("ruleIndex", told.part(result, "rule", "index"))
        if isinstance(place, int) and 0 <= place < len(rules):
            return number or told.tidy(rules[place].get("id"), told.IDENTIFIER), rules[place]
        return number, self.by_id.get(number) or self.by_id.get(number.partition("/")[0], {})

    def _take(self, gathering: Gathering, target: str, result: dict[str, Any]) -> None:
        number, rule = self._rule(result)
        identifier = told.identifier_of(number, self.tool)
        if not identifier:
            gathering.report.leave_out("no-finding")
            return
        score = told.score_of(told.part(rule, "properties", "security-severity"))
        level = result.get("level") or told.part(rule, "defaultConfiguration", "level")
        severity = told.severity_of("" if score else level or "warning", score)
        path, line, place = _where(self.run, result)
        message = self._message(result, rule)
        standing, reason = _standing(result)
        sighting = Sighting(
            identifier=identifier,
            target=target,
            component=place,
            path=path,
            line=line,
            mark=self._mark(result, identifier, path, message),
            details=message,
            severity=severity,
            standing=standing,
            standing_reason=reason,
        )
        gathering.add(_weakness(identifier, rule, severity, score), sighting)

    def _message(self, result: dict[str, Any], rule: dict[str, Any]) -> str:
        text = told.tidy(told.part(result, "message", "text"), told.TEXT)
        number = told.tidy(told.part(result, "message", "id"), 100)
        text = text or told.tidy(told.part(rule, "messageStrings", number, "text"), told.TEXT)
        for place, argument in enumerate(told.texts(told.part(result, "message", "arguments"), 300)):
            text = text.replace("{" + str(place) + "}", argument)
        return told.tidy(text, told.TEXT)

    def _mark(self, result: dict[str, Any], identifier: str, path: str, message: str) -> str:
        """What tells results of one rule in a file apart though lines move: the tool's mark, else message and turn."""
        for name in ("fingerprints", "partialFingerprints"):
            marks = result.get(name)
            if isinstance(marks, dict) and marks:
                return told.tidy(" ".join(told.tidy(marks[key], 100) for key in sorted(marks)), 300)
        key = (identifier, path, message)
        self.seen[key] = self.seen.get(key, 0) + 1
        return told.tidy(f"{message[:200]} {self.seen[key]}", 300)


def _where(run: dict[str, Any], result: dict[str, Any]) -> tuple[str, str, str]:
    """File, line and named place of the first location."""
    location = next(iter(told.rows(result.get("locations"))), {})
    artifact = told.part(location, "physicalLocation", "artifactLocation")
    address = told.part(artifact, "uri")
    place = told.part(artifact, "index")
    listed = told.rows(run.get("artifacts"))
    if not address and isinstance(place, int) and 0 <= place < len(listed):
        address = told.part(listed[place], "location", "uri")
    path = told.line_of(unquote(told.tidy(address, told.PLACE)), told.PLACE).removeprefix("file://")
    named = next(iter(told.rows(location.get("logicalLocations"))), {})
    name = told.line_of(named.get("fullyQualifiedName") or named.get("name"), told.NAME)
    return path, told.line_of(told.part(location, "physicalLocation", "region", "startLine"), 20), name


def _standing(result: dict[str, Any]) -> tuple[str, str]:
    """What the source says of a result: suppressed there, or no longer present."""
    for one in told.rows(result.get("suppressions")):
        if one.get("status", "accepted") == "accepted":
            reason = told.tidy(one.get("justification"), 4_000) or told.tidy(one.get("kind"), 40)
            return told.FALSE_POSITIVE, reason or "suppressed"
    return (told.FIXED, "absent") if result.get("baselineState") == "absent" else ("", "")


def _weakness(identifier: str, rule: dict[str, Any], severity: int, score: str) -> Weakness:
    tags = told.texts(told.part(rule, "properties", "tags"), 100)
    title = told.part(rule, "shortDescription", "text") or rule.get("name")
    return Weakness(
        identifier=identifier,
        title=told.line_of(title, told.TITLE) or identifier,
        description=told.tidy(told.part(rule, "fullDescription", "text"), told.TEXT),
        severity=severity,
        score=score,
        cwe=told.cwe_of(tag.rpartition("/")[2] for tag in tags if "cwe-" in tag.casefold()),
        advice=told.tidy(told.part(rule, "help", "text"), told.TEXT),
        sources=told.addresses([rule.get("helpUri")]),
    )
