"""What people have to be able to do."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.support.people.models import Person


class Competence(Record):
    """One thing a person has to be able to do for a role: the evidence, or the step that closes the gap."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="competences", verbose_name=_("person"), db_index=False
    )
    title = models.CharField(_("what has to be mastered"), max_length=200)
    role = models.CharField(_("needed for the role"), max_length=200, blank=True)
    held = models.CharField(
        _("mastered"),
        max_length=8,
        default="no",
        choices=[("yes", _("Yes")), ("partly", _("In part")), ("no", _("Not yet"))],
    )
    evidence = models.CharField(_("evidence"), max_length=500, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    step = models.CharField(_("next step"), max_length=500, blank=True)
    step_due = models.DateField(_("step due"), null=True, blank=True)

    class Meta(Record.Meta):
        indexes = [*indexed("title", "held", "valid_until"), models.Index(fields=["organization", "person", "id"])]
