"""Bars of results, each part by shape, hatch, word and colour, and the strip of clauses below the board."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from tandem.direction.scope.rules import current
from tandem.ground.kernel.states import Words
from tandem.proof.conformity.report import RequirementResult, StandardReport, Totals
from tandem.proof.conformity.vocabulary import TONE_OF, Result, Tone

STYLES: dict[Result, str] = {
    Result.MET: "met",
    Result.PARTLY: "far",
    Result.INDICATED: "ind",
    Result.JUDGED: "jud",
    Result.STALE: "old",
    Result.NOT_MET: "not",
    Result.NO_DATA: "nod",
    Result.THIN: "few",
    Result.UNDEFINED: "cant",
    Result.NOT_APPLICABLE: "cant",
}
DRAWN = tuple(result for result in STYLES if result is not Result.NOT_APPLICABLE)
SHORT: dict[str, Words] = {
    "4": _("Context"),
    "5": _("Leadership"),
    "6": _("Planning"),
    "7": _("Support"),
    "8": _("Operation"),
    "9": _("Evaluation"),
    "10": _("Improvement"),
    "A": _("Controls"),
}
WHOLE, GAP = 1_000.0, 4.0


def segments(totals: Totals, gap: float = GAP) -> list[dict[str, Any]]:
    """The parts of a bar from 0 to 1000, with their counts and words; what does not apply has none."""
    parts, start = [], 0.0
    for result in DRAWN:
        count = totals.count(result)
        width = WHOLE * count / totals.whole if totals.whole else 0
        if count:
            drawn = {"x": round(start, 1), "width": round(max(width - gap, 2), 1), "style": STYLES[result]}
            parts.append({**drawn, "count": count, "word": str(result.label).lower()})
        start += width
    return parts


def key(standard: StandardReport) -> list[dict[str, Any]]:
    """Every result with its shape, count and address; holding ones on the left, the others on the right."""
    left = [result for result in DRAWN if TONE_OF[result] in (Tone.MET, Tone.HOLDS)]
    right = [result for result in DRAWN if result not in left]
    return [
        {
            "results": [
                {
                    "style": STYLES[result],
                    "word": result.label,
                    "count": standard.totals.count(result),
                    "query": urlencode({"standard": standard.key, "result": result.value}),
                }
                for result in column
            ]
        }
        for column in (left, right)
    ]


def tones(totals: Totals) -> list[dict[str, Any]]:
    """The four tones with their counts."""
    return [{"word": tone.label, "count": totals.tone(tone)} for tone in Tone]


def short(standard: str) -> str:
    """What a standard is called in little room: the number it is known by, of an earlier edition with its year."""
    number, _colon, year = standard.removeprefix("iso-").partition(":")
    return number if current(standard) == standard else f"{number}:{year}"


def tops(standard: StandardReport) -> dict[str, RequirementResult]:
    """The topmost heading above each requirement."""
    highest: dict[str, RequirementResult] = {}
    for requirement in standard.requirements:
        above = requirement.parent if "/" in requirement.parent else f"{standard.key}/{requirement.parent}"
        highest[requirement.key] = highest.get(above, requirement)
    return highest


def clauses(standards: Iterable[StandardReport]) -> list[dict[str, Any]]:
    """The uppermost clauses, each with a bar for each standard that has it."""
    by_ref: dict[str, dict[str, Any]] = {}
    for standard in standards:
        for ref, title, results in _by_top(standard):
            clause = by_ref.setdefault(ref, {"ref": ref, "title": SHORT.get(ref, title), "bars": []})
            counts = {result: results.count(result) for result in set(results)}
            totals = Totals(len([result for result in results if result is not Result.NOT_APPLICABLE]), counts)
            clause["bars"].append({"name": short(standard.key), "totals": totals, "segments": segments(totals, 8)})
    return sorted(by_ref.values(), key=lambda clause: (not clause["ref"].isdigit(), clause["ref"].rjust(3)))


def _by_top(standard: StandardReport) -> list[tuple[str, str, list[Result]]]:
    highest = tops(standard)
    by_ref: dict[str, tuple[str, str, list[Result]]] = {}
    for requirement in standard.requirements:
        top = highest[requirement.key]
        if requirement.is_assessable:
            ref = top.ref.partition(".")[0]
            by_ref.setdefault(ref, (ref, top.title, []))[2].append(requirement.result)
    return list(by_ref.values())
