"""What a statement says of each control."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.direction.controls.models import PROGRESS
from tandem.direction.controls.statements.models import Statement
from tandem.ground.kernel.fields import Structure, Words
from tandem.ground.kernel.records import Record, indexed


class StatementEntry(Record):
    """The decision on one control: applicable or excluded, the reasons, and how far it is implemented.

    Reasons follow from risks and obligations while the statement is a draft, except those in `own_reasons`, which a
    person set. `forerunners` are the requirements of another edition whose decision this one inherited; `carried` says
    which controls and links were extended when it was confirmed.
    """

    statement = models.ForeignKey(
        Statement, models.PROTECT, related_name="entries", verbose_name=_("statement"), db_index=False
    )
    ref = models.CharField(_("control"), max_length=60)
    title = models.CharField(_("title"), max_length=300)
    decision = models.CharField(
        _("decision"),
        max_length=10,
        blank=True,
        choices=[("applicable", _("Applicable")), ("excluded", _("Excluded"))],
    )
    because_risk = models.BooleanField(_("because of a risk"), default=False)
    because_law = models.BooleanField(_("because of a law"), default=False)
    because_contract = models.BooleanField(_("because of a contract"), default=False)
    because_practice = models.BooleanField(_("because it is good practice"), default=False)
    justification = models.TextField(_("justification"), blank=True, max_length=5_000)
    progress = models.CharField(_("implementation"), max_length=12, choices=PROGRESS, default="not-begun")
    progress_reason = models.CharField(_("why another than the controls say"), max_length=300, blank=True)
    inherited_from = models.CharField(_("inherited from"), max_length=300, blank=True)
    is_confirmed = models.BooleanField(_("confirmed"), default=True)
    own_reasons = Words(_("reasons set by hand"), blank=True)
    forerunners = Words(_("forerunners"), blank=True)
    carried = Structure(_("brought along"), default=dict, blank=True, editable=False)
    backing = Structure(_("what stood behind it at approval"), default=dict, blank=True, editable=False)

    class Meta(Record.Meta):
        indexes = [
            *indexed("ref", "decision", "progress"),
            models.Index(fields=["organization", "statement", "id"]),
        ]
