"""Lessons from outside, to learn from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Structure, Vague, Words
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.incidents.models import SECURITY_CATEGORIES

REFERENCE_INCIDENT_STATES = (
    State("new", _("New"), "quiet"),
    State("considered", _("Considered"), "good", final=True),
    State("set-aside", _("Set aside"), "quiet", final=True),
)


class ReferenceIncident(Record):
    """An incident of somebody else, kept to learn from it; no figure of the organization's own counts it."""

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what happened"), blank=True, max_length=50_000)
    source = models.CharField(_("read where"), max_length=500, blank=True)
    happened = Vague(_("happened"), blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    security_category = models.CharField(
        _("kind of security incident"), max_length=12, choices=SECURITY_CATEGORIES, blank=True
    )
    actors = Words(_("who did it"), blank=True)
    actions = Words(_("what they did"), blank=True)
    assets = Words(_("what was hit"), blank=True)
    attributes = Words(_("what was lost"), blank=True)
    information = Words(_("which information"), blank=True)
    victim = models.CharField(_("whom it hit"), max_length=300, blank=True)
    industry = models.CharField(_("industry number"), max_length=6, blank=True)
    countries = Words(_("countries"), blank=True)
    veris = Structure(_("VERIS record"), default=dict, blank=True)
    conclusion = models.TextField(_("what it means for us"), blank=True, max_length=10_000)
    considered_on = models.DateField(_("considered on"), null=True, blank=True)
    state = StateField(REFERENCE_INCIDENT_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "year", "happened", "security_category", "industry", "considered_on")
