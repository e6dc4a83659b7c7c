"""The API's OpenAPI 3.1 document, written from its operations and the registers' declarations."""

import re
from functools import cache
from importlib import import_module
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tandem import __version__
from tandem.faces.api import schemas
from tandem.faces.api.operations import Operation, Shape
from tandem.faces.api.schemas import ANYTHING, camel, component
from tandem.faces.api.subjects import operations
from tandem.ground.kernel import registers
from tandem.ground.kernel.kinds.kind import Schema
from tandem.ground.kernel.registers import Register

TEXT: Schema = {"type": "string"}
BIG = 9_223_372_036_854_775_807
MOST = 500
PART = re.compile(r"\{(\w+)\}")
VERSION: Schema = {"type": "string", "pattern": r'^"\d{1,9}"$'}
BINARY: Schema = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
REF_TEMPLATE = "#/components/schemas/{name}"


class ProblemDetails(msgspec.Struct):
    """Why something was refused (RFC 9457); `errors` has the messages by field."""

    type: str
    title: str
    status: int
    detail: str
    errors: dict[str, list[str]] | msgspec.UnsetType = msgspec.UNSET


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """The document itself; it holds no organization's data and needs no token."""
    return HttpResponse(_encoded(), content_type="application/json")


@cache
def _encoded() -> bytes:
    return msgspec.json.encode(describe())


