"""From the body of a message to the events it tells of."""

from typing import Any

import msgspec
from django.utils.translation import gettext as _

from tandem.operation.events.formats import alertmanager, placed, single
from tandem.operation.events.formats.alert import Alert, NotUnderstood
from tandem.operation.events.formats.shapes import PLAIN, SHAPES

MOST_ALERTS = 20_000
DEEPEST = 100


def read(data: bytes, source: Any) -> list[Alert]:
    """The events of a message; NotUnderstood says in words why there are none."""
    body = _decoded(data)
    alerts = _read(body, source)
    if len(alerts) > MOST_ALERTS:
        raise NotUnderstood(_("A message tells of at most %(most)d events.") % {"most": MOST_ALERTS})
    return alerts


def _decoded(data: bytes) -> Any:
    try:
        body = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotUnderstood(_("This is no JSON: %(why)s.") % {"why": str(error)[:200].rstrip(".")}) from None
    if isinstance(body, dict) and body.get("Type") == "Notification" and isinstance(body.get("Message"), str):
        return _unpacked(body)
    if isinstance(body, dict) and body.get("Type") in ("SubscriptionConfirmation", "UnsubscribeConfirmation"):
        raise NotUnderstood(_("Confirm this subscription in the console of its sender; Tandem calls no addresses."))
    return body


def _unpacked(body: dict[str, Any]) -> Any:
    """The event inside a notice of a message service; words alone are its message."""
    try:
        inner = msgspec.json.decode(body["Message"])
    except msgspec.DecodeError:
        inner = None
    return inner if isinstance(inner, dict) else {"title": body.get("Subject"), "message": body["Message"]}


def _read(body: Any, source: Any) -> list[Alert]:
    if not isinstance(body, dict | list) or not body:
        raise NotUnderstood(_("A message is a JSON object, or a list of such."))
    if source.tool == "other" and _has_places(source):
        return placed.read(body, source)
    if source.tool == "alertmanager" or (source.tool in ("grafana", "other") and alertmanager.fits(body)):
        return alertmanager.read(body)
    return [_single(part, source.tool) for part in (body if isinstance(body, list) else [body])]


def _has_places(source: Any) -> bool:
    return bool(source.list_path or source.title_path or source.identity_path or source.state_path)


def _single(part: Any, tool: str) -> Alert:
    """One event: in the shape of its tool or of another, else as whoever laid it out, by the usual names."""
    if not isinstance(part, dict):
        raise NotUnderstood(_("A message is a JSON object, or a list of such."))
    flat = single.flattened(part)
    own = [SHAPES[tool]] if tool in SHAPES else []
    return single.read(flat, next((shape for shape in (*own, *SHAPES.values()) if single.fits(flat, shape)), PLAIN))
