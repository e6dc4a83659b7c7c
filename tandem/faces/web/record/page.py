"""Everything the page of a record shows before what is loaded beside it."""

from typing import Any

from tandem.faces.web import display, wording
from tandem.faces.web.evaluation.improvement import raising
from tandem.faces.web.record import head, undo
from tandem.faces.web.record.properties import parted
from tandem.faces.web.record.stream import stream
from tandem.faces.web.shell import Visit
from tandem.faces.web.telling import told_history
from tandem.ground.kernel import about, comments, files, lists, own_fields, permissions, reminders
from tandem.ground.kernel.figures import Pointing, pointing_at
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.registers import Register, besides, children, declared_for
from tandem.ground.ledger import states
from tandem.ground.ledger.states import HistoryEntry
from tandem.operation.mail import tickets

PANEL_ROWS = 8
MOST_COLUMNS = 6
HISTORY = 100
LOOKED_AT = frozenset(kind.register for kind in tickets.KINDS)  # where it is said who else is looking


def page(visit: Visit, register: Register, record: Any, more: dict[str, Any]) -> dict[str, Any]:
    """What every record's page shows; `more` is what its kind shows of its own, with the fields that it places."""
    actor = visit.actor
    present, tones = about.kinds(register, record.pk, record.reference), display.tones_of(register)
    locked = str(register.rules.locked(record) or "") if register.rules.locked else ""
    may_edit = permissions.may_edit(actor, register, record) and not locked
    fields = parted(register, record, may_edit=may_edit, tones=tones, placed=more.get("placed", frozenset()))
    said = comments.of(actor, register, record.pk) if "comments" in present else []
    entries = states.history(actor.organization_id, register.key, record.pk, limit=HISTORY)
    history = told_history(register, _loud(entries, more.get("silent", frozenset())))
    placed, never_added = more.get("placed_panels", frozenset()), more.get("never_added", frozenset())
    panels, parts = _parts(visit, register, record, placed, never_added)
    return {
        "register": register,
        "record": record,
        "headline": display.headline(register, record),
        "state": display.shape(register, "state") if register.workflow else None,
        "deeds": head.deeds(visit, register, record),
        "chips": more.get("chips") or head.chips(visit, register, record, tones),
        "properties": fields.properties,
        "further_properties": fields.further,
        "empty_properties": fields.empty,
        "sections": fields.sections,
        "own": display.own_shown(own_fields.defined(register.key), record),
        "may_edit": may_edit,
        "locked": locked,
        "may_delete": permissions.may_delete(actor, register),
        "raising": raising.offers(visit, register, record),
        "may_comment": actor.may_write and actor.role in permissions.EVERYBODY,
        "files": files.of(register, record.pk) if "files" in present else [],
        "actions": _actions(visit, register, record) if "actions" in present else [],
        "reminders": reminders.of(actor, register, record.pk) if "reminders" in present else [],
        "stream": stream(
            said,
            history,
            chosen=visit.request.GET.get("stream", "all"),
            is_upwards=bool(more.get("is_conversation")),
        ),
        "panels": panels,
        "empty_parts": parts,
        "parent": _parent(register, record),
        "is_looked_at": register.key in LOOKED_AT and not _is_over(register, record),
        "undo_token": undo.offered(visit),
    }


def _is_over(register: Register, record: Any) -> bool:
    return register.workflow is not None and register.workflow.state(record.state).final


def _loud(entries: list[HistoryEntry], silent: frozenset[str]) -> list[HistoryEntry]:
    """What changed, without changes of nothing but `silent` fields: what is said beside them says the same."""
    return [entry for entry in entries if not entry.changes or {change.field for change in entry.changes} - silent]


def _actions(visit: Visit, register: Register, record: Any) -> list[Any]:
    known = permissions.visible(visit.actor, declared_for(Action))
    asked = known.filter(source_register=register.key, source_reference=record.reference)
    return list(asked.select_related("owner").order_by("state", "due"))


def _parts(
    visit: Visit, register: Register, record: Any, placed: frozenset[str], never_added: frozenset[str]
) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """What is there of its parts and beside it as tables, and the parts it has none of as what can be added.

    `placed` are registers that the page of its kind shows in its own way, `never_added` those that begin by themselves.
    """
    actor = visit.actor
    places: list[Pointing] = [
        (child, child.place.parent) for child in children(register) if permissions.may_view_register(actor, child)
    ]
    others = [(other, name) for other, name in besides(register) if permissions.may_view_register(actor, other)]
    counted = pointing_at(actor, record.pk, [*places, *others])
    shown = [(child, name) for child, name in (*places, *others) if child.key not in placed]
    there = [
        _panel(visit, child, name, record, counted[child, name]) for child, name in shown if counted.get((child, name))
    ]
    missing = [
        {
            "label": wording.inner(child.singular),
            "url": f"{visit.url('create', child.key)}?{name}={record.reference}",
        }
        for child, name in places
        if child.key not in never_added and not counted.get((child, name)) and permissions.may_create(actor, child)
    ]
    return there, missing


def _panel(visit: Visit, child: Register, name: str, record: Any, count: int) -> dict[str, Any]:
    """Records of another register that name this one in a foreign key, as a table."""
    columns = tuple(column for column in child.listing.columns if column != name)[:MOST_COLUMNS]
    query = lists.Query(filters={name: record.reference}, size=PANEL_ROWS)
    rows = lists.page(visit.actor, child, query, columns, count=count)
    return {
        "register": child,
        "name": name,
        "page": rows,
        "columns": [display.shape(child, column) for column in columns],
        "may_create": permissions.may_create(visit.actor, child),
        "url": f"{visit.url('list', child.key)}?{name}={record.reference}",
    }


def _parent(register: Register, record: Any) -> dict[str, str] | None:
    if not register.place.parent:
        return None
    above = getattr(record, register.place.parent)
    target = declared_for(type(above))
    title = display.headline(target, above)
    return {"register": target.key, "reference": above.reference, "title": title}
