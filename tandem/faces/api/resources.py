"""The resources of the API: records of every register and what hangs on them."""

from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse

from tandem.faces.api.entering import body_of, register_of, reply, version_of
from tandem.faces.api.problems import Refusal
from tandem.faces.api.representing import item, paths, shown
from tandem.ground.accounts import access
from tandem.ground.accounts.models import ApiToken, User
from tandem.ground.kernel import comments, files, links, lists, permissions, registers, search, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.own_fields import PREFIX
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import from_replica
from tandem.ground.ledger import states

MOST = 500
APART = ("search", "sort", "cursor", "size")
FRESH = "no-cache"  # who asks with this reads what was written a moment ago, replica or not


def me(request: HttpRequest, user: User, token: ApiToken | None) -> Any:
    """Who calls, and where they may go."""
    organizations = [token.organization] if token else access.organizations_of(user)
    return {
        "email": user.email,
        "name": user.name,
        "scope": token.scope if token else "write",
        "organizations": [{"slug": one.slug, "name": one.name} for one in organizations],
    }


def declarations(request: HttpRequest, actor: Actor) -> Any:
    """The registers that the caller sees, with their fields and steps."""
    return {"items": [_declared(one) for one in registers.every() if permissions.may_view_register(actor, one)]}


def _declared(register: Register) -> dict[str, Any]:
    steps = register.workflow.transitions if register.workflow else ()
    return {
        "key": register.key,
        "title": str(register.title),
        "about": str(register.about),
        "fields": list(shown(register)),
        "writable": list(register.writable),
        "filters": list(register.filters),
        "sortable": list(register.sortable),
        "transitions": [{"key": step.key, "label": str(step.label), "target": step.target} for step in steps],
    }


def find(request: HttpRequest, actor: Actor) -> Any:
    """Full-text search over every register."""
    hits = search.everywhere(actor, request.GET.get("q", ""), 50)
    told = [{"register": hit.register.key, "reference": hit.reference, "title": hit.title} for hit in hits]
    return {"items": told}


def list_records(request: HttpRequest, actor: Actor, key: str) -> Any:
    """A page of a register; filters are the register's, by name."""
    register = register_of(actor, key)
    asked = request.GET
    query = lists.Query(
        filters={name: value for name, value in asked.items() if name not in APART},
        search=asked.get("search", ""),
        sort=asked.get("sort", ""),
        cursor=asked.get("cursor", ""),
        size=_size(asked.get("size", "")),
    )
    with nullcontext() if request.headers.get("Cache-Control") == FRESH else from_replica():
        page = lists.page(actor, register, query, shown(register), paths(register))
    return {
        "count": page.count,
        "count_is_capped": page.is_capped,
        "next": page.next or None,
        "previous": page.previous or None,
        "items": [dict(zip(page.columns, row[1:], strict=True)) for row in page.rows],
    }


def _size(text: str) -> int:
    if not text:
        return lists.PAGE_SIZE
    size = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    if not 1 <= size <= MOST:
        raise Invalid({"size": [f"Ask for 1 to {MOST} items."]})
    return size


def create(request: HttpRequest, actor: Actor, key: str) -> Any:
    """Add a record."""
    register = register_of(actor, key)
    permissions.insist(permissions.may_create(actor, register), "You may not add records to this register.")
    told = body_of(request)
    reason = _reason(told)
    record = writing.create(actor, register, _values(told), reason=reason)
    slug = (request.resolver_match.kwargs if request.resolver_match else {})["slug"]
    location = reverse("api:record", kwargs={"slug": slug, "key": key, "reference": record.reference})
    return reply(item(register, record), 201, Location=location, ETag=f'"{record.version}"')


def _values(told: dict[str, Any]) -> dict[str, Any]:
    """The body's values for the gate: own fields come as an object of their own."""
    own = told.pop("own", {})
    if not isinstance(own, dict):
        raise Invalid({"own": ["Give own fields as an object: names with their values."]})
    return told | {PREFIX + name: value for name, value in own.items()}


def _reason(told: dict[str, Any]) -> str:
    reason = told.pop("reason_for_change", "")
    if not isinstance(reason, str) or len(reason) > 2_000:
        raise Invalid({"reason_for_change": ["Give a text of at most 2,000 characters."]})
    return reason


