"""What a list offers beside its rows: filters, columns, what to do with many records. Built when it is opened."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.faces.web import changing, display
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import lists, own_fields, permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.models import FieldDefinition
from tandem.ground.kernel.registers import Register

WORDS_FOR = {"me": _("me"), "none": _("nobody")}
NAMES = ("filters", "columns", "bulk")


def screen(name: str, visit: Visit, register: Register, query: lists.Query, columns: Sequence[str]) -> dict[str, Any]:
    """What the template of a panel shows beside the register and the query."""
    definitions = own_fields.defined(register.key) if name != "bulk" else []
    match name:
        case "filters":
            return {"filters": _filters(visit.actor, register, query, definitions)}
        case "columns":
            possible = possible_columns(register, definitions)
            return {
                "every_column": [display.column(register, column, definitions) for column in possible],
                "chosen_columns": columns,
            }
    steps = changing.steps(visit.actor, register)
    return {
        "fields": [display.entry(visit.actor, register, field, {}, {}) for field in changing.fields(register)],
        "steps": steps,
        "of_steps": [
            (step, display.entry(visit.actor, register, name, {}, {}))
            for step in steps
            for name in changing.asked_for(register, step)
        ],
        "may_delete": permissions.may_delete(visit.actor, register),
    }


def possible_columns(register: Register, definitions: Sequence[FieldDefinition]) -> tuple[str, ...]:
    """Every column that the list may show."""
    plain = [name for name in register.shown if table.of(register.field(name)).is_short]
    own = [own_fields.PREFIX + item.key for item in definitions]
    return tuple(dict.fromkeys((*register.listing.columns, *plain, *own, "external_id", "created_at", "updated_at")))


def _filters(
    actor: Actor, register: Register, query: lists.Query, definitions: Sequence[FieldDefinition]
) -> list[dict[str, Any]]:
    """The filter fields with what is chosen in them."""
    fields = []
    for name in register.filters:
        looks = display.shape(register, name)
        choices = tuple((str(key), str(label)) for key, label in register.field(name).flatchoices)
        chosen = query.filters.get(name, "")
        if looks.kind in ("day", "moment"):
            bounds = {bound: query.filters.get(f"{name}~{bound}", "") for bound in ("from", "to")}
            fields.append({"shape": looks, "bounds": bounds})
        elif looks.kind in ("text", "period", "words", "records") or looks.is_number:
            fields.append({"shape": looks, "value": chosen})
        elif looks.kind in display.FOUND:
            shown = WORDS_FOR.get(chosen) or display.label_of(actor, register, name, chosen)
            fields.append({"shape": looks, "finds": (register.key, name), "value": chosen, "shown": str(shown)})
        else:
            fields.append({"shape": looks, "choices": choices, "chosen": chosen.split(",") if chosen else []})
    for item in definitions:
        looks = display.column(register, own_fields.PREFIX + item.key, definitions)
        fields.append({"shape": looks, "value": query.filters.get(looks.name, "")})
    return fields
