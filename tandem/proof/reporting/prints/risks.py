"""The risk register and the treatment plan as documents, as auditors ask for them (27001:2022 6.1.2, 6.1.3)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.direction.risks.in_place.models import ControlInPlace
from tandem.direction.risks.methods.models import RiskMethod
from tandem.direction.risks.treating import accepted_by, measures_of
from tandem.ground.kernel import locales
from tandem.proof.reporting import naming
from tandem.proof.reporting.paper import Fact, Heading, Paper, Table, proof_facts
from tandem.proof.reporting.printing import Asked, Print, papers


def register(asked: Asked) -> Paper:
    """Every open risk with its levels, what holds it, what is done and who accepted; the opportunities after them."""
    risks = asked.seen("risks").exclude(state="closed").select_related("owner", "issue", "party")
    open_risks = list(risks.order_by("-level", "pk"))
    held = _held(open_risks)
    columns = (
        _("Risk"),
        _("Title"),
        _("Domain"),
        _("Owner"),
        _("What follows"),
        _("Controls in place"),
        _("Likelihood × impact"),
        _("Level"),
        _("Treatment"),
        _("Residual level"),
        _("State"),
    )
    rows = [_row(risk, held.get(risk.pk, ())) for risk in open_risks if risk.kind == "risk"]
    chances = [_chance(risk) for risk in open_risks if risk.kind == "opportunity"]
    of_chances = (
        _("Reference"),
        _("Title"),
        _("Owner"),
        _("Comes from"),
        _("What it would bring"),
        _("How it is pursued"),
    )
    return _paper(
        asked,
        _("Risk register"),
        len(rows),
        Table(_("Risks"), columns, (1.5, 3.6, 2, 1.8, 3.4, 3.2, 1.7, 1.2, 1.5, 1.4, 1.7), rows),
        Table(_("Opportunities"), of_chances, (1.2, 3, 1.6, 2.5, 4, 4), chances),
    )


def treatment_plan(asked: Asked) -> Paper:
    """Every open risk that is treated, with its measures: what is done by whom until when, what is left, who approved
    and who accepted it."""
    chosen = asked.seen("risks").exclude(state="closed").exclude(treatment="").filter(kind="risk")
    treated = list(chosen.select_related("owner", "residual_approved_by").order_by("plan_due", "-level", "pk"))
    columns = (
        _("Risk"),
        _("Title"),
        _("Owner"),
        _("Level"),
        _("Treatment"),
        _("What is done"),
        _("Controls"),
        _("Due"),
        _("Cost"),
        _("Residual level"),
        _("Approved by"),
        _("Accepted by"),
        _("Accepted until"),
    )
    accepted = accepted_by(treated)
    rows = [_planned(risk, accepted.get(risk.pk, "")) for risk in treated]
    shares = (1.4, 2.8, 1.7, 1.2, 1.4, 4, 2.1, 1.7, 1.1, 1.4, 1.7, 1.7, 1.7)
    treatment = Table(_("Treatment"), columns, shares, rows)
    return _paper(asked, _("Risk treatment plan"), len(treated), treatment, _measures(treated))


def _measures(risks: Sequence[Any]) -> Table:
    """What is done, measure by measure."""
    columns = (
        _("Risk"),
        _("What is done"),
        _("How"),
        _("Owner"),
        _("Due"),
        _("State"),
        _("Cost, once"),
        _("Cost, each year"),
        _("Control"),
    )
    rows = [_measure(measure) for measure in measures_of(risks)]
    return Table(_("Measures"), columns, (1.4, 3.2, 4.2, 1.8, 1.7, 1.5, 1.3, 1.3, 2.6), rows)


def _measure(measure: Any) -> tuple[str, ...]:
    return (
        measure.risk.reference,
        measure.title,
        measure.description,
        _name(measure.owner),
        _day(measure.due),
        str(measure.get_state_display()),
        _level(measure.cost_once),
        _level(measure.cost_yearly),
        f"{measure.control.reference} {measure.control.title}" if measure.control else "",
    )


def _paper(asked: Asked, title: str, count: int, *tables: Table) -> Paper:
    today = asked.actor.today
    return Paper(
        organization=asked.organization.name,
        title=title,
        day=today,
        facts=[*_facts(count), *proof_facts(asked.organization, today)],
        parts=[part for table in tables for part in (Heading(table.name), table)],
        is_wide=True,
    )


PRINTS = (
    Print(
        key="risk-register",
        register="risks",
        title=gettext_lazy("Risk register"),
        forms=papers(register),
        is_of_record=False,
    ),
    Print(
        key="risk-treatment-plan",
        register="risks",
        title=gettext_lazy("Risk treatment plan"),
        forms=papers(treatment_plan),
        is_of_record=False,
    ),
)


def _facts(count: int) -> list[Fact]:
    method = RiskMethod.objects.in_force()
    facts = [(_("Open risks in it"), str(count))]
    if method is not None:
        params = {"reference": method.reference, "title": method.title, "edition": method.edition}
        facts.append((_("Judged by"), _("%(reference)s %(title)s, version %(edition)s") % params))
        facts.append((_("Acceptable up to level"), str(method.accept_up_to)))
    return facts


def _held(risks: Iterable[Any]) -> dict[int, list[str]]:
    """The controls in place of each risk, in words."""
    by_risk: dict[int, list[str]] = defaultdict(list)
    links = ControlInPlace.objects.filter(risk__in=[risk.pk for risk in risks]).select_related("control")
    for link in links.order_by("pk"):
        by_risk[link.risk_id].append(f"{link.control.reference} {link.control.title}")
    return by_risk


def _row(risk: Any, held: Iterable[str]) -> tuple[str, ...]:
    return (
        risk.reference,
        risk.title,
        risk.get_domain_display(),
        _name(risk.owner),
        risk.consequence,
        "\n".join([*held, risk.existing_controls]).strip(),
        f"{risk.likelihood} × {risk.impact}" if risk.likelihood and risk.impact else "",
        _level(risk.level, risk.band),
        risk.get_treatment_display(),
        _level(risk.residual_level),
        risk.get_state_display(),
    )


def _chance(risk: Any) -> tuple[str, ...]:
    source = [origin.title for origin in (risk.issue, risk.party) if origin]
    return (risk.reference, risk.title, _name(risk.owner), "\n".join(source), risk.description, risk.plan)


def _planned(risk: Any, accepted: str) -> tuple[str, ...]:
    return (
        risk.reference,
        risk.title,
        _name(risk.owner),
        _level(risk.level),
        risk.get_treatment_display(),
        risk.plan,
        naming.requirements(risk.controls),
        _day(risk.plan_due),
        _level(risk.plan_cost),
        _level(risk.residual_level),
        _name(risk.residual_approved_by),
        accepted,
        _day(risk.accepted_until),
    )


def _name(user: Any) -> str:
    return str(user.name) if user else ""


def _day(day: date | None) -> str:
    return locales.day(day)


def _level(level: int | None, band: str = "") -> str:
    return "" if level is None else f"{level} {band}".strip()
