"""Schemas of a register's records: fields by their kinds, choices as components with names of their own."""

import re
from typing import Any

from tandem.faces.api.representing import shown
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.kinds.kind import Schema
from tandem.ground.kernel.registers import (
    Register,
)
from tandem.ground.kernel.states import (
    Transition,
)

ANYTHING: Schema = {"type": "object", "additionalProperties": True}
NOTHING = "LEFT_EMPTY"
NOT_A_NAME = re.compile(r"\W+", re.ASCII)
REASON: Schema = {"type": "string", "maxLength": 2_000, "description": "Why it is so, for the history."}
OUTSIDE: Schema = {"type": ["string", "null"], "maxLength": 100, "description": "External number."}
WORDS: Schema = {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}, {"type": "null"}]}


def of_register(register: Register) -> dict[str, Schema]:
    """Every component that a register brings: its records as read, as written, page by page, its choices and steps."""
    model = register.model.__name__
    steps = register.workflow.transitions if register.workflow else ()
    return {
        model: _read(register),
        f"{model}Create": _write(register, is_new=True),
        f"{model}Change": _write(register, is_new=False),
        f"{model}Page": _page(model),
        f"{model}Sort": _sorts(register),
        **_choices(register),
        **{f"{model}{camel(step.key)}": _step(register, step) for step in steps},
    }


def camel(name: str) -> str:
    """A field's or step's name as part of a component's."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]+", name))


def component(name: str) -> Schema:
    """A reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def object_of(properties: dict[str, Schema]) -> Schema:
    """An object that has all of these."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def closed(properties: dict[str, Schema], required: list[str]) -> Schema:
    """An object that may have these and nothing else."""
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def items_of(name: str) -> Schema:
    """An object with a list of these components."""
    return object_of({"items": {"type": "array", "items": component(name)}})


def _page(model: str) -> Schema:
    cursor: Schema = {"type": ["string", "null"]}
    count: dict[str, Schema] = {"count": {"type": "integer"}, "count_is_capped": {"type": "boolean"}}
    return object_of({**count, "next": cursor, "previous": cursor, **items_of(model)["properties"]})


def _sorts(register: Register) -> Schema:
    rising = list(register.sortable)
    names = [_constant(name) for name in rising]
    about = {"description": "The field that a list is sorted by; with - before it the largest comes first."}
    falling = {"enum": [*rising, *(f"-{name}" for name in rising)]}
    return {"type": "string", **falling, "x-enum-varnames": [*names, *(f"{name}_FALLING" for name in names)], **about}


def _read(register: Register) -> Schema:
    return object_of({name: _field(register, name, writing=False) for name in shown(register)})


def _write(register: Register, *, is_new: bool) -> Schema:
    properties = {name: _field(register, name, writing=True) for name in register.writable}
    properties |= {"external_id": OUTSIDE, "tags": WORDS, "own": component("OwnFields"), "reason_for_change": REASON}
    required = [name for name in register.writable if is_new and _is_required(register, name)]
    examples = {"examples": [dict(register.example.values)]} if is_new and register.example.values else {}
    return closed(properties, required) | examples


def _step(register: Register, step: Transition) -> Schema:
    names = dict.fromkeys((*step.required, *step.fields))
    properties = {name: _field(register, name, writing=True) for name in names}
    reason = ["reason_for_change"] if step.needs_reason else []
    return closed(properties | {"reason_for_change": REASON}, [*step.required, *reason])


def _is_required(register: Register, name: str) -> bool:
    """Moments that may not be empty are filled in by the rules of their registers."""
    field = register.field(name)
    return not field.blank and not field.has_default() and table.of(field).name != "moment"


def _field(register: Register, name: str, *, writing: bool) -> Schema:
    """A field's schema. Writing takes null for whatever may be empty."""
    field: Any = register.field(name)
    kind = table.of(field)
    may_be_null = field.blank if writing else field.null
    schema = kind.schema(field, writing=writing)
    if name == "own":
        return component("OwnFields")
    if kind.name == "choice":
        chosen = component(_choice_name(register, name))
        return {"anyOf": [chosen, {"type": "null"}]} if may_be_null else chosen
    if kind.name in ("words", "records") and writing:
        return WORDS
    if may_be_null and "type" in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        schema["type"] = [*dict.fromkeys((*kinds, "null"))]
    described = (str(field.verbose_name), str(field.help_text), schema.get("description", ""))
    return schema | {"description": " – ".join(words for words in described if words)}


def _choice_name(register: Register, name: str) -> str:
    return register.model.__name__ + camel(name)


def _choices(register: Register) -> dict[str, Schema]:
    """A component for each choice of a register, with the words that people read."""
    chosen = [
        name for name in (*shown(register), *register.writable) if table.of(register.field(name)).name == "choice"
    ]
    return {_choice_name(register, name): _choice(register.field(name)) for name in dict.fromkeys(chosen)}


def _choice(field: Any) -> Schema:
    """The keys of a choice with what people read for each; an empty one stands where nothing need be chosen."""
    schema = table.of(field).schema(field, writing=False)
    labels = {key: str(label) for key, label in field.flatchoices}
    words = ", ".join(f"{key}: {labels[key]}" for key in schema["enum"])
    names = [_constant(labels[key] if isinstance(key, int) else key) for key in schema["enum"]]
    if field.blank and not field.null and schema["type"] == "string":
        schema["enum"], names = ["", *schema["enum"]], [NOTHING, *names]
    return schema | {"description": f"{field.verbose_name} – {words}", "x-enum-varnames": names}


def _constant(words: str) -> str:
    """A name for one of the choices in clients that are made from the document."""
    name = NOT_A_NAME.sub("_", words.upper()).strip("_")
    return name.lstrip("0123456789_") or f"VALUE_{name}"
