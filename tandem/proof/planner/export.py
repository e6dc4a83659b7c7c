"""A reckoning as plain data for JSON."""

from dataclasses import asdict
from datetime import date
from typing import Any

from tandem.proof.planner.deeds import Deed
from tandem.proof.planner.merging import Merging
from tandem.proof.planner.past import Past
from tandem.proof.planner.reckoning import Reckoning
from tandem.proof.planner.roads import Road, Share, Stage

CAUTION = "A reckoning from declared hours and assumptions, not a promise."


def as_json(reckoning: Reckoning) -> dict[str, Any]:
    """Roads with their stages and dates, every deed with its hours, the assumptions and where each comes from."""
    return {
        "today": reckoning.report.today.isoformat(),
        "caution": CAUTION,
        "assumptions": {name: _plain(value) for name, value in asdict(reckoning.assumed).items()},
        "sources": dict(reckoning.settled.sources),
        "history": {
            **asdict(reckoning.pace),
            "hours_a_week": round(reckoning.pace.a_week, 2),
            "is_known": reckoning.pace.is_known,
        },
        "experience": _past(reckoning.experience.together),
        "hours_apart": round(reckoning.apart, 2),
        "earliest": reckoning.earliest,
        "kept": reckoning.kept.reference if reckoning.kept else "",
        "roads": [_road(road) for road in reckoning.roads],
        "deeds": [_deed(deed) for deed in reckoning.deeds],
        "serving_both": [check.key for check in reckoning.serving_both],
        "merge": [_merging(merging) for merging in reckoning.mergings],
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _road(road: Road) -> dict[str, Any]:
    return {
        "key": road.key,
        "hours": round(road.hours, 2),
        "reused": round(road.reused, 2),
        "first_certificate": road.first.isoformat(),
        "last_certificate": road.last.isoformat(),
        "stages": [_stage(stage) for stage in road.stages],
    }


def _stage(stage: Stage) -> dict[str, Any]:
    names = ("starts", "built", "run_until", "ready", "audit", "certificate")
    return {
        "standards": list(stage.standards),
        "hours": round(stage.hours, 2),
        "hours_to_build": round(stage.build_hours, 2),
        "serves_again": round(stage.serves_again, 2),
        **{name: getattr(stage, name).isoformat() for name in names},
        "audit_too_early": stage.is_audit_too_early,
        "waits_for": {"person": stage.slowest.name, "hours": round(stage.slowest.hours, 2)},
        "deeds": [_share(share) for share in stage.shares],
    }


def _share(share: Share) -> dict[str, Any]:
    return {"key": share.deed.key, "hours": round(share.hours, 2), "due": share.due.isoformat()}


def _deed(deed: Deed) -> dict[str, Any]:
    return {
        "key": deed.key,
        "title": deed.title,
        "hours": {standard: round(hours, 2) for standard, hours in deed.hours.items()},
        "together": round(deed.together, 2),
        "declared": round(deed.declared, 2),
        "past": _past(deed.past),
        "requirements": list(deed.requirements),
        "owner": deed.owner,
        "evaluation": deed.is_evaluation,
    }


def _past(past: Past) -> dict[str, Any]:
    """Finished actions by which hours are corrected, and what an hour declared took."""
    totals = {"done": past.done, "declared": round(past.declared, 2), "taken": round(past.taken, 2)}
    return {**totals, "factor": round(past.factor, 2)}


def _merging(merging: Merging) -> dict[str, Any]:
    checks = [check.key for check in merging.checks]
    merge = {"key": merging.merge.key, "title": merging.merge.title, "keep": merging.merge.keep}
    return {
        **merge,
        "hours": round(merging.hours, 2),
        "checks": checks,
        "requirements": list(merging.merge.requirements),
    }
