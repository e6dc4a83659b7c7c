"""What a method needs, where a new one begins, and when it is fixed."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.direction.risks import library
from tandem.direction.risks.methods import scales
from tandem.direction.risks.methods.judging import BadMatrix, read_matrix
from tandem.direction.risks.methods.models import DOMAINS, LARGEST_SCALE, RiskMethod
from tandem.ground.accounts.models import User
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.kinds.relations import members_of_active
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.reviewed import Reviewed

COPIED = (
    "description",
    "domains",
    "review_months",
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
    "owner_accepts_up_to",
    "bands",
    "tiers",
)


def derive_method(method: Any, before: Any, actor: Actor) -> None:
    """A new method that names where it begins takes over what it does not say itself."""
    if before is not None or not method.begins_from:
        return
    for name, value in (begun_values(method.begins_from) or {}).items():
        if getattr(method, name) in (_default_of(name), "", None):
            setattr(method, name, value)


def _default_of(name: str) -> Any:
    default_of = {field.name: field.get_default for field in RiskMethod._meta.concrete_fields}
    return default_of[name]()


def begun_values(begins_from: str) -> dict[str, Any] | None:
    """What a method takes over from a ready-made one, a matrix of the catalogue or one of our own; None for no such."""
    own = RiskMethod.objects.with_reference(begins_from).first()
    if own is None:
        return library.values_of(begins_from)
    values = {name: getattr(own, name) for name in COPIED}
    return values | {"title": own.title, "edition": next_edition(own.edition)}


def next_edition(edition: str) -> str:
    """The number after this one: 2 after 1, 1.3 after 1.2; other words get a 2 behind them."""
    before, dot, last = edition.rpartition(".")
    return f"{before}{dot}{int(last) + 1}" if last.isdigit() else f"{edition} 2"[:20]


def check_method(method: Any, before: Any, today: date) -> Mapping[str, str]:
    """Scales have 2 to 10 steps, a matrix never falls, bands and tiers rise, what is critical is not acceptable."""
    if before is None and method.begins_from and begun_values(method.begins_from) is None:
        return {"begins_from": _("There is no “%(name)s” to begin from.") % {"name": method.begins_from}}
    for name in ("likelihood_scale", "impact_scale"):
        if not 2 <= len(getattr(method, name)) <= LARGEST_SCALE:
            return {name: _("A scale has two to ten steps, separated by commas.")}
    if unknown := [domain for domain in method.domains if domain not in dict(DOMAINS)]:
        known = ", ".join(dict(DOMAINS))
        return {"domains": _("“%(name)s” is no domain; known: %(known)s.") % {"name": unknown[0], "known": known}}
    return _matrix(method) or _meanings(method) or _lines(method) or _limits(method)


def _matrix(method: Any) -> dict[str, str]:
    if method.formula != "matrix":
        return {}
    try:
        read_matrix(method.matrix, len(method.likelihood_scale), len(method.impact_scale))
    except BadMatrix as problem:
        return {"matrix": str(problem)}
    return {}


def _meanings(method: Any) -> dict[str, str]:
    for kind in ("likelihood", "impact"):
        steps, lines = len(getattr(method, f"{kind}_scale")), scales.lines_of(getattr(method, f"{kind}_meaning"))
        if lines and len(lines) != steps:
            params = {"steps": steps, "lines": len(lines)}
            words = ngettext(
                "Write %(steps)d line, one for each step; there are %(lines)d.",
                "Write %(steps)d lines, one for each step; there are %(lines)d.",
                steps,
            )
            return {f"{kind}_meaning": words % params}
    return {}


def _lines(method: Any) -> dict[str, str]:
    highest = _highest(method)
    reading: dict[str, Callable[[], Any]] = {
        "impact_criteria": lambda: scales.read_criteria(method.impact_criteria, len(method.impact_scale)),
        "bands": lambda: scales.read_bands(method.bands, highest),
        "tiers": lambda: scales.read_tiers(method.tiers),
    }
    for name, read in reading.items():
        try:
            read()
        except scales.BadLine as problem:
            return {name: str(problem)}
    named = {person for tier in scales.read_tiers(method.tiers) for person in tier.persons}
    known = set(members_of_active(User).filter(email__in=named).values_list("email", flat=True))
    if strangers := sorted(named - known):
        return {"tiers": _("“%(name)s” is no member of this organization.") % {"name": strangers[0]}}
    return {}


def _highest(method: Any) -> int:
    rows = (
        read_matrix(method.matrix, len(method.likelihood_scale), len(method.impact_scale))
        if method.formula == "matrix"
        else ()
    )
    if rows:
        return rows[-1][-1]
    likelihoods, impacts = len(method.likelihood_scale), len(method.impact_scale)
    return likelihoods + impacts if method.formula == "sum" else likelihoods * impacts


def _limits(method: Any) -> dict[str, str]:
    highest = _highest(method)
    if method.critical_from <= method.accept_up_to:
        return {"critical_from": _("Critical has to begin above what is acceptable.")}
    if method.critical_from > highest:
        return {"critical_from": _("The highest level of these scales is %(highest)d.") % {"highest": highest}}
    return {}


APPROVAL = Approved()
REVIEW = Reviewed(while_in=("approved",), months="look_months", since=("approved_on",))


def accepts_rare_catastrophes(method: Any) -> bool:
    """Whether these scales find the worst impact acceptable as long as it is rare; worth a second thought."""
    level = method.judging.level(1, len(method.impact_scale))
    return bool(level is not None and level <= method.accept_up_to)


def method_locked(method: Any) -> str | None:
    """An approved method is fixed: risks were judged by it."""
    return None if method.state == "draft" else _("An approved method is fixed; add a new version.")
