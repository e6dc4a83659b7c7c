"""Ten thousand risks: their list, and the matrix with arrows and ranking, beside plain sqlite3 of the same figures."""

from collections.abc import Iterator
from typing import Any

from jinja2 import Environment

from benchmarks import floor, reading
from benchmarks.measuring import Figure, beside_floor, pairs
from benchmarks.organization import a_risk, actor_of, organization, register
from tandem.ground.kernel import writing
from tandem.ground.kernel.tenancy import organization_active

RISKS, ROUNDS = 10_000, 20
BATCH = 2_000
COLUMNS = "r.id, r.reference, r.title, r.state, r.level, r.residual_level, r.treatment, u.name"
JOINED = "risks_risk r LEFT JOIN accounts_user u ON u.id = r.owner_id"
OPEN = "organization_id = ? AND state <> 'closed'"
LISTED = f"SELECT {COLUMNS} FROM {JOINED} WHERE r.{OPEN} ORDER BY r.level DESC, r.id DESC LIMIT 51"
COUNTED = f"SELECT count(*) FROM risks_risk WHERE {OPEN}"
CELLS = (
    f"SELECT likelihood, impact, count(*) FROM risks_risk WHERE {OPEN}"
    " AND likelihood IS NOT NULL AND impact IS NOT NULL GROUP BY 1, 2"
)
WAYS = (
    f"SELECT likelihood, impact, residual_likelihood, residual_impact, count(*) FROM risks_risk WHERE {OPEN}"
    " AND level IS NOT NULL AND residual_level IS NOT NULL GROUP BY 1, 2, 3, 4"
)
PLAIN = """{% for row in rows %}<tr><td><a href="/bench/risks/{{ row[1] }}/">{{ row[1] }}</a></td>
{% for value in row[2:] %}<td>{{ value }}</td>{% endfor %}</tr>{% endfor %}
{% for cell in cells %}<rect x="{{ cell[1] }}" y="{{ cell[0] }}"/><text>{{ cell[2] }}</text>{% endfor %}
{% for way in ways %}<line x1="{{ way[1] }}" y1="{{ way[0] }}" x2="{{ way[3] }}" y2="{{ way[2] }}"/>{% endfor %}"""


def pages() -> Iterator[Figure]:
    """The whole pages through the server's layers."""
    _fill()
    plain = Environment(autoescape=True).from_string(PLAIN)
    list_address = f"/{organization().slug}/risks/?sort=-level&state=identified,assessed,in-treatment,accepted"
    listed = pairs(lambda: reading._get(list_address), lambda: _floor(plain, is_matrix=False), ROUNDS)
    yield beside_floor(f"risks: list of {RISKS:,}, whole page", listed, None)
    matrix_address = f"/{organization().slug}/risks/matrix/"
    drawn = pairs(lambda: reading._get(matrix_address), lambda: _floor(plain, is_matrix=True), ROUNDS)
    yield beside_floor(f"risks: matrix of {RISKS:,}, arrows and ranking, whole page", drawn, None)


def _floor(plain: Any, *, is_matrix: bool) -> str:
    here = organization().pk
    floor.rows(COUNTED, here)
    cells, ways = (floor.rows(CELLS, here), floor.rows(WAYS, here)) if is_matrix else ([], [])
    return str(plain.render(rows=floor.rows(LISTED, here)[:50], cells=cells, ways=ways))


def _fill() -> None:
    """So many risks, a third of them with a treatment, through the gate; what is there already counts."""
    actor = actor_of("import")
    with organization_active(actor.organization_id):
        lacking = RISKS - register("risks").model.objects.count()
        for start in range(0, max(0, lacking), BATCH):
            rows = [a_risk(number) for number in range(start, min(start + BATCH, lacking))]
            writing.create_many(actor, register("risks"), rows)
