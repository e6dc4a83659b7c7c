"""A report as plain data for JSON."""

from typing import Any

from tandem.proof.conformity.declarations import Remedy
from tandem.proof.conformity.judging import Outcome
from tandem.proof.conformity.report import Report, RequirementResult, StandardReport, Totals
from tandem.proof.conformity.tallies import Item
from tandem.proof.conformity.vocabulary import TONE_OF, Result, Tone

CAUTION = "An indication with its evidence, never a verdict of conformity; a person decides."


def as_json(report: Report) -> dict[str, Any]:
    """The whole report: standards with totals and requirements, checks with counts, evidence and offenders."""
    return {
        "organization": report.organization_id,
        "today": report.today.isoformat(),
        "known": report.known.isoformat() if report.known else None,
        "caution": CAUTION,
        "standards": [_standard(standard) for standard in report.standards],
        "shared": {"checks": list(report.shared.checks), "totals": _totals(report.shared.totals)},
        "checks": [_outcome(one) | _own(report, one) for one in report.outcomes.values()],
    }


def _own(report: Report, one: Outcome) -> dict[str, Any]:
    """What the check comes to for single standards, where that is another than as a whole."""
    own = {standard: found[one.check.key] for standard, found in report.own.items() if one.check.key in found}
    return {"standards": {key: {"result": found.result.value, "reason": found.reason} for key, found in own.items()}}


def _standard(standard: StandardReport) -> dict[str, Any]:
    return {
        "key": standard.key,
        "name": standard.name,
        "totals": _totals(standard.totals),
        "kinds": {kind: _totals(totals) for kind, totals in standard.kinds.items()},
        "requirements": [_requirement(one) for one in standard.requirements],
    }


def _totals(totals: Totals) -> dict[str, Any]:
    counts = {result.value: totals.count(result) for result in Result}
    return {"whole": totals.whole, **counts, "tones": {tone.value: totals.tone(tone) for tone in Tone}}


def _requirement(one: RequirementResult) -> dict[str, Any]:
    told: dict[str, Any] = {
        "key": one.key,
        "ref": one.ref,
        "title": one.title,
        "kind": one.kind,
        "assessable": one.is_assessable,
        "result": one.result.value,
        "tone": TONE_OF[one.result].value,
        "reason": one.reason,
    }
    if not one.is_assessable:
        return told | {"below": _totals(one.below)}
    return told | {
        "computed": one.computed.value,
        "remark": one.remark,
        "checks": {"deciding": list(one.deciding), "hints": list(one.hints), "waiting": list(one.waiting)},
        "waits_for": list(one.waits_for),
        "judgement": _judgement(one),
    }


def _judgement(one: RequirementResult) -> dict[str, str] | None:
    judged = one.judgement
    if judged is None:
        return None
    return {
        "reference": judged.reference,
        "verdict": judged.verdict.value,
        "reason": judged.reason,
        "by": judged.by,
        "confirmed_by": judged.confirmed_by,
        "until": judged.until.isoformat(),
    }


def _outcome(one: Outcome) -> dict[str, Any]:
    check = one.check
    return {
        "key": check.key,
        "title": check.title,
        "test": check.test.value,
        "strength": check.strength.value,
        "freshness": {"basis": check.basis.value, "default": check.interval},
        "serves": list(check.serves),
        "result": one.result.value,
        "reason": one.reason,
        "limits": check.answer.limits if check.answer else "",
        "counts": {"good": one.good, "old": one.old, "thin": one.thin, "bad": one.bad, "total": one.total},
        "evidence": [_item(item) for item in one.evidence],
        "offenders": [_item(item) for item in one.offenders],
        "waits_for": [] if one.is_defined else list(check.records),
        "question": check.question,
        "remedy": _remedy(one.remedy),
        "none_here": _none_here(one),
    }


def _none_here(one: Outcome) -> dict[str, str] | None:
    if one.none_here is None:
        return None
    told = one.none_here
    return {"reference": told.reference, "by": told.by, "on": told.on.isoformat(), "until": told.until.isoformat()}


def _remedy(remedy: Remedy | None) -> dict[str, Any] | None:
    if remedy is None:
        return None
    told = {"register": remedy.register, "action": remedy.action, "values": dict(remedy.values)}
    return told | ({"fields": list(remedy.fields)} if remedy.fields else {})


def _item(item: Item) -> dict[str, str]:
    return {"register": item.register, "reference": item.reference, "title": item.title}
