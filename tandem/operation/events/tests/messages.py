"""Messages as monitoring systems send them."""

import json
from typing import Any

NEVER = "0001-01-01T00:00:00Z"


def alert(
    host: str = "web-1", state: str = "firing", start: str = "2026-03-02T09:29:00.5Z", **more: Any
) -> dict[str, Any]:
    """One alert of Alertmanager."""
    labels = {"alertname": "DiskFull", "instance": f"{host}:9100", "severity": "critical", **more.pop("labels", {})}
    ended = more.pop("end", "2026-03-02T09:40:00Z" if state == "resolved" else NEVER)
    notes = {"summary": f"Disk of {host} is full", "description": "Nothing can be written any more."}
    return {"status": state, "labels": labels, "annotations": notes, "startsAt": start, "endsAt": ended, **more}


def group(*alerts: dict[str, Any], **more: Any) -> bytes:
    """A group of alerts as Alertmanager sends it."""
    status = "firing" if any(alert.get("status") == "firing" for alert in alerts) else "resolved"
    body = {"version": "4", "groupKey": "{}:{}", "status": status, "receiver": "tandem", "alerts": list(alerts)}
    return json.dumps(body | more).encode()


ZABBIX = {
    "event_id": "88123",
    "event_value": "1",
    "event_severity": "High",
    "event_name": "Free memory below 5 %",
    "trigger_id": "19042",
    "host": "db-2",
    "event_date": "2026.03.02",
    "event_time": "09:28:11",
    "url": "https://zabbix.example/9",
}
CHECKMK = {
    "what": "SERVICE",
    "notification_type": "PROBLEM",
    "host": "db-2",
    "service": "Filesystem /var",
    "site": "main",
    "service_state": "CRITICAL",
    "output": "97 % used",
    "short_date_time": "2026-03-02 09:28:11",
    "check_command": "df",
    "id": "5",
}
GRAFANA = {
    "ruleId": 12,
    "ruleName": "Queue grows",
    "state": "alerting",
    "title": "[Alerting] Queue grows",
    "message": "Look at it",
    "ruleUrl": "https://grafana.example/d/1",
    "tags": {"severity": "warning"},
    "evalMatches": [{"metric": "length", "value": 911, "tags": {"host": "db-2"}}],
}
DATADOG = {
    "id": "7001",
    "monitor_id": "331",
    "title": "[Triggered on {host:db-2}] Processor is busy",
    "alert_transition": "Triggered",
    "priority": "P2",
    "tags": "env:prod, host:db-2",
    "scopes": ["host:db-2"],
    "date": 1772443691000,
    "body": "Above 95 %",
}
PINGDOM = {
    "check_id": 4711,
    "check_name": "Shop",
    "current_state": "DOWN",
    "previous_state": "UP",
    "importance_level": "HIGH",
    "check_params": {"hostname": "shop.example", "full_url": "https://shop.example/"},
    "state_changed_timestamp": 1772443691,
    "description": "HTTP error 503",
    "long_description": "Service unavailable",
}
LIBRENMS = {
    "title": "Alert for device sw-3 - Port down",
    "device_id": "3",
    "rule_id": "8",
    "alert_id": "51",
    "uid": "77",
    "sysName": "sw-3",
    "hostname": "10.0.0.3",
    "severity": "critical",
    "state": "1",
    "timestamp": "2026-03-02 09:28:11",
    "name": "Port down",
    "msg": "Port 12 went down",
}
KAPACITOR = {
    "id": "cpu:host=db-2",
    "message": "Processor of db-2 is CRITICAL",
    "level": "CRITICAL",
    "time": "2026-03-02T09:28:11Z",
    "duration": 0,
    "data": {"series": [{"name": "cpu", "tags": {"host": "db-2"}, "values": [["2026-03-02T09:28:11Z", 99]]}]},
}
UNIFIED = {
    "receiver": "tandem",
    "status": "firing",
    "orgId": 1,
    "state": "alerting",
    "title": "[FIRING:1] Latency",
    "alerts": [
        {
            "status": "firing",
            "labels": {"alertname": "Latency", "host": "db-2", "severity": "error"},
            "annotations": {"summary": "Answers take long"},
            "startsAt": "2026-03-02T09:28:11Z",
            "endsAt": NEVER,
            "fingerprint": "57c6d9296de2ad39",
            "silenceURL": "https://grafana.example/silence",
        }
    ],
}
VERSION_3 = {
    "version": "3",
    "groupKey": 5615590933959184469,
    "status": "firing",
    "groupLabels": {},
    "commonLabels": {},
    "receiver": "t",
    "commonAnnotations": {"summary": "Ping fails"},
    "externalURL": "http://am.example",
    "alerts": [
        {
            "status": "firing",
            "labels": {"alertname": "Ping", "instance": "db-2", "severity": "critical"},
            "annotations": {},
            "startsAt": "2026-03-02T12:28:11.008+03:00",
            "endsAt": NEVER,
            "generatorURL": "http://prometheus.example/graph",
        }
    ],
}
