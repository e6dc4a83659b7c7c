"""SARIF 2.1: what code scanners report; each run in a file is a report of its own."""

from typing import Any

from tandem.operation.vulnerabilities.reports import contents, steady
from tandem.operation.vulnerabilities.reports.contents import Refused, Report, Sighting, Weakness
from tandem.operation.vulnerabilities.reports.gathering import Gathering

NOT_FOUND = frozenset({"pass", "notApplicable"})
REVISED = ("2.1.0", "2.1")


def read(content: dict[str, Any]) -> list[Report]:
    """The reports of a file."""
    version = contents.tidy(content.get("version"), 20)
    if version not in REVISED:
        raise Refused("sarif-version", version)
    runs = contents.rows(content.get("runs"))
    if not runs:
        raise Refused("sarif-empty")
    return [_Run(run).report() for run in runs]


class _Run:
    """One run of one tool."""

    def __init__(self, run: dict[str, Any]) -> None:
        self.run = run
        driver = contents.part(run, "tool", "driver")
        self.tool = contents.line_of(contents.part(driver, "name"), 100) or "SARIF"
        self.parts = [driver, *contents.rows(contents.part(run, "tool", "extensions"))]
        self.rules = [contents.rows(contents.part(part, "rules")) for part in self.parts]
        self.by_id = {
            contents.tidy(rule.get("id"), contents.IDENTIFIER): rule for rules in self.rules for rule in rules
        }
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
        report.title = contents.line_of(f"{self.tool} {target}", contents.TITLE)
        for result in contents.rows(self.run.get("results")):
            if contents.tidy(result.get("kind"), 20) in NOT_FOUND:
                report.leave_out("passed")
            else:
                self._take(gathering, target, result)
        return gathering.done()

    def _is_full(self) -> bool:
        """A run that failed, or that says nothing of results, did not look at everything."""
        done = [invocation.get("executionSuccessful") for invocation in contents.rows(self.run.get("invocations"))]
        return isinstance(self.run.get("results"), list) and False not in done

    def _times(self) -> list[Any]:
        invocations = contents.rows(self.run.get("invocations"))
        return [invocation.get(name) for invocation in invocations for name in ("endTimeUtc", "startTimeUtc")]

    def _failures(self) -> list[str]:
        failed = [
            invocation
            for invocation in contents.rows(self.run.get("invocations"))
            if invocation.get("executionSuccessful") is False
        ]
        return [contents.line_of(invocation.get("exitCodeDescription"), 200) or "failed" for invocation in failed[:1]]

    def _scope(self) -> str:
        """The kind of analysis and the branch: another one of the same tool looks elsewhere."""
        analysis = contents.line_of(contents.part(self.run, "automationDetails", "id"), 200).rpartition("/")[0]
        sources = contents.rows(self.run.get("versionControlProvenance"))
        branch = next((name for source in sources if (name := contents.line_of(source.get("branch"), 100))), "")
        return " ".join(part for part in (analysis, branch) if part)

    def _target(self, report: Report) -> str:
        """The repository, else the image; the name of the analysis or of the tool tells nobody where it looked."""
        sources = [
            contents.line_of(origin.get("repositoryUri"), 300)
            for origin in contents.rows(self.run.get("versionControlProvenance"))
        ]
        if repository := next((source for source in sources if source), ""):
            return report.look_at(steady.repository(repository))
        image = contents.line_of(contents.part(self.run, "properties", "imageName"), 300)
        return report.look_at(steady.image(image), [steady.bare_image(image)])

    def _rule(self, result: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Number and description of the rule: by number, else by its place in the tool or one of its extensions."""
        number = contents.tidy(result.get("ruleId") or contents.part(result, "rule", "id"), contents.IDENTIFIER)
        part = contents.part(result, "rule", "toolComponent", "index")
        rules = self.rules[part + 1] if isinstance(part, int) and 0 <= part < len(self.rules) - 1 else self.rules[0]
        place = result.get("ruleIndex", contents.part(result, "rule", "index"))
        if isinstance(place, int) and 0 <= place < len(rules):
            return number or contents.tidy(rules[place].get("id"), contents.IDENTIFIER), rules[place]
        return number, self.by_id.get(number) or self.by_id.get(number.partition("/")[0], {})

    def _take(self, gathering: Gathering, target: str, result: dict[str, Any]) -> None:
        number, rule = self._rule(result)
        message = self._message(result, rule)
        identifier = contents.identifier_of(number or _nameless(message), self.tool)
        score = contents.score_of(contents.part(rule, "properties", "security-severity"))
        level = result.get("level") or contents.part(rule, "defaultConfiguration", "level")
        severity = contents.severity_of("" if score else level or "warning", score)
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
        weakness.title = weakness.title if number else contents.line_of(message, contents.TITLE) or identifier
        gathering.add(weakness, sighting)

    def _message(self, result: dict[str, Any], rule: dict[str, Any]) -> str:
        text = contents.tidy(contents.part(result, "message", "text"), contents.TEXT)
        number = contents.tidy(contents.part(result, "message", "id"), 100)
        text = text or contents.tidy(contents.part(rule, "messageStrings", number, "text"), contents.TEXT)
        for place, argument in enumerate(contents.texts(contents.part(result, "message", "arguments"), 300)):
            text = text.replace("{" + str(place) + "}", argument)
        return contents.tidy(text, contents.TEXT)

    def _mark(self, gathering: Gathering, result: dict[str, Any], identifier: str, path: str, message: str) -> str:
        """What tells results of one rule in a file apart though lines move: the tool's mark, else the message.

        Where several results share it, their turn is added.
        """
        own = ""
        for name in ("fingerprints", "partialFingerprints"):
            marks = result.get(name)
            if isinstance(marks, dict) and marks and not own:
                texts = [contents.tidy(marks[key], 100) for key in sorted(marks) if "column" not in key.casefold()]
                own = contents.tidy(" ".join(text for text in texts if text), 280)
        own = own or contents.tidy(steady.without_numbers(message[:200]), 280)
        return f"{own} {gathering.turn(identifier, path, own)}".strip()


def _nameless(message: str) -> str:
    """What a result without a rule goes by: its message without numbers."""
    return contents.line_of(steady.without_numbers(message[:120]), 120) or "without a rule"


def _where(run: dict[str, Any], result: dict[str, Any]) -> tuple[str, str, str]:
    """File, line and named place of the first location."""
    location = next(iter(contents.rows(result.get("locations"))), {})
    artifact = contents.part(location, "physicalLocation", "artifactLocation")
    address = contents.part(artifact, "uri")
    place = contents.part(artifact, "index")
    listed = contents.rows(run.get("artifacts"))
    if not address and isinstance(place, int) and 0 <= place < len(listed):
        address = contents.part(listed[place], "location", "uri")
    root = contents.tidy(
        contents.part(run, "originalUriBaseIds", contents.tidy(contents.part(artifact, "uriBaseId"), 60), "uri"), 300
    )
    path = contents.line_of(steady.path(contents.tidy(address, contents.PLACE), root), contents.PLACE)
    named = next(iter(contents.rows(location.get("logicalLocations"))), {})
    name = contents.line_of(named.get("fullyQualifiedName") or named.get("name"), contents.NAME)
    return path, contents.line_of(contents.part(location, "physicalLocation", "region", "startLine"), 20), name


def _standing(result: dict[str, Any]) -> tuple[str, str]:
    """What the source says of a result: suppressed there, or no longer present."""
    for suppression in contents.rows(result.get("suppressions")):
        if suppression.get("status", "accepted") == "accepted":
            reason = contents.tidy(suppression.get("justification"), 4_000) or contents.tidy(
                suppression.get("kind"), 40
            )
            return contents.FALSE_POSITIVE, reason or "suppressed"
    return (contents.FIXED, "absent") if result.get("baselineState") == "absent" else ("", "")


def _weakness(identifier: str, rule: dict[str, Any], severity: int, score: str) -> Weakness:
    tags = contents.texts(contents.part(rule, "properties", "tags"), 100)
    title = contents.part(rule, "shortDescription", "text") or rule.get("name")
    return Weakness(
        identifier=identifier,
        title=contents.line_of(title, contents.TITLE) or identifier,
        description=contents.tidy(contents.part(rule, "fullDescription", "text"), contents.TEXT),
        severity=severity,
        score=score,
        cwe=contents.cwe_of(tag.rpartition("/")[2] for tag in tags if "cwe-" in tag.casefold()),
        advice=contents.tidy(contents.part(rule, "help", "text"), contents.TEXT),
        sources=contents.addresses([rule.get("helpUri")]),
    )
