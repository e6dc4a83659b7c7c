"""The table of field kinds: which kind a model field is of. Nobody else asks for the class of a field."""

from typing import Any

from django.db import models

from tandem.ground.kernel.kinds import numbers, relations, texts, times
from tandem.ground.kernel.kinds.kind import Kind
from tandem.ground.kernel.records import Record

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(),
        texts.LongText(),
        texts.Reference(),
        texts.Choice(),
        texts.Truth(),
        texts.Words(),
        texts.Structure(),
        numbers.Number(),
        numbers.Level(),
        numbers.Figure(),
        numbers.Money(),
        numbers.Percentage(),
        numbers.Duration(),
        times.Day(),
        times.Moment(),
        times.Period(),
        relations.PersonNamed(),
        relations.RecordNamed(),
        relations.RecordsNamed(),
    )
}
BY_CLASS: dict[type, str] = {
    models.BooleanField: "boolean",
    models.DateTimeField: "moment",
    models.DateField: "day",
    models.IntegerField: "number",
    models.DecimalField: "figure",
    models.JSONField: "structure",
    models.TextField: "long",
    models.CharField: "text",
}
_known: dict[Any, Kind] = {}


def of(field: Any) -> Kind:
    """The kind of a model field; LookupError for a class that the table does not have."""
    kind = _known.get(field)
    if kind is None:
        kind = KINDS[_name(field)]
        if hasattr(field, "model"):  # fields of no model are made anew each time
            _known[field] = kind
    return kind


def _name(field: Any) -> str:
    if said := getattr(field, "kind", ""):
        return str(said)
    if field.is_relation:
        return "record" if issubclass(field.related_model, Record) else "person"
    if field.choices:
        return "choice"
    for known in type(field).__mro__:
        if known in BY_CLASS:
            return BY_CLASS[known]
    raise LookupError(f"{type(field).__name__} is of no kind that the table has.")
