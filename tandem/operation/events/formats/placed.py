"""Messages of any other system, read by the places that its source says."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tandem.operation.events.formats import single
from tandem.operation.events.formats.alert import (
    RECOVERED,
    Alert,
    NotUnderstood,
    distinct,
    in_line,
    moment,
    severity,
    text,
)
from tandem.operation.events.formats.shapes import PLAIN


def read(body: Any, source: Any) -> list[Alert]:
    """The events of a message, each by the places of its source and, where none is said, by the usual names."""
    return [_alert(part, source) for part in _listed(body, source.list_path)]


def _listed(body: Any, path: str) -> list[Mapping[str, Any]]:
    listed = at(body, path) if path else body
    parts = listed if isinstance(listed, list) else [listed]
    if not parts or not all(isinstance(part, dict) for part in parts):
        where = path or _("the message")
        raise NotUnderstood(_("In %(where)s there is neither an object nor a list of objects.") % {"where": where})
    return parts


def at(body: Any, path: str) -> Any:
    """What stands at a place such as alert.hosts.0.name; None for nothing."""
    for name in path.split("."):
        if isinstance(body, dict):
            body = body.get(name)
        elif isinstance(body, list) and name.isascii() and name.isdigit() and int(name) < len(body):
            body = body[int(name)]
        else:
            return None
    return body


def _alert(part: Mapping[str, Any], source: Any) -> Alert:
    flat = single.flattened(part)
    titled = in_line(at(part, source.title_path)) if source.title_path else ""
    if source.title_path and not titled:
        raise NotUnderstood(_("There is no title at “%(path)s”.") % {"path": source.title_path})
    alert = single.read({**flat, "title": titled} if titled else flat, PLAIN)
    if source.identity_path:
        alert.fingerprint = in_line(at(part, source.identity_path), 400) or alert.fingerprint
    if source.state_path:
        _set_state(alert, in_line(at(part, source.state_path)).lower(), source.recovered_words)
    if source.severity_path:
        alert.severity = severity(at(part, source.severity_path))
    if source.name_path:
        alert.names = distinct([at(part, source.name_path)])
    if source.details_path:
        alert.details = text(at(part, source.details_path), 5_000)
    if source.address_path:
        alert.address = in_line(at(part, source.address_path), 500)
    if source.began_path:
        alert.began_at = moment(at(part, source.began_path))
    return alert


def _set_state(alert: Alert, word: str, recovered_words: list[str]) -> None:
    is_recovered = word in {known.lower() for known in recovered_words or RECOVERED}
    if is_recovered and not alert.is_recovered:
        alert.began_at, alert.ended_at = None, alert.ended_at or alert.began_at
    alert.is_recovered = is_recovered
