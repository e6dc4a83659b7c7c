"""Messages of Prometheus Alertmanager (version 3 and 4), of Prometheus itself, and of Grafana's unified alerting."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock
from tandem.operation.events.formats.alert import Alert, NotUnderstood, distinct, in_line, moment, severity, text

NAMES = ("host", "hostname", "instance", "node", "device", "server", "vm", "pod", "container", "target", "name", "job")
Part = Mapping[str, Any]


def fits(body: Any) -> bool:
    """True for a group of alerts with labels, and for a list of such alerts alone."""
    listed = body.get("alerts") if isinstance(body, dict) else body
    return isinstance(listed, list) and bool(listed) and all(_has_labels(part) for part in listed)


def _has_labels(part: Any) -> bool:
    return isinstance(part, dict) and isinstance(part.get("labels"), dict)


def read(body: Any) -> list[Alert]:
    """The alerts of a group, each by itself."""
    group: Part = body if isinstance(body, dict) else {}
    listed = group.get("alerts") if group else body
    if not isinstance(listed, list) or not listed:
        raise NotUnderstood(_("An Alertmanager message has a list “alerts” with at least one alert."))
    return [_alert(place, part, group) for place, part in enumerate(listed, 1)]


def _alert(place: int, part: Any, group: Part) -> Alert:
    if not _has_labels(part) or not (labels := {str(key): text(value) for key, value in part["labels"].items()}):
        raise NotUnderstood(_("Alert %(place)d has no “labels”; by them it is known again.") % {"place": place})
    notes = {**_words(group.get("commonAnnotations")), **_words(part.get("annotations"))}
    is_recovered, is_silenced = _standing(part, group)
    return Alert(
        title=in_line(notes.get("summary") or notes.get("title") or labels.get("alertname") or _longest(labels)),
        fingerprint=fingerprint(labels),
        is_recovered=is_recovered,
        is_silenced=is_silenced,
        severity=severity(labels.get("severity") or labels.get("priority") or notes.get("severity")),
        names=distinct(labels.get(name, "") for name in NAMES),
        service=in_line(labels.get("service", "")),
        details=notes.get("description") or notes.get("message") or "",
        address=in_line(part.get("generatorURL"), 500),
        began_at=moment(part.get("startsAt")),
        ended_at=moment(part.get("endsAt")) if is_recovered else None,
    )


def _words(part: Any) -> dict[str, str]:
    return {str(key): text(value, 5_000) for key, value in part.items()} if isinstance(part, dict) else {}


def _longest(labels: Mapping[str, str]) -> str:
    return ", ".join(f"{key}={value}" for key, value in sorted(labels.items()))


def _standing(part: Part, group: Part) -> tuple[bool, bool]:
    """Whether an alert has recovered and whether it is silenced; its own word before the group's, before its end."""
    status = part.get("status")
    if isinstance(status, dict):
        is_silenced = status.get("state") == "suppressed" or bool(status.get("silencedBy") or status.get("inhibitedBy"))
        return _has_ended(part), is_silenced
    word = in_line(status or group.get("status")).lower()
    if word in ("firing", "resolved", "suppressed"):
        return word == "resolved", word == "suppressed"
    return _has_ended(part), False


def _has_ended(part: Part) -> bool:
    ended = moment(part.get("endsAt"))
    return ended is not None and ended <= clock.now()


def fingerprint(labels: Mapping[str, str]) -> str:
    """By all its labels, whatever sends it: two Alertmanagers that tell of the same tell it under one fingerprint."""
    joined = "\x1f".join(f"{key}\x1e{value}" for key, value in sorted(labels.items()))
    return hashlib.sha256(joined.encode()).hexdigest()[:32]
