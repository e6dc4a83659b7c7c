"""Pages over the incidents: reporting, security at a glance, VERIS in and out."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.faces.web import sending
from tandem.faces.web.operation.tickets.lengths import length
from tandem.faces.web.shell import Visit, as_file, from_replica, inside, register_of
from tandem.faces.web.views.lists import query_of
from tandem.ground.exchange import runs
from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.registers import Register, find
from tandem.operation.incidents import figures
from tandem.operation.incidents.models import REPORTED_AS, SECURITY_CATEGORIES
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.incidents.veris import bringing, writing_out
from tandem.operation.incidents.veris.reading import Unreadable, records_in

SHOWN_REFUSALS = 200
JSON = "application/json"
VERIS_REGISTERS = ("incidents", "reference-incidents")
BAR, GAP, HIGH = 34, 10, 120
REPORT = ("reported_as", "title", "description", "is_confidential")


@require_http_methods(["GET", "POST"])
@inside
def report(visit: Visit) -> HttpResponse:
    """Say that something is broken or looks wrong: four fields, for everybody (27001:2022 A.6.8)."""
    register = register_of(visit, "incidents")
    permissions.insist(permissions.may_create(visit.actor, register), _("Your role does not include reports."))
    posted, problems = visit.request.POST, {}
    values: dict[str, Any] = {"reported_as": visit.request.GET.get("as", "event")}
    if visit.request.method == "POST":
        values = {name: posted.get(name, "") for name in REPORT}
        values["is_confidential"] = "is_confidential" in posted
        fixed: dict[str, Any] = {"reported_by": visit.actor.label[:150], "channel": "portal"}
        fixed |= {"is_service": values["reported_as"] == "disruption"}

        def make() -> str:
            incident = writing.create(visit.actor, register, {**values, **fixed})
            messages.success(visit.request, _("Thank you. It is saved as %(reference)s.") % {"reference": incident})
            return visit.url("record", register.key, incident.reference)

        try:
            return sending.once(visit, make)
        except Invalid as invalid:
            problems = invalid.problems
    return visit.page(
        "incidents/report.html",
        title=_("Report something"),
        status=422 if problems else 200,
        kinds=REPORTED_AS,
        values=values,
        problems=problems,
        labels={name: str(register.label(name)) for name in REPORT},
    )


@require_GET
@inside
@from_replica
def glance(visit: Visit) -> HttpResponse:
    """Security incidents of the past year: kinds by month, how fast they were dealt with, what is still open."""
    register = register_of(visit, "incidents")
    permissions.insist(visit.actor.role in register.access.view, _("Your role does not include this page."))
    counted, months = figures.by_month(visit.actor), figures.months(visit.actor.today)
    per_month = [sum(counted[month, kind] for kind in _kinds()) for month in months]
    standing = figures.standing()
    return visit.page(
        "incidents/glance.html",
        title=_("Security incidents at a glance"),
        months=[_month(visit, month, count) for month, count in zip(months, per_month, strict=True)],
        bars=_bars(visit, months, per_month),
        rows=[row for kind in _kinds() if (row := _row(visit, kind, counted, months))["total"]],
        total=sum(per_month),
        spans={key: _span_shown(span) for key, span in figures.spans(visit.actor).items()},
        notified=(notified := figures.notified(visit.actor)),
        notify_span=_span_shown(notified.span),
        standing=standing,
        seen=permissions.visible(visit.actor, INCIDENTS).filter(is_security=True, is_confidential=True).count(),
        links=_links(visit),
    )


def _kinds() -> list[str]:
    return [*(key for key, _word in SECURITY_CATEGORIES), ""]


def _row(visit: Visit, kind: str, counted: Any, months: list[date]) -> dict[str, Any]:
    words = {**dict(SECURITY_CATEGORIES), "": _("Not said yet")}
    cells = [{"count": counted[month, kind], "url": _address(visit, month, kind)} for month in months]
    return {"title": words[kind], "cells": cells, "total": sum(cell["count"] for cell in cells)}


def _month(visit: Visit, month: date, count: int) -> dict[str, Any]:
    return {"day": month, "count": count, "url": _address(visit, month)}


def _address(visit: Visit, month: date, kind: str | None = None) -> str:
    """The list behind a figure; what has no kind yet is found in the list of the month."""
    last = (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    filters = {"is_security": "true", "opened_at~from": month.isoformat(), "opened_at~to": last.isoformat()}
    if kind:
        filters["security_category"] = kind
    return f"{visit.url('list', 'incidents')}?{urlencode(filters)}"


def _bars(visit: Visit, months: list[date], counts: list[int]) -> dict[str, Any]:
    """The columns of the picture, in the units of an SVG."""
    most = max([*counts, 1])
    bars = []
    for place, (month, count) in enumerate(zip(months, counts, strict=True)):
        height = round(HIGH * count / most)
        bars.append(
            {
                "x": place * (BAR + GAP) + GAP,
                "y": HIGH - height + 20,
                "height": height,
                "count": count,
                "day": month,
                "url": _address(visit, month),
            }
        )
    return {"bars": bars, "width": len(months) * (BAR + GAP) + GAP, "height": HIGH + 46, "bar": BAR, "foot": HIGH + 20}


def _span_shown(span: figures.Span) -> dict[str, Any]:
    if span.middle is None or span.longest is None:
        return {"count": 0, "middle": "–", "longest": ""}
    return {"count": span.count, "middle": length(span.middle * 3600), "longest": length(span.longest * 3600)}


def _links(visit: Visit) -> dict[str, str]:
    """The lists behind what is open now."""
    incidents, notifications = visit.url("list", "incidents"), visit.url("list", "incident-notifications")
    return {
        "open": f"{incidents}?is_security=true&state=new,assigned,in-progress,pending",
        "to_assess": f"{incidents}?is_security=true&state=new,assigned,in-progress,pending&security_assessed_at=none",
        "without_lessons": f"{incidents}?is_security=true&state=resolved",
        "actions": f"{visit.url('list', 'actions')}?state=open&source_register=incidents",
        "confidential": f"{incidents}?is_security=true&is_confidential=true",
        "waiting": f"{notifications}?state=waiting",
        "late": f"{notifications}?is_late=true",
        "sent": f"{notifications}?state=sent",
        "all": f"{incidents}?is_security=true",
        "causes": f"{visit.url('list', 'incident-causes')}?view=all",
    }


@require_http_methods(["GET", "POST"])
@inside
def veris(visit: Visit) -> HttpResponse:
    """Incidents in the VERIS format: bring them in, own ones or those of others, and take own ones out."""
    register = register_of(visit, "reference-incidents")
    may_write = permissions.may_create(visit.actor, register)
    screen: dict[str, Any] = {"outcome": None, "problem": "", "whose": bringing.OTHERS, "may_write": may_write}
    if visit.request.method == "POST":
        permissions.insist(may_write, _("Your role does not include imports."))
        screen |= _bring(visit)
    failed = screen["problem"] or (screen["outcome"] and screen["outcome"].refused)
    registers = (visible for key in VERIS_REGISTERS if (visible := find(key)))
    earlier = [run for kept in registers for run in runs.earlier(visit.actor, kept, bringing.KIND)] if may_write else []
    screen["earlier"] = sorted(earlier, key=lambda run: -run.pk)
    return visit.page("incidents/veris.html", title=_("VERIS"), status=422 if failed else 200, **screen)


def _bring(visit: Visit) -> dict[str, Any]:
    """Read the file and bring it in, or say what would happen."""
    posted, sent = visit.request.POST, visit.request.FILES.get("file")
    whose = bringing.OURS if posted.get("whose") == bringing.OURS else bringing.OTHERS
    keep, valid_only = posted.get("do") == "keep", "valid_only" in posted
    if sent is None:
        return {"problem": _("Choose a file first."), "whose": whose}
    folder = Path(settings.DATA) / "incoming"
    folder.mkdir(mode=0o700, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder) as target:
        for chunk in sent.chunks():
            target.write(chunk)
        target.flush()
        try:
            records = records_in(Path(target.name), sent.name or "file")
        except Unreadable as error:
            return {"problem": str(error), "whose": whose}
    called = sent.name or "file"
    outcome = bringing.bring(visit.actor, records, whose, keep=keep, valid_only=valid_only, called=called)
    is_kept = keep and (valid_only or not outcome.refused)
    shown = outcome.refused[:SHOWN_REFUSALS]
    return {"outcome": outcome, "refused": shown, "whose": whose, "is_kept": is_kept, "valid_only": valid_only}


@require_GET
@inside
@from_replica
def veris_list(visit: Visit) -> HttpResponse:
    """The security incidents of a filtered list as VERIS records."""
    key = "reference-incidents" if visit.request.GET.get("whose") == bringing.OTHERS else "incidents"
    register = _open_register(visit, key)
    asked = {name: held for name, held in visit.request.GET.items() if name != "whose"}
    write = writing_out.exported if key == "incidents" else writing_out.exported_of_others
    try:
        records = write(visit.actor, query_of(asked))
    except Invalid as invalid:
        raise NotFound(str(invalid)) from invalid
    return as_file(writing_out.as_json(records), JSON, f"veris-{register.key}.json")


@require_GET
@inside
def veris_record(visit: Visit, reference: str) -> HttpResponse:
    """One security incident as a VERIS record."""
    register = _open_register(visit, "incidents")
    incident = writing.find(visit.actor, register, reference)
    if not writing_out.may_go_out(visit.actor, incident):
        raise NotFound(_("%(reference)s is no security incident.") % {"reference": incident.reference})
    record = writing_out.as_json([writing_out.record_of(incident, visit.actor)])
    return as_file(record, JSON, f"veris-{incident.reference}.json")


def _open_register(visit: Visit, key: str) -> Register:
    """The register for who may see more of it than their own reports."""
    register = register_of(visit, key)
    permissions.insist(visit.actor.role in register.access.view, _("Your role does not include this page."))
    return register
