"""One record: its page, its form, its steps, its history."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.faces.web import display, sending
from tandem.faces.web.pages_of import page_of
from tandem.faces.web.record import effects
from tandem.faces.web.record.conflict import both_values
from tandem.faces.web.record.filling import first_values, step_done, step_inputs, step_values, summary
from tandem.faces.web.record.keeping import is_confidential
from tandem.faces.web.record.page import page
from tandem.faces.web.record.posted import posted, touched, version_of
from tandem.faces.web.shell import Visit, inside, register_of, register_of_record
from tandem.faces.web.telling import history_in_words, state_in_words
from tandem.faces.web.views.record_parts import beside_of, say_saved
from tandem.ground.kernel import own_fields, permissions, writing
from tandem.ground.kernel.actor import AUDITOR, MANAGER
from tandem.ground.kernel.errors import Conflict, Invalid, NotFound, NotPermitted
from tandem.ground.kernel.kinds.times import day_asked
from tandem.ground.kernel.registers import Register, declared_for
from tandem.ground.kernel.registers import every as every_register
from tandem.ground.ledger import states

EDIT = require_http_methods(["GET", "POST"])


@require_GET
@inside
def show(visit: Visit, key: str, reference: str) -> HttpResponse:
    """The page of a record."""
    register = register_of_record(visit, key)
    try:
        record = writing.find(visit.actor, register, reference, with_named=True)
    except NotFound:
        return _then(visit, register, reference, None)
    if "as_of" in visit.request.GET:
        return _then(visit, register, record.reference, record)
    template, more = page_of(register.key, visit, record)
    title = f"{record.reference} {display.headline(register, record)}"
    screen = page(visit, register, record, more) | more
    if "beside" in visit.request.GET:
        screen |= beside_of(visit, register, record) | {"is_beside_open": True}
    return visit.page(template, title=title, **screen)


def _then(visit: Visit, register: Register, reference: str, record: Any) -> HttpResponse:
    """The record as it stood at the end of a day; for managers and auditors also one that was deleted since."""
    organization_id = visit.actor.organization_id
    record_id = record.pk if record else _deleted(visit, register, reference)
    day = day_asked(visit.request.GET.get("as_of", ""))
    state: Mapping[str, Any] = {}
    if day:
        midnight = datetime.combine(day + timedelta(days=1), time(), visit.actor.zone)
        state = states.state_as_of(organization_id, register.key, record_id, midnight) or {}
    entries = states.history(organization_id, register.key, record_id, limit=200)
    headline = (
        display.headline(register, record)
        if record
        else next((change.before for change in entries[0].changes if change.field == register.headline), reference)
    )
    return visit.page(
        "then.html",
        title=f"{reference} {headline}",
        register=register,
        reference=reference,
        headline=headline,
        is_gone=record is None,
        day=day,
        fields=state_in_words(register, state),
        history=history_in_words(register, entries),
    )


def _deleted(visit: Visit, register: Register, reference: str) -> int:
    """Primary key of a record that was deleted; NotFound for everybody who may not look at such."""
    if visit.actor.role in (MANAGER, AUDITOR) and not register.confined_to(visit.actor):
        record_id = states.record_of(visit.actor.organization_id, register.key, reference.upper())
        if record_id is not None:
            return record_id
    raise NotFound(_("There is no %(reference)s here.") % {"reference": reference})


@EDIT
@inside
def create(visit: Visit, key: str) -> HttpResponse:
    """The form of a new record."""
    register = register_of(visit, key)
    permissions.insist(permissions.may_create(visit.actor, register), _("You may not add records to this register."))
    if visit.request.method == "GET":
        missing = _missing_parent(visit, register)
        return missing or _form(visit, register, None, first_values(visit, register, visit.request.GET), {})
    values = posted(visit, register, (*register.writable, "tags"))
    before = effects.standing(visit)
    made: list[Any] = []

    def make() -> str:
        made.append(writing.create(visit.actor, register, values))
        return visit.url("record", register.key, made[0].reference)

    try:
        answer = sending.once(visit, make)
    except Invalid as invalid:
        return _form(visit, register, None, values, invalid.problems)
    if made:
        words = _("Saved as %(reference)s.") % {"reference": made[0].reference}
        messages.success(visit.request, f"{words} {effects.changed_results(visit, before)}".strip())
    return answer


def _missing_parent(visit: Visit, register: Register) -> HttpResponse | None:
    """The way to the record that a new one belongs to, while there is none of its kind."""
    if not register.place.parent:
        return None
    parent = declared_for(register.field(register.place.parent).related_model)  # type: ignore[arg-type]
    if not permissions.may_create(visit.actor, parent) or permissions.visible(visit.actor, parent).exists():
        return None
    params = {"what": str(register.singular), "parent": str(parent.singular)}
    messages.info(visit.request, _("%(what)s: it belongs to a record of “%(parent)s”; add that first.") % params)
    return redirect(visit.url("create", parent.key))


@EDIT
@inside
def edit(visit: Visit, key: str, reference: str) -> HttpResponse:
    """The form of a record; a record that moved on meanwhile shows both values."""
    register = register_of_record(visit, key)
    record = writing.find(visit.actor, register, reference)
    permissions.insist(permissions.may_edit(visit.actor, register, record), _("You may not change this record."))
    if visit.request.method == "GET":
        return _form(visit, register, record, display.form_values(register, record, register.writable), {})
    values = posted(visit, register, (*register.writable, "tags"))
    before = effects.standing(visit)
    try:
        changes = touched(register, record, values)
        saved = writing.change(visit.actor, register, reference, changes, version=version_of(visit))
    except Conflict as conflict:
        return _form(visit, register, record, values, {}, conflict=conflict)
    except Invalid as invalid:
        return _form(visit, register, record, values, invalid.problems)
    say_saved(visit, register, record, saved, before)
    return redirect(visit.url("record", register.key, record.reference))


def _form(
    visit: Visit,
    register: Register,
    record: Any,
    values: Mapping[str, Any],
    problems: Mapping[str, Any],
    conflict: Conflict | None = None,
) -> HttpResponse:
    definitions = own_fields.defined(register.key)
    words = {"what": register.singular, "reference": record.reference if record else ""}
    title = _("Edit %(reference)s") % words if record else _("New: %(what)s") % words
    status = 409 if conflict else 422 if problems else 200
    back = visit.url("record", register.key, record.reference) if record else visit.url("list", register.key)
    return visit.page(
        "form.html",
        title=title,
        status=status,
        register=register,
        record=record,
        version=record.version if record else 0,
        sections=display.form_sections(visit.actor, register, values, problems, definitions, _state(record)),
        problems=summary(register, problems),
        conflict=both_values(register, conflict),
        back=back,
        is_confidential=is_confidential(visit.actor, register, record, values),
    )


def _state(record: Any) -> str:
    return str(getattr(record, "state", "kept")) if record else ""


@EDIT
@inside
def step(visit: Visit, key: str, reference: str, step_key: str) -> HttpResponse:
    """Take a step of the workflow; a step that asks for something shows its small form first."""
    register = register_of_record(visit, key)
    record = writing.find(visit.actor, register, reference)
    transition = register.workflow.transition(step_key) if register.workflow else None
    if transition is None:
        raise NotFound(_("There is no such step."))
    if visit.request.method == "GET":
        return _step_form(visit, register, record, transition, step_values(register, record, transition), {})
    values, reason = posted(visit, register, transition.own_fields), visit.request.POST.get("reason", "")
    changes = touched(register, record, values)
    before = effects.standing(visit)
    try:
        writing.transition(
            visit.actor, register, reference, step_key, changes, version=version_of(visit), reason=reason
        )
    except Conflict as conflict:
        return _step_form(visit, register, record, transition, {**values, "reason": reason}, {}, conflict)
    except Invalid as invalid:
        if "transition" in invalid.problems:
            messages.error(visit.request, " ".join(invalid.problems["transition"]))
        else:
            return _step_form(visit, register, record, transition, {**values, "reason": reason}, invalid.problems)
    else:
        messages.success(visit.request, _step_words(visit, register, transition, before))
    return redirect(visit.url("record", register.key, record.reference))


def _step_words(visit: Visit, register: Register, transition: Any, before: effects.Results | None) -> str:
    """“Resolved. 7.3 is now met in both standards.”"""
    return f"{step_done(register, transition)} {effects.changed_results(visit, before)}".strip()


def _step_form(
    visit: Visit,
    register: Register,
    record: Any,
    transition: Any,
    values: Mapping[str, Any],
    problems: Mapping[str, Any],
    conflict: Conflict | None = None,
) -> HttpResponse:
    return visit.page(
        "step.html",
        title=f"{transition.label}: {record.reference}",
        status=409 if conflict else 422 if problems else 200,
        conflict=both_values(register, conflict),
        register=register,
        record=record,
        step=transition,
        inputs=step_inputs(visit, register, record, transition, values, problems),
        problems=summary(register, problems),
        reason={"value": values.get("reason", ""), "errors": problems.get("reason", ())},
        back=visit.url("record", register.key, record.reference),
    )


@require_POST
@inside
def delete(visit: Visit, key: str, reference: str) -> HttpResponse:
    """Delete a record; its history stays."""
    register = register_of_record(visit, key)
    try:
        writing.delete(
            visit.actor, register, reference, version=version_of(visit), reason=visit.request.POST.get("reason", "")
        )
    except (Invalid, Conflict, NotPermitted) as error:
        messages.error(visit.request, str(error))
        return redirect(visit.url("record", register.key, reference))
    messages.success(visit.request, _("%(reference)s is deleted; its history stays.") % {"reference": reference})
    return redirect(visit.url("list", register.key))


@require_GET
@inside
def jump(visit: Visit, reference: str) -> HttpResponse:
    """Find a record by its reference alone."""
    prefix = reference.partition("-")[0].upper()
    register = next((known for known in every_register() if known.prefix == prefix), None)
    if register is None:
        raise NotFound(_("There is no %(reference)s here.") % {"reference": reference})
    record = writing.find(visit.actor, register_of_record(visit, register.key), reference)
    return redirect(visit.url("record", register.key, record.reference))
