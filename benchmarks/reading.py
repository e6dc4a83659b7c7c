"""Pages, lists and search, over HTTP and beside plain sqlite3 with the same rows."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.db import connection
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jinja2 import Template

from benchmarks import floor, server
from benchmarks.measuring import Figure, at_most, beside_floor, figure, pairs, runs
from benchmarks.organization import actor_of, organization, register
from tandem.faces.api.representing import shown
from tandem.ground.accounts.models import Membership, User
from tandem.ground.kernel import lists, search, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.tenancy import organization_active

ROUNDS = 40
PLAIN = """{% for row in page.rows %}<tr><td><a href="/{{ slug }}/{{ key }}/{{ row[1] }}/">{{ row[1] }}</a></td>
{% for value in row[2:] %}<td>{{ value }}</td>{% endfor %}</tr>{% endfor %}"""
COUNT = "SELECT count(*) FROM (SELECT 1 FROM incidents_incident WHERE organization_id = ? LIMIT 10001)"
PAGE = (
    "SELECT i.id, i.reference, i.title, i.state, i.priority, s.title, i.is_security, u.name, i.opened_at"
    " FROM incidents_incident i LEFT JOIN services_service s ON s.id = i.service_id"
    " LEFT JOIN accounts_user u ON u.id = i.assignee_id WHERE i.organization_id = ?"
    " ORDER BY i.created_at DESC, i.id DESC LIMIT 51"
)
FOUND = (
    "SELECT d.reference, d.title FROM kernel_search s JOIN kernel_searchdocument d ON d.id = s.rowid"
    " WHERE kernel_search MATCH ? ORDER BY bm25(kernel_search, 8.0, 4.0, 1.0, 0.0) LIMIT 20"
)


def pages() -> Iterator[Figure]:
    """Pages over HTTP, each after a write of somebody else, with the statements they take."""
    plain = _environment().from_string(PLAIN)
    slug, record = organization().slug, _newest(1)  # the newest is written meanwhile
    asked = {
        "list page, 50 rows": (f"/{slug}/incidents/?view=all", 8, 10),
        "record page": (f"/{slug}/incidents/{record}/", 10, 15),
        "my work": (f"/{slug}/work/", None, None),
        "board": (f"/{slug}/board/", None, None),
    }
    with server.running() as served:
        for what, (address, limit, statements) in asked.items():
            measured = runs(partial(served.page, address), ROUNDS, before=write_of_somebody_else, cpu=served.cpu)
            yield figure(f"{what}, after a write of somebody else", measured, limit)
            if statements:
                yield at_most(f"{what}, statements", _statements(address), "", statements)
        address = f"/{slug}/incidents/?view=all"
        alike = pairs(lambda: served.page(address), lambda: _floor(plain), ROUNDS, cpu=served.cpu)
        yield beside_floor("list page over HTTP beside plain SQL and Jinja", alike, None)
        yield Figure("memory of the server after these pages", round(served.memory(), 1), "MB")


def list_time() -> Iterator[Figure]:
    """What must not grow with the number of records: plain, by each sortable column, and a search of most rows."""
    base = f"/{organization().slug}/incidents/?view=all"
    with server.running() as served:
        for name in ("", *(name for name in register("incidents").sortable if name != "reference")):
            measured = runs(partial(served.page, f"{base}&sort=-{name}" if name else base), ROUNDS, cpu=served.cpu)
            yield figure(f"list by {name or 'number'}", measured)
        found = runs(lambda: served.page(f"{base}&q=INC"), ROUNDS, cpu=served.cpu)
        yield figure("list narrowed to most of its rows by a search", found)


def filters() -> Iterator[Figure]:
    """Every declared filter of the incidents, by a value that stands in a record."""
    table = register("incidents")
    with organization_active(organization().pk):
        record = table.model.objects.order_by("-pk").first()
    with server.running() as served:
        for name in table.filters:
            asked = urlencode({"view": "all", name: _asked_of(table.field(name), record)})
            address = f"/{organization().slug}/incidents/?{asked}"
            measured = runs(partial(served.page, address), 5, cpu=served.cpu)
            yield figure(f"list filtered by {name}", measured, 40)


def _asked_of(field: Any, record: Any) -> str:
    """What a filter is asked for: the value of this record, or what an empty one could have had."""
    value = getattr(record, field.attname)
    if field.is_relation:
        return str(value) if value and field.related_model is User else "none"
    if value in (None, ""):
        return str(field.choices[0][0]) if field.choices else "none"
    return str(value.isoformat()[:10] if hasattr(value, "isoformat") else value)


def api_list() -> Iterator[Figure]:
    """A hundred incidents, one of them, and a new one, over the API with a token."""
    address = f"/api/v1/{organization().slug}/incidents/"
    with server.running() as served:
        measured = pairs(lambda: served.api(f"{address}?size=100"), _floor_api, ROUNDS, cpu=served.cpu)
        yield beside_floor("API: list of 100", measured, 2.5)
        one = f"{address}{_newest()}/"
        values = {"title": "The mail server is slow", "impact": 2, "urgency": 2}
        create, read = partial(served.api, address, values), partial(served.api, one)
        measured = pairs(create, read, ROUNDS, cpu=served.cpu, floor_cpu=served.cpu)
        yield figure("API: one record", measured[1], 3)
        yield beside_floor("API: create, beside reading one record", measured, 1.6)


def write_of_somebody_else() -> None:
    """Another person changes an incident."""
    with organization_active(organization().pk):
        another = Membership.objects.filter(organization=organization(), role="contributor").select_related("user")
        user = another[0].user
        actor = Actor(organization().pk, "contributor", user.name, user.pk, "page", organization().zone)
        writing.change(actor, register("incidents"), _newest(), {"category": f"looked into {perf_counter()}"})


def _newest(place: int = 0) -> str:
    """The reference of the newest incident, or of one so many places before it."""
    with organization_active(organization().pk):
        return str(register("incidents").model.objects.order_by("-pk").values_list("reference", flat=True)[place])


def _statements(address: str) -> int:
    """How many statements a page takes."""
    _get(address)
    with CaptureQueriesContext(connection) as asked:
        _get(address)
    return len(asked)


def full_text() -> Iterator[Figure]:
    """Searching every register for two words, and a list narrowed by a word."""
    actor = actor_of()
    expression = f'scope:o{actor.organization_id} AND {{reference heading body}}:("router"* AND "firewall"*)'
    with organization_active(actor.organization_id):
        both = pairs(lambda: search.everywhere(actor, "router firewall"), lambda: floor.rows(FOUND, expression), 10)
        yield beside_floor("search: two words, every register", both, None)
        query = lists.Query(filters={}, search="router firewall")
        yield figure(
            "search: list narrowed by two words", runs(lambda: lists.page(actor, register("incidents"), query), 10)
        )


def _environment() -> Any:
    return engines.all()[0].env  # type: ignore[attr-defined]


def _floor(template: Template) -> str:
    floor.rows(COUNT, organization().pk)
    rows = [(*row[:8], datetime.fromisoformat(row[8] + "+00:00")) for row in floor.rows(PAGE, organization().pk)[:50]]
    return template.render(page={"rows": rows}, slug=organization().slug, key="incidents")


def _floor_api() -> bytes:
    floor.rows(COUNT, organization().pk)
    names = shown(register("incidents"))
    rows = floor.rows(_api_sql(), organization().pk)
    return msgspec.json.encode({"items": [dict(zip(names, row, strict=True)) for row in rows[:100]]})


def _api_sql() -> str:
    """The columns of the API's items, with the e-mail addresses and references that foreign keys stand for."""
    columns, joins = [], []
    for name in shown(register("incidents")):
        field = register("incidents").field(name)
        if not field.is_relation:
            columns.append(f'i."{field.column}"')
            continue
        target: Any = field.related_model
        told = "email" if target is User else "reference"
        joins.append(f'LEFT JOIN {target._meta.db_table} "t_{name}" ON "t_{name}".id = i.{field.column}')
        columns.append(f'"t_{name}".{told}')
    return (
        f"SELECT {', '.join(columns)} FROM incidents_incident i {' '.join(joins)}"
        " WHERE i.organization_id = ? ORDER BY i.created_at DESC, i.id DESC LIMIT 101"
    )


class _Kept:
    """The signed-in browser and its actor, made once."""

    client: Client | None = None
    actor: Any = None


def actor_of_cached() -> Any:
    """The manager, looked up once, as a session has."""
    _Kept.actor = _Kept.actor or actor_of()
    return _Kept.actor


def _get(address: str) -> bytes:
    if _Kept.client is None:
        _Kept.client = Client()
        _Kept.client.force_login(
            User.objects.get(pk=actor_of_cached().user_id), "allauth.account.auth_backends.AuthenticationBackend"
        )
    response = _Kept.client.get(address, HTTP_HOST="127.0.0.1")
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}.")
    return bytes(response.content)
