"""SARIF 2.1: what code scanners report; each run in a file is a report of its own."""

from typing import Any

from tandem.operation.vulnerabilities.reports import steady, told
from tandem.operation.vulnerabilities.reports.gathering import Gathering
from tandem.operation.vulnerabilities.reports.told import Refused, Report, Sighting, Weakness

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
        self.scope = self._scope()

    def report(self) -> Report:
        """The run as a report."""
        report = Report(kind="sarif", tool=self.tool)
        report.when(*self._times())
        report.is_full = self._is_full()
        report.covers = [self.scope]
        gathering = Gathering(report)
        target = self._target(report)
        for failure in self._failures():
            report.fail(target, failure)
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

    def _times(self) -> list[Any]:
        invocations = told.rows(self.run.get("invocations"))
        return [one.get(name) for one in invocations for name in ("endTimeUtc", "startTimeUtc")]

    def _failures(self) -> list[str]:
        failed = [one for one in told.rows(self.run.get("invocations")) if one.get("executionSuccessful") is False]
        return [told.line_of(one.get("exitCodeDescription"), 200) or "failed" for one in failed[:1]]

    def _scope(self) -> str:
        """The kind of analysis and the branch: another one of the same tool looks elsewhere."""
        analysis = told.line_of(told.part(self.run, "automationDetails", "id"), 200).rpartition("/")[0]
        sources = told.rows(self.run.get("versionControlProvenance"))
        branch = next((name for one in sources if (name := told.line_of(one.get("branch"), 100))), "")
        return " ".join(part for part in (analysis, branch) if part)

    def _target(self, report: Report) -> str:
        """The repository, else the image; the name of the analysis or of the tool tells nobody where it looked."""
        sources = [
            told.line_of(one.get("repositoryUri"), 300) for one in told.rows(self.run.get("versionControlProvenance"))
        ]
        if repository := next((one for one in sources if one), ""):
            return report.look_at(steady.repository(repository))
        image = told.line_of(told.part(self.run, "properties", "imageName"), 300)
        return report.look_at(steady.image(image), [steady.bare_image(image)])

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
        message = self._message(result, rule)
        identifier = told.identifier_of(number or _nameless(message), self.tool)
        score = told.score_of(told.part(rule, "properties", "security-severity"))
        level = result.get("level") or told.part(rule, "defaultConfiguration", "level")
        severity = told.severity_of("" if score else level or "warning", score)
        path, line, place = _where(self.run, result)
        standing, reason = _standing(result)
        sighting = Sighting(
            identifier=identifier,
            target=target,
            component=place,
            path=path,
            line=line,
            mark=self._mark(gathering, result, identifier, path, message),
            scope=self.scope,
            details=message,
            severity=severity,
            standing=standing,
            standing_reason=reason,
        )
        weakness = _weakness(identifier, rule, severity, score)
        weakness.title = weakness.title if number else told.line_of(message, told.TITLE) or identifier
        gathering.add(weakness, sighting)

    def _message(self, result: dict[str, Any], rule: dict[str, Any]) -> str:
        text = told.tidy(told.part(result, "message", "text"), told.TEXT)
        number = told.tidy(told.part(result, "message", "id"), 100)
        text = text or told.tidy(told.part(rule, "messageStrings", number, "text"), told.TEXT)
        for place, argument in enumerate(told.texts(told.part(result, "message", "arguments"), 300)):
            text = text.replace("{" + str(place) + "}", argument)
        return told.tidy(text, told.TEXT)

    def _mark(self, gathering: Gathering, result: dict[str, Any], identifier: str, path: str, message: str) -> str:
        """What tells results of one rule in a file apart though lines move: the tool's mark, else the message.

        Where several results share it, their turn is added.
        """
        own = ""
        for name in ("fingerprints", "partialFingerprints"):
            marks = result.get(name)
            if isinstance(marks, dict) and marks and not own:
                texts = [told.tidy(marks[key], 100) for key in sorted(marks) if "column" not in key.casefold()]
                own = told.tidy(" ".join(text for text in texts if text), 280)
        own = own or told.tidy(steady.without_numbers(message[:200]), 280)
        return f"{own} {gathering.turn(identifier, path, own)}".strip()


def _nameless(message: str) -> str:
    """What a result without a rule goes by: its message without numbers."""
    return told.line_of(steady.without_numbers(message[:120]), 120) or "without a rule"


def _where(run: dict[str, Any], result: dict[str, Any]) -> tuple[str, str, str]:
    """File, line and named place of the first location."""
    location = next(iter(told.rows(result.get("locations"))), {})
    artifact = told.part(location, "physicalLocation", "artifactLocation")
    address = told.part(artifact, "uri")
    place = told.part(artifact, "index")
    listed = told.rows(run.get("artifacts"))
    if not address and isinstance(place, int) and 0 <= place < len(listed):
        address = told.part(listed[place], "location", "uri")
    root = told.tidy(told.part(run, "originalUriBaseIds", told.tidy(told.part(artifact, "uriBaseId"), 60), "uri"), 300)
    path = told.line_of(steady.path(told.tidy(address, told.PLACE), root), told.PLACE)
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
