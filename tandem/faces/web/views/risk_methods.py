"""Pages of risk methods: where one begins, its scales as a table, and the typical threats that are taken over."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tandem.direction.risks import library
from tandem.direction.risks.acceptances import rules as acceptance
from tandem.direction.risks.methods import operations as methods_operations
from tandem.direction.risks.methods import scales
from tandem.direction.risks.methods.models import COMBININGS, FORMULAS, RiskMethod
from tandem.direction.risks.methods.register import RISK_METHODS
from tandem.direction.risks.methods.rules import accepts_rare_catastrophes
from tandem.direction.risks.register import RISKS
from tandem.direction.risks.threats.models import Threat
from tandem.direction.risks.threats.register import THREATS
from tandem.direction.risks.typical import operations as typical_operations
from tandem.direction.risks.weaknesses.models import Weakness
from tandem.direction.risks.weaknesses.register import WEAKNESSES
from tandem.faces.web import wording
from tandem.faces.web.matrix import Grid
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel.errors import Conflict, Invalid

TONES = (
    ("good", gettext_lazy("good")),
    ("waiting", gettext_lazy("to be watched")),
    ("bad", gettext_lazy("bad")),
    ("active", gettext_lazy("plain")),
    ("quiet", gettext_lazy("quiet")),
)
SPARE = 2
WRITTEN = (
    "likelihood_scale",
    "likelihood_meaning",
    "impact_scale",
    "impact_meaning",
    "impact_criteria",
    "combining",
    "formula",
    "matrix",
    "accept_up_to",
    "critical_from",
    "bands",
    "tiers",
)
SHOWN = 100


@require_http_methods(["GET", "POST"])
@inside
def begin(visit: Visit) -> HttpResponse:
    """Ready-made methods, matrices of the catalogue and methods of our own; choosing one makes a draft of it."""
    register = register_of(visit, "risk-methods")
    may_begin = permissions.may_create(visit.actor, register)
    if visit.request.method == "POST":
        permissions.insist(may_begin, _("You may not add records to this register."))
        return _begin(visit, visit.request.POST.get("key", ""))
    own = permissions.visible(visit.actor, register).exclude(state="superseded").order_by("-pk")
    groups = [
        {"title": _("Ready-made"), "rows": library.ready_made()},
        {"title": _("Your own"), "rows": [_own(method) for method in own]},
        {"title": _("Matrices of the catalogue"), "rows": library.matrices()},
    ]
    return visit.page("risks/begin.html", title=_("Begin a risk method"), groups=groups, may_begin=may_begin)


def _own(method: Any) -> dict[str, str]:
    state = method.get_state_display()
    about = _("Version %(edition)s, %(state)s.") % {"edition": method.edition, "state": state}
    return {"key": method.reference, "title": method.title, "about": about}


def _begin(visit: Visit, key: str) -> HttpResponse:
    try:
        made = methods_operations.begin_method(visit.actor, key)
    except Invalid as invalid:
        for problem in invalid.problems.values():
            messages.error(visit.request, " ".join(problem))
        return redirect(visit.url("risk-method-begin"))
    messages.success(visit.request, _("%(reference)s is a draft now; make it yours.") % {"reference": made.reference})
    return redirect(visit.url("risk-method-scales", made.reference))


@require_http_methods(["GET", "POST"])
@inside
def method_scales(visit: Visit, reference: str) -> HttpResponse:
    """The scales, criteria, bands and tiers of a method as tables; a draft is written here."""
    register = register_of(visit, "risk-methods")
    method = writing.find(visit.actor, register, reference)
    may_edit = permissions.may_edit(visit.actor, register, method) and method.state == "draft"
    problems: list[dict[str, str]] = []
    values = {name: getattr(method, name) for name in WRITTEN}
    if visit.request.method == "POST":
        permissions.insist(may_edit, _("You may not change this record."))
        values |= _posted_method(visit.request.POST)
        problems = _keep(visit, method, values)
        if not problems:
            return redirect(visit.url("risk-method-scales", reference))
    return visit.page(
        "risks/scales.html",
        title=f"{method.reference} {method.title}",
        status=422 if problems else 200,
        method=method,
        may_edit=may_edit,
        problems=problems,
        tones=TONES,
        formulas=FORMULAS,
        combinings=COMBININGS,
        spare=SPARE if may_edit else 0,
        told=values,
        tables=_tables(values),
        **_screen(visit, method),
    )


def _screen(visit: Visit, method: Any) -> dict[str, Any]:
    grid = Grid.by(method)
    risks = permissions.visible(visit.actor, RISKS).exclude(state="closed").filter(method=method).exclude(level=None)
    return {
        "grid": grid,
        "drawn": grid.picture({}, {}),
        "words": [acceptance.who_accepts(tier) for tier in grid.judging.tiers],
        "count": risks.count(),
        "accepts_rare_catastrophes": accepts_rare_catastrophes(method),
        "risks": list(risks.order_by("-level", "pk")[:SHOWN]) if method.state == "superseded" else [],
        "later": list(RiskMethod.objects.filter(begins_from=method.reference).order_by("pk")),
        "earlier": RiskMethod.objects.with_reference(method.begins_from).first() if method.begins_from else None,
    }


def _tables(values: dict[str, Any]) -> dict[str, Any]:
    """What stands in the tables, whether it can be kept or not."""
    criteria = [parts for _number, parts in scales.lines_of(values["impact_criteria"])]
    return {
        "likelihoods": _steps(values, "likelihood"),
        "impacts": [
            (name, meaning, [_at(parts, place) for parts in criteria])
            for place, (name, meaning) in enumerate(_steps(values, "impact"), start=1)
        ],
        "criteria": [parts[0] for parts in criteria],
        "bands": [[*parts, "", "", ""][:4] for _number, parts in scales.lines_of(values["bands"])],
        "tiers": [[*parts, "", ""][:3] for _number, parts in scales.lines_of(values["tiers"])],
    }


def _steps(values: dict[str, Any], kind: str) -> list[tuple[str, str]]:
    steps = scales.read_steps(values[f"{kind}_scale"], values[f"{kind}_meaning"])
    return [(step.name, step.meaning) for step in steps]


def _keep(visit: Visit, method: Any, values: dict[str, Any]) -> list[dict[str, str]]:
    """Write what the tables say; what is wrong with it, in words."""
    version = visit.request.POST.get("version", "")
    try:
        writing.change(
            visit.actor,
            RISK_METHODS,
            method.reference,
            values,
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1,
        )
    except Conflict:
        return [{"name": "", "label": "", "message": _("Somebody changed it meanwhile; look again before you go on.")}]
    except Invalid as invalid:
        return [
            {"name": "", "label": "", "message": f"{wording.sentence(RISK_METHODS.label(name))}: {message}"}
            for name, messages_of in invalid.problems.items()
            for message in messages_of
        ]
    messages.success(visit.request, _("Saved as %(reference)s.") % {"reference": method.reference})
    return []


def _posted_method(posted: Any) -> dict[str, Any]:
    """The fields of a method out of the tables of its page; rows without a name are left out."""
    likelihoods, impacts = _scale(posted, "likelihood"), _scale(posted, "impact")
    kept = [place for place, name in enumerate(posted.getlist("impact")) if name.strip()]
    criteria = [
        [name, *(_at(posted.getlist(f"meaning-{column}"), place) for place in kept)]
        for column, name in enumerate(posted.getlist("criterion"))
        if name.strip()
    ]
    values = {
        name: posted[name] for name in ("formula", "combining", "accept_up_to", "critical_from") if name in posted
    }
    if "matrix" in posted:
        values["matrix"] = [row for row in posted.getlist("matrix") if row.strip()]
    return values | {
        "likelihood_scale": [name for name, _meaning in likelihoods],
        "likelihood_meaning": _lines(likelihoods),
        "impact_scale": [name for name, _meaning in impacts],
        "impact_meaning": _lines(impacts),
        "impact_criteria": "\n".join(" | ".join(_cell(part) for part in row) for row in criteria),
        "bands": scales.write_lines(_table(posted, "band_up_to", "band_label", "band_tone", "band_months")),
        "tiers": scales.write_lines(_table(posted, "tier_up_to", "tier_who", "tier_label")),
    }


def _scale(posted: Any, kind: str) -> list[tuple[str, str]]:
    meanings = posted.getlist(f"{kind}_meaning")
    names = enumerate(posted.getlist(kind))
    return [(name.strip(), _cell(_at(meanings, place))) for place, name in names if name.strip()]


def _lines(steps: list[tuple[str, str]]) -> str:
    """The meanings line by line; a step without one takes its name, and none at all stay none."""
    return "\n".join(meaning or name for name, meaning in steps) if any(meaning for _name, meaning in steps) else ""


def _table(posted: Any, first: str, *others: str) -> list[list[str]]:
    """The rows of a table whose first column is filled in."""
    columns = [posted.getlist(name) for name in others]
    rows = enumerate(posted.getlist(first))
    return [[level, *(_at(column, place) for column in columns)] for place, level in rows if level.strip()]


def _at(column: list[str], place: int) -> str:
    return column[place] if place < len(column) else ""


def _cell(text: str) -> str:
    return " ".join(text.replace(scales.BAR, "/").split())


@require_http_methods(["GET", "POST"])
@inside
def take_over(visit: Visit) -> HttpResponse:
    """Lists of typical threats and weaknesses that are there to be taken over, ours and imported ones."""
    register = register_of(visit, "threats")
    may_take = permissions.may_create(visit.actor, register)
    if visit.request.method == "POST":
        permissions.insist(may_take, _("You may not add records to this register."))
        return _take(visit, visit.request.POST.get("source", ""))
    lists = [
        _source("threats", _("Typical threats"), len(library.typical("threats")), Threat, library.OURS),
        _source("weaknesses", _("Typical weaknesses"), len(library.typical("weaknesses")), Weakness, library.OURS),
        *(
            _source(catalogue.key, catalogue.name, catalogue.threats, Threat, catalogue.key)  # type: ignore[attr-defined]
            for catalogue in library.threat_catalogues()
        ),
    ]
    return visit.page("risks/take_over.html", title=_("Take over"), lists=lists, may_take=may_take)


def _source(key: str, title: str, whole: int, model: Any, source: str) -> dict[str, Any]:
    return {"key": key, "title": title, "whole": whole, "here": model.objects.filter(source=source).count()}


def _take(visit: Visit, source: str) -> HttpResponse:
    target = WEAKNESSES if source == "weaknesses" else THREATS
    try:
        if source == "weaknesses":
            count = typical_operations.take_over_weaknesses(visit.actor)
        else:
            count = typical_operations.take_over_threats(visit.actor, library.OURS if source == "threats" else source)
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
        return redirect(visit.url("risk-take-over"))
    messages.success(visit.request, _("%(count)d taken over.") % {"count": count})
    return redirect(visit.url("list", target.key))
