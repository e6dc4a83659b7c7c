"""Making a report out of findings, and making anew only what is another than in the last one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import get_language

from tandem.direction.scope.rules import current
from tandem.proof.conformity import judging
from tandem.proof.conformity.asking import Asked, Asking
from tandem.proof.conformity.combining import requirement_result, standard_report
from tandem.proof.conformity.declarations import Part
from tandem.proof.conformity.editions import Origin, derived
from tandem.proof.conformity.judging import Beside, Outcome
from tandem.proof.conformity.nothing import NoneHere
from tandem.proof.conformity.outline import Line, Outline
from tandem.proof.conformity.report import (
    Excluded,
    Judged,
    Report,
    RequirementResult,
    Shared,
    StandardReport,
    Totals,
)
from tandem.proof.conformity.tallies import Tally
from tandem.proof.conformity.vocabulary import Result

WHOLE: Final = ""  # in place of a standard: the check with all of its parts
Found = list[tuple[Part, Tally]]
Known = tuple[tuple[object, ...], RequirementResult]  # beside what it was made from


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided beside the records: judgements, exclusions, “none here”, which exceptions are seen to."""

    judged: Mapping[str, Judged] = field(default_factory=dict)
    left_out: Mapping[str, Excluded] = field(default_factory=dict)
    nones: Mapping[str, NoneHere] = field(default_factory=dict)
    seen_to: frozenset[str] = frozenset()


@dataclass(slots=True)
class Made:
    """A report with the parts it was made of, each beside what it was made from."""

    ground: tuple[object, ...] = ()
    decided: Decided | None = None
    outcomes: dict[tuple[str, str], tuple[Any, Beside, Outcome]] = field(default_factory=dict)
    requirements: dict[str, Known] = field(default_factory=dict)
    standards: dict[str, tuple[Outline, list[RequirementResult], StandardReport]] = field(default_factory=dict)
    report: Report | None = None