def show(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """One record, with its version as ETag."""
    register = register_of(actor, key)
    record = writing.find(actor, register, reference)
    return reply(item(register, record), ETag=f'"{record.version}"')


def change(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """Change named fields of a record; If-Match carries the version the caller started from."""
    register = register_of(actor, key)
    writing.find(actor, register, reference)
    version, told = version_of(request), body_of(request)
    reason = _reason(told)
    record = writing.change(actor, register, reference, _values(told), version=version, reason=reason)
    return reply(item(register, record), ETag=f'"{record.version}"')


def delete(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """Delete a record; its history stays."""
    register = register_of(actor, key)
    writing.find(actor, register, reference)
    reason = request.GET.get("reason", "")[:2_000]
    writing.delete(actor, register, reference, version=version_of(request), reason=reason)
    return HttpResponse(status=204)


def step(request: HttpRequest, actor: Actor, key: str, reference: str, step_key: str) -> Any:
    """Take a step of the workflow; the body holds the fields that belong to it."""
    register = register_of(actor, key)
    writing.find(actor, register, reference)
    told = body_of(request)
    reason = _reason(told)
    version = version_of(request) if "If-Match" in request.headers else None
    record = writing.transition(actor, register, reference, step_key, told, version=version, reason=reason)
    return reply(item(register, record), ETag=f'"{record.version}"')


def history(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """Every entry of a record's history, newest first."""
    register = register_of(actor, key)
    record = writing.find(actor, register, reference)
    told = states.history(actor.organization_id, register.key, record.pk)
    return {"items": [_entry(entry) for entry in told]}


def _entry(entry: states.HistoryEntry) -> dict[str, Any]:
    return {
        "entry": entry.entry_id,
        "action": entry.action,
        "actor": entry.actor,
        "through": entry.through,
        "recorded_at": _moment(entry.recorded_at),
        "occurred_at": _moment(entry.occurred_at),
        "reason": entry.reason,
        "version": entry.version,
        "is_sealed": entry.is_sealed,
        "changes": [{"field": one.field, "before": one.before, "after": one.after} for one in entry.changes],
    }


def _moment(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else None


def list_comments(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """The comments on a record."""
    register = register_of(actor, key)
    record = writing.find(actor, register, reference)
    return {"items": [_comment(one) for one in comments.of(register, record.pk)]}


def add_comment(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """Add a comment."""
    register = register_of(actor, key)
    writing.find(actor, register, reference)
    told = body_of(request)
    text = told.pop("text", None)
    if told or not isinstance(text, str):
        raise Invalid({next(iter(told), "text"): ["Send the comment as “text”, and nothing else."]})
    return reply(_comment(comments.add(actor, register, reference, text)), 201)


def _comment(one: Any) -> dict[str, Any]:
    author = one.created_by.email if one.created_by else None
    return {"id": one.pk, "text": one.text, "author": author, "created_at": _moment(one.created_at)}


def list_links(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """What a record is linked to, from either end."""
    register = register_of(actor, key)
    record = writing.find(actor, register, reference)
    told = [
        {"id": one.link_id, "words": one.words, "note": one.note, "target": one.reference, "title": one.title}
        for one in links.of(actor, register, record.pk)
    ]
    return {"items": told}


def add_link(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """Link a record to another one, or to a requirement."""
    register = register_of(actor, key)
    writing.find(actor, register, reference)
    told = body_of(request)
    names = ("kind", "to_register", "to_reference", "requirement", "note")
    wrong = {name: ["Give a text."] for name, value in told.items() if name in names and not isinstance(value, str)}
    wrong |= {name: ["There is no such field."] for name in told if name not in names}
    if wrong:
        raise Invalid(wrong)
    link = links.connect(actor, register, reference, **told)
    return reply({"id": link.pk}, 201)


def remove_link(request: HttpRequest, actor: Actor, key: str, reference: str, link_id: int) -> Any:
    """Take a link away."""
    links.disconnect(actor, register_of(actor, key), reference, link_id)
    return HttpResponse(status=204)


def list_files(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """The files on a record."""
    register = register_of(actor, key)
    record = writing.find(actor, register, reference)
    return {"items": [_file(one) for one in files.of(register, record.pk)]}


def add_file(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """Attach the body as a file named by the query."""
    register = register_of(actor, key)
    name = request.GET.get("name", "")
    if not name.strip():
        raise Refusal(422, "Name the file: ?name=report.pdf", {"name": ["Name the file."]})
    return reply(_file(files.attach(actor, register, reference, name, iter(lambda: request.read(65_536), b""))), 201)


def _file(one: Any) -> dict[str, Any]:
    return {"id": one.pk, "name": one.name, "media_type": one.media_type, "size": one.size, "sha256": one.sha256}


def download(request: HttpRequest, actor: Actor, key: str, reference: str, file_id: int) -> Any:
    """The content of a file, always as a download."""
    attachment, content = files.opened(actor, register_of(actor, key), reference, file_id)
    response = FileResponse(content, as_attachment=True, filename=attachment.name)
    response["Content-Type"] = "application/octet-stream"
    return response


def remove_file(request: HttpRequest, actor: Actor, key: str, reference: str, file_id: int) -> Any:
    """Take a file off a record."""
    files.remove(actor, register_of(actor, key), reference, file_id)
    return HttpResponse(status=204)
