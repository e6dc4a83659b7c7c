"""Risk in money: the curve of one estimate, and all agreed estimates together."""

import csv
import io
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from tandem.direction.losses import background
from tandem.direction.losses import portfolio as together
from tandem.direction.losses.estimating import ENDS, SHAPES, Unfinished
from tandem.direction.losses.portfolio import Figured, Gathered, Question
from tandem.direction.losses.register import LOSS_ESTIMATES
from tandem.direction.losses.simulation.results import Tolerance
from tandem.direction.losses.tolerances.models import LossTolerance
from tandem.faces.web import display, wording
from tandem.faces.web.curves import RAREST, Line, picture
from tandem.faces.web.shell import Visit, as_file, inside, register_of
from tandem.ground.exchange.exporting import FORMULA_STARTS
from tandem.ground.kernel import jobs, permissions, writing
from tandem.ground.kernel.errors import Invalid, NotFound

BEFORE, AFTER, TOLERATED = gettext_lazy("as it is now"), gettext_lazy("after treatment"), gettext_lazy("tolerated")
EVERY = 5  # of the curve's points that the table beside it shows
ASKED = ("years", "seed", "dependence", "currency")


@require_GET
@inside
def estimate(visit: Visit, reference: str) -> HttpResponse:
    """What one risk costs a year: the curve before and after its treatment against what is tolerable."""
    record = writing.find(visit.actor, register_of(visit, "loss-estimates"), reference)
    screen: dict[str, Any] = {"estimate": record, "figures": None, "problems": {}, "picture": None}
    try:
        plan = together.plan_of_one(record, Question(record.years or 0, record.seed or 0))
    except Unfinished as unfinished:
        screen["problems"] = {
            str(LOSS_ESTIMATES.label(name)): messages for name, messages in unfinished.problems.items()
        }
    else:
        figures = together.computed(plan)
        screen |= {"figures": figures, "one": figures["risks"][0], "rows": figures["curve"][::EVERY]}
        screen |= {"tolerance": LossTolerance.objects.in_force() if plan.tolerance else None}
        screen["picture"] = picture(_lines(figures, plan.tolerance))
    screen |= {"inputs": _inputs(record), "again": _again(visit, record)}
    title = _("What %(risk)s costs a year") % {"risk": record.risk.reference}
    return visit.page("losses/estimate.html", title=title, **screen)


def _lines(figures: Figured, tolerance: Tolerance | None) -> list[Line]:
    rows = figures["curve"]
    lines = [Line("now", BEFORE, [(row["amount"], row["before"]) for row in rows])]
    if figures["has_treatments"]:
        lines.append(Line("after", AFTER, [(row["amount"], row["after"]) for row in rows]))
    if tolerance:
        seen = [row["amount"] for row in rows if row["before"] >= RAREST or row["after"] >= RAREST]
        last = max((*seen, tolerance.points[-1][0]))
        amounts = {amount for amount in seen if amount >= tolerance.points[0][0]} | {
            amount for amount, _p in tolerance.points
        }
        points = [(amount, tolerance.at(amount) or 0.0) for amount in sorted(amounts | {last})]
        lines.append(Line("limit", TOLERATED, points, tolerance.points))
    return lines


def _inputs(estimate: Any) -> list[dict[str, Any]]:
    """What was estimated, in a row for each of frequency and cost."""
    often = [estimate.probability] if estimate.frequency == "bernoulli" else [estimate.rate_low, estimate.rate_high]
    left = (
        [estimate.after_probability]
        if estimate.frequency == "bernoulli"
        else [estimate.after_rate_low, estimate.after_rate_high]
    )
    return [
        {
            "what": _("Probability a year") if estimate.frequency == "bernoulli" else _("Events a year"),
            "before": _range(often),
            "after": _range(left),
            "kind": estimate.get_frequency_display(),
        },
        {
            "what": _("Cost of one event"),
            "before": _range(_ends(estimate, "loss_", estimate.loss_shape)),
            "after": _range(_ends(estimate, "after_", estimate.after_shape or estimate.loss_shape)),
            "kind": estimate.get_loss_shape_display(),
        },
    ]


def _ends(estimate: Any, prefix: str, shape: str) -> list[Any]:
    return [getattr(estimate, f"{prefix}{end}") for end in ENDS if end in SHAPES[shape][1]]


def _range(ends: list[Any]) -> str:
    return " – ".join(wording.figure(bound) for bound in ends if bound is not None)


def _again(visit: Visit, estimate: Any) -> str:
    """Address of a new version that begins with what this one says; empty for those who may not add any."""
    if not permissions.may_create(visit.actor, LOSS_ESTIMATES):
        return ""
    names = [name for name in LOSS_ESTIMATES.writable if name not in ("owner", "estimated_on")]
    values = display.form_values(LOSS_ESTIMATES, estimate, names)
    kept = {name: values[name] for name in names if values[name] not in (None, "")}
    return f"{visit.url('create', LOSS_ESTIMATES.key)}?{urlencode(kept)}"


