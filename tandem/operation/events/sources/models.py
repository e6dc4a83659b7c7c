"""Monitoring systems that tell of events."""

from datetime import datetime
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration, Words
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.events.vocabulary import SEVERITIES

TOOLS = [
    ("alertmanager", _("Prometheus Alertmanager")),
    ("grafana", _("Grafana")),
    ("zabbix", _("Zabbix")),
    ("checkmk", _("Checkmk")),
    ("datadog", _("Datadog")),
    ("pingdom", _("Pingdom")),
    ("librenms", _("LibreNMS")),
    ("kapacitor", _("Kapacitor")),
    ("other", _("Another, by the places below")),
]
SOURCE_STATES = (
    State("in-use", _("In use"), "good", next=""),
    State("stopped", _("Stopped"), "quiet"),
)


def _path(label: Any) -> "models.CharField[str, str]":
    """Where something stands in a message, such as alert.host.name."""
    return models.CharField(label, max_length=200, blank=True)


class EventSource(Record):
    """A monitoring system that tells of events: with which secret, in which shape, and when that makes an incident.

    The secret itself is not kept, only its SHA-256; the former one is taken for a day after a new one was made.
    """

    title = models.CharField(_("source"), max_length=100)
    tool = models.CharField(_("monitoring system"), max_length=12, choices=TOOLS, default="alertmanager")
    hold_down = Duration(_("minutes before an incident is opened"), unit="minutes", default=2)
    opens_from = models.CharField(
        _("opens incidents from"), max_length=8, choices=SEVERITIES, default="warning", blank=False
    )
    storm_from = models.PositiveIntegerField(
        _("events at once that make one incident"),
        default=20,
        validators=[MinValueValidator(2), MaxValueValidator(10_000)],
    )
    group = models.CharField(_("assignment group of its incidents"), max_length=100, blank=True)
    list_path = _path(_("place of the list of events"))
    title_path = _path(_("place of the title"))
    identity_path = _path(_("place of the mark it is known by"))
    state_path = _path(_("place of the state"))
    recovered_words = Words(_("words of the state that mean recovered"), blank=True, longest=60, most=50)
    severity_path = _path(_("place of the severity"))
    name_path = _path(_("place of the name of what it is about"))
    details_path = _path(_("place of the details"))
    address_path = _path(_("place of the link"))
    began_path = _path(_("place of the beginning"))
    secret_hash = models.CharField(_("secret, as SHA-256"), max_length=64, blank=True, editable=False)
    secret_hint = models.CharField(_("secret begins with"), max_length=12, blank=True, editable=False)
    secret_since = models.DateTimeField(_("secret since"), null=True, blank=True, editable=False)
    former_hash = models.CharField(_("former secret, as SHA-256"), max_length=64, blank=True, editable=False)
    former_until = models.DateTimeField(_("former secret works until"), null=True, blank=True, editable=False)
    storm = models.ForeignKey(
        "incidents.Incident",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("incident of its last storm"),
    )
    state = StateField(SOURCE_STATES, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "tool", "state")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "title"],
                name="event_source_once",
                violation_error_message=_("There is a source of that name."),
            ),
        ]

    def knows(self, presented: str, now: datetime) -> bool:
        """True for the hash of its present secret, and of the former one while that is still taken."""
        former = self.former_hash if self.former_until and now < self.former_until else ""
        return bool(presented) and presented in {self.secret_hash, former}
