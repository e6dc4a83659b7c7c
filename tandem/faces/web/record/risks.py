"""The page of a risk: its sentence, its levels beside a small matrix with the line, and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tandem.faces.web.matrix import Grid
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import locales, permissions, registers

WIDE, HIGH, LEFT, GAP = 52, 36, 30, 2
SENTENCE = ("title", "threat", "asset", "item", "consequence")
LEVELS = (
    "inherent_likelihood",
    "inherent_impact",
    "inherent_level",
    "likelihood",
    "likelihood_reason",
    "impact",
    "impact_reason",
    "level",
    "band",
    "residual_likelihood",
    "residual_impact",
    "residual_level",
    "accepted_level",
    "accepted_until",
)
PLACED = frozenset((*SENTENCE, *LEVELS, "description"))


@dataclass(frozen=True, slots=True)
class Level:
    """One line of levels: what it is about, the level with its tone, and the judgement in words."""

    title: str
    level: int | None
    tone: str
    words: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A judgement drawn on the small matrix, where its cell is."""

    style: str
    level: int
    x: float
    y: float


def screen(visit: Visit, risk: Any) -> dict[str, Any]:
    """What the page of a risk shows in the middle."""
    grid = Grid.by(risk.method) if risk.method_id else Grid.of(risk.domain)
    return {
        "placed": PLACED,
        "sentence": sentence(risk),
        "levels": list(_levels(grid, risk)),
        "small": small(grid, risk),
        "line": grid.judging.accept_up_to,
        "acceptance": _acceptance(grid, risk),
        "next_link": _next(visit, grid, risk),
    }


def sentence(risk: Any) -> list[tuple[str, str]]:
    """The risk in one sentence: plain words and, each after them, what it says; at least its own words or title."""
    where = str(risk.item.title if risk.item_id else risk.asset)
    cause = risk.threat or str(risk.typical_threat or "")
    parts = [("", _ended(risk.description or risk.title))]
    if cause and cause.lower() not in parts[0][1].lower():
        parts.append((_("comes from"), _lower(cause)))
    if where:
        parts.append((_("concerns"), where))
    if risk.consequence:
        parts.append((_("and leads to"), _lower(_ended(risk.consequence))))
    return parts


def _ended(text: str) -> str:
    return text.strip().rstrip(".")


