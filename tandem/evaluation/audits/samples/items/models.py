"""The records of a sample, one by one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.samples.models import AuditSample
from tandem.ground.kernel.records import Record, indexed

ITEM_RESULTS = [
    ("good", _("As it should be")),
    ("bad", _("Not as it should be")),
    ("absent", _("Could not be shown")),
]


class SampleItem(Record):
    """One record that a sample looks at, and how it was found."""

    sample = models.ForeignKey(
        AuditSample, models.PROTECT, related_name="items", verbose_name=_("sample"), db_index=False
    )
    title = models.CharField(_("record"), max_length=40)
    position = models.PositiveSmallIntegerField(_("number"), default=0, editable=False)
    result = models.CharField(_("result"), max_length=8, choices=ITEM_RESULTS, blank=True)
    note = models.TextField(_("what was seen"), blank=True, max_length=2_000)

    class Meta(Record.Meta):
        indexes = indexed("sample", "title", "position", "result")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["sample", "title"],
                name="a_record_is_sampled_once",
                violation_error_message=_("The sample has this record already."),
            ),
        ]
