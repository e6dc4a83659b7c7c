"""Approvals that imports brought: seen together by import, confirmed by somebody other than who brought them."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tandem.faces.web.shell import Visit, inside
from tandem.ground.kernel import brought, permissions, registers
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Brought

MOST = 500


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """Everything brought that waits to be confirmed, import by import."""
    permissions.insist(visit.actor.role in permissions.READERS, _("Your role does not include imports."))
    waiting = sorted(brought.waiting()[:MOST], key=_import_of, reverse=True)
    imports = [_shown(visit, list(items)) for _key, items in groupby(waiting, key=_import_of)]
    shown = [entry for entry in imports if entry["rows"]]
    return visit.page("imports/confirming.html", title=_("Brought approvals"), imports=shown)


@require_POST
@inside
def confirm(visit: Visit) -> HttpResponse:
    """Confirm the approvals that were ticked."""
    ticked = [int(value) for value in visit.request.POST.getlist("brought") if value.isascii() and value.isdigit()]
    try:
        count = brought.confirm(visit.actor, [key for key in ticked if key < 2**63])
    except Invalid as invalid:
        messages.error(visit.request, " ".join(invalid.problems["brought"]))
    else:
        message = ngettext("One approval confirmed.", "%(count)d approvals confirmed.", count)
        messages.success(visit.request, message % {"count": count})
    return redirect(visit.url("brought"))


def _import_of(item: Brought) -> tuple[Any, ...]:
    """What the approvals of one import have in common."""
    return item.run, item.file, item.created_by_id or 0, "" if item.run else str(item.created_at)


def _shown(visit: Visit, items: list[Brought]) -> dict[str, Any]:
    first = items[0]
    return {
        "file": first.file,
        "by": first.created_by,
        "at": first.created_at,
        "may_confirm": brought.may_confirm(visit.actor, first),
        "rows": [row for item in items if (row := _row(visit, item)) is not None],
    }


def _row(visit: Visit, item: Brought) -> dict[str, Any] | None:
    """One approval as the reader may see it; None where the record is not there for them."""
    register = registers.find(item.register)
    record = register and permissions.visible(visit.actor, register).filter(pk=item.record_id).first()
    if register is None or record is None:
        return None
    said = [(register.label(name), _value(register, name, value)) for name, value in item.fields.items()]
    title = getattr(record, register.headline)
    return {"item": item, "register": register, "record": record, "title": title, "said": said}


def _value(register: registers.Register, name: str, value: Any) -> str:
    if name == "state" and register.workflow:
        return str(register.workflow.state(value).label)
    return "" if value is None else str(value)
