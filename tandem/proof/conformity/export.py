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
        "checks": [_outcome(outcome) | _own(report, outcome) for outcome in report.outcomes.values()],
    }


def _own(report: Report, outcome: Outcome) -> dict[str, Any]:
    """What the check comes to for single standards, where that is another than as a whole."""
    own = {
        standard: outcomes[outcome.check.key]
        for standard, outcomes in report.own.items()
        if outcome.check.key in outcomes
    }
    return {
        "standards": {
            key: {"result": own_outcome.result.value, "reason": own_outcome.reason} for key, own_outcome in own.items()
        }
    }


def _standard(standard: StandardReport) -> dict[str, Any]:
    return {
        "key": standard.key,
        "name": standard.name,
        "totals": _totals(standard.totals),
        "kinds": {kind: _totals(totals) for kind, totals in standard.kinds.items()},
        "requirements": [_requirement(requirement) for requirement in standard.requirements],
    }


def _totals(totals: Totals) -> dict[str, Any]:
    counts = {result.value: totals.count(result) for result in Result}
    return {"whole": totals.whole, **counts, "tones": {tone.value: totals.tone(tone) for tone in Tone}}


def _requirement(requirement: RequirementResult) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "key": requirement.key,
        "ref": requirement.ref,
        "title": requirement.title,
        "kind": requirement.kind,
        "assessable": requirement.is_assessable,
        "result": requirement.result.value,
        "tone": TONE_OF[requirement.result].value,
        "reason": requirement.reason,
    }
    if not requirement.is_assessable:
        return entry | {"below": _totals(requirement.below)}
    return entry | {
        "computed": requirement.computed.value,
        "remark": requirement.remark,
        "checks": {
            "deciding": list(requirement.deciding),
            "hints": list(requirement.hints),
            "waiting": list(requirement.waiting),
        },
        "waits_for": list(requirement.waits_for),
        "judgement": _judgement(requirement),
    }


def _judgement(requirement: RequirementResult) -> dict[str, str] | None:
    judged = requirement.judgement
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


def _outcome(outcome: Outcome) -> dict[str, Any]:
    check = outcome.check
    return {
        "key": check.key,
        "title": check.title,
        "test": check.test.value,
        "strength": check.strength.value,
        "freshness": {"basis": check.basis.value, "default": check.interval},
        "serves": list(check.serves),
        "result": outcome.result.value,
        "reason": outcome.reason,
        "limits": check.answer.limits if check.answer else "",
        "counts": {
            "good": outcome.good,
            "old": outcome.old,
            "thin": outcome.thin,
            "bad": outcome.bad,
            "total": outcome.total,
        },
        "evidence": [_item(item) for item in outcome.evidence],
        "offenders": [_item(item) for item in outcome.offenders],
        "waits_for": [] if outcome.is_defined else list(check.records),
        "question": check.question,
        "remedy": _remedy(outcome.remedy),
        "none_here": _none_here(outcome),
    }


def _none_here(outcome: Outcome) -> dict[str, str] | None:
    if outcome.none_here is None:
        return None
    confirmation = outcome.none_here
    return {
        "reference": confirmation.reference,
        "by": confirmation.by,
        "on": confirmation.on.isoformat(),
        "until": confirmation.until.isoformat(),
    }


def _remedy(remedy: Remedy | None) -> dict[str, Any] | None:
    if remedy is None:
        return None
    entry = {"register": remedy.register, "action": remedy.action, "values": dict(remedy.values)}
    return entry | ({"fields": list(remedy.fields)} if remedy.fields else {})


def _item(item: Item) -> dict[str, str]:
    return {"register": item.register, "reference": item.reference, "title": item.title}
