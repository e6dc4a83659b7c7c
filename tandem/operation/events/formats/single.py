"""Messages that tell of one event at a time, read by the table of shapes."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from tandem.operation.events.formats.alert import (
    ABOUT_IT,
    RECOVERED,
    SILENCED,
    Alert,
    NotUnderstood,
    distinct,
    in_line,
    moment,
    severity,
    text,
)
from tandem.operation.events.formats.shapes import Shape

MOST_FIELDS, DEEPEST = 1_000, 5
OTHER_SIGNS = re.compile(r"[^a-z0-9]+")
PREFIX = re.compile(r"^\[[^\]]{1,40}\]\s*")  # such as [Alerting] and [OK], which change while the event stays the same
MACRO = re.compile(r"\{[A-Z$][A-Z0-9_.]*\}|\*UNKNOWN\*")  # of Zabbix, where nothing stood for it
YES = frozenset({"true", "1", "yes"})
Flat = Mapping[str, str]


def flattened(body: Mapping[str, Any]) -> dict[str, str]:
    """Every single value of a message by its name; those inside others have the outer name before theirs."""
    flat: dict[str, str] = {}
    _flatten(flat, "", body, DEEPEST)
    for key, value in _tags(flat.get("tags", "")):
        flat.setdefault(f"tags_{key}", value)
    return flat


def _flatten(flat: dict[str, str], before: str, value: Any, deeper: int) -> None:
    if len(flat) >= MOST_FIELDS or deeper < 0:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            name = OTHER_SIGNS.sub("_", str(key).lower()).strip("_")
            _flatten(flat, f"{before}_{name}".strip("_"), inner, deeper - 1)
    elif isinstance(value, list):
        _flatten_list(flat, before, value, deeper)
    else:
        written = text(value, 5_000)
        flat.setdefault(before, "" if MACRO.fullmatch(written) else written)


def _flatten_list(flat: dict[str, str], before: str, values: list[Any], deeper: int) -> None:
    """Single values stand together; of several parts the first says what it is about."""
    single = [in_line(value) for value in values[:50] if not isinstance(value, dict | list)]
    flat.setdefault(before, ", ".join(value for value in single if value))
    _flatten(flat, before, next((value for value in values if isinstance(value, dict)), None) or {}, deeper - 1)


def _tags(written: str) -> Iterable[tuple[str, str]]:
    for tag in _parts(written)[:50]:
        key, colon, value = tag.partition(":")
        if colon:
            yield OTHER_SIGNS.sub("_", key.lower()).strip("_"), value.strip()


def fits(flat: Flat, shape: Shape) -> bool:
    """True when a message has the fields by which a shape is known."""
    return any(all(key in flat for key in mark) for mark in shape.marks)


def read(flat: Flat, shape: Shape) -> Alert:
    """The event that a message of this shape tells of."""
    title = PREFIX.sub("", in_line(first(flat, shape.title)))
    if not title:
        words = _("There is nothing that says what happened; one of these fields is looked for: %(fields)s.")
        raise NotUnderstood(words % {"fields": ", ".join(shape.title)})
    word = in_line(first(flat, shape.state)).lower()
    is_recovered = _is_recovered(flat, shape, word)
    at = moment(first(flat, shape.moment))
    began, ended = moment(first(flat, shape.began)), moment(first(flat, shape.ended))
    return Alert(
        title=title,
        fingerprint=_identity(flat, shape, title),
        is_recovered=is_recovered,
        is_silenced=word in SILENCED,
        is_remark=word in ABOUT_IT or word in shape.remarks,
        severity=_severity(flat, shape),
        names=distinct(name for key in shape.names for name in _parts(flat.get(key, ""))),
        service=in_line(first(flat, shape.service)),
        details=first(flat, shape.details),
        address=in_line(first(flat, shape.address), 500),
        began_at=began or (at if not is_recovered else None),
        ended_at=(ended or at) if is_recovered else None,
    )


def first(flat: Flat, keys: Iterable[str]) -> str:
    """The first of these fields that says something."""
    return next((flat[key] for key in keys if flat.get(key, "").strip()), "")


def _is_recovered(flat: Flat, shape: Shape, word: str) -> bool:
    return word in RECOVERED or word in shape.recovered or flat.get("resolved", "").lower() in YES


def _severity(flat: Flat, shape: Shape) -> str:
    for key in shape.severity:
        written = flat.get(key, "")
        known = shape.degrees.get(written.strip()) or severity(written)
        if known != "unknown":
            return known
    return "unknown"


def _parts(name: str) -> list[str]:
    return [part.strip() for part in name.split(",")]


def _identity(flat: Flat, shape: Shape, title: str) -> str:
    for keys in shape.identity:
        if flat.get(keys[0], "").strip():
            marks = [keys[0], *(in_line(flat[key]) for key in keys if flat.get(key, "").strip())]
            return "|".join(PREFIX.sub("", part) for part in marks)
    return title
