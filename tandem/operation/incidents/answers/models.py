"""Answers that are written again and again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import StateField
from tandem.operation.incidents.templates.models import IN_USE


class CannedAnswer(Record):
    """A reply that fits often: begun with on an incident, then made one's own."""

    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(_("text"), max_length=10_000)
    group = models.CharField(_("of group"), max_length=100, blank=True)
    state = StateField(IN_USE, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "group")
