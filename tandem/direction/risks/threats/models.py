"""Typical threats that risks are begun from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, indexed

THREATS = [
    ("deliberate", _("Deliberate")),
    ("human", _("Human error")),
    ("technical", _("Technical failure")),
    ("accidental", _("Accident")),
    ("environmental", _("Environment")),
]


class Threat(Record):
    """A typical threat: what may happen, to which kinds of assets, and what is lost then. Risks are begun from it."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=16, choices=THREATS, default="deliberate")
    description = models.TextField(_("what happens"), blank=True, max_length=5_000)
    confidentiality = models.BooleanField(_("confidentiality"), default=False)
    integrity = models.BooleanField(_("integrity"), default=False)
    availability = models.BooleanField(_("availability"), default=False)
    item_kinds = Words(_("kinds of assets"), blank=True)
    source = models.CharField(_("taken over from"), max_length=300, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "source")