def _lower(text: str) -> str:
    """The first letter small, unless the word is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _levels(grid: Grid, risk: Any) -> Iterator[Level]:
    for title, prefix in ((_("No controls"), "inherent_"), (_("Now"), ""), (_("After treatment"), "residual_")):
        level = getattr(risk, f"{prefix}level")
        if level is None and prefix == "inherent_":
            continue
        words = _words(grid, getattr(risk, f"{prefix}likelihood"), getattr(risk, f"{prefix}impact"))
        reasons = (risk.likelihood_reason, risk.impact_reason) if not prefix else (risk.residual_reason,)
        reason = "; ".join(part for part in reasons if part) if prefix != "inherent_" else ""
        yield Level(title, level, grid.judging.tone(level) if level else "quiet", words, reason)


def _words(grid: Grid, likelihood: int | None, impact: int | None) -> str:
    if likelihood is None or impact is None:
        return _("not judged yet")
    names = [
        next((step.name for step in steps if step.number == number), str(number))
        for steps, number in ((grid.likelihoods, likelihood), (grid.impacts, impact))
    ]
    return ", ".join(names).lower()


def small(grid: Grid, risk: Any) -> dict[str, Any]:
    """The matrix in the units of an SVG: cells by tone, the line of acceptance, the risk before, now and after."""
    wide, high = len(grid.impacts), len(grid.likelihoods)
    cells = [
        {"x": _x(impact), "y": _y(high, likelihood), "tone": grid.judging.tone(_level(grid, likelihood, impact))}
        for likelihood in range(1, high + 1)
        for impact in range(1, wide + 1)
    ]
    points = list(_points(grid, risk, high))
    now = next((point for point in points if point.style == "now"), None)
    after = next((point for point in points if point.style == "after"), None)
    return {
        "width": LEFT + wide * WIDE + 4,
        "height": high * HIGH + 36,
        "cell": (WIDE - GAP, HIGH - GAP),
        "cells": cells,
        "line": "".join(_edges(grid, wide, high)),
        "points": points,
        "arrow": _arrow(now, after) if now and after and (now.x, now.y) != (after.x, after.y) else None,
        "rows": [(LEFT - 10, _y(high, number) + HIGH / 2 + 4, number) for number in range(1, high + 1)],
        "columns": [(_x(number) + WIDE / 2, high * HIGH + 14, number) for number in range(1, wide + 1)],
    }


def _x(impact: int) -> int:
    return LEFT + (impact - 1) * WIDE


def _y(high: int, likelihood: int) -> int:
    return (high - likelihood) * HIGH


def _level(grid: Grid, likelihood: int, impact: int) -> int:
    return grid.judging.level(likelihood, impact) or 0


def _edges(grid: Grid, wide: int, high: int) -> Iterator[str]:
    """The edges between what is acceptable and what is not."""

    def fits(likelihood: int, impact: int) -> bool:
        return _level(grid, likelihood, impact) <= grid.judging.accept_up_to

    for likelihood in range(1, high + 1):
        for impact in range(1, wide + 1):
            left, top = _x(impact) - 1, _y(high, likelihood) - 1
            if fits(likelihood, impact) and impact < wide and not fits(likelihood, impact + 1):
                yield f"M{left + WIDE} {top}v{HIGH}"
            if fits(likelihood, impact) and likelihood < high and not fits(likelihood + 1, impact):
                yield f"M{left} {top}h{WIDE}"


def _points(grid: Grid, risk: Any, high: int) -> Iterator[Point]:
    for style, prefix in (("before", "inherent_"), ("now", ""), ("after", "residual_")):
        cell = (getattr(risk, f"{prefix}likelihood"), getattr(risk, f"{prefix}impact"))
        level = getattr(risk, f"{prefix}level")
        if level is not None and grid.holds(cell):
            yield Point(style, level, _x(cell[1]) + (WIDE - GAP) / 2, _y(high, cell[0]) + (HIGH - GAP) / 2)


def _arrow(now: Point, after: Point) -> dict[str, float]:
    across, down = after.x - now.x, after.y - now.y
    length = max((across**2 + down**2) ** 0.5, 1)
    share = max(0.0, 1 - 17 / length)
    return {"x1": now.x, "y1": now.y, "x2": round(now.x + across * share, 1), "y2": round(now.y + down * share, 1)}


def _acceptance(grid: Grid, risk: Any) -> dict[str, str]:
    """Who would have to accept it, or until when it is accepted."""
    if risk.state == "accepted" and risk.accepted_until:
        words = {"level": risk.accepted_level, "day": locales.day(risk.accepted_until)}
        return {"tone": "good", "word": _("Accepted"), "more": _("level %(level)s until %(day)s") % words}
    if risk.level is None:
        return {"tone": "quiet", "word": _("Not yet"), "more": _("First judge how likely it is and how bad.")}
    words = {"level": risk.level, "line": grid.judging.accept_up_to}
    if risk.level > grid.judging.accept_up_to:
        return {
            "tone": "waiting",
            "word": _("Nobody yet"),
            "more": _("%(level)s lies above the line of %(line)s.") % words,
        }
    return {"tone": "quiet", "word": _("Nobody yet"), "more": _("%(level)s lies within the line of %(line)s.") % words}


def _next(visit: Visit, grid: Grid, risk: Any) -> dict[str, str] | None:
    """Assess what nobody has judged; accept what lies within the line or is to be kept; else the next step decides."""
    register = registers.declared_for(type(risk))
    if not permissions.may_edit(visit.actor, register, risk):
        return None
    if risk.state == "identified":
        return {"label": _("Assess"), "url": visit.url("edit", register.key, risk.reference) + "#field-likelihood"}
    acceptances = registers.find("risk-acceptances")
    is_within = risk.level is not None and (risk.level <= grid.judging.accept_up_to or risk.treatment == "retain")
    if risk.state == "assessed" and is_within and acceptances and permissions.may_create(visit.actor, acceptances):
        address = visit.url("create", acceptances.key)
        return {"label": _("Accept"), "url": f"{address}?risk={risk.reference}"}
    return None