class Maker:
    """Makes one report; `before` is the last one of the same organization."""

    def __init__(self, asking: Asking, findings: Mapping[str, Found], decided: Decided, before: Made) -> None:
        self.asking = asking
        self.findings = findings
        self.decided = decided
        ground = (asking.digest, asking.adopted, get_language())
        self.before = before if before.ground == ground else Made()
        self.made = Made(ground, decided)
        self.is_decided_alike = self.before.decided == decided
        self.changed: set[str] = set()  # checks that come to something else than before

    def report(
        self, organization_id: int, today: date, known: datetime | None, outlines: Mapping[str, Outline]
    ) -> Report:
        """The report for these standards; the last one itself where all that it rests on is the same."""
        last = self.before.report
        if last is not None and (last.today, last.known) == (today, known) and self._is_unchanged(outlines):
            self.made = self.before
            return last
        made = self.made.report = self._report(organization_id, today, known, outlines)
        return made

    def _is_unchanged(self, outlines: Mapping[str, Outline]) -> bool:
        standards = [known[0] for known in self.before.standards.values()]
        if not self.is_decided_alike or any(a is not b for a, b in zip(standards, outlines.values(), strict=True)):
            return False
        return all(self.findings.get(key) is known[0] for (_own, key), known in self.before.outcomes.items())

    def _report(
        self, organization_id: int, today: date, known: datetime | None, outlines: Mapping[str, Outline]
    ) -> Report:
        outcomes = {key: self._outcome(WHOLE, asked) for key, asked in self.asking.asked.items()}
        own = {standard: self._own(standard, outcomes) for standard in outlines}
        standards = tuple(self._standard(outline, outcomes, own[key]) for key, outline in outlines.items())
        return Report(organization_id, today, known, standards, outcomes, self._shared(outcomes, len(outlines)), own)

    def _shared(self, outcomes: Mapping[str, Outcome], adopted: int) -> Shared:
        """What serves every adopted standard; nothing is shared where there is only one."""
        keys = [key for key, asked in self.asking.asked.items() if adopted > 1 and len(asked.standards) == adopted]
        return Shared(tuple(keys), Totals(len(keys), Counter(outcomes[key].result for key in keys)))

    def _own(self, standard: str, outcomes: Mapping[str, Outcome]) -> dict[str, Outcome]:
        """The checks that come to something of their own for this standard, because it asks for some parts only."""
        asked = self.asking.asked
        return {key: self._outcome(standard, asked[key]) for key in self.asking.partly.get(standard, ())}

    def _outcome(self, standard: str, asked: Asked) -> Outcome:
        key = asked.check.key
        finding = self.findings.get(key)
        known = self.before.outcomes.get((standard, key))
        if known is None or known[0] is not finding or not self.is_decided_alike:
            beside = Beside(self.decided.nones.get(key), self.decided.seen_to)
            if known is None or known[0] is not finding or known[1] != beside:
                known = (finding, beside, _judge(standard, asked, finding, beside))
                self.changed.add(key)
        self.made.outcomes[standard, key] = known
        return known[2]

    def _standard(
        self, outline: Outline, outcomes: Mapping[str, Outcome], own: Mapping[str, Outcome]
    ) -> StandardReport:
        before = self.before.standards.get(outline.key)
        is_alike = self.is_decided_alike and before is not None and before[0] is outline
        results = {}
        for line in outline.lines:
            key = f"{outline.key}/{line.ref}"
            checks = self.asking.serving.get(key, ())
            known = self.before.requirements.get(key) if is_alike and self.changed.isdisjoint(checks) else None
            if known is None:
                known = self._requirement(key, line, [own.get(check) or outcomes[check] for check in checks])
            self.made.requirements[key] = known
            results[line.ref] = known[1]
        return self._reported(outline, results)

    def _requirement(self, key: str, line: Line, serving: Sequence[Outcome]) -> Known:
        """What a requirement comes to, with what that rests on; as before where that is the same."""
        judged, left_out = self.decided.judged.get(key), self.decided.left_out.get(key)
        inputs = (line, judged, left_out, *map(id, serving))
        known = self.before.requirements.get(key)
        if known is not None and known[0] == inputs:
            return known
        return inputs, self._result(key, line, serving)

    def _result(self, key: str, line: Line, serving: Sequence[Outcome]) -> RequirementResult:
        """By its own checks; one of an earlier edition that has none, or no data in them, by those of what followed."""
        judged, left_out = self.decided.judged.get(key), self.decided.left_out.get(key)
        origin, later = self.asking.origins.get(key), self.asking.derived.get(key, frozenset())
        own = [outcome for outcome in serving if outcome.check.key not in later]
        result = requirement_result(key, line, own, judged, left_out)
        if origin is None or (own and result.result is not Result.NO_DATA):
            return result
        following = [outcome for outcome in serving if outcome.check.key in later]
        left_out = left_out or self._all_left_out(origin)
        return derived(requirement_result(key, line, following, judged, left_out), origin)

    def _all_left_out(self, origin: Origin) -> Excluded | None:
        """That the statement leaves out everything that followed."""
        exclusions = [self.decided.left_out.get(key) for key in origin.requirements]
        return exclusions[0] if all(exclusions) else None

    def _reported(self, outline: Outline, by_ref: Mapping[str, RequirementResult]) -> StandardReport:
        results = list(by_ref.values())
        before = self.before.standards.get(outline.key)
        is_known = before is not None and before[0] is outline
        if before is None or not is_known:
            before = (outline, results, standard_report(outline, by_ref))
        elif any(a is not b for a, b in zip(before[1], results, strict=True)):
            found_before = dict(zip(by_ref, before[1], strict=True))
            before = (outline, results, standard_report(outline, by_ref, found_before, before[2]))
        self.made.standards[outline.key] = before
        return before[2]


def _judge(standard: str, asked: Asked, tallied: Found | None, beside: Beside) -> Outcome:
    if asked.check.answer is None or not tallied:
        return judging.undefined(asked.check)
    if standard != WHOLE:
        tallied = [(part, tally) for part, tally in tallied if part.standard in ("", current(standard))]
    return judging.outcome(asked.check, asked.check.answer, tallied, beside, standard)
