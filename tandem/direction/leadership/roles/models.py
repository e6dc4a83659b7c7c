"""Roles of the management system and who holds them."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.lenses import Lensed
from tandem.ground.kernel.records import RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

ROLE_STATES = (
    State("vacant", _("Vacant"), "bad"),
    State("granted", _("Granted"), "good"),
    State("ended", _("No longer needed"), "quiet", final=True),
)


class RoleQuerySet(RecordQuerySet):
    def granted(self) -> "RoleQuerySet":
        """Roles that somebody holds today."""
        return self.filter(state="granted")


class Role(Lensed):
    """A role of the management system: what it answers for and may decide, who holds it, who granted it."""

    title = models.CharField(_("name"), max_length=200)
    duties = models.TextField(_("what it answers for"), blank=True, max_length=5_000)
    authority = models.TextField(_("what it may decide"), blank=True, max_length=5_000)
    competence = models.TextField(_("what its holder has to be able to do"), blank=True, max_length=5_000)
    is_top_management = models.BooleanField(_("belongs to top management"), default=False)
    sees_to_conformity = models.BooleanField(_("sees to conformity"), default=False)
    reports_performance = models.BooleanField(_("reports performance to top management"), default=False)
    holder = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("held by"),
        db_index=False,
    )
    deputy = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("deputy"),
        db_index=False,
    )
    granted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("granted by")
    )
    granted_on = models.DateField(_("granted on"), null=True, blank=True)
    report = models.TextField(_("latest report on performance"), blank=True, max_length=10_000)
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    state = StateField(ROLE_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(RoleQuerySet)()

    class Meta(Lensed.Meta):
        indexes = indexed("title", "state", "holder", "granted_on")
