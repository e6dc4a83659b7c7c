"""Lists, one record and search, beside plain sqlite3 with the same Jinja cells or the same JSON."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from django.template import engines
from django.test import Client
from jinja2 import Template

from benchmarks import floor, peer
from benchmarks.measuring import Figure, beside_floor, milliseconds, pairs
from benchmarks.organization import actor_of, organization, register
from tandem.faces.api.representing import shown
from tandem.faces.web import display
from tandem.ground.accounts.models import User
from tandem.ground.kernel import lists, search
from tandem.ground.kernel.tenancy import organization_active

ROUNDS = 40
ROWS = """{% set row_cells = cells(columns, slug, key) %}
{% for row in page.rows %}<tr>{{ row_cells(row) }}</tr>{% endfor %}"""
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


def list_page() -> Iterator[Figure]:
    """A page of 50: the rows alone, and the whole page through every layer."""
    rows, plain = _environment().from_string(ROWS), _environment().from_string(PLAIN)
    read = pairs(_read, lambda: floor.rows(PAGE, organization().pk), ROUNDS)
    yield beside_floor("list: 50 rows, read only", read, None)
    drawn = pairs(lambda: _rows(rows), lambda: _floor(plain), ROUNDS)
    yield beside_floor("list: 50 rows, read and rendered", drawn, 3)
    address = f"/{organization().slug}/incidents/?view=all"
    whole = pairs(lambda: _get(address), lambda: _floor(plain), ROUNDS)
    yield beside_floor("list: whole page through the server's layers", whole, 3, peer.LIST_OF_50_INCIDENTS)


def list_time() -> Iterator[Figure]:
    """The same list without its floor, for comparing sizes."""
    rows = _environment().from_string(ROWS)
    yield Figure("list", round(milliseconds(lambda: _rows(rows), ROUNDS), 3), "ms")


def api_list() -> Iterator[Figure]:
    """A hundred incidents over the API, and one of them."""
    address = f"/api/v1/{organization().slug}/incidents/"
    measured = pairs(lambda: _get(f"{address}?size=100"), _floor_api, ROUNDS)
    yield beside_floor("API: list of 100", measured, 2.5, peer.LIST_OF_50_INCIDENTS)
    reference = msgspec.json.decode(_get(f"{address}?size=1"))["items"][0]["reference"]
    one = milliseconds(lambda: _get(f"{address}{reference}/"), ROUNDS)
    faster = round(peer.ONE_RECORD / one, 1)
    yield Figure("API: one record", round(one, 3), "ms", peer=peer.ONE_RECORD, times_faster_than_peer=faster)


def full_text() -> Iterator[Figure]:
    """Searching every register for two words, and a list narrowed by a word."""
    actor = actor_of()
    expression = f'scope:o{actor.organization_id} AND {{reference title body}}:("router"* AND "firewall"*)'
    with organization_active(actor.organization_id):
        both = pairs(lambda: search.everywhere(actor, "router firewall"), lambda: floor.rows(FOUND, expression), 10)
        yield beside_floor("search: two words, every register", both, None)
        query = lists.Query(filters={}, search="router firewall")
        narrowed = milliseconds(lambda: lists.page(actor, register("incidents"), query), 10)
        yield Figure("search: list narrowed by two words", round(narrowed, 3), "ms")


def _environment() -> Any:
    return engines.all()[0].env  # type: ignore[attr-defined]


def _columns() -> list[Any]:
    return [display.column(register("incidents"), name, []) for name in register("incidents").listing.columns]


def _rows(template: Template) -> str:
    actor = actor_of_cached()
    with organization_active(actor.organization_id):
        page = lists.page(actor, register("incidents"), lists.Query(filters={}))
        return template.render(page=page, columns=_columns(), slug=organization().slug, key="incidents")


def _read() -> lists.Page:
    with organization_active(organization().pk):
        return lists.page(actor_of_cached(), register("incidents"), lists.Query(filters={}))


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
