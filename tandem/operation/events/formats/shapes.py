"""Where monitoring systems that send one event at a time say what: a table, with the names they use."""

from collections.abc import Mapping
from dataclasses import dataclass, field

PRIORITIES: Mapping[str, str] = {"1": "critical", "2": "major", "3": "warning", "4": "info", "5": "info"}
DEGREES: Mapping[str, str] = {"5": "critical", "4": "major", "3": "major", "2": "warning", "1": "info", "0": "info"}
Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The names of one system's fields, in lower case with _ for whatever else stands in them.

    A message is of this shape when all of one of the `marks` are there. `identity` are ways to know an event again, the
    first whose first field says something. `moment` is when the message was made: when the event began or ended.
    """

    marks: tuple[Keys, ...] = ()
    identity: tuple[Keys, ...]
    title: Keys
    state: Keys
    recovered: frozenset[str] = frozenset()
    remarks: frozenset[str] = frozenset()
    severity: Keys = ("severity", "priority", "level")
    degrees: Mapping[str, str] = field(default_factory=dict)
    names: Keys = ("host", "hostname", "host_name", "instance", "node", "device")
    service: Keys = ("service", "tags_service")
    details: Keys = ("message", "description", "details")
    address: Keys = ("url", "link")
    began: Keys = ()
    ended: Keys = ()
    moment: Keys = ()


ZABBIX = Shape(
    marks=(
        ("trigger_id", "event_id"),
        ("triggerid",),
        ("eventid",),
        ("event_value",),
        ("trigger_status",),
        ("trigger_name",),
        ("event_nseverity",),
    ),
    identity=(
        ("trigger_id", "host", "host_name", "hostname"),
        ("triggerid", "host", "hostname"),
        ("event_id",),
        ("eventid",),
        ("alert_uid",),
    ),
    title=("event_name", "trigger_name", "name", "subject", "title", "alert_subject", "message"),
    state=("event_value", "trigger_status", "event_status", "status", "value", "state"),
    recovered=frozenset({"0"}),
    severity=("event_severity", "trigger_severity", "severity", "event_nseverity", "nseverity", "priority"),
    degrees=DEGREES,
    names=("host_host", "host", "host_name", "hostname", "host_visiblename", "host_ip", "ip"),
    details=("event_opdata", "alert_message", "message", "trigger_description", "description"),
    address=("event_url", "trigger_url", "url", "link_to_upstream_details"),
    began=("event_timestamp", "event_time_unix", "clock"),
    ended=("event_recovery_timestamp", "r_clock"),
)
CHECKMK = Shape(
    marks=(("notification_type", "what"), ("notificationtype", "hostname"), ("check_command", "notification_type")),
    identity=(("host", "site", "service", "service_desc"), ("hostname", "omd_site", "servicedesc")),
    title=("summary", "subject", "service_output", "output"),
    state=("notification_type", "service_state", "servicestate", "host_state", "hoststate", "status", "state"),
    severity=("severity", "service_state", "servicestate", "status", "host_state", "hoststate", "state"),
    names=("host", "hostname", "host_name", "alias", "address", "hostaddress"),
    service=("service", "service_desc", "servicedesc"),
    details=("long_output", "output", "serviceoutput", "hostoutput"),
    moment=("short_date_time", "shortdatetime"),
)
GRAFANA = Shape(
    marks=(("ruleid", "state"), ("rulename", "state"), ("ruleurl", "title")),
    identity=(("ruleid", "orgid", "dashboardid", "panelid"), ("rulename",)),
    title=("rulename", "title", "message"),
    state=("state",),
    severity=("tags_severity", "severity"),
    names=("tags_host", "tags_instance", "evalmatches_tags_host", "evalmatches_tags_instance"),
    service=("tags_service", "evalmatches_tags_service"),
    address=("ruleurl",),
)
DATADOG = Shape(
    marks=(("monitor_id",), ("alert_transition",), ("alert_id", "event_type"), ("last_updated", "event_type")),
    identity=(
        ("aggreg_key",),
        ("monitor_id", "scopes", "scope", "alert_scope", "host"),
        ("alert_id", "scopes", "alert_scope"),
        ("id",),
    ),
    title=("title", "event_title", "alert_title", "text"),
    state=("alert_transition", "alert_status", "transition", "status", "alert_type"),
    severity=("priority", "alert_priority", "severity", "alert_type"),
    degrees=PRIORITIES,
    names=("host", "hostname", "tags_host", "scopes", "scope", "alert_scope"),
    details=("body", "event_msg", "message", "description", "text_only_msg"),
    moment=("last_updated", "date"),
)
PINGDOM = Shape(
    marks=(("check_id", "current_state"), ("check_id", "check_name")),
    identity=(("check_id",),),
    title=("check_name", "description"),
    state=("current_state",),
    severity=("importance_level", "current_state"),
    names=("check_params_hostname", "check_params_full_url", "check_name"),
    details=("long_description", "description"),
    address=("check_params_full_url",),
    moment=("state_changed_timestamp", "state_changed_utc_time"),
)
LIBRENMS = Shape(
    marks=(("device_id", "rule_id"), ("device_id", "alert_id"), ("sysname", "alert_id")),
    identity=(("rule_id", "device_id"), ("alert_id",), ("uid",)),
    title=("title", "name"),
    state=("state", "severity"),
    recovered=frozenset({"0"}),
    remarks=frozenset({"2"}),
    names=("sysname", "hostname", "display", "ip", "serial"),
    service=(),
    details=("msg", "description"),
    moment=("timestamp",),
)
KAPACITOR = Shape(
    marks=(
        ("id", "message", "data"),
        ("id", "level", "time"),
        ("id", "message", "level"),
        ("id", "message", "previouslevel"),
    ),
    identity=(("id",),),
    title=("message", "id"),
    state=("level",),
    severity=("level",),
    names=("data_series_tags_host", "tags_host", "host", "id"),
    service=("data_series_tags_service",),
    details=("details", "message"),
    moment=("time",),
)
PLAIN = Shape(
    identity=(
        ("fingerprint",),
        ("dedup_key",),
        ("incident_key",),
        ("alert_uid",),
        ("alarmarn",),
        ("alarmname", "awsaccountid", "region"),
        ("host_name", "service_name", "service_description"),
        ("check_id",),
        ("alert_id",),
        ("event_id",),
        ("id",),
        ("uid",),
        ("title", "host", "hostname", "instance"),
        ("alarm_name",),
        ("summary", "host", "labels_host", "labels_instance", "labels_queue"),
        ("name", "host", "hostname", "instance"),
        ("subject", "host"),
        ("service", "host", "hostname", "host_name"),
        ("message", "host"),
        ("host",),
        ("hostname",),
    ),
    title=(
        "title",
        "summary",
        "alarmname",
        "alarm_name",
        "subject",
        "name",
        "alert_name",
        "alertname",
        "service_name",
        "service_description",
        "message",
        "output",
        "description",
    ),
    state=("state", "status", "newstatevalue", "host_state", "service_state", "event_state", "action"),
    severity=("severity", "priority", "level", "labels_severity", "newstatevalue", "service_state", "state", "status"),
    names=(
        "host",
        "hostname",
        "host_name",
        "instance",
        "node",
        "device",
        "server",
        "resource",
        "source",
        "labels_host",
        "labels_instance",
        "tags_host",
        "trigger_dimensions_value",
    ),
    service=("service", "labels_service", "tags_service"),
    details=("message", "description", "details", "newstatereason", "output", "body", "text"),
    address=("url", "link", "link_to_upstream_details", "generatorurl"),
    began=("started_at", "starts_at", "startsat", "began_at", "start"),
    ended=("ended_at", "ends_at", "endsat", "resolved_at", "end"),
    moment=("timestamp", "time", "date", "statechangetime", "occurred_at", "updated_at"),
)
SHAPES: Mapping[str, Shape] = {
    "checkmk": CHECKMK,
    "librenms": LIBRENMS,
    "pingdom": PINGDOM,
    "grafana": GRAFANA,
    "datadog": DATADOG,
    "zabbix": ZABBIX,
    "kapacitor": KAPACITOR,
}
