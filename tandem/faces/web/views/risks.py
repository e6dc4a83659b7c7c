"""The risk matrix: how many risks stand where, with the line of acceptance drawn."""

from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from tandem.direction.risks.models import RiskMethod, five_steps
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions

WHICH = {
    "current": ("", gettext_lazy("Now")),
    "residual": ("residual_", gettext_lazy("After treatment")),
    "inherent": ("inherent_", gettext_lazy("Without controls")),
}


@require_GET
@inside
def matrix(visit: Visit) -> HttpResponse:
    """Open risks by likelihood and impact; a cell opens the list behind its figure."""
    register = register_of(visit, "risks")
    which = visit.request.GET.get("which", "current")
    which = which if which in WHICH else "current"
    domain = visit.request.GET.get("domain", "")
    prefix = WHICH[which][0]
    method = RiskMethod.objects.filter(state="approved").order_by("-approved_on").first()
    risks = permissions.visible(visit.actor, register).exclude(state="closed")
    domains = register.field("domain").flatchoices
    if domain in dict(domains):
        risks = risks.filter(domain=domain)
    names = (f"{prefix}likelihood", f"{prefix}impact")
    counted = risks.exclude(**{names[0]: None}).exclude(**{names[1]: None}).values_list(*names)
    cells = {(likelihood, impact): n for likelihood, impact, n in counted.annotate(n=Count("pk")).order_by()}
    likelihoods = method.likelihood_scale if method else five_steps()
    impacts = method.impact_scale if method else five_steps()
    return visit.page(
        "matrix.html",
        title=_("Risk matrix"),
        register=register,
        rows=_rows(visit, cells, likelihoods, impacts, method, names, domain),
        impacts=impacts,
        method=method,
        which=which,
        choices=[{"key": key, "title": title} for key, (_prefix, title) in WHICH.items()],
        domain=domain,
        domains=domains,
        placed=sum(cells.values()),
        whole=risks.count(),
    )


def _rows(
    visit: Visit,
    cells: dict[tuple[int, int], int],
    likelihoods: list[str],
    impacts: list[str],
    method: Any,
    names: tuple[str, str],
    domain: str,
) -> list[dict[str, Any]]:
    """The matrix from the highest likelihood down."""
    accept, critical = (method.accept_up_to, method.critical_from) if method else (6, 15)
    base = visit.url("list", "risks")
    more = f"&domain={domain}" if domain else ""
    rows = []
    for likelihood in range(len(likelihoods), 0, -1):
        found = []
        for impact in range(1, len(impacts) + 1):
            level = likelihood * impact
            tone = "good" if level <= accept else "bad" if level >= critical else "waiting"
            states = "&state=identified,assessed,in-treatment,accepted"
            address = f"{base}?{names[0]}={likelihood}&{names[1]}={impact}{states}{more}"
            found.append({"level": level, "tone": tone, "count": cells.get((likelihood, impact), 0), "url": address})
        rows.append({"title": likelihoods[likelihood - 1], "step": likelihood, "cells": found})
    return rows
