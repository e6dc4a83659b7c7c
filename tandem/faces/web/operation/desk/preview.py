"""One ticket beside the queue, and what is done with it there: take, assign, answer, go a step on."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tandem.faces.web import display
from tandem.faces.web.operation.desk import rows
from tandem.faces.web.operation.suggestions.pages import suggested
from tandem.faces.web.operation.tickets import clocks
from tandem.faces.web.operation.tickets.lengths import length
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import clock, comments, permissions, workflow, writing
from tandem.ground.kernel.errors import Conflict, Invalid, NotFound, NotPermitted
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.states import Transition

SHOWN = (
    "reported_by",
    "contact",
    "caller",
    "customer",
    "items",
    "service",
    "category",
    "pending_until",
    "group",
    "assignee",
)
MOST_FIELDS = 3  # a step that asks for more opens its own page
MOST_KNOWN, MOST_LIKE = 2, 4
NEW = "new"
MOST_TAKEN = 200
WEIGHED = ("impact", "urgency")
Problems = Mapping[str, Any]


@require_GET
@inside
def show(visit: Visit, reference: str) -> HttpResponse:
    """The ticket beside the queue."""
    return _preview(visit, register_of(visit, "incidents"), reference)


def _deed(do: Callable[..., str]) -> Callable[..., HttpResponseBase]:
    """A deed from the queue: it answers with the ticket and its line as they are now, or without script by the queue.

    What is refused is said there, and nothing was changed.
    """

    def done(visit: Visit, /, reference: str, **parts: str) -> HttpResponse:
        register, words = register_of(visit, "incidents"), ""
        problems: dict[str, Any] = {}
        try:
            words = do(visit, register, reference, **parts)
        except Invalid as invalid:
            problems = dict(invalid.problems)
        except Conflict:
            problems = {"": [_("Somebody changed the record meanwhile; look again before you go on.")]}
        except NotPermitted as refused:
            problems = {"": [str(refused)]}
        if visit.request.headers.get("HX-Request"):
            return _preview(visit, register, reference, words, problems, parts.get("step_key", ""))
        if problems:
            messages.error(visit.request, _in_words(problems))
        else:
            messages.success(visit.request, f"{reference}: {words}")
        return redirect(visit.url("queue"))

    return require_POST(inside(done))


@_deed
def take(visit: Visit, register: Register, reference: str) -> str:
    """Assign it to oneself."""
    give(visit, register, reference, visit.actor.user_id)
    return _("It is yours.")


def give(visit: Visit, register: Register, reference: str, assignee: Any) -> Any:
    """Assign a ticket: a new one is assigned from then on, any other goes on as it stands."""
    record: Any = writing.find(visit.actor, register, reference)
    if record.state == NEW:
        return writing.transition(visit.actor, register, reference, "assign", {"assignee": assignee})
    return writing.change(visit.actor, register, reference, {"assignee": assignee})


@_deed
def assign(visit: Visit, register: Register, reference: str) -> str:
    """Assign it to somebody."""
    assignee = visit.request.POST.get("assignee", "").strip()
    if not assignee:
        raise Invalid({"assignee": [_("Name who shall have it.")]})
    saved = give(visit, register, reference, assignee)
    return _("Assigned to %(person)s.") % {"person": saved.assignee}


@_deed
def weigh(visit: Visit, register: Register, reference: str) -> str:
    """Say anew who is stopped and how soon it has to go on; the priority follows."""
    values = {name: visit.request.POST.get(name, "") for name in WEIGHED}
    saved = writing.change(visit.actor, register, reference, values)
    return _("Priority %(priority)s.") % {"priority": saved.get_priority_display()}


@require_POST
@inside
def take_many(visit: Visit) -> HttpResponse:
    """Assign every ticked ticket to oneself; each that is refused is named with the reason."""
    register, done = register_of(visit, "incidents"), 0
    for reference in visit.request.POST.getlist("reference")[:MOST_TAKEN]:
        try:
            give(visit, register, reference, visit.actor.user_id)
        except (Invalid, Conflict, NotPermitted) as refused:
            messages.error(visit.request, f"{reference}: {refused}")
        else:
            done += 1
    if done:
        words = ngettext("%(count)d ticket is yours now.", "%(count)d tickets are yours now.", done)
        messages.success(visit.request, words % {"count": done})
    return redirect(visit.url("queue"))


@_deed
def reply(visit: Visit, register: Register, reference: str) -> str:
    """Answer who reported it, or write a note for those who work on it."""
    is_note = visit.request.POST.get("kind") == "note"
    kind, audience = (
        (Comment.Kind.NOTE, Comment.Audience.INTERNAL) if is_note else (Comment.Kind.REPLY, Comment.Audience.PUBLIC)
    )
    text = visit.request.POST.get("text", "")
    comments.add(visit.actor, register, reference, text, kind=kind, audience=audience)
    return _("The note stands in its stream.") if is_note else _("Answered.")


@_deed
def step(visit: Visit, register: Register, reference: str, step_key: str) -> str:
    """Take a step of its workflow."""
    transition = register.workflow.transition(step_key) if register.workflow else None
    if transition is None:
        raise NotFound(_("There is no such step."))
    posted = visit.request.POST
    values = {name: posted[name] for name in _names(transition) if name in posted}
    version = int(posted["version"]) if posted.get("version", "").isdecimal() and len(posted["version"]) < 10 else -1
    reason = posted.get("reason", "")
    writing.transition(visit.actor, register, reference, step_key, values, version=version, reason=reason)
    state = register.workflow.state(transition.target) if register.workflow and transition.target else None
    return f"{state.label if state else transition.label}."


def _names(transition: Transition) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*transition.required, *transition.fields)))


def _in_words(problems: Problems) -> str:
    return " ".join(str(message) for problem in problems.values() for message in problem)


def _preview(
    visit: Visit, register: Register, reference: str, words: str = "", problems: Problems | None = None, at: str = ""
) -> HttpResponse:
    record: Any = writing.find(visit.actor, register, reference)
    may_edit = permissions.may_edit(visit.actor, register, record)
    steps = [_step(visit, register, record, seen, problems or {}, at) for seen in _open_steps(visit, register, record)]
    values = display.form_values(register, record, WEIGHED)
    fields = [field for name in SHOWN if (field := display.shown(register, record, name)).value]
    return visit.part(
        "operation/desk/preview.html",
        register=register,
        record=record,
        state=display.shown(register, record, "state"),
        priority=display.shown(register, record, "priority"),
        fields=fields,
        weighed=[display.entry(visit.actor, register, name, values, {}) for name in WEIGHED],
        age=length((clock.now() - record.opened_at).total_seconds()),
        running=rows.first_due(list(clocks.of(record).values())),
        steps=steps,
        words=words,
        problem=_in_words(problems or {}),
        opened=next((step for step in steps if problems and step["key"] == at), None),
        answer=visit.request.POST.get("text", "") if problems and "text" in problems else "",
        may_edit=may_edit,
        mine=record.assignee_id == visit.actor.user_id,
        known=suggested(visit.actor, record.title)[:MOST_KNOWN],
        like=_like(visit, register, record),
        row=rows.rows(register, permissions.visible(visit.actor, register).filter(pk=record.pk))[0]
        if visit.request.method == "POST"
        else None,
    )


def _open_steps(visit: Visit, register: Register, record: Any) -> list[workflow.Step]:
    return [seen for seen in workflow.steps(visit.actor, register, record) if not seen.refusal]


def _step(
    visit: Visit, register: Register, record: Any, seen: workflow.Step, problems: Problems, at: str
) -> dict[str, Any]:
    """A step with the few fields that it asks for; one that asks for many has its own page."""
    move, names = seen.transition, _names(seen.transition)
    is_here = at == move.key
    values = display.form_values(register, record, names)
    if is_here:
        values |= {name: visit.request.POST[name] for name in names if name in visit.request.POST}
    inputs = [display.entry(visit.actor, register, name, values, problems if is_here else {}) for name in names]
    for field in inputs:
        field.is_required = field.name in move.required
    return {
        "key": move.key,
        "label": move.label,
        "inputs": inputs,
        "needs_reason": move.needs_reason,
        "asks": bool(names or move.needs_reason),
        "is_long": len(names) > MOST_FIELDS,
        "reason": visit.request.POST.get("reason", "") if is_here else "",
    }


def _like(visit: Visit, register: Register, record: Any) -> list[Any]:
    """The newest other tickets of the same service."""
    if not record.service_id:
        return []
    others = permissions.visible(visit.actor, register).filter(service_id=record.service_id).exclude(pk=record.pk)
    labels = {state.key: (state.label, state.tone) for state in register.workflow.states}  # type: ignore[union-attr]
    return [
        {"reference": reference, "title": title, "word": labels[state][0], "tone": labels[state][1]}
        for reference, title, state in others.order_by("-opened_at").values_list("reference", "title", "state")[
            :MOST_LIKE
        ]
    ]
