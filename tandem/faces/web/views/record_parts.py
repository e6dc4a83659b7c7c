"""Parts of a record's page that stand alone: what is connected, one property, undo, what can be chosen."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.direction.scope.rules import adopted
from tandem.faces.web import display
from tandem.faces.web.record import effects, undo
from tandem.faces.web.record.conflict import both_values
from tandem.faces.web.record.connected import connected, whole
from tandem.faces.web.record.properties import editable
from tandem.faces.web.record.serving import serves
from tandem.faces.web.shell import Visit, inside, register_of_record
from tandem.ground.catalogue import queries
from tandem.ground.catalogue.models import Requirement
from tandem.ground.kernel import choosing, permissions, writing
from tandem.ground.kernel.errors import Conflict, Invalid, NotFound
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.models import Link
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.text import clean, in_one_line

CHOOSABLE = ("record", "person", "records")
MOST_REQUIREMENTS = 4


@require_GET
@inside
def beside(visit: Visit, key: str, reference: str) -> HttpResponse:
    """What is connected with a record, and which requirements it serves."""
    register = register_of_record(visit, key)
    record = writing.find(visit.actor, register, reference)
    return visit.part("record/beside.html", slug=visit.organization.slug, **beside_of(visit, register, record))


def beside_of(visit: Visit, register: Register, record: Any) -> dict[str, Any]:
    """What the part beside a record shows."""
    may_edit = may_change(visit, register, record)
    groups = connected(visit, register, record, may_edit=may_edit)
    return {
        "register": register,
        "record": record,
        "groups": groups,
        "connected_count": whole(groups),
        "link_kinds": Link.Kind.choices,
        "may_edit": may_edit,
        "serves": serves(visit, register, record),
    }


def may_change(visit: Visit, register: Register, record: Any) -> bool:
    """True when the visitor may edit the record as it stands."""
    is_locked = bool(register.rules.locked and register.rules.locked(record))
    return permissions.may_edit(visit.actor, register, record) and not is_locked


@require_http_methods(["GET", "POST"])
@inside
def property_(visit: Visit, key: str, reference: str, name: str) -> HttpResponse:
    """One property: its small form, or what the form sent."""
    register = register_of_record(visit, key)
    record = writing.find(visit.actor, register, reference)
    if not editable(register, name):
        raise NotFound(_("There is no such page here."))
    permissions.insist(permissions.may_edit(visit.actor, register, record), _("You may not change this record."))
    if visit.request.method == "GET":
        values = display.form_values(register, record, register.writable)
        return _property_form(visit, register, record, name, values, {})
    return _save(visit, register, record, name)


def _save(visit: Visit, register: Register, record: Any, name: str) -> HttpResponse:
    posted, back = visit.request.POST, redirect(visit.url("record", register.key, record.reference))
    values = {name: posted.get(name, False if table.of(register.field(name)).name == "boolean" else "")}
    before = effects.standing(visit)
    try:
        saved = writing.change(visit.actor, register, record.reference, values, version=_version(posted))
    except Conflict as conflict:
        typed = display.form_values(register, record, register.writable) | values
        return _property_form(visit, register, record, name, typed, {}, status=409, conflict=conflict)
    except Invalid as invalid:
        if set(invalid.problems) == {name}:
            return _property_form(visit, register, record, name, values, invalid.problems, status=422)
        messages.error(visit.request, " ".join(words for told in invalid.problems.values() for words in told))
        return back
    say_saved(visit, register, record, saved, before)
    return back


def say_saved(visit: Visit, register: Register, before: Any, saved: Any, results: effects.Results | None) -> None:
    """Say which fields were changed and which requirements follow, with the way back."""
    if saved.version == before.version:
        messages.info(visit.request, _("Nothing was changed."))
        return
    labels = [
        str(register.label(name))
        for name in register.writable
        if getattr(before, register.field(name).attname) != getattr(saved, register.field(name).attname)
    ]
    words = _("Saved: %(fields)s.") % {"fields": ", ".join(labels)} if labels else _("Saved.")
    undo.offer(visit, register, before, saved, f"{words} {effects.told(visit, results)}".strip())


def _property_form(
    visit: Visit,
    register: Register,
    record: Any,
    name: str,
    values: Mapping[str, Any],
    problems: Mapping[str, Any],
    status: int = 200,
    conflict: Conflict | None = None,
) -> HttpResponse:
    offers = register.form.offers(visit.actor, values) if register.form.offers else {}
    field = display.offered(display.entry(visit.actor, register, name, values, problems), offers.get(name))
    screen = {
        "register": register,
        "record": record,
        "field": field,
        "slug": visit.organization.slug,
        "action": visit.url("property", register.key, record.reference, name),
        "conflict": both_values(register, conflict),
    }
    if visit.request.headers.get("HX-Request"):
        return visit.part("record/property.html", **screen)
    title = f"{record.reference}: {field.label}"
    return visit.page("record/property_alone.html", title=title, status=status, problems=(), **screen)


def _version(posted: Any) -> int:
    asked = posted.get("version", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else -1


@require_POST
@inside
def take_back(visit: Visit, key: str, reference: str) -> HttpResponse:
    """Take back the change that was just made, as long as nothing was changed after it."""
    register = register_of_record(visit, key)
    record = writing.find(visit.actor, register, reference)
    told = undo.read(register, record.reference, visit.request.POST.get("token", ""))
    back = redirect(visit.url("record", register.key, record.reference))
    if told is None:
        messages.warning(visit.request, _("This can no longer be taken back here; change it again instead."))
        return back
    version, values = told
    try:
        writing.change(visit.actor, register, record.reference, values, version=version, reason=_("Taken back."))
    except Conflict:
        messages.warning(visit.request, _("Somebody changed the record meanwhile; nothing was taken back."))
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
    else:
        messages.success(visit.request, _("Taken back; it stands as before."))
    return back


@require_GET
@inside
def choices(visit: Visit, key: str, name: str) -> HttpResponse:
    """What a field that names a record or a person offers for what was typed so far."""
    register = register_of_record(visit, key)
    if name not in (*register.shown, *register.filters) or table.of(register.field(name)).name not in CHOOSABLE:
        raise NotFound(_("There is no such page here."))
    text = visit.request.GET.get("q", "")
    found = display.choices_for(visit.actor, register, name, text)
    return _as_json([*_fixed(register, name, text), *found] if visit.request.GET.get("filter") else found)


def _fixed(register: Register, name: str, text: str) -> list[choosing.Choice]:
    """What a filter takes beside names: oneself, and nobody or nothing."""
    is_person = table.of(register.field(name)).name == "person"
    words = {"me": _("me"), "none": _("nobody")} if is_person else {"none": _("none")}
    return [choosing.Choice(key, word) for key, word in words.items() if word.startswith(text.lower())]


@require_GET
@inside
def anything(visit: Visit) -> HttpResponse:
    """Records of every register, and requirements, for what was typed so far."""
    text = visit.request.GET.get("q", "").strip()
    return _as_json([*_requirements(text), *choosing.anything(visit.actor, text)])


@require_GET
@inside
def requirements(visit: Visit) -> HttpResponse:
    """Requirements for what was typed so far, those of the adopted standards first."""
    text = in_one_line(clean(visit.request.GET.get("q", "")))[: choosing.LONGEST].rpartition("/")[2]
    own = queries.search(text, sorted(adopted()), choosing.MOST)
    others = queries.search(text, (), choosing.MOST) if len(own) < choosing.MOST else []
    found = {one.key: one for one in (*own, *others)}
    return _as_json([_requirement(one) for one in found.values()][: choosing.MOST])


def _requirement(one: Requirement) -> choosing.Choice:
    return choosing.Choice(one.key, f"{one.ref} {one.title}", one.framework.name)


def _requirements(text: str) -> list[choosing.Choice]:
    """Requirements whose reference begins with what was typed."""
    ref = text.rpartition("/")[2]
    if not ref or not (ref[0].isdigit() or ref[:2].upper() == "A."):
        return []
    found = Requirement.objects.filter(ref__istartswith=ref).select_related("framework").order_by("framework", "pk")
    return [_requirement(one) for one in found[:MOST_REQUIREMENTS]]


def _as_json(found: list[choosing.Choice]) -> HttpResponse:
    answer = JsonResponse({"options": [{"value": one.value, "label": one.label, "note": one.note} for one in found]})
    answer["Cache-Control"] = "private, no-store"
    return answer
