"""Messages of each monitoring system are read for what they tell, and nonsense is refused in words."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from tandem.operation.events.formats.alert import Alert, NotUnderstood, moment
from tandem.operation.events.formats.reading import read
from tandem.operation.events.tests import messages

PATHS = ("list", "title", "identity", "state", "severity", "name", "details", "address", "began")
KINDS = ("alertmanager", "grafana", "zabbix", "checkmk", "datadog", "pingdom", "librenms", "kapacitor", "other")
BEGAN = "2026-03-02T09:28:11+00:00"


def sender(tool: str, **values: Any) -> Any:
    paths = {f"{name}_path": "" for name in PATHS}
    return SimpleNamespace(**{"tool": tool, "recovered_words": [], **paths, **values})


def single(body: Any, tool: str, **values: Any) -> Alert:
    alerts = read(json.dumps(body).encode(), sender(tool, **values))
    assert len(alerts) == 1
    return alerts[0]


@pytest.mark.parametrize(
    ("tool", "body", "title", "severity", "name"),
    [
        ("zabbix", messages.ZABBIX, "Free memory below 5 %", "major", "db-2"),
        ("checkmk", messages.CHECKMK, "97 % used", "critical", "db-2"),
        ("grafana", messages.GRAFANA, "Queue grows", "warning", "db-2"),
        ("grafana", messages.UNIFIED, "Answers take long", "major", "db-2"),
        ("datadog", messages.DATADOG, "Processor is busy", "major", "db-2"),
        ("pingdom", messages.PINGDOM, "Shop", "major", "shop.example"),
        ("librenms", messages.LIBRENMS, "Alert for device sw-3 - Port down", "critical", "sw-3"),
        ("kapacitor", messages.KAPACITOR, "Processor of db-2 is CRITICAL", "critical", "db-2"),
        ("alertmanager", messages.VERSION_3, "Ping fails", "critical", "db-2"),
    ],
)
def test_each_system_is_read(tool: str, body: Any, title: str, severity: str, name: str) -> None:
    alert = single(body, tool)
    assert (alert.title, alert.severity, alert.is_recovered) == (title, severity, False)
    assert name in alert.names
    if tool not in ("grafana", "zabbix"):
        assert alert.began_at is not None
        assert alert.began_at.isoformat().startswith("2026-03-02T09:28:11")


FINE = {"output": "all is fine"}


@pytest.mark.parametrize(
    ("tool", "body", "over"),
    [
        ("zabbix", messages.ZABBIX, {"event_value": "0"}),
        ("checkmk", messages.CHECKMK, {"notification_type": "RECOVERY", "service_state": "OK", "output": "60 % used"}),
        ("grafana", messages.GRAFANA, {"state": "ok", "title": "[OK] Queue grows", "evalMatches": []}),
        (
            "datadog",
            messages.DATADOG,
            {"alert_transition": "Recovered", "title": "[Recovered on {host:db-2}] Processor", "id": "2"},
        ),
        ("pingdom", messages.PINGDOM, {"current_state": "UP", "state_changed_timestamp": 1772443991}),
        (
            "librenms",
            messages.LIBRENMS,
            {"state": "0", "severity": "ok", "title": "Device sw-3 recovered", "uid": "78"},
        ),
        ("kapacitor", messages.KAPACITOR, {"level": "OK", "message": "Processor of db-2 is OK"}),
        ("other", {"host": "db-2", "service": "disk", "state": "CRITICAL", "output": "full"}, {"state": "OK"} | FINE),
        ("other", {"host": "db-2", "state": "DOWN", "output": "gone"}, {"state": "UP"} | FINE),
    ],
)
def test_a_recovery_has_the_fingerprint_of_its_event(tool: str, body: dict[str, Any], over: dict[str, Any]) -> None:
    fired, recovered = single(body, tool), single(body | over, tool)
    assert (fired.is_recovered, recovered.is_recovered) == (False, True)
    assert fired.fingerprint == recovered.fingerprint
    assert recovered.began_at is None


def test_names_in_upper_case_with_dots_are_zabbix_too() -> None:
    body = {"EVENT.VALUE": "0", "TRIGGER.ID": "7", "EVENT.ID": "9", "HOST.NAME": "db-2", "EVENT.NAME": "Full"}
    alert = single(body, "zabbix")
    assert (alert.title, alert.is_recovered, alert.names) == ("Full", True, ("db-2",))


def test_another_system_is_known_by_its_shape_without_places() -> None:
    body = messages.PINGDOM | {"current_state": "UP"}
    assert (single(body, "other").title, single(body, "other").is_recovered) == ("Shop", True)


def test_a_paused_or_inhibited_alert_is_silenced() -> None:
    inhibited = messages.alert(status={"state": "suppressed", "silencedBy": ["x"], "inhibitedBy": []})
    alerts = read(json.dumps([inhibited]).encode(), sender("alertmanager"))
    assert [alert.is_silenced for alert in alerts] == [True]


def test_any_other_system_is_read_by_its_places() -> None:
    body = {
        "data": {"problems": [{"what": "Fan stopped", "key": 9, "now": "fine", "at": {"box": "rack-2"}, "bad": "high"}]}
    }
    places = {
        "list_path": "data.problems",
        "title_path": "what",
        "identity_path": "key",
        "state_path": "now",
        "severity_path": "bad",
        "name_path": "at.box",
        "recovered_words": ["Fine"],
    }
    alert = single(body, "other", **places)
    read = (alert.title, alert.fingerprint, alert.is_recovered, alert.severity, alert.names)
    assert read == ("Fan stopped", "9", True, "major", ("rack-2",))


def test_usual_names_are_known_without_places() -> None:
    cloud = {
        "AlarmName": "Errors",
        "NewStateValue": "ALARM",
        "NewStateReason": "Above 5",
        "StateChangeTime": BEGAN,
        "Region": "EU",
    }
    wrapped = {"Type": "Notification", "Message": json.dumps(cloud), "TopicArn": "x"}
    assert single(wrapped, "other").title == "Errors"
    icinga = {"host_name": "db-2", "service_name": "ping", "state": "OK", "output": "fine"}
    assert single(icinga, "other").is_recovered is True
    assert single({"message": "Only words"}, "other").title == "Only words"


@pytest.mark.parametrize("tool", KINDS)
@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"{}",
     b"7", b'"x"', b"null", b"[1]", b"\xff\xfe", b'{"alerts": []}', b'{"alerts": [{"labels": 3}]}',
     b'{"alerts": 7}', b'{"foo": {"bar": [1, {"baz": null}]}}', b"[" * 100_000, b'{"a":' * 5_000,
     b'{"alerts": ' + b"9" * 5_000 + b"}",
     b'{"Type": "SubscriptionConfirmation", "SubscribeURL": "http://10.0.0.1/"}'],
)  # fmt: skip
def test_nonsense_is_refused_in_words(tool: str, data: bytes) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read(data, sender(tool))
    assert len(str(refused.value)) > 10


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2018-03-07T06:33:21.873077559-05:00", "2018-03-07T11:33:21.873077+00:00"),
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+05:00", None),
        (1772443691, BEGAN),
        ("1772443691000", BEGAN),
        ("2026-03-02 09:28:11", BEGAN),
        ("yesterday", None),
        ("9" * 40, None),
        (None, None),
    ],
)
def test_times_are_read_as_systems_write_them(written: Any, read_as: str | None) -> None:
    at = moment(written)
    assert (at.isoformat() if at else None) == read_as


def test_macros_that_nothing_stood_for_say_nothing() -> None:
    body = {"event_id": "{EVENT.ID}", "event_value": "{EVENT.VALUE}", "event_name": "{EVENT.NAME}", "host": "*UNKNOWN*"}
    with pytest.raises(NotUnderstood, match="what happened"):
        read(json.dumps(body).encode(), sender("zabbix"))
