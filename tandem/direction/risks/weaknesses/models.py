"""Typical weaknesses that risks are begun from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, indexed

WEAKNESSES = [
    ("organization", _("Organization")),
    ("people", _("People")),
    ("premises", _("Premises")),
    ("hardware", _("Hardware")),
    ("software", _("Software")),
    ("network", _("Network")),
    ("suppliers", _("Other parties")),
]


class Weakness(Record):
    """A typical weakness that lets threats through: what is missing or wrong, and in which kinds of assets."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=16, choices=WEAKNESSES, default="organization")
    description = models.TextField(_("how one sees it"), blank=True, max_length=5_000)
    item_kinds = Words(_("kinds of assets"), blank=True)
    source = models.CharField(_("taken over from"), max_length=300, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "source")
