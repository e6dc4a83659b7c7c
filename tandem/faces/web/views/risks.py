"""Pages over the risks: the matrix, the workshop, where risks gather, how they moved since a round."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from tandem.direction.risks.methods import scales
from tandem.direction.risks.methods.models import DOMAINS, RiskMethod
from tandem.direction.risks.register import RISKS
from tandem.faces.web import display
from tandem.faces.web.matrix import Grid, Way
from tandem.faces.web.shell import Visit, from_replica, inside, register_of
from tandem.ground.kernel import lists, permissions, writing
from tandem.ground.kernel.errors import Conflict, Invalid

WHICH = {
    "current": ("", gettext_lazy("Now")),
    "residual": ("residual_", gettext_lazy("After treatment")),
    "inherent": ("inherent_", gettext_lazy("Without controls")),
}
OPEN = "identified,assessed,in-treatment,accepted"
MOST = 300
RANKED = 50
CRITERION = "impacts:"
RANKING = ("reference", "title", "state", "level", "residual_level", "treatment", "owner")
GRADES = ("likelihood", "impact", "residual_likelihood", "residual_impact")


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
    """Open risks by likelihood and impact, where their treatment leads, and below them the ranking behind a cell."""
    asked = visit.request.GET
    which = asked.get("which", "current")
    which = which if which in WHICH else "current"
    domain, prefix, plain = _domain(visit), WHICH[which][0], bool(asked.get("plain"))
    risks, grid = _open_risks(visit, domain), Grid.of(domain)
    here = _judged_by(risks, grid.method)
    counts = {cell: count for cell, count in _cells(here, prefix).items() if grid.holds(cell)}
    chosen = _chosen(visit, grid)
    address = "?" + urlencode({"which": which, "domain": domain, **({"plain": 1} if plain else {})})
    filters = _filters(domain, prefix, grid, chosen)
    query = lists.Query(filters=filters, sort=f"-{prefix}level", size=RANKED)
    columns = RANKING if which != "inherent" else (*RANKING[:3], "inherent_level", *RANKING[3:])
    whole, placed, tones = risks.count(), sum(counts.values()), display.tones_of(RISKS)
    return visit.page(
        "risks/matrix.html",
        title=_("Risk matrix"),
        drawn=_linked(grid, counts, _ways(here, grid) if which == "current" and not plain else {}, address, chosen),
        grid=grid,
        which=which,
        plain=plain,
        choices=[{"key": key, "title": title} for key, (_prefix, title) in WHICH.items()],
        domain=domain,
        domains=RISKS.field("domain").flatchoices,
        placed=placed,
        whole=whole,
        others=risks.exclude(level=None).count() - here.exclude(level=None).count(),
        place=f"{grid.likelihoods[chosen[0] - 1].name} × {grid.impacts[chosen[1] - 1].name}" if chosen else "",
        ranking=lists.page(visit.actor, RISKS, query, columns),
        columns=[display.shape(RISKS, name, tones) for name in columns],
        list_address=f"{visit.url('list', 'risks')}?{urlencode({**filters, 'sort': query.sort})}",
    )


def _judged_by(risks: Any, method: Any) -> Any:
    """Those that this method judges; without any method all of them."""
    return risks.filter(method=method) if method else risks


def _chosen(visit: Visit, grid: Grid) -> tuple[int, int] | None:
    steps = tuple(visit.request.GET.get(name, "") for name in ("likelihood", "impact"))
    if not all(word.isascii() and word.isdigit() and len(word) < 3 for word in steps):
        return None
    cell = (int(steps[0]), int(steps[1]))
    return cell if grid.holds(cell) else None


def _filters(domain: str, prefix: str, grid: Grid, chosen: tuple[int, int] | None) -> dict[str, str]:
    """What a list filters by to show the risks of a cell, or all that are judged."""
    filters = {"state": OPEN, **({"domain": domain} if domain else {})}
    if chosen is None:
        return {**filters, f"{prefix}level~from": "1"}
    by = {"method": grid.method.reference} if grid.method else {}
    return {**filters, **by, f"{prefix}likelihood": str(chosen[0]), f"{prefix}impact": str(chosen[1])}


def _linked(grid: Grid, counts: Any, ways: Any, address: str, chosen: tuple[int, int] | None) -> dict[str, Any]:
    drawn = grid.picture(counts, ways, f"{address}&", chosen)
    for cell in drawn["cells"]:
        cell["url"] = f"{cell['url']}#risks" if cell["url"] else ""
    return drawn


def _ways(risks: Any, grid: Grid) -> dict[Way, int]:
    """From where risks stand to where their treatment is to bring them, with how many go that way."""
    names = ("likelihood", "impact", "residual_likelihood", "residual_impact")
    treated = risks.exclude(level=None).exclude(residual_level=None).values_list(*names).annotate(n=Count("pk"))
    counts = {((row[0], row[1]), (row[2], row[3])): row[4] for row in treated.order_by()}
    return {way: n for way, n in counts.items() if way[0] != way[1] and all(grid.holds(cell) for cell in way)}


@require_http_methods(["GET", "POST"])
@inside
def workshop(visit: Visit) -> HttpResponse:
    """Judge many risks on one screen by keyboard; every row is kept by itself, the matrix follows."""
    domain = _domain(visit)
    if visit.request.method == "POST":
        return _judge(visit, domain)
    if "matrix" in visit.request.GET:
        grid = Grid.of(domain)
        counts = _cells(_judged_by(_open_risks(visit, domain), grid.method))
        return visit.part(
            "risks/live.html", grid=grid, rows=grid.rows(counts), domain=domain, slug=visit.organization.slug
        )
    return visit.page("risks/workshop.html", title=_("Workshop"), **_workshop(visit, domain))


def _workshop(visit: Visit, domain: str) -> dict[str, Any]:
    risks, grid = _open_risks(visit, domain), Grid.of(domain)
    ours = [key for key, _word in DOMAINS if RiskMethod.objects.in_force(key) == grid.method]
    listed = list(risks.filter(domain__in=ours).select_related("owner", "method").order_by("pk")[:MOST])
    return {
        "risks": listed,
        "grid": grid,
        "rows": grid.rows(_cells(_judged_by(risks, grid.method))),
        "judged": {risk.pk: scales.read_judged(risk.impacts) for risk in listed},
        "treatments": RISKS.field("treatment").flatchoices,
        "domain": domain,
        "domains": RISKS.field("domain").flatchoices,
        "elsewhere": [(key, word) for key, word in DOMAINS if key not in ours and not domain],
        "may_write": visit.actor.may_write and visit.actor.role in permissions.WRITERS,
    }


def _judge(visit: Visit, domain: str) -> HttpResponse:
    """Keep the fields that were sent; answers with the levels as they are now, and asks the page for the matrix."""
    posted = visit.request.POST
    reference, problem = posted.get("reference", ""), ""
    values: dict[str, Any] = {name: posted[name] for name in (*GRADES, "treatment") if name in posted}
    risk = writing.find(visit.actor, RISKS, reference)
    values |= _criteria(risk, posted)
    try:
        risk = writing.change(visit.actor, RISKS, reference, values, version=risk.version)
    except Invalid as invalid:
        problem = " ".join(message for problem in invalid.problems.values() for message in problem)
    except Conflict:
        problem = _("Somebody changed it meanwhile; this is how it stands.")
        risk = writing.find(visit.actor, RISKS, reference)
    if "HX-Request" not in visit.request.headers:
        if problem:
            messages.error(visit.request, f"{reference}: {problem}")
        return redirect(f"{visit.url('risk-workshop')}?domain={domain}")
    screen = {"risk": risk, "problem": problem, "grid": Grid.of(domain), "is_answer": True}
    response = visit.part("risks/judged.html", **screen)
    response["HX-Trigger"] = "judged"
    return response


def _criteria(risk: Any, posted: Any) -> dict[str, list[str]]:
    """The steps by criterion with those that were sent, such as `impacts:Money` = 3; an empty one is taken away."""
    sent = {key.removeprefix(CRITERION): step for key, step in posted.items() if key.startswith(CRITERION)}
    if not sent:
        return {}
    held: dict[str, Any] = {**scales.read_judged(risk.impacts), **sent}
    return {"impacts": [f"{name}: {step}" for name, step in held.items() if str(step).strip()]}


@require_GET
@inside
@from_replica
def summary(visit: Visit) -> HttpResponse:
    """By service: by service, asset, supplier, owner and domain, the highest first."""
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
            (_("By typical threat"), "typical_threat", "typical_threat__title"),
            (_("By domain"), "domain", "domain"),
        )
    ]
    return visit.page(
        "risks/summary.html",
        title=_("By service"),
        groups=[group for group in groups if group["rows"]],
        address=f"{visit.url('list', 'risks')}?state={OPEN}",
        domain=domain,
        domains=RISKS.field("domain").flatchoices,
        grid=grid,
    )


def _gathered(risks: Any, name: str, path: str, grid: Grid) -> list[dict[str, Any]]:
    key = name if name == "domain" else f"{name}__reference" if name not in ("owner",) else "owner_id"
    above = Count("pk", filter=Q(level__gt=grid.judging.accept_up_to))
    grouped = risks.exclude(**{name: ""} if name == "domain" else {name: None}).values(key, path).order_by()
    rows = grouped.annotate(n=Count("pk"), highest=Max("level"), rest=Max("residual_level"), above=above)
    words = dict(RISKS.field("domain").flatchoices)
    groups = [
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
    return sorted(groups, key=lambda row: (-(row["highest"] or 0), -row["count"], str(row["title"])))


@require_GET
@inside
def movement(visit: Visit) -> HttpResponse:
    """How risks have moved since a closed round, as arrows on the matrix and as a table."""
    closed = permissions.visible(visit.actor, register_of(visit, "risk-rounds")).filter(state="closed")
    rounds = list(closed.order_by("-closed_on", "-pk")[:20])
    asked = visit.request.GET.get("since", "")
    chosen = next(
        (round_ for round_ in rounds if round_.reference == asked),
        rounds[0] if rounds else None,
    )
    screen: dict[str, Any] = {"rounds": rounds, "chosen": chosen, "moves": [], "arrows": [], "gone": 0, "new": 0}
    if chosen:
        screen |= _moves(visit, chosen)
    return visit.page("risks/movement.html", title=_("What changed"), **screen)


def _moves(visit: Visit, chosen: Any) -> dict[str, Any]:
    grid = Grid.of(chosen.domain)
    now = {risk.reference: risk for risk in _open_risks(visit, chosen.domain)}
    before = {earlier["reference"]: earlier for earlier in chosen.results}
    moves = [
        {
            "reference": reference,
            "title": now[reference].title,
            "was": earlier["level"],
            "is": now[reference].level,
            "from": (earlier["likelihood"], earlier["impact"]),
            "to": (now[reference].likelihood, now[reference].impact),
        }
        for reference, earlier in before.items()
        if reference in now
        and (earlier["likelihood"], earlier["impact"]) != (now[reference].likelihood, now[reference].impact)
    ]
    ways = Counter((move["from"], move["to"]) for move in moves if grid.holds(move["from"]) and grid.holds(move["to"]))
    return {
        "grid": grid,
        "moves": sorted(moves, key=lambda move: (move["was"] or 0) - (move["is"] or 0)),
        "picture": grid.picture(Counter(move["to"] for move in moves), ways),
        "gone": len(before.keys() - now.keys()),
        "new": len(now.keys() - before.keys()),
        "same": len(before.keys() & now.keys()) - len(moves),
    }