@require_GET
@inside
def portfolio(visit: Visit) -> HttpResponse:
    """All agreed estimates together: curve against tolerance, contributions, value of treatments."""
    gathered, problems = _gathered(visit)
    figures = background.figures(visit.actor, gathered)
    job = None if gathered.plan.is_quick else background.latest(visit.actor, gathered.plan.digest)
    screen: dict[str, Any] = {"gathered": gathered, "problems": problems, "job": job, "query": _query(gathered)}
    if figures is not None:
        report = together.with_records(gathered, figures)
        screen |= {
            "told": report,
            "rows": report["curve"][::EVERY],
            "treatments": together.ranked_treatments(report["risks"]),
        }
        screen["picture"] = picture(_lines(figures, gathered.plan.tolerance))
    return visit.page(
        "losses/portfolio.html",
        title=_("Losses"),
        status=422 if problems else 200,
        waits=job is not None and job.state in (job.State.WAITING, job.State.RUNNING),
        seconds=max(1, round(gathered.plan.seconds)),
        **screen,
        **_bar(job),
    )


def _gathered(visit: Visit) -> tuple[Gathered, dict[str, list[str]]]:
    """What was asked for, or what is usual together with what was wrong with the question."""
    register_of(visit, "loss-estimates")
    try:
        question = together.question_of({name: visit.request.GET.get(name, "") for name in ASKED})
        return together.gather(visit.actor, question), {}
    except Invalid as invalid:
        return together.gather(visit.actor, Question()), invalid.problems


def _query(gathered: Gathered) -> str:
    asked = gathered.question
    query = {"years": asked.years, "seed": asked.seed, "dependence": "on" if asked.is_dependent else "off"}
    return urlencode(query | {"currency": gathered.currency})


def _bar(job: Any) -> dict[str, int]:
    done, whole = jobs.how_far(job) if job is not None else (0, 0)
    return {"done": done, "whole": whole}


@require_POST
@inside
def simulate(visit: Visit) -> HttpResponse:
    """Have a long simulation done in the background."""
    gathered, problems = _gathered(visit)
    for problem in problems.values():
        messages.error(visit.request, " ".join(problem))
    if not problems and not gathered.plan.is_quick:
        background.ask(visit.actor, gathered)
    return redirect(f"{visit.url('losses')}?{_query(gathered)}")


@require_GET
@inside
def progress(visit: Visit) -> HttpResponse:
    """How far it is, for the page that waits; tells the browser to load anew once it is over."""
    gathered, _problems = _gathered(visit)
    job = background.latest(visit.actor, gathered.plan.digest)
    if job is None or job.state not in (job.State.WAITING, job.State.RUNNING):
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return visit.page("losses/bar.html", title="", **_bar(job))


@require_GET
@inside
def download(visit: Visit, form: str) -> HttpResponse:
    """The figures of the page as a file."""
    if form not in ("csv", "json"):
        raise NotFound(_("There is no such format."))
    gathered, problems = _gathered(visit)
    figures = None if problems else background.figures(visit.actor, gathered)
    if figures is None:
        raise NotFound(_("These figures are not simulated yet."))
    report = together.with_records(gathered, figures)
    content = msgspec.json.format(msgspec.json.encode(report), indent=2) if form == "json" else _csv(report)
    kind = "application/json" if form == "json" else "text/csv; charset=utf-8"
    name = f"{visit.organization.slug}-losses-{visit.actor.today.isoformat()}.{form}"
    return as_file(content, kind, name)


def _csv(report: Figured) -> bytes:
    """Every figure in a line of its own: part, what it is about, its name, its value."""
    lines: list[tuple[Any, ...]] = [("part", "about", "figure", "value")]
    lines += [("portfolio", "", name, value) for name, value in report.items() if not isinstance(value, list | dict)]
    for part in ("before", "after"):
        lines += [("portfolio", part, name, value) for name, value in report[part].items()]
        lines += [("curve", part, row["amount"], row[part]) for row in report["curve"]]
    lines += [("curve", "tolerated", row["amount"], row["tolerated"]) for row in report["curve"] if report["tolerance"]]
    for row in report["risks"]:
        lines += [("risk", row["risk"], name, value) for name, value in _flat(row)]
    text = io.StringIO()
    csv.writer(text).writerows([[_cell(value) for value in line] for line in lines])
    return text.getvalue().encode("utf-8-sig")


def _flat(row: Figured) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for name, value in row.items():
        parts = value.items() if isinstance(value, dict) else None
        pairs += [(f"{name} {inner}", figure) for inner, figure in parts] if parts else [(name, value)]
    return pairs


def _cell(value: Any) -> Any:
    """A value as a spreadsheet may open it: what looks like a formula is marked as text."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return "" if value is None else value