def describe() -> Schema:
    """The document as plain data; ValueError when two components or operations would have one name."""
    placed = [placement for operation in operations() for placement in _placements(operation)]
    paths: dict[str, Any] = {}
    for operation, names in placed:
        address = operation.path.format_map(_Kept(names))
        paths.setdefault(address, {"parameters": _parts(address)})[operation.method] = _operation(operation, names)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tandem", "version": __version__, "license": {"name": "MIT", "identifier": "MIT"}},
        "servers": [{"url": f"{settings.PREFIX}/api/v1"}],
        "security": [{"token": []}],
        "tags": _tags(),
        "paths": {address: methods if methods["parameters"] else _bare(methods) for address, methods in paths.items()},
        "components": {"schemas": _schemas(), "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


class _Kept(dict[str, str]):
    """Names to fill in; what has none stays as it stands."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


def _bare(methods: Schema) -> Schema:
    return {method: operation for method, operation in methods.items() if method != "parameters"}


def _tags() -> list[Schema]:
    kept = [{"name": register.key, "description": str(register.about)} for register in registers.every()]
    return [{"name": "organization", "description": "What belongs to no single register."}, *kept]


def _placements(operation: Operation) -> list[tuple[Operation, dict[str, Any]]]:
    """An operation with the names it has in each register, and in each step there."""
    if "{register}" not in operation.path:
        return [(operation, {})]
    named = [(register, _names(register)) for register in registers.every()]
    if "{transition}" not in operation.path:
        return [(operation, names) for _register, names in named]
    return [
        (operation, names | _step_names(step.key, str(step.label)))
        for register, names in named
        for step in (register.workflow.transitions if register.workflow else ())
    ]


def _step_names(key: str, label: str) -> dict[str, Any]:
    """How a step is named; one that is called like what can be done with every record is told apart."""
    deed = f"take-{key}" if key in {each.key.removesuffix("-{register}") for each in operations()} else key
    return {"transition": key, "Transition": camel(key), "deed": deed, "step": label}


def _names(register: Register) -> dict[str, Any]:
    words = {"title": str(register.title), "singular": str(register.singular)}
    return {"register": register.key, "model": register.model.__name__, **words}


def _schemas() -> dict[str, Schema]:
    parts = [_typed(), *(schemas.of_register(register) for register in registers.every())]
    whole: dict[str, Schema] = {"OwnFields": ANYTHING | {"description": "Fields that the organization added."}}
    for part in parts:
        if twice := whole.keys() & part.keys():
            raise ValueError(f"Two schemas are named {', '.join(sorted(twice))}.")
        whole |= part
    return whole


def _typed() -> dict[str, Schema]:
    """The components that structs are, and what modules made of others."""
    shapes = [
        shape
        for operation in operations()
        for shape in (operation.body, operation.answer)
        if not isinstance(shape, str)
    ]
    _references, components = msgspec.json.schema_components(
        [ProblemDetails, *dict.fromkeys(shapes)], ref_template=REF_TEMPLATE
    )
    modules = {operation.handler.__module__ for operation in operations()}
    made = [getattr(import_module(module), "SCHEMAS", {}) for module in sorted(modules)]
    return {name: _untitled(schema) for part in (components, *made) for name, schema in part.items()}


def _untitled(schema: Any) -> Any:
    """Without titles, which generators of clients would take for names."""
    if isinstance(schema, dict):
        return {name: _untitled(part) for name, part in schema.items() if name != "title" or isinstance(part, dict)}
    return [_untitled(part) for part in schema] if isinstance(schema, list) else schema


def _operation(declared: Operation, names: dict[str, Any]) -> Schema:
    operation: Schema = {
        "operationId": declared.key.format_map(names),
        "summary": declared.summary.format_map(names),
        "tags": [declared.tag.format_map(names)],
        "responses": {str(declared.status): _answer(declared, names), "4XX": _refused()},
    }
    if declared.takes_file:
        operation["requestBody"] = {"required": True, "content": BINARY}
    elif declared.body:
        content = {"application/json": {"schema": component(_shape(declared.body, names))}}
        operation["requestBody"] = {"required": True, "content": content}
    if parameters := _parameters(declared, names):
        operation["parameters"] = parameters
    return operation


def _shape(shape: Shape, names: dict[str, Any]) -> str:
    return shape.format_map(names) if isinstance(shape, str) else shape.__name__


def _answer(operation: Operation, names: dict[str, Any]) -> Schema:
    if operation.gives_file:
        return {"description": "Its content.", "content": BINARY}
    if not operation.answer:
        return {"description": "Gone."}
    content = {"application/json": {"schema": component(_shape(operation.answer, names))}}
    headers = {"headers": {"ETag": {"schema": TEXT}}} if operation.gives_version else {}
    return {"description": "Done.", "content": content, **headers}


def _refused() -> Schema:
    content = {"application/problem+json": {"schema": component("ProblemDetails")}}
    return {"description": "Refused, with the reason.", "content": content}


def _parameters(operation: Operation, names: dict[str, Any]) -> list[Schema]:
    match = [_parameter("If-Match", "header", VERSION)] if operation.needs_version else []
    listed = _list_parameters(names["register"]) if operation.is_list else []
    return [*match, *listed, *(_query(operation.query) if operation.query else [])]


def _query(shape: type[msgspec.Struct]) -> list[Schema]:
    [_reference], components = msgspec.json.schema_components([shape], ref_template=REF_TEMPLATE)
    schema = components[shape.__name__]
    needed = schema.get("required", [])
    return [
        _parameter(name, "query", _without_default(part), required=name in needed)
        for name, part in schema["properties"].items()
    ]


def _without_default(schema: Schema) -> Schema:
    return {name: part for name, part in schema.items() if name != "default"}


def _list_parameters(key: str) -> list[Schema]:
    register = next(register for register in registers.every() if register.key == key)
    size: Schema = {"type": "integer", "minimum": 1, "maximum": MOST}
    known = [_parameter("search", "query"), _parameter("cursor", "query"), _parameter("size", "query", size)]
    known.append(_parameter("sort", "query", component(f"{register.model.__name__}Sort")))
    return known + [_parameter(name, "query") for name in (*register.filters, "tag")]


def _parts(address: str) -> list[Schema]:
    number: Schema = {"type": "integer", "minimum": 1, "maximum": BIG}
    return [
        _parameter(name, "path", number if name.endswith("_id") else TEXT, required=True)
        for name in PART.findall(address)
    ]


def _parameter(name: str, place: str, schema: Schema | None = None, required: bool = False) -> Schema:
    return {"name": name, "in": place, "required": required, "schema": schema or TEXT}
