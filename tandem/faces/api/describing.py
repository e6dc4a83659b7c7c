"""The API's OpenAPI 3.1 document, written from the registers' declarations."""

from functools import cache
from typing import Any

import msgspec
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tandem import __version__
from tandem.direction.losses import portfolio
from tandem.faces.api.representing import shown
from tandem.ground.kernel import registers
from tandem.ground.kernel.models import Link
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.values import RANGES

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
PERSON: Schema = {"type": "string", "description": "E-mail address of a member."}
REFERENCE: Schema = {"type": "string", "maxLength": 40, "description": "Reference of a record, such as RISK-12."}
BIG = 9_223_372_036_854_775_807


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """The document itself; it holds no organization's data and needs no token."""
    return HttpResponse(_encoded(), content_type="application/json")


@cache
def _encoded() -> bytes:
    return msgspec.json.encode(describe())


def describe() -> Schema:
    """The document as plain data."""
    paths: dict[str, Any] = {
        "/me": {"get": _operation("me", "Who calls, and where they may go", {"200": _told("Me")})},
        "/{organization}/registers": _at(
            {"get": _operation("registers", "What can be kept", {"200": _told("Declarations")})}
        ),
        "/{organization}/search": _at({"get": _search()}),
        "/{organization}/conformity": _at({"get": _conformity()}),
        **_losses(),
        "/{organization}/document-templates": _at({"get": _templates(), "post": _begin()}),
        "/{organization}/document-templates/{template}": _at({"get": _template()}, "template"),
    }
    schemas = _common_schemas() | _loss_schemas() | _template_schemas()
    for register in registers.every():
        name = _name(register)
        schemas |= {
            name: _read(register),
            f"{name}Create": _write(register, True),
            f"{name}Change": _write(register, False),
        }
        schemas[f"{name}Page"] = _page(name)
        paths |= _paths(register, name)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tandem", "version": __version__, "license": {"name": "MIT", "identifier": "MIT"}},
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def _name(register: Register) -> str:
    return register.model.__name__


def _common_schemas() -> Schema:
    messages = {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}}
    organizations = {"type": "array", "items": _object({"slug": TEXT, "name": TEXT})}
    nullable_time = {"type": ["string", "null"], "format": "date-time"}
    anything: Schema = {}
    objects: Schema = {"type": "array", "items": {"type": "object"}}
    change = _object({"field": TEXT, "before": anything, "after": anything})
    entry = _object(
        {
            "entry": {"type": "integer"},
            "action": TEXT,
            "actor": TEXT,
            "through": TEXT,
            "recorded_at": nullable_time,
            "occurred_at": nullable_time,
            "reason": TEXT,
            "version": {"type": "integer"},
            "is_sealed": {"type": "boolean"},
            "changes": {"type": "array", "items": change},
        }
    )
    comment = _object(
        {"id": {"type": "integer"}, "text": TEXT, "author": {"type": ["string", "null"]}, "created_at": nullable_time}
    )
    file = _object(
        {"id": {"type": "integer"}, "name": TEXT, "media_type": TEXT, "size": {"type": "integer"}, "sha256": TEXT}
    )
    link = _object({"id": {"type": "integer"}, "words": TEXT, "note": TEXT, "target": TEXT, "title": TEXT})
    hit = _object({"register": TEXT, "reference": TEXT, "title": TEXT})
    problem = _object({"type": TEXT, "title": TEXT, "status": {"type": "integer"}, "detail": TEXT})
    problem["properties"]["errors"] = messages
    return {
        "Problem": problem,
        "Me": _object({"email": TEXT, "name": TEXT, "scope": TEXT, "organizations": organizations}),
        "Declarations": _items({"type": "object"}),
        "Hits": _items(hit),
        "Conformity": _object({"today": TEXT, "caution": TEXT, "standards": objects, "checks": objects}),
        "History": _items(entry),
        "Comment": comment,
        "Comments": _items(comment),
        "CommentCreate": _closed(
            {"text": {"type": "string", "minLength": 1, "maxLength": 20_000, "pattern": r"\S"}}, ["text"]
        ),
        "File": file,
        "Files": _items(file),
        "Links": _items(link),
        "LinkMade": _object({"id": {"type": "integer"}}),
        "LinkCreate": _closed(
            {
                "kind": {"type": "string", "enum": list(Link.Kind.values)},
                "to_register": TEXT,
                "to_reference": TEXT,
                "requirement": TEXT,
                "note": TEXT,
            },
            [],
        ),
    }


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _closed(properties: Schema, required: list[str]) -> Schema:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _items(schema: Schema) -> Schema:
    return _object({"items": {"type": "array", "items": schema}})


