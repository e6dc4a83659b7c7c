"""Erasing a value of a record for privacy."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tandem.faces.web.shell import Visit, inside, register_of_record
from tandem.ground.kernel import privacy
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import Register


@require_http_methods(["GET", "POST"])
@inside
def erase(visit: Visit, key: str, reference: str) -> HttpResponse:
    """Ask which value goes and on what ground; then it is gone from the record and its history."""
    register, posted = register_of_record(visit, key), visit.request.POST
    if visit.request.method == "GET":
        return _form(visit, register, reference, {})
    try:
        count = privacy.erase(visit.actor, register, reference, posted.get("field", ""), posted.get("basis", ""))
    except Invalid as invalid:
        return _form(visit, register, reference, invalid.problems)
    words = ngettext(
        "Erased from %(count)d entry; every proof still holds.",
        "Erased from %(count)d entries; every proof still holds.",
        count,
    )
    messages.success(visit.request, words % {"count": count})
    return redirect(visit.url("record", register.key, reference))


def _form(visit: Visit, register: Register, reference: str, problems: Mapping[str, Sequence[str]]) -> HttpResponse:
    return visit.page(
        "erase.html",
        title=_("Erase a value of %(reference)s") % {"reference": reference.upper()},
        status=422 if problems else 200,
        register=register,
        values=privacy.erasable(visit.actor, register, reference),
        chosen=visit.request.POST.get("field", ""),
        basis=visit.request.POST.get("basis", ""),
        problems=problems,
        back=visit.url("record", register.key, reference),
    )
