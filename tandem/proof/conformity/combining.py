"""From checks to requirements, from requirements to headings and totals."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from tandem.proof.conformity.judging import Outcome
from tandem.proof.conformity.outline import Line, Outline
from tandem.proof.conformity.report import Excluded, Judged, RequirementResult, StandardReport, Totals
from tandem.proof.conformity.vocabulary import ROLLED_UP, WORST_FIRST, Result

MOST_REASONS: Final = 2
CONTROL: Final = "control"
Serving = Mapping[str, Sequence[Outcome]]


def standard_report(
    outline: Outline, serving: Serving, judged: Mapping[str, Judged], left_out: Mapping[str, Excluded]
) -> StandardReport:
    """Every requirement of a standard with its result, headings after what stands below them."""
    found = {}
    for line in outline.lines:
        key = f"{outline.key}/{line.ref}"
        one = requirement_result(key, line, serving.get(key, ()), judged.get(key))
        found[line.ref] = _without(one, left_out[key]) if key in left_out else one
    assessable = [one for one in found.values() if one.is_assessable]
    kinds = dict.fromkeys(one.kind for one in assessable)
    return StandardReport(
        outline.key,
        outline.name,
        tuple(_rolled_up(outline, found)),
        totals(assessable),
        {kind: totals(one for one in assessable if one.kind == kind) for kind in kinds},
    )


def requirement_result(key: str, line: Line, outcomes: Sequence[Outcome], judged: Judged | None) -> RequirementResult:
    """One requirement: required checks decide; indicative ones only where nothing is required."""
    required = [one for one in outcomes if one.check.is_required]
    decisive = required or list(outcomes)
    deciding = [one for one in decisive if one.is_defined]
    hints = [one for one in outcomes if one.is_defined and one not in deciding]
    waiting = [one for one in outcomes if not one.is_defined]
    waits_for = tuple(dict.fromkeys(record for one in waiting for record in one.check.records))
    computed = combined(one.result for one in deciding)
    return RequirementResult(
        key=key,
        ref=line.ref,
        title=line.title,
        kind=line.kind,
        parent=line.parent,
        depth=line.depth,
        is_assessable=line.is_assessable,
        result=judged.verdict if judged else computed,
        computed=computed,
        reason=_judged_reason(judged) if judged else _reason(computed, deciding, waits_for),
        deciding=_keys(deciding),
        hints=_keys(hints),
        waiting=_keys(waiting),
        waits_for=waits_for,
        is_indicative=bool(deciding) and not required,
        judgement=judged,
    )


def _without(one: RequirementResult, excluded: Excluded) -> RequirementResult:
    """A control that the statement in force leaves out does not apply; 27001 allows that for controls only."""
    if one.kind != CONTROL or one.judgement:
        return one
    told = {"statement": excluded.statement, "why": excluded.justification}
    reason = _("Left out in %(statement)s: %(why)s") % told
    return replace(one, result=Result.NOT_APPLICABLE, computed=Result.NOT_APPLICABLE, reason=reason)


def combined(results: Iterable[Result]) -> Result:
    """The worst of the results that apply; undefined when no check decides."""
    told = [result for result in results if result is not Result.NOT_APPLICABLE]
    return min(told, key=WORST_FIRST.index, default=Result.UNDEFINED)


def totals(requirements: Iterable[RequirementResult]) -> Totals:
    """How many of these came to what."""
    counted = list(requirements)
    return Totals(
        len(counted),
        Counter(one.result for one in counted),
        sum(1 for one in counted if one.judgement),
        sum(1 for one in counted if one.result is Result.MET and one.is_partial and not one.judgement),
    )


def _rolled_up(outline: Outline, found: Mapping[str, RequirementResult]) -> Iterable[RequirementResult]:
    below: dict[str, list[RequirementResult]] = {line.ref: [] for line in outline.lines}
    lines = {line.ref: line for line in outline.lines}
    for line in outline.lines:
        if line.is_assessable:
            for above in _ancestors(line, lines):
                below[above].append(found[line.ref])
    for line in outline.lines:
        one = found[line.ref]
        yield one if line.is_assessable else _heading(one, below[line.ref])


def _ancestors(line: Line, lines: Mapping[str, Line]) -> Iterable[str]:
    at = line.parent
    while at in lines:
        yield at
        at = lines[at].parent


def _heading(one: RequirementResult, below: list[RequirementResult]) -> RequirementResult:
    told = totals(below)
    worst = min((child.result for child in below), key=ROLLED_UP.index, default=Result.UNDEFINED)
    reason = _("%(met)d of %(whole)d met.") % {"met": told.met, "whole": told.whole}
    return RequirementResult(
        one.key, one.ref, one.title, one.kind, one.parent, one.depth, False, worst, worst, reason, below=told
    )


def _keys(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    return tuple(one.check.key for one in outcomes)


def _reason(result: Result, deciding: Sequence[Outcome], waits_for: Sequence[str]) -> str:
    if result is not Result.UNDEFINED:
        return " ".join([one.reason for one in deciding if one.result is result][:MOST_REASONS])
    if waits_for:
        return _("No check defined yet; it waits for: %(records)s.") % {"records": ", ".join(waits_for)}
    if deciding:
        return deciding[0].reason
    return _("No check defined; a manager can sign a judgement.")


def _judged_reason(judged: Judged) -> str:
    told = {"by": judged.by, "until": judged.until.isoformat(), "reason": judged.reason}
    return _("Judgement by %(by)s, until %(until)s: %(reason)s") % told