def _page(name: str) -> Schema:
    cursor = {"type": ["string", "null"]}
    listed = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
    count = {"count": {"type": "integer"}, "count_is_capped": {"type": "boolean"}}
    return _object({**count, "next": cursor, "previous": cursor, "items": listed})


def _read(register: Register) -> Schema:
    return _object({name: _field(register.field(name), reading=True) for name in shown(register)})


def _write(register: Register, is_new: bool) -> Schema:
    properties = {name: _field(register.field(name), reading=False) for name in register.writable}
    properties |= {"external_id": {"type": ["string", "null"], "maxLength": 100}, "tags": _words()}
    properties |= {"own": {"type": "object"}, "reason_for_change": {"type": "string", "maxLength": 2_000}}
    required = [name for name in register.writable if _is_required(register.field(name))] if is_new else []
    examples = {"examples": [dict(register.example.values)]} if is_new and register.example.values else {}
    return _closed(properties, required) | examples


def _is_required(field: "models.Field[Any, Any]") -> bool:
    return not field.blank and not field.has_default() and not isinstance(field, models.DateTimeField)


def _words() -> Schema:
    return {"type": ["array", "string", "null"], "items": TEXT}


def _field(field: "models.Field[Any, Any]", *, reading: bool) -> Schema:
    """A field's schema. Writing takes null for whatever may be empty, and text where a spreadsheet would give it."""
    schema = _kind(field, reading)
    empty = field.null if reading else field.blank
    if empty and "type" in schema:
        kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        schema["type"] = [*dict.fromkeys((*kinds, "null"))]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    schema["title"] = str(field.verbose_name)
    return schema


def _kind(field: "models.Field[Any, Any]", reading: bool) -> Schema:
    if isinstance(field, models.ForeignKey):
        related = field.related_model
        return dict(REFERENCE if isinstance(related, type) and issubclass(related, Record) else PERSON)
    if field.choices:
        keys = [key for key, _label in field.flatchoices]
        blank = [""] if field.blank and isinstance(field, models.CharField) else []
        return {"type": "integer" if isinstance(keys[0], int) else "string", "enum": [*keys, *blank]}
    if isinstance(field, models.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, models.DateTimeField):
        return {"type": "string", "format": "date-time"}
    if isinstance(field, models.DateField):
        return {"type": "string", "format": "date"}
    if isinstance(field, models.IntegerField):
        least, most = RANGES[field.get_internal_type()]
        return {"type": "integer"} if reading else {"type": "integer", "minimum": least, "maximum": most}
    if isinstance(field, models.DecimalField):
        written = {"description": "A decimal number."}
        return {"type": "string", **written} if reading else {"type": ["number", "string"], **written}
    if isinstance(field, models.JSONField):
        return (
            {"type": "array", "items": TEXT}
            if field.get_default() == [] or field.name.endswith("scale")
            else {"type": "object"}
        )
    longest = {"maxLength": field.max_length} if getattr(field, "max_length", None) else {}
    return {"type": "string", **longest}


def _reference(name: str) -> Schema:
    return {"schema": {"$ref": f"#/components/schemas/{name}"}}


def _told(name: str, **headers: Schema) -> Schema:
    answer: Schema = {"description": "Done.", "content": {"application/json": _reference(name)}}
    return answer | ({"headers": headers} if headers else {})


def _operation(
    name: str, summary: str, answers: Schema, body: str = "", parameters: list[Schema] | None = None
) -> Schema:
    refused = {
        "description": "Refused, with the reason.",
        "content": {"application/problem+json": _reference("Problem")},
    }
    operation: Schema = {"operationId": name, "summary": summary, "responses": {**answers, "4XX": refused}}
    if body:
        operation["requestBody"] = {"required": True, "content": {"application/json": _reference(body)}}
    if parameters:
        operation["parameters"] = parameters
    return operation


def _parameter(name: str, place: str, schema: Schema | None = None, required: bool = False) -> Schema:
    return {"name": name, "in": place, "required": required or place == "path", "schema": schema or TEXT}


