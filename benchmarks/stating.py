"""The Statement of Applicability: its page beside plain sqlite3 with the same rows, its PDF beside the bare table."""

import json
from collections.abc import Iterator
from typing import Any

import typst

from benchmarks import floor
from benchmarks.measuring import Figure, beside_floor, figure, pairs, runs
from benchmarks.organization import actor_of, organization, register
from benchmarks.reading import _environment, _get
from tandem.direction.controls.models import Control
from tandem.direction.controls.statements import deciding, operations, sheet
from tandem.direction.controls.statements.models import Statement
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.reporting import statement_data
from tandem.proof.reporting.cover import cover_of
from tandem.proof.reporting.statement import BY_KEY

ROUNDS, OWN = 15, 30
NEW = "iso-27001:2022"
ENTRIES = (
    "SELECT e.reference, e.ref, e.title, e.decision, e.because_risk, e.because_law, e.because_contract,"
    " e.because_practice, e.justification, e.progress, e.version FROM controls_statemententry e"
    " WHERE e.organization_id = ? AND e.statement_id = ? ORDER BY e.id"
)
CONTROLS = (
    "SELECT reference, title, state, standing, effect, requirements FROM controls_control"
    " WHERE organization_id = ? AND state <> 'retired' ORDER BY id"
)
RISKS = (
    "SELECT reference, title, controls FROM risks_risk WHERE organization_id = ? AND state <> 'closed'"
    " AND controls <> '[]' ORDER BY id"
)
PLAIN = """{% for row in rows %}<tr id="{{ row[0] }}"><td><input type="checkbox" name="reference" value="{{ row[0] }}">
<a href="/{{ slug }}/catalogue/{{ row[1] }}/">{{ row[1] }}</a> {{ row[2] }}</td>
<td>{% for word in ("applicable", "excluded") %}<label><input type="radio" value="{{ word }}"
{% if row[3] == word %} checked{% endif %}> {{ word }}</label>{% endfor %}</td>
<td>{% for word in row[4:8] %}<label><input type="checkbox"{% if word %} checked{% endif %}> {{ loop.index }}</label>
{% endfor %}{% for risk in risks.get(row[1], []) %}<a href="/{{ slug }}/risks/{{ risk }}/">{{ risk }}</a>{% endfor %}
</td><td><textarea>{{ row[8] }}</textarea></td><td>{{ row[9] }}{% for one in controls.get(row[1], []) %}
<a href="/{{ slug }}/controls/{{ one[0] }}/">{{ one[0] }} {{ one[1] }}<small>{{ one[2] }}, {{ one[3] }}, {{ one[4] }}
</small></a>{% endfor %}</td></tr>{% endfor %}"""
BARE = b"""#let rows = json(bytes(sys.inputs.data))
#set page(paper: "a4", flipped: true)
#set text(size: 8.5pt)
#table(columns: (1fr,) * 8, ..rows.flatten())"""


def figures() -> Iterator[Figure]:
    """The page through every layer, what it reads alone, and the PDF."""
    statement = _statement()
    template = _environment().from_string(PLAIN)
    address = f"/{organization().slug}/statements/{statement.reference}/decide/"
    whole = pairs(lambda: _get(address), lambda: _floor(template, statement), ROUNDS)
    yield beside_floor("statement: page of 93 rows through the server's layers", whole, None)
    with organization_active(organization().pk):
        yield figure("statement: everything behind 93 rows, read", runs(lambda: sheet.read(statement), ROUNDS))
        told = sheet.read(statement)
        cover = cover_of(organization(), NEW, clock.today())
        rows = [row for theme in statement_data.for_printing(told, cover)["themes"] for row in theme["rows"]]
        bare = {"data": json.dumps(rows)}
        measured = pairs(
            lambda: BY_KEY["pdf"].write(sheet.read(statement), cover),
            lambda: typst.compile(BARE, format="pdf", sys_inputs=bare),
            ROUNDS,
        )
        yield beside_floor("statement: PDF, read and typeset, beside the bare table", measured, 5)


def _floor(template: Any, statement: Statement) -> str:
    own: dict[str, list[Any]] = {}
    for row in floor.rows(CONTROLS, organization().pk):
        for key in json.loads(row[5]):
            own.setdefault(key.partition("/")[2], []).append(row)
    risks: dict[str, list[str]] = {}
    for reference, _title, names in floor.rows(RISKS, organization().pk):
        for name in json.loads(names):
            risks.setdefault(name, []).append(reference)
    rows = floor.rows(ENTRIES, organization().pk, statement.pk)
    return str(template.render(rows=rows, controls=own, risks=risks, slug=organization().slug))


def _statement() -> Statement:
    """A decided draft with thirty own controls and risks that use them; made once."""
    actor = actor_of()
    with organization_active(actor.organization_id):
        found: Statement | None = Statement.objects.filter(framework=NEW).first()
        if found is not None:
            return found
        made: Statement = writing.create(actor, register("statements"), {"title": "Statement", "framework": NEW})
        operations.fill(actor, made)
        refs = list(made.entries.order_by("pk").values_list("ref", flat=True))
        _own(actor, refs)
        deciding.together(actor, made, list(made.entries.values_list("reference", flat=True)), DECIDED)
        return made


DECIDED = {"decision": "applicable"}


def _own(actor: Any, refs: list[str]) -> None:
    controls = [
        {
            "title": f"Own control {place}",
            "requirements": [f"{NEW}/{ref}" for ref in refs[place * 3 : place * 3 + 3]],
            "test_method": "Look at a sample",
        }
        for place in range(OWN)
    ]
    if not Control.objects.exists():
        writing.create_many(actor, register("controls"), controls)
    risks = [
        {"title": f"Risk {place}", "availability": True, "controls": [refs[place]], "treatment": "modify", "plan": "x"}
        for place in range(OWN)
    ]
    writing.create_many(actor, register("risks"), risks)
