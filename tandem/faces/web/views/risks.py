"""Pages over the risks: the matrix, the workshop, where risks gather, how they moved since a round."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from tandem.direction.risks.judging import Judging
from tandem.direction.risks.models import RiskMethod, five_steps
from tandem.direction.risks.register import RISKS
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel.errors import Invalid

WHICH = {
    "current": ("", gettext_lazy("Now")),
    "residual": ("residual_", gettext_lazy("After treatment")),
    "inherent": ("inherent_", gettext_lazy("Without controls")),
}
OPEN = "identified,assessed,in-treatment,accepted"
MOST = 300
GRADES = ("likelihood", "impact", "residual_likelihood", "residual_impact")


@dataclass(frozen=True)
class Grid:
    """The scales and the limits a matrix is drawn by."""

    likelihoods: list[str]
    impacts: list[str]
    judging: Judging
    method: Any

    @classmethod
    def of(cls, domain: str) -> "Grid":
        """The grid of the method in force for a domain, five by five without one."""
        method = RiskMethod.objects.in_force(domain)
        if method is None:
            return cls(five_steps(), five_steps(), Judging(), None)
        return cls(method.likelihood_scale, method.impact_scale, method.judging, method)

    def rows(self, cells: dict[tuple[int, int], int], address: str = "", prefix: str = "") -> list[dict[str, Any]]:
        """The matrix from the highest likelihood down; a cell leads to the list behind its figure."""
        return [
            {
                "title": self.likelihoods[likelihood - 1],
                "cells": [
                    self._cell(cells, likelihood, impact, address, prefix) for impact in range(1, len(self.impacts) + 1)
                ],
            }
            for likelihood in range(len(self.likelihoods), 0, -1)
        ]

    def _cell(
        self, cells: dict[tuple[int, int], int], likelihood: int, impact: int, address: str, prefix: str
    ) -> dict[str, Any]:
        level = self.judging.level(likelihood, impact) or 0
        url = f"{address}&{prefix}likelihood={likelihood}&{prefix}impact={impact}" if address else ""
        return {
            "level": level,
            "tone": self.judging.tone(level),
            "count": cells.get((likelihood, impact), 0),
            "url": url,
        }


def _domain(visit: Visit) -> str:
    asked = str(visit.request.GET.get("domain", ""))
    return asked if asked in dict(RISKS.field("domain").flatchoices) else ""


def _open_risks(visit: Visit, domain: str) -> Any:
    risks = permissions.visible(visit.actor, register_of(visit, "risks")).exclude(state="closed")
    return risks.filter(domain=domain) if domain else risks


def _cells(risks: Any, prefix: str = "") -> dict[tuple[int, int], int]:
    names = (f"{prefix}likelihood", f"{prefix}impact")
    counted = risks.exclude(**{names[0]: None}).exclude(**{names[1]: None}).values_list(*names)
    return {(likelihood, impact): n for likelihood, impact, n in counted.annotate(n=Count("pk")).order_by()}


@require_GET
@inside
def matrix(visit: Visit) -> HttpResponse:
    """Open risks by likelihood and impact; a cell opens the list behind its figure."""
    which = visit.request.GET.get("which", "current")
    which = which if which in WHICH else "current"
    domain, prefix = _domain(visit), WHICH[which][0]
    risks, grid = _open_risks(visit, domain), Grid.of(domain)
    cells = _cells(risks, prefix)
    address = f"{visit.url('list', 'risks')}?state={OPEN}" + (f"&domain={domain}" if domain else "")
    return visit.page(
        "risks/matrix.html",
        title=_("Risk matrix"),
        rows=grid.rows(cells, address, prefix),
        grid=grid,
        which=which,
        choices=[{"key": key, "title": title} for key, (_prefix, title) in WHICH.items()],
        domain=domain,
        domains=RISKS.field("domain").flatchoices,
        placed=sum(cells.values()),
        whole=risks.count(),
    )


@require_http_methods(["GET", "POST"])
@inside
def workshop(visit: Visit) -> HttpResponse:
    """Judge many risks on one screen by keyboard; every row is kept by itself, the matrix follows."""
    domain = _domain(visit)
    if visit.request.method == "POST":
        return _judge(visit, domain)
    return visit.page("risks/workshop.html", title=_("Workshop"), **_workshop(visit, domain))


def _workshop(visit: Visit, domain: str) -> dict[str, Any]:
    risks, grid = _open_risks(visit, domain), Grid.of(domain)
    told = list(risks.select_related("owner", "method").order_by("pk")[:MOST])
    return {
        "risks": told,
        "grid": grid,
        "rows": grid.rows(_cells(risks)),
        "treatments": RISKS.field("treatment").flatchoices,
        "domain": domain,
        "domains": RISKS.field("domain").flatchoices,
        "may_write": visit.actor.may_write and visit.actor.role in permissions.WRITERS,
        "placed": sum(1 for risk in told if risk.level is not None),
    }


def _judge(visit: Visit, domain: str) -> HttpResponse:
    """Keep the fields that were sent; answers with the levels as they are now, and asks the page for the matrix."""
    posted = visit.request.POST
    reference, problem = posted.get("reference", ""), ""
    values = {name: posted[name] for name in (*GRADES, "treatment") if name in posted}
    try:
        writing.change(visit.actor, RISKS, reference, values)
    except Invalid as invalid:
        problem = " ".join(message for told in invalid.problems.values() for message in told)
    if "HX-Request" not in visit.request.headers:
        if problem:
            messages.error(visit.request, f"{reference}: {problem}")
        return redirect(f"{visit.url('risk-workshop')}?domain={domain}")
    risk = writing.find(visit.actor, RISKS, reference)
    screen = {"risk": risk, "problem": problem, "grid": Grid.of(domain), "is_answer": True}
    response = visit.page("risks/judged.html", title="", **screen)
    response["HX-Trigger"] = "judged"
    return response


@require_GET
@inside
def summary(visit: Visit) -> HttpResponse:
    """Where risks gather: by service, asset, supplier, owner and domain, the highest first."""
    domain = _domain(visit)
    risks = _open_risks(visit, domain)
    grid = Grid.of(domain)
    groups = [
        {"title": title, "name": name, "rows": _gathered(risks, name, path, grid)}
        for title, name, path in (
            (_("By service"), "service", "service__title"),
            (_("By asset"), "item", "item__title"),
            (_("By supplier"), "supplier", "supplier__title"),
            (_("By owner"), "owner", "owner__name"),
            (_("By domain"), "domain", "domain"),
        )
    ]
    return visit.page(
        "risks/summary.html",
        title=_("Where risks gather"),
        groups=[group for group in groups if group["rows"]],
        address=f"{visit.url('list', 'risks')}?state={OPEN}",
        domain=domain,
        domains=RISKS.field("domain").flatchoices,
        grid=grid,
    )


def _gathered(risks: Any, name: str, path: str, grid: Grid) -> list[dict[str, Any]]:
    key = name if name == "domain" else f"{name}__reference" if name not in ("owner",) else "owner_id"
    above = Count("pk", filter=Q(level__gt=grid.judging.accept_up_to))
    found = risks.exclude(**{name: ""} if name == "domain" else {name: None}).values(key, path).order_by()
    rows = found.annotate(n=Count("pk"), highest=Max("level"), rest=Max("residual_level"), above=above)
    words = dict(RISKS.field("domain").flatchoices)
    told = [
        {
            "filter": f"{name}={row[key]}",
            "title": words.get(row[path], row[path]),
            "count": row["n"],
            "highest": row["highest"],
            "tone": grid.judging.tone(row["highest"]) if row["highest"] else "quiet",
            "rest": row["rest"],
            "above": row["above"],
        }
        for row in rows
    ]
    return sorted(told, key=lambda row: (-(row["highest"] or 0), -row["count"], str(row["title"])))


@require_GET
@inside
def movement(visit: Visit) -> HttpResponse:
    """How risks have moved since a closed round, as arrows on the matrix and as a table."""
    rounds = permissions.visible(visit.actor, register_of(visit, "risk-rounds")).filter(state="closed")
    rounds = list(rounds.order_by("-closed_on", "-pk")[:20])
    asked = visit.request.GET.get("since", "")
    chosen = next((one for one in rounds if one.reference == asked), rounds[0] if rounds else None)
    screen: dict[str, Any] = {"rounds": rounds, "chosen": chosen, "moves": [], "arrows": [], "gone": 0, "new": 0}
    if chosen:
        screen |= _moves(visit, chosen)
    return visit.page("risks/movement.html", title=_("Movement"), **screen)


def _moves(visit: Visit, chosen: Any) -> dict[str, Any]:
    grid = Grid.of(chosen.domain)
    now = {risk.reference: risk for risk in _open_risks(visit, chosen.domain)}
    before = {one["reference"]: one for one in chosen.results}
    moves = [
        {
            "reference": reference,
            "title": now[reference].title,
            "was": one["level"],
            "is": now[reference].level,
            "from": (one["likelihood"], one["impact"]),
            "to": (now[reference].likelihood, now[reference].impact),
        }
        for reference, one in before.items()
        if reference in now and (one["likelihood"], one["impact"]) != (now[reference].likelihood, now[reference].impact)
    ]
    return {
        "grid": grid,
        "moves": sorted(moves, key=lambda move: (move["was"] or 0) - (move["is"] or 0)),
        "picture": _picture(grid, moves),
        "gone": len(before.keys() - now.keys()),
        "new": len(now.keys() - before.keys()),
        "same": len(before.keys() & now.keys()) - len(moves),
    }


CELL, EDGE = 90, 40


def _picture(grid: Grid, moves: list[dict[str, Any]]) -> dict[str, Any]:
    """Cells and arrows in the units of an SVG; arrows of the same way are drawn once, with their number."""
    wide, high = len(grid.impacts), len(grid.likelihoods)

    def centre(likelihood: int, impact: int) -> tuple[float, float]:
        return EDGE + (impact - 0.5) * CELL, (high - likelihood + 0.5) * CELL

    cells = [
        {
            "x": EDGE + (impact - 1) * CELL,
            "y": (high - likelihood) * CELL,
            "tone": grid.judging.tone(grid.judging.level(likelihood, impact) or 0),
            "level": grid.judging.level(likelihood, impact),
        }
        for likelihood in range(1, high + 1)
        for impact in range(1, wide + 1)
    ]
    ways = Counter((move["from"], move["to"]) for move in moves if all((*move["from"], *move["to"])))
    arrows = []
    for (start, end), count in ways.items():
        (x1, y1), (x2, y2) = centre(*start), centre(*end)
        length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1)
        shorter = 1 - 16 / length
        arrows.append(
            {
                "x1": round(x1, 1),
                "y1": round(y1, 1),
                "x2": round(x1 + (x2 - x1) * shorter, 1),
                "y2": round(y1 + (y2 - y1) * shorter, 1),
                "count": count,
            }
        )
    return {
        "width": EDGE + wide * CELL + 4,
        "height": high * CELL + EDGE,
        "cells": cells,
        "arrows": arrows,
        "cell": CELL,
    }