def _at(operations: Schema, *parts: str, **numbers: bool) -> Schema:
    named = [_parameter(part, "path") for part in ("organization", *parts)]
    named += [_parameter(part, "path", {"type": "integer", "minimum": 1, "maximum": BIG}) for part in numbers]
    return {"parameters": named, **operations}


def _conformity() -> Schema:
    day = _parameter("as_of", "query", {"type": "string", "format": "date"})
    return _operation("conformity", "Where the organization stands", {"200": _told("Conformity")}, parameters=[day])


def _search() -> Schema:
    return _operation("search", "Search every register", {"200": _told("Hits")}, parameters=[_parameter("q", "query")])


def _losses() -> Schema:
    """Simulated losses; the parameters are those of the page."""
    limits = {"years": (portfolio.FEWEST_YEARS, portfolio.MOST_YEARS), "seed": (0, portfolio.MOST_SEED)}
    asked = [
        _parameter(name, "query", {"type": "integer", "minimum": least, "maximum": most})
        for name, (least, most) in limits.items()
    ]
    more = [
        _parameter("dependence", "query", {"type": "string", "enum": ["on", "off"]}),
        _parameter("currency", "query", {"type": "string", "pattern": "^[A-Za-z]{3}$"}),
    ]
    whole = _operation("losses", "All agreed loss estimates together", {"200": _told("Losses")}, "", asked + more)
    alone = _operation("loss", "One loss estimate, simulated", {"200": _told("Loss")}, "", asked)
    return {
        "/{organization}/losses": _at({"get": whole}),
        "/{organization}/losses/{reference}": _at({"get": alone}, "reference"),
    }


def _loss_schemas() -> Schema:
    number: Schema = {"type": "number"}
    perhaps: Schema = {"type": ["number", "null"]}
    named = ("expected_loss", "standard_error", "percentile_50", "percentile_90", "percentile_95", "percentile_99")
    figures = _object(dict.fromkeys((*named, "expected_shortfall_95", "probability_of_loss"), number))
    point = _object({"amount": number, "before": number, "after": number, "tolerated": perhaps})
    beyond = _object({"amount": number, "probability": number, "tolerated": number})
    simulated = {
        "digest": TEXT,
        "years": {"type": "integer"},
        "seed": {"type": "integer"},
        "has_treatments": {"type": "boolean"},
        "curve": {"type": "array", "items": point},
        "exceeded": {"type": "array", "items": beyond},
        "exceeded_after": {"type": "array", "items": beyond},
    }
    both = {"before": {"$ref": "#/components/schemas/YearlyFigures"}}
    perhaps_after = {"anyOf": [both["before"], {"type": "null"}]}
    worth = dict.fromkeys(("treatment_cost", "reduction", "net_benefit", "rate_of_return"), perhaps)
    alone = {"risk": TEXT, "contribution": number, **both, "after": perhaps_after, **worth}
    names = dict.fromkeys(("title", "estimate", "common_cause", "treatment"), TEXT)
    whole: Schema = {"type": "integer"}
    counts = dict.fromkeys(("estimates", "estimates_in_other_currencies", "open_risks"), whole)
    perhaps_reference: Schema = {"type": ["string", "null"]}
    held = dict.fromkeys(("tolerance", "correlations"), perhaps_reference)
    rows = {"type": "array", "items": _object({**names, **alone})}
    return {
        "YearlyFigures": figures,
        "Loss": _object({"estimate": TEXT, "state": TEXT, "currency": TEXT, **simulated, **alone}),
        "Losses": _object(
            {"currency": TEXT, **counts, **held, **simulated, **both, "after": both["before"], "risks": rows}
        ),
    }


def _templates() -> Schema:
    return _operation("document-templates", "Templates of documents", {"200": _told("DocumentTemplates")})


def _template() -> Schema:
    return _operation("document-template", "One template, filled in", {"200": _told("DocumentTemplateText")})


def _begin() -> Schema:
    summary = "Begin documents from templates, as drafts"
    return _operation("begin-documents", summary, {"201": _told("DocumentsBegun")}, "DocumentsBegin")


def _template_schemas() -> Schema:
    words = {"type": "array", "items": TEXT}
    names = ("key", "title", "kind", "topic", "subject", "purpose")
    template = _object(
        dict.fromkeys(names, TEXT) | {"version": {"type": "integer"}} | {"serves": words, "documents": words}
    )
    return {
        "DocumentTemplates": _items(template),
        "DocumentTemplateText": _object({"key": TEXT, "text": TEXT, "missing": words}),
        "DocumentsBegin": _closed({"templates": words | {"minItems": 1}, "owner": PERSON}, ["templates"]),
        "DocumentsBegun": _items({"$ref": "#/components/schemas/Document"}),
    }


