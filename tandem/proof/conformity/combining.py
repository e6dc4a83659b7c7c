"""From checks to requirements, from requirements to headings and totals."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext as _

from tandem.proof.conformity.judging import Outcome
from tandem.proof.conformity.outline import Line, Outline
from tandem.proof.conformity.report import Excluded, Judged, RequirementResult, StandardReport, Totals
from tandem.proof.conformity.vocabulary import FAILING, ROLLED_UP, Result, worst_of

MOST_REASONS: Final = 2
CONTROL: Final = "control"
Found = Mapping[str, RequirementResult]  # by reference
NOTHING: Final[Found] = MappingProxyType({})


def standard_report(
    outline: Outline, results: Found, found_before: Found = NOTHING, before: StandardReport | None = None
) -> StandardReport:
    """Every requirement of a standard with its result, headings after what stands below them.

    `before` is the last report, made of `found_before`: a heading below which all is the same is taken from it.
    """
    assessable = [requirement for requirement in results.values() if requirement.is_assessable]
    kinds = dict.fromkeys(requirement.kind for requirement in assessable)
    return StandardReport(
        outline.key,
        outline.name,
        tuple(_rolled_up(outline, results, found_before, before)),
        totals(assessable),
        {kind: totals(requirement for requirement in assessable if requirement.kind == kind) for kind in kinds},
    )


def requirement_result(
    key: str, line: Line, outcomes: Sequence[Outcome], judged: Judged | None, excluded: Excluded | None = None
) -> RequirementResult:
    """One requirement of one standard: the first row of DESIGN's table that fits."""
    required, deciding = _decisive(outcomes)
    hints = [outcome for outcome in outcomes if outcome.is_defined and outcome not in deciding]
    waiting = [outcome for outcome in outcomes if not outcome.is_defined]
    waits_for = tuple(dict.fromkeys(record for outcome in waiting for record in outcome.check.records))
    computed = _computed(required, deciding)
    left_out = excluded if line.kind == CONTROL else None
    result = _result(computed, required, judged, left_out)
    return RequirementResult(
        key=key,
        ref=line.ref,
        title=line.title,
        kind=line.kind,
        parent=line.parent,
        depth=line.depth,
        is_assessable=line.is_assessable,
        result=result,
        computed=computed,
        reason=_reason(result, deciding, waits_for, judged, left_out),
        deciding=_keys(deciding),
        hints=_keys(hints),
        waiting=_keys(waiting),
        waits_for=waits_for,
        remark=_remark(result, hints),
        judgement=judged,
    )


def result_of(outcomes: Sequence[Outcome], judged: Judged | None) -> Result:
    """What a requirement that is not left out comes to by these outcomes of its checks."""
    required, deciding = _decisive(outcomes)
    return _result(_computed(required, deciding), required, judged, None)


def _decisive(outcomes: Sequence[Outcome]) -> tuple[list[Outcome], list[Outcome]]:
    """The required checks, and those by which it is decided: the required ones or, without any, the others."""
    required = [
        outcome for outcome in outcomes if outcome.check.is_required and outcome.result is not Result.NOT_APPLICABLE
    ]
    decisive = required or [outcome for outcome in outcomes if not outcome.check.is_required]
    return required, [outcome for outcome in decisive if outcome.is_defined]


def _result(computed: Result, required: Sequence[Outcome], judged: Judged | None, left_out: Excluded | None) -> Result:
    """What the statement and a judgement make of what the records say."""
    if left_out is not None:
        return Result.NOT_APPLICABLE
    if judged is not None and judged.verdict is Result.NOT_MET:
        return Result.NOT_MET
    fails = bool(required) and computed in FAILING
    is_open = not required or any(not outcome.is_defined for outcome in required)
    return Result.JUDGED if judged is not None and is_open and not fails else computed


def _computed(required: Sequence[Outcome], deciding: Sequence[Outcome]) -> Result:
    """What the records alone say."""
    results = [outcome.result for outcome in deciding if outcome.result is not Result.NOT_APPLICABLE]
    if not results:
        return Result.UNDEFINED
    worst = worst_of(results, Result.UNDEFINED)
    if worst in FAILING:
        return worst
    if not required:
        return Result.INDICATED
    if any(not outcome.is_defined for outcome in required):
        return Result.PARTLY
    return worst


def totals(requirements: Iterable[RequirementResult]) -> Totals:
    """How many of these came to what; the whole is all that were not left out."""
    counts = Counter(requirement.result for requirement in requirements)
    return Totals(sum(counts.values()) - counts[Result.NOT_APPLICABLE], counts)


def _rolled_up(
    outline: Outline, results: Found, found_before: Found, before: StandardReport | None
) -> Iterable[RequirementResult]:
    for place, line in enumerate(outline.lines):
        if line.is_assessable:
            yield results[line.ref]
        elif before and _is_same(results, found_before, (line.ref, *outline.below[line.ref])):
            yield before.requirements[place]
        else:
            yield _heading(results[line.ref], [results[ref] for ref in outline.below[line.ref]])


def _is_same(results: Found, found_before: Found, refs: Iterable[str]) -> bool:
    return all(results[ref] is found_before.get(ref) for ref in refs)


def _heading(heading: RequirementResult, below: list[RequirementResult]) -> RequirementResult:
    summed = totals(below)
    worst = min((child.result for child in below), key=ROLLED_UP.index, default=Result.UNDEFINED)
    reason = _("%(met)d of %(whole)d met.") % {"met": summed.met, "whole": summed.whole}
    return replace(heading, result=worst, computed=worst, reason=reason, below=summed)


def _keys(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    return tuple(outcome.check.key for outcome in outcomes)


def _reason(
    result: Result,
    deciding: Sequence[Outcome],
    waits_for: Sequence[str],
    judged: Judged | None,
    left_out: Excluded | None,
) -> str:
    if left_out is not None:
        return _("Left out in %(statement)s: %(why)s") % {
            "statement": left_out.statement,
            "why": left_out.justification,
        }
    if judged is not None and (result is Result.JUDGED or judged.verdict is result):
        return judged.sentence
    if result is Result.UNDEFINED:
        return _undefined(waits_for)
    wanted = [outcome for outcome in deciding if outcome.result is result] or list(deciding)
    explanation = " ".join(list(dict.fromkeys(outcome.reason for outcome in wanted))[:MOST_REASONS])
    return f"{explanation} {_undefined(waits_for)}" if result is Result.PARTLY else explanation


def _undefined(waits_for: Sequence[str]) -> str:
    if waits_for:
        params = {"records": ", ".join(waits_for)}
        return _("Tandem cannot look at everything here yet; it waits for: %(records)s.") % params
    return _("Tandem has no check for it yet; two people can judge it.")


def _remark(result: Result, hints: Sequence[Outcome]) -> str:
    """What an indicative check beside a result that holds would have put right."""
    if result in FAILING:
        return ""
    return next((hint.reason for hint in hints if hint.is_failing), "")
