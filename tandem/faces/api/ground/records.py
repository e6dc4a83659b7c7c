"""The records of every register."""

from contextlib import nullcontext
from typing import Any

from django.http import HttpRequest, HttpResponse
from msgspec import Struct

from tandem.faces.api.entering import body_of, register_of, reply, version_of
from tandem.faces.api.operations import Operation
from tandem.faces.api.representing import item, item_seen, paths, shown
from tandem.ground.kernel import lists, permissions, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.own_fields import PREFIX
from tandem.ground.kernel.tenancy import from_replica

MOST = 500
APART = ("search", "sort", "cursor", "size")
FRESH = "no-cache"  # who asks with this reads what was written a moment ago, replica or not


class DeletionQuery(Struct):
    """Why a record is deleted."""

    reason: str = ""


def list_records(request: HttpRequest, actor: Actor, key: str) -> Any:
    """A page of a register; filters are the register's, by name."""
    register = register_of(actor, key)
    asked = request.GET
    query = lists.Query(
        filters={name: str(value) for name, value in asked.items() if name not in APART},
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
    given = body_of(request)
    reason = _reason(given)
    record = writing.create(actor, register, _values(given), reason=reason)
    return reply(item(register, record), 201, Location=f"{request.path}{record.reference}/", ETag=f'"{record.version}"')


def _values(given: dict[str, Any]) -> dict[str, Any]:
    """The body's values for the gate: own fields come as an object of their own."""
    own = given.pop("own", {})
    if not isinstance(own, dict):
        raise Invalid({"own": ["Give own fields as an object: names with their values."]})
    return given | {PREFIX + name: value for name, value in own.items()}


def _reason(given: dict[str, Any]) -> str:
    reason = given.pop("reason_for_change", "")
    if not isinstance(reason, str) or len(reason) > 2_000:
        raise Invalid({"reason_for_change": ["Give a text of at most 2,000 characters."]})
    return reason


def show(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """One record, with its version as ETag."""
    record = item_seen(actor, register_of(actor, key), reference)
    return reply(record, ETag=f'"{record["version"]}"')


def change(request: HttpRequest, actor: Actor, key: str, reference: str) -> Any:
    """Change named fields of a record; If-Match carries the version the caller started from."""
    register = register_of(actor, key)
    writing.find(actor, register, reference)
    version, given = version_of(request), body_of(request)
    reason = _reason(given)
    record = writing.change(actor, register, reference, _values(given), version=version, reason=reason)
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
    given = body_of(request)
    reason = _reason(given)
    version = version_of(request) if "If-Match" in request.headers else None
    record = writing.transition(actor, register, reference, step_key, given, version=version, reason=reason)
    return reply(item(register, record), ETag=f'"{record.version}"')


LIST = "/{organization}/{register}/"
RECORD = LIST + "{reference}/"
OPERATIONS = (
    Operation(
        method="get",
        path=LIST,
        handler=list_records,
        key="list-{register}",
        summary="List: {title}",
        answer="{model}Page",
        is_list=True,
    ),
    Operation(
        method="post",
        path=LIST,
        handler=create,
        key="create-{register}",
        summary="Add: {singular}",
        body="{model}Create",
        answer="{model}",
        status=201,
        gives_version=True,
    ),
    Operation(
        method="get",
        path=RECORD,
        handler=show,
        key="read-{register}",
        summary="Read: {singular}",
        answer="{model}",
        gives_version=True,
    ),
    Operation(
        method="patch",
        path=RECORD,
        handler=change,
        key="change-{register}",
        summary="Change: {singular}",
        body="{model}Change",
        answer="{model}",
        needs_version=True,
        gives_version=True,
    ),
    Operation(
        method="delete",
        path=RECORD,
        handler=delete,
        key="delete-{register}",
        summary="Delete: {singular}",
        query=DeletionQuery,
        status=204,
        needs_version=True,
    ),
    Operation(
        method="post",
        path=RECORD + "transitions/{transition}",
        handler=step,
        key="{deed}-{register}",
        summary="{step}",
        body="{model}{Transition}",
        answer="{model}",
    ),
)
