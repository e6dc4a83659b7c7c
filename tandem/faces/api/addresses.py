"""Addresses of the API: those that its operations name."""

import re
from collections.abc import Iterable

from django.urls import URLPattern, path, re_path

from tandem.faces.api.describing import document
from tandem.faces.api.entering import endpoint, nowhere, personal
from tandem.faces.api.operations import Operation
from tandem.faces.api.subjects import operations

app_name = "api"
PART = re.compile(r"\{(\w+)\}")
PARTS = {
    "organization": "<slug:slug>",
    "register": "<slug:key>",
    "reference": "<str:reference>",
    "transition": "<slug:step_key>",
    "template": "<slug:template_key>",
    "link_id": "<int:link_id>",
    "file_id": "<int:file_id>",
    "number": "<int:number>",
}


def _pattern(address: str, methods: Iterable[Operation]) -> URLPattern:
    known = list(methods)
    handlers = {operation.method: operation.handler for operation in known}
    view = personal(handlers["get"]) if known[0].is_personal else endpoint(**handlers)
    return path(PART.sub(lambda match: PARTS[match[1]], address).removeprefix("/"), view)


def _patterns() -> list[URLPattern]:
    """What names its subject goes before what is there for every register."""
    by_path: dict[str, list[Operation]] = {}
    for operation in operations():
        by_path.setdefault(operation.path, []).append(operation)
    ordered = sorted(by_path, key=lambda address: "{register}" in address)
    return [_pattern(address, by_path[address]) for address in ordered]


urlpatterns = [
    path("openapi.json", document, name="openapi"),
    *_patterns(),
    re_path(r"^(?P<rest>[\s\S]*)$", nowhere, name="nowhere"),
]
