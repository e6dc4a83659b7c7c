"""Making a report out of findings, and making anew only what is another than in the last one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import get_language

from tandem.proof.conformity import judging
from tandem.proof.conformity.asking import Asked, Asking
from tandem.proof.conformity.combining import requirement_result, standard_report
from tandem.proof.conformity.declarations import Part
from tandem.proof.conformity.judging import Beside, Outcome
from tandem.proof.conformity.nothing import NoneHere
from tandem.proof.conformity.outline import Outline
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

WHOLE: Final = ""  # in place of a standard: the check with all of its parts
Found = list[tuple[Part, Tally]]


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
    outcomes: dict[tuple[str, str], tuple[Any, Beside, Outcome]] = field(default_factory=dict)
    requirements: dict[str, tuple[tuple[object, ...], RequirementResult]] = field(default_factory=dict)
    standards: dict[str, tuple[Outline, list[RequirementResult], StandardReport]] = field(default_factory=dict)


class Maker:
    """Makes one report; `before` is the last one of the same organization."""

    def __init__(self, asking: Asking, findings: Mapping[str, Found], decided: Decided, before: Made) -> None:
        self.asking = asking
        self.findings = findings
        self.decided = decided
        ground = (asking.digest, get_language())
        self.before = before if before.ground == ground else Made()
        self.made = Made(ground)

    def report(
        self, organization_id: int, today: date, known: datetime | None, outlines: Mapping[str, Outline]
    ) -> Report:
        """The report for these standards."""
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
        return {
            key: self._outcome(standard, asked)
            for key, asked in self.asking.asked.items()
            if standard in asked.standards and 0 < len(asked.parts_for(standard)) < len(asked.parts)
        }

    def _outcome(self, standard: str, asked: Asked) -> Outcome:
        key = asked.check.key
        found = self.findings.get(key)
        beside = Beside(self.decided.nones.get(key), self.decided.seen_to)
        known = self.before.outcomes.get((standard, key))
        if known is None or known[0] is not found or known[1] != beside:
            known = (found, beside, _judge(standard, asked, found, beside))
        self.made.outcomes[standard, key] = known
        return known[2]

    def _standard(
        self, outline: Outline, outcomes: Mapping[str, Outcome], own: Mapping[str, Outcome]
    ) -> StandardReport:
        found = {}
        for line in outline.lines:
            key = f"{outline.key}/{line.ref}"
            serving = [own.get(check) or outcomes[check] for check in self.asking.serving.get(key, ())]
            judged, left_out = self.decided.judged.get(key), self.decided.left_out.get(key)
            inputs = (line, judged, left_out, *map(id, serving))
            known = self.before.requirements.get(key)
            if known is None or known[0] != inputs:
                known = (inputs, requirement_result(key, line, serving, judged, left_out))
            self.made.requirements[key] = known
            found[line.ref] = known[1]
        return self._reported(outline, found)

    def _reported(self, outline: Outline, found: Mapping[str, RequirementResult]) -> StandardReport:
        results = list(found.values())
        before = self.before.standards.get(outline.key)
        is_same = before is not None and before[0] is outline and len(before[1]) == len(results)
        if before is None or not is_same or any(a is not b for a, b in zip(before[1], results, strict=True)):
            before = (outline, results, standard_report(outline, found))
        self.made.standards[outline.key] = before
        return before[2]


def _judge(standard: str, asked: Asked, found: Found | None, beside: Beside) -> Outcome:
    if asked.check.answer is None or not found:
        return judging.undefined(asked.check)
    if standard != WHOLE:
        found = [(part, tally) for part, tally in found if part.standard in ("", standard)]
    return judging.outcome(asked.check, asked.check.answer, found, beside, standard)