def _paths(register: Register, name: str) -> Schema:
    """Everything that can be done with one register."""
    base, key = f"/{{organization}}/{register.key}/", register.key
    tag: Schema = {"ETag": {"schema": TEXT}}
    match = _parameter("If-Match", "header", {"type": "string", "pattern": r'^"\d{1,9}"$'})
    one = base + "{reference}/"
    paths: Schema = {
        base: _at(
            {
                "get": _operation(
                    f"list-{key}", f"List: {register.title}", {"200": _told(f"{name}Page")}, "", _queries(register)
                ),
                "post": _operation(
                    f"create-{key}", f"Add: {register.singular}", {"201": _told(name, **tag)}, f"{name}Create"
                ),
            }
        ),
        one: _at(
            {
                "get": _operation(f"read-{key}", f"Read: {register.singular}", {"200": _told(name, **tag)}),
                "patch": _operation(
                    f"change-{key}",
                    f"Change: {register.singular}",
                    {"200": _told(name, **tag)},
                    f"{name}Change",
                    [match],
                ),
                "delete": _operation(
                    f"delete-{key}",
                    f"Delete: {register.singular}",
                    {"204": {"description": "Deleted."}},
                    "",
                    [match, _parameter("reason", "query")],
                ),
            },
            "reference",
        ),
        one + "history": _at(
            {"get": _operation(f"history-{key}", "Its history", {"200": _told("History")})}, "reference"
        ),
        one + "comments": _at(
            {
                "get": _operation(f"comments-{key}", "Its comments", {"200": _told("Comments")}),
                "post": _operation(f"comment-{key}", "Comment on it", {"201": _told("Comment")}, "CommentCreate"),
            },
            "reference",
        ),
        one + "links": _at(
            {
                "get": _operation(f"links-{key}", "What it is linked to", {"200": _told("Links")}),
                "post": _operation(f"link-{key}", "Link it", {"201": _told("LinkMade")}, "LinkCreate"),
            },
            "reference",
        ),
        one + "links/{link_id}": _at(
            {"delete": _operation(f"unlink-{key}", "Take a link away", {"204": {"description": "Gone."}})},
            "reference",
            link_id=True,
        ),
        one + "files": _at(
            {"get": _operation(f"files-{key}", "Its files", {"200": _told("Files")}), "post": _attach(key)}, "reference"
        ),
        one + "files/{file_id}": _at({"get": _download(key), "delete": _detach(key)}, "reference", file_id=True),
    }
    for step in register.workflow.transitions if register.workflow else ():
        paths[f"{one}transitions/{step.key}"] = _at({"post": _step(register, name, step)}, "reference")
    return paths


def _queries(register: Register) -> list[Schema]:
    size = {"type": "integer", "minimum": 1, "maximum": 500}
    sorts = [*register.sortable, *(f"-{name}" for name in register.sortable)]
    known = [_parameter("search", "query"), _parameter("cursor", "query"), _parameter("size", "query", size)]
    known.append(_parameter("sort", "query", {"type": "string", "enum": sorts}))
    return known + [_parameter(name, "query") for name in (*register.filters, "tag")]


def _step(register: Register, name: str, step: Any) -> Schema:
    fields = dict.fromkeys((*step.required, *step.fields))
    schema = _closed(
        {one: _field(register.field(one), reading=False) for one in fields}
        | {"reason_for_change": {"type": "string", "maxLength": 2_000}},
        [*step.required, *(["reason_for_change"] if step.needs_reason else [])],
    )
    operation = _operation(f"{step.key}-{register.key}", str(step.label), {"200": _told(name)})
    operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return operation


def _attach(key: str) -> Schema:
    name = _parameter("name", "query", {"type": "string", "minLength": 1}, required=True)
    operation = _operation(f"attach-{key}", "Attach a file", {"201": _told("File")}, "", [name])
    content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return operation | {"requestBody": {"required": True, "content": content}}


def _download(key: str) -> Schema:
    content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return _operation(f"download-{key}", "A file", {"200": {"description": "Its content.", "content": content}})


def _detach(key: str) -> Schema:
    return _operation(f"detach-{key}", "Take a file off", {"204": {"description": "Gone."}})
